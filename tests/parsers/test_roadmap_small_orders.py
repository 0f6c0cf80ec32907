"""Small invented orders in styles that none of the five has; each reads like a specification of its rows."""

from __future__ import annotations

import pytest

from parsers.errors import ParseError
from parsers.model import Roadmap, Row, RowKind
from tests.support.roadmap_score import items_of, roadmap_of

Wanted = list[tuple[str, ...]]


def told(roadmap: Roadmap, *parts: str) -> Wanted:
    return [tuple(getattr(row, part) for part in parts) for row in items_of(roadmap)]


def test_three_columns_and_a_signature_right_below() -> None:
    roadmap = roadmap_of(
        "План подготовки к ГИА\n\n"
        "Мероприятие\tСрок\tИсполнитель\n"
        "Проведение совещания руководителей школ\tсентябрь 2022 г.\tЕфимова Т.П.\n"
        "Формирование базы данных участников экзаменов\tдо 1 февраля 2023 г.\tОтдел образования, руководители ОУ\n"
        "Начальник отдела\t\tИ.И. Сидоров\n"
    )
    assert told(roadmap, "number", "activity", "period", "responsible") == [
        ("", "Проведение совещания руководителей школ", "сентябрь 2022 г.", "Ефимова Т.П."),
        (
            "",
            "Формирование базы данных участников экзаменов",
            "до 1 февраля 2023 г.",
            "Отдел образования, руководители ОУ",
        ),
    ]
    assert [paragraph.text for _, paragraph in roadmap.between] == ["Начальник отдела\nИ.И. Сидоров"]


def test_period_before_activity_and_roman_sections() -> None:
    roadmap = roadmap_of(
        "№\tДата\tСодержание\tОтветственные\tВыход\n"
        "I. Организационные мероприятия\t\t\t\t\n"
        "1\tсентябрь\tСоздание рабочей группы\tЗам. директора по УВР\tПриказ\n"
        "II. Работа с учащимися\t\t\t\t\n"
        "1\tноябрь\tИнструктаж выпускников о правилах экзамена\tКлассные руководители\tЖурнал инструктажа\n"
    )
    assert told(roadmap, "section", "number", "period", "activity", "responsible", "result") == [
        (
            "I. Организационные мероприятия",
            "1",
            "сентябрь",
            "Создание рабочей группы",
            "Зам. директора по УВР",
            "Приказ",
        ),
        (
            "II. Работа с учащимися",
            "1",
            "ноябрь",
            "Инструктаж выпускников о правилах экзамена",
            "Классные руководители",
            "Журнал инструктажа",
        ),
    ]


HEADER = "№ п/п\tМероприятия\tСроки\tОтветственные\n"


def test_sections_as_paragraphs_over_tables_of_their_own() -> None:
    roadmap = roadmap_of(
        "План мероприятий\n\n1. Анализ результатов ГИА\n\n"
        f"{HEADER}1.1\tПодготовка статистического отчёта\tавгуст 2021\tРЦОИ\n\n"
        "2. Обучение специалистов\n\n"
        f"{HEADER}2.1\tОбучение экспертов предметных комиссий\tфевраль 2022\tИРО\n"
    )
    assert told(roadmap, "table_no", "section", "number") == [
        (1, "1. Анализ результатов ГИА", "1.1"),
        (2, "2. Обучение специалистов", "2.1"),
    ]


def test_sections_as_paragraphs_within_one_table() -> None:
    roadmap = roadmap_of(
        f"План мероприятий\n\n{HEADER}"
        "1. Анализ\t\t\t\n1.1\tПодготовка статистического отчёта\tавгуст 2021\tРЦОИ\n\n"
        "2. Обучение\n\n2.1\tОбучение экспертов предметных комиссий\tфевраль 2022\tИРО\n"
    )
    assert told(roadmap, "table_no", "section", "number") == [(1, "1. Анализ", "1.1"), (1, "2. Обучение", "2.1")]


def test_no_header_row() -> None:
    roadmap = roadmap_of(
        "План\n\n"
        "1.\tИзучение нормативных документов по проведению ЕГЭ\tсентябрь 2019 года\tМетодический отдел\n"
        "2.\tОрганизация консультаций для выпускников\tв течение года\tучителя-предметники\n"
        "3.\tПроведение пробного экзамена по русскому языку\tфевраль 2020 года\tзаместитель директора\n"
    )
    assert told(roadmap, "number", "period", "responsible") == [
        ("1.", "сентябрь 2019 года", "Методический отдел"),
        ("2.", "в течение года", "учителя-предметники"),
        ("3.", "февраль 2020 года", "заместитель директора"),
    ]


def test_responsibles_first() -> None:
    roadmap = roadmap_of(
        "Ответственный\tСрок исполнения\tМероприятие\n"
        "Управление образования\tсентябрь 2023\tУтверждение состава рабочей группы\n"
        "руководители школ\tдо 01.12.2023\tВнесение сведений об участниках сочинения\n"
    )
    assert told(roadmap, "activity", "responsible") == [
        ("Утверждение состава рабочей группы", "Управление образования"),
        ("Внесение сведений об участниках сочинения", "руководители школ"),
    ]


