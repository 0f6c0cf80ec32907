"""Words and numbers as they are printed: cut at line ends, in narrow columns, at page breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Paragraph
from parsers.rows.cell_content import SOFT, activities, parts
from parsers.rows.headings import heading_of
from parsers.tables.headers import caption_roles
from parsers.text.hyphens import Healer
from parsers.text.numbering import RowNumber, leading_number, parse_number
from parsers.text.wording import collapse, shape
from tests.support.roadmap_score import HINTS

HEALER = Healer.of([Paragraph("Отдел ОХИБДОО и отдел общего образования, РЦОИ, муниципально-правовой")], HINTS)


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("ответственных за про-", "ведение ГИА", "ответственных за проведение ГИА"),
        ("проведение ГИА-", "9 и ГИА-11", "проведение ГИА-9 и ГИА-11"),
        ("научно-", "методический совет", "научно-методический совет"),
        ("химико-", "биологическое образование", "химико-биологическое образование"),
        ("в течение 2023-", "2024 учебного года", "в течение 2023-2024 учебного года"),
        ("выпускников 9, 11-", "х классов", "выпускников 9, 11-х классов"),
        ("ООО, ОХИБ-", "ДОО", "ООО, ОХИБДОО"),
        ("муниципально-", "правовой акт", "муниципально-правовой акт"),
        ("апрель -", "май", "апрель - май"),
        ("практико--", "ориентированный", "практико--ориентированный"),
        ("повышение", "качества", "повышение качества"),
        ("пере\ufffe", "дача материалов", "передача материалов"),
        ("контроль-", "но-измерительных", "контрольно-измерительных"),
        ("учите-", "лей-предметников", "учителей-предметников"),
        ("психолого-", "медико-педагогическая комиссия", "психолого-медико-педагогическая комиссия"),
        ("", "текст", "текст"),
    ],
)
def test_pieces_of_a_cell_join(head: str, tail: str, whole: str) -> None:
    assert HEALER.join(head, tail) == whole


def test_lines_of_a_cell_join_and_paragraphs_stay() -> None:
    assert HEALER.lines("по отдель-\nному графику\nапрель 2024") == "по отдельному графику\nапрель 2024"
    assert HEALER.whole("по отдель-\nному графику\nапрель 2024") == "по отдельному графику апрель 2024"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("по графику Федеральног о центра", "по графику Федерального центра"),
        ("региональны х апробаций", "региональных апробаций"),
        ("обучающихся , не получивших", "обучающихся, не получивших"),
        ("приёма и рассмотрения", "приёма и рассмотрения"),
        ("ГИА и ОГЭ в школах", "ГИА и ОГЭ в школах"),
        ("сроки и места", "сроки и места"),
    ],
)
def test_words_broken_by_a_narrow_column_are_mended(broken: str, whole: str) -> None:
    assert HEALER.mend(broken) == whole


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("отдельном", "у графику", "отдельному графику"),
        ("Минпросвещени", "я России", "Минпросвещения России"),
        ("педагогическ", "их работников", "педагогических работников"),
        ("01.02.20", "24", "01.02.2024"),
        ("01.02.", "2024 г.", "01.02.2024 г."),
        ("до 01.02.202", "4", "до 01.02.2024"),
        ("20", "24 года", "2024 года"),
        ("руководители", "школ", "руководители школ"),
        ("РЦОИ", "и школы", "РЦОИ и школы"),
        ("Рособрнадзор", "в лице отдела", "Рособрнадзор в лице отдела"),
        ("ноябрь", "с марта", "ноябрь с марта"),
        ("01.02.2024", "03.02.2024", "01.02.2024 03.02.2024"),
        ("15.10", "20.11", "15.10 20.11"),
    ],
)
def test_the_end_of_a_full_line_may_cut_a_word_or_a_date(head: str, tail: str, whole: str) -> None:
    """A line of one word that reaches the end of its column is marked by readers that see printed lines."""
    assert HEALER.lines(f"{head}\u200b\n{tail}") == whole


def test_a_half_that_is_printed_as_a_word_elsewhere_is_none() -> None:
    blocks = [Paragraph("Обучение в Сферуме"), Paragraph("Подготовка Сферум\u200b\nа")]
    assert Healer.of(blocks, HINTS).lines("Сферум\u200b\nе занятия") == "Сферуме занятия"
    assert Healer.of([Paragraph("Платформа Сферум")], HINTS).lines("Сферум\u200b\nдля школ") == "Сферум для школ"


@given(st.text(alphabet="абв-\n 9", max_size=60))
def test_healing_loses_nothing_but_hyphens(text: str) -> None:
    bare = str.maketrans("", "", "- \n")
    assert HEALER.whole(text).translate(bare) == text.translate(bare)
    assert HEALER.whole(HEALER.whole(text)) == HEALER.whole(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.", RowNumber("arabic", ("1",))),
        ("1.10", RowNumber("arabic", ("1", "10"))),
        ("1.3.1\n0.", RowNumber("arabic", ("1", "3", "10"))),
        ("2.1\u200b\n0.", RowNumber("arabic", ("2", "10"))),
        ("2)", RowNumber("arabic", ("2",))),
        ("№ 3", RowNumber("arabic", ("3",))),
        ("IV.", RowNumber("roman", ("IV",))),
        ("ХII", RowNumber("roman", ("XII",))),
        ("а)", RowNumber("letter", ("а",))),
        ("2024 году", None),
        ("2024", None),
        ("000", None),
        ("ООО", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: RowNumber | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. Анализ результатов", "1.", "Анализ результатов"),
        ("2.10. «Горячая линия»", "2.10.", "«Горячая линия»"),
        ("III. Обучение", "III.", "Обучение"),
        ("а) состава ГЭК", "", "а) состава ГЭК"),
        ("11 классы", "", "11 классы"),
        ("Анализ", "", "Анализ"),
    ],
)
def test_numbers_at_the_head_of_a_text(text: str, number: str, rest: str) -> None:
    assert leading_number(text)[::2] == (number, rest)


def test_a_section_named_so_is_numbered_and_stays_whole() -> None:
    heading = heading_of("Раздел IV. Контроль")
    assert (heading.text, heading.number) == ("Раздел IV. Контроль", RowNumber("roman", ("IV",)))


@pytest.mark.parametrize(
    ("caption", "role"),
    [
        ("№ п/п", "number"),
        ("Наименование мероприятия", "activity"),
        ("Планируемые мероприятия по подготовке к ГИА", "activity"),
        ("Сроки  исполнения:", "period"),
        ("Дата проведения", "period"),
        ("Ответственные исполнители", "responsible"),
        ("Форма представления результата", "result"),
        ("Вид документа", "result"),
        ("Категория участников", "category"),
        ("муниципальный уровень (МАУ ЦРО)", "action"),
        ("институциональный (ОО)", "action"),
        ("Отметка о выполнении", "note"),
    ],
)
def test_captions(caption: str, role: str) -> None:
    named = caption_roles(caption)
    assert max(named, key=lambda name: named[name]) == role


@pytest.mark.parametrize("text", ["Анализ проведения ГИА", "ООО, ИМО", "ноябрь 2023", ""])
def test_what_is_no_caption(text: str) -> None:
    assert caption_roles(text) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Проведение", "title"),
        ("телей, повысивших", "lower"),
        ("ГЭК, организаторов", "caps"),
        ("2024 году", "digit"),
        ("– порядка", "bullet"),
        ("-5 баллов", "tail"),
        ("«ФЦТ»", "quote"),
        ("), в том числе", "tail"),
        ("", ""),
    ],
)
def test_shapes(text: str, kind: str) -> None:
    assert shape(text) == kind


def shared(activity: str, period: str, responsible: str = "МОК") -> list[tuple[str, ...]]:
    found = activities(activity, period, responsible, HINTS.period_phrases)
    return [(collapse(share.activity), collapse(share.period), collapse(share.responsible)) for share in found]


@pytest.mark.parametrize(
    ("activity", "period", "wanted"),
    [
        (
            "совещания по вопросам организации  видеоконференции по вопросам подготовки",
            "ноябрь 2023 года январь 2024 года  декабрь 2023 года",
            [
                ("совещания по вопросам организации", "ноябрь 2023 года январь 2024 года", "МОК"),
                ("видеоконференции по вопросам подготовки", "декабрь 2023 года", "МОК"),
            ],
        ),
        (
            "семинары\nвебинары",
            "март 2024 года май 2024 года",
            [("семинары", "март 2024 года", "МОК"), ("вебинары", "май 2024 года", "МОК")],
        ),
        (
            f"обучение экспертов{SOFT}зачёт экспертов",
            "март 2024 года\nмай 2024 года",
            [("обучение экспертов", "март 2024 года", "МОК"), ("зачёт экспертов", "май 2024 года", "МОК")],
        ),
        (
            "Проведение:\n– собраний\n– бесед",
            "март 2024\nмай 2024\nиюнь 2024",
            [("Проведение: – собраний – бесед", "март 2024 май 2024 июнь 2024", "МОК")],
        ),
        (
            "Подготовка отчётов о проведении ЕГЭ\nпо формам Рособрнадзора",
            "август –\nсентябрь 2024 года",
            [("Подготовка отчётов о проведении ЕГЭ по формам Рособрнадзора", "август – сентябрь 2024 года", "МОК")],
        ),
        ("Совещание\nСеминар", "в течение года", [("Совещание Семинар", "в течение года", "МОК")]),
    ],
    ids=["runs of blanks", "phrases", "cut between", "lead-in", "one wrapped text", "one period"],
)
def test_activities_of_one_cell(activity: str, period: str, wanted: list[tuple[str, ...]]) -> None:
    assert shared(activity, period) == wanted


def test_responsibles_are_shared_where_they_are_as_many() -> None:
    assert [share[2] for share in shared("семинары\nвебинары", "март 2024\nмай 2024", "МОК\nИРО")] == ["МОК", "ИРО"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Обучение: - членов ГЭК; - руководителей ППЭ.", ("членов ГЭК", "руководителей ППЭ")),
        ("по темам:\n1) анализ результатов;\n2) типичные ошибки", ("анализ результатов", "типичные ошибки")),
        ("через:\nписьма;\nплакаты", ("письма", "плакаты")),
        ("Семинары: очные – в марте", ()),
        ("Сбор и обработка результатов ГИА-9, ГИА-11:", ()),
        ("семинары – практикумы", ()),
    ],
)
def test_parts_under_a_lead_in(text: str, wanted: tuple[str, ...]) -> None:
    assert parts(text, "", HINTS.period_phrases) == wanted