def test_results_with_bullets_and_a_cell_with_line_breaks() -> None:
    roadmap = roadmap_of(
        "№ п/п\tНаименование мероприятия\tСрок\tОтветственный\tОжидаемый результат\n"
        "1\tПроведение мониторинга\tдекабрь 2023\tГАУ «РЦОКО»\t- справка по итогам; - план коррекции\n"
        "2\tСопровождение школ с низкими результатами:\n- выездные консультации;\n- открытые уроки"
        "\tв течение года\tИРО\tповышение качества\n"
    )
    first, second = items_of(roadmap)
    assert first.result == "- справка по итогам; - план коррекции"
    assert second.parts == ("выездные консультации", "открытые уроки")
    assert (second.period, second.result) == ("в течение года", "повышение качества")


def test_numbers_of_several_kinds() -> None:
    roadmap = roadmap_of(
        "№\tМероприятия\tСроки\tОтветственные\n"
        "I.\tНормативное обеспечение\t\t\n"
        "1)\tПодготовка приказа о проведении итогового сочинения\tоктябрь 2020\tдепартамент\n"
        "2)\tПодготовка приказов об утверждении:\t\tдепартамент\n"
        "а)\tсостава ГЭК\tфевраль 2021\t\n"
        "б)\tсостава предметных комиссий\tмарт 2021\t\n"
    )
    assert told(roadmap, "section", "number", "kind", "responsible", "responsible_inherited", "parent") == [
        ("I. Нормативное обеспечение", "1)", RowKind.ITEM, "департамент", False, None),
        ("I. Нормативное обеспечение", "2)", RowKind.GROUP, "департамент", False, None),
        ("I. Нормативное обеспечение", "а)", RowKind.ITEM, "департамент", True, 3),
        ("I. Нормативное обеспечение", "б)", RowKind.ITEM, "департамент", True, 3),
    ]


def test_numbers_within_the_activities() -> None:
    roadmap = roadmap_of(
        "Мероприятие\tСроки проведения\tОтветственный\n"
        "1. Анализ результатов\t\t\n"
        "1.1. Подготовка аналитической справки о результатах ОГЭ\tавгуст 2022\tЦОКО\n"
        "1.2. Проведение круглого стола для учителей физики\tоктябрь 2022\tИМЦ\n"
        "2. Организация экзаменов\t\t\n"
        "2.1. Подготовка ППЭ к экзаменам\tмай 2023\tруководители ППЭ\n"
    )
    assert told(roadmap, "section", "number", "activity") == [
        ("1. Анализ результатов", "1.1.", "Подготовка аналитической справки о результатах ОГЭ"),
        ("1. Анализ результатов", "1.2.", "Проведение круглого стола для учителей физики"),
        ("2. Организация экзаменов", "2.1.", "Подготовка ППЭ к экзаменам"),
    ]


def test_directions_printed_once() -> None:
    roadmap = roadmap_of(
        "Направление\tМероприятие\tСрок\tОтветственный\n"
        "Кадровое обеспечение\tФормирование состава экспертов\tянварь 2024\tМинобр\n"
        "\tОбучение экспертов\tфевраль 2024\tИРО\n"
        "Информирование\tОрганизация горячей линии\tв течение года\tМинобр\n"
        "\tРазмещение сведений на сайтах\tноябрь 2023\tРЦОИ\n"
    )
    assert told(roadmap, "category", "activity") == [
        ("Кадровое обеспечение", "Формирование состава экспертов"),
        ("Кадровое обеспечение", "Обучение экспертов"),
        ("Информирование", "Организация горячей линии"),
        ("Информирование", "Размещение сведений на сайтах"),
    ]


def test_months_printed_once_before_their_activities() -> None:
    roadmap = roadmap_of(
        "Месяц\tМероприятия\tОтветственные\n"
        "Сентябрь\tСоздание рабочей группы по подготовке к ГИА\tзаместитель директора\n"
        "\tИзучение нормативных документов\tметодист\n"
        "Октябрь\tСбор заявлений на участие в сочинении\tклассные руководители\n"
    )
    assert told(roadmap, "period", "period_inherited", "responsible") == [
        ("Сентябрь", False, "заместитель директора"),
        ("Сентябрь", True, "методист"),
        ("Октябрь", False, "классные руководители"),
    ]


def test_a_column_for_the_beginning_and_one_for_the_end_under_a_title() -> None:
    roadmap = roadmap_of(
        "План мероприятий по подготовке к ГИА\t\t\t\t\n"
        "№ п/п\tНаименование мероприятия\tСроки реализации\t\tОтветственный исполнитель\n"
        "\t\tначало\tокончание\t\n"
        "1.\tФормирование базы данных участников экзаменов\t01.11.2023\t01.02.2024\tРЦОИ\n"
        "2.\tПроведение итогового сочинения в школах\t06.12.2023\t06.12.2023\tМинистерство образования\n"
        "3.\tПодготовка отчёта о проведении экзаменов\t\t30.07.2024\tРЦОИ\n"
    )
    assert told(roadmap, "number", "period", "responsible") == [
        ("1.", "01.11.2023 – 01.02.2024", "РЦОИ"),
        ("2.", "06.12.2023", "Министерство образования"),
        ("3.", "30.07.2024", "РЦОИ"),
    ]


def test_appendices_counted_columns_and_a_sheet_of_agreement() -> None:
    roadmap = roadmap_of(
        "Приложение № 1\nк приказу от 01.09.2021 № 10\n\nПлан подготовки к ГИА-9\n\n"
        "№ п/п\tМероприятие\tСрок\tОтветственный\n1\t2\t3\t4\n"
        "1.\tСоставление списков выпускников 9 классов\tоктябрь 2021\tшколы\n\n"
        "Приложение № 2\nк приказу от 01.09.2021 № 10\n\nПлан подготовки к ГИА-11\n\n"
        "№ п/п\tМероприятие\tСрок\tОтветственный\n1\t2\t3\t4\n"
        "1.\tПроведение итогового сочинения в школах района\tдекабрь 2021\tшколы\n\n"
        "Лист согласования\n\nДолжность\tФИО\tПодпись\tДата\nЮрист\tИванова И.И.\t\t\n"
    )
    assert told(roadmap, "table_no", "appendix", "table_title", "section", "number") == [
        (1, "1", "План подготовки к ГИА-9", "", "1."),
        (2, "2", "План подготовки к ГИА-11", "", "1."),
    ]
    assert "Лист согласования" in [paragraph.text for _, paragraph in roadmap.between]
    assert roadmap.covered_chars == roadmap.source_chars


def test_an_unknown_column_is_kept_as_a_note() -> None:
    roadmap = roadmap_of(
        "№\tМероприятие\tСрок\tОтветственный\tМесто проведения\n"
        "1\tПроведение репетиционного экзамена по математике\tмарт 2023\tОтдел образования\tМБОУ СОШ № 1\n"
        "2\tПроведение консультаций для выпускников школ\tапрель 2023\tруководители ОО\tпо месту учёбы\n"
    )
    assert [(raw.role, raw.text) for raw in items_of(roadmap)[0].raw_cells][-1] == ("note", "МБОУ СОШ № 1")


def test_levels_of_government_under_one_caption() -> None:
    roadmap = roadmap_of(
        "№\tМероприятия\tСроки\tДействия\t\n\t\t\tна региональном уровне\tна уровне ОО\n"
        "1\tПроведение репетиционных экзаменов\tмарт 2022\tРазработка материалов\tОбеспечение участия выпускников\n"
        "2\tПодготовка пунктов проведения экзаменов\tмай 2022\t\tОборудование аудиторий\n"
    )
    actions = [[(action.level, action.text) for action in row.actions] for row in items_of(roadmap)]
    assert [len(levels) for levels in actions] == [2, 1]
    assert actions[0][0][1] == "Разработка материалов"
    assert actions[1][0][1] == "Оборудование аудиторий"


@pytest.mark.parametrize(
    "text",
    [
        "Приказ\n\nО проведении экзаменов в школах района\n\n1. Провести экзамены.\n",
        "№\tФИО\tШкола\n1\tИванов И.И.\tМБОУ СОШ № 1\n2\tПетров П.П.\tМБОУ СОШ № 2\n",
        "\t\t\t\n\t\t\t\n",
    ],
    ids=["no table", "a list of people", "nothing but tabs"],
)
def test_a_text_without_a_plan_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ParseError) as refused:
        roadmap_of(text)
    assert refused.value.stage == "table"
    assert str(refused.value).endswith(".")


def kinds(roadmap: Roadmap) -> list[tuple[str, str]]:
    return [(row.kind.value, _text(row)) for row in roadmap.rows]


def _text(row: Row) -> str:
    return row.activity or row.subsection or row.section


def test_a_heading_cut_by_a_page_break_is_whole() -> None:
    roadmap = roadmap_of(
        f"{HEADER}1. Меры по повышению качества\t\t\t\n\nпреподавания учебных предметов\t\t\t\n"
        "1.1\tАнализ результатов внешних оценочных процедур\tсентябрь\tООО\n"
        "1.2\tОпределение перечня образовательных организаций\tноябрь\tООО\n"
    )
    assert items_of(roadmap)[0].section == "1. Меры по повышению качества преподавания учебных предметов"


def test_a_row_under_a_heading_of_capitals_is_a_subsection() -> None:
    roadmap = roadmap_of(
        f"{HEADER}АНАЛИЗ\t\t\t\nРусский язык\t\t\t\n1\tАнализ работ участников экзамена\tавгуст 2021\tИРО\n"
        "Математика\t\t\t\n2\tАнализ решений участников экзамена\tавгуст 2021\tИРО\n"
    )
    assert told(roadmap, "section", "subsection") == [("АНАЛИЗ", "Русский язык"), ("АНАЛИЗ", "Математика")]
