"""Orders as they are pasted from portals and mail: every labelled row is read, and no other, or the file is refused."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.wild import bare, cases_of
from parsers.errors import ParseError
from parsers.formats.text import read_text
from parsers.model import Hints, Roadmap, RowKind
from parsers.roadmap import read_roadmap
from tests.support.roadmap_score import HINTS, roadmap_of

Case = dict[str, Any]
LAYOUTS = [case for case in cases_of("reading") if "a026" < case["id"] < "a060"]
PASTED = [case for name in ("hand1", "hand2") for case in cases_of(name) if "rows" in case["expect"]]


def rows_read(case: Case) -> list[tuple[str, str]]:
    """Number and bare text of every activity; a tag in the text of a minimal case stands in no label."""
    roadmap = roadmap_of(case["text"])
    rows = (row for row in roadmap.rows if row.kind is RowKind.ITEM and not row.activity_inherited)
    return [(row.number.strip().rstrip("."), bare(row.activity).replace(bare(case["id"]), "")) for row in rows]


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["id"])
def test_each_layout_gives_its_rows(case: Case) -> None:
    expect = case["expect"]
    if "reject_or_rows" in expect:
        with pytest.raises(ParseError, match=r"не удалось разобрать|нет таблицы плана"):
            roadmap_of(case["text"])
        return
    read = rows_read(case)
    for row in expect["rows"]:
        assert any(
            (row.get("n") in (None, number)) and (text.startswith if row.get("sub") else text.__eq__)(bare(row["a"]))
            for number, text in read
        ), (row["a"], read)
    assert len(read) == expect.get("nrows", len(read))


@pytest.mark.parametrize("case", PASTED, ids=lambda case: case["id"])
def test_pasted_orders_give_their_rows(case: Case) -> None:
    wanted = [(row["n"], bare(row["a"])) for row in case["expect"]["rows"]]
    read = rows_read(case)
    assert [text for _, text in read] == [text for _, text in wanted]
    assert all(number == found for (number, _), (found, _) in zip(wanted, read, strict=True) if number is not None)


def test_a_sound_reading_of_the_marks_asks_for_no_other() -> None:
    rows = "".join(
        f"{k}.\tПроведение собраний в школах\tмарт {2000 + k} года\tотдел образования\n" for k in range(1, 9)
    )
    document = read_text("№\tМероприятие\tСрок\tОтветственный\n" + rows)
    assert read_roadmap(document, HINTS).doubts == ()


DOUBTFUL = "№\tМероприятие\tСрок\tОтветственный\n" + "".join(
    f"{number}\t{activity}\t{period}\tотдел\n"
    for number, activity, period in (
        ("1.", "Проведение родительских собраний по", "вопросам безопасности"),
        ("2.", "Организация дежурства работников для", "связи с"),
        ("3.", "Анализ результатов пробных экзаменов в", "школах района"),
        ("4.", "Подготовка отчета о работе", "июнь 2024 года"),
        ("5.", "Обсуждение итогов года на совещании", "июль 2024 года"),
        ("6.", "Подготовка приказов управления", "август 2024 года"),
        ("7.", "Проверка готовности пунктов", "март 2024 года"),
        ("8.", "Обучение организаторов", "апрель 2024 года"),
        ("9.", "Инструктаж наблюдателей", "май 2024 года"),
    )
)


def test_rows_that_hold_pieces_make_the_layout_doubtful() -> None:
    """Loaded, with one doubt for the table that says why and what was tried."""
    roadmap = roadmap_of(DOUBTFUL)
    (doubt,) = roadmap.doubts
    assert (doubt.table_no, doubt.rows, doubt.unsound) == (1, 9, 3)
    assert "мероприятие начинается или кончается посреди предложения" in doubt.why
    assert doubt.tried[0] == "как размечено в файле"


def test_without_knowledge_of_language_a_marked_table_is_still_read() -> None:
    roadmap: Roadmap = read_roadmap(read_text(DOUBTFUL), Hints())
    assert len(roadmap.rows) == 9


BROKEN_ROWS = """План на 2024 год

| № | Мероприятия | Сроки | Ответственный |
|---|---|---|---|
| 1. | Сбор данных | март
2024 года | Маслов И.П. |
| 2. | Подготовка
отчета | май 2024 года | Орлов П.П. |
"""
WHO_IN_OTHER_WORDS = """План на 2024 год

Наименование мероприятия | Сроки проведения | Место проведения | Организатор мероприятия
Первенство школ | январь 2024 г. | спортивные залы | Федерация волейбола
Кросс | май 2024 г. | парк | Федерация бега
"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            BROKEN_ROWS,
            [("Сбор данных", "март 2024 года", "Маслов И.П."), ("Подготовка отчета", "май 2024 года", "Орлов П.П.")],
        ),
        (
            WHO_IN_OTHER_WORDS,
            [
                ("Первенство школ", "январь 2024 г.", "Федерация волейбола"),
                ("Кросс", "май 2024 г.", "Федерация бега"),
            ],
        ),
    ],
    ids=["a bar row over two lines", "the organiser of an event"],
)
def test_cells_of_bar_rows(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert [(row.activity, row.period, row.responsible) for row in roadmap_of(text).rows] == rows


def test_names_among_the_activities_and_deeds_among_the_names_speak_of_a_shift() -> None:
    swapped = [("Педагоги-психологи", "май 2024 года", "Анкетирование выпускников")] * 2
    cells = [*[("Подготовка приказов управления", "июнь 2024 года", "Завуч")] * 6, *swapped]
    rows = "".join(f"{k}.\t" + "\t".join(row) + "\n" for k, row in enumerate(cells, 1))
    (doubt,) = roadmap_of("План на 2024 год\n\n№\tМероприятие\tСрок\tОтветственный\n" + rows).doubts
    assert doubt.why == ("в графе мероприятий исполнитель",)


SWAPPED = ("Собрание в школе", "отдел образования", "май 2024 года")
SOUND = ("Обучение учителей", "июнь 2024 года", "отдел образования")


@pytest.mark.parametrize(
    ("swapped", "whose"), [(1, "author"), (4, "extraction")], ids=["one row of eight", "half of the rows"]
)
def test_cells_exchanged_in_many_rows_are_our_misreading(swapped: int, whose: str) -> None:
    cells = [*[SWAPPED] * swapped, *[SOUND] * (8 - swapped)]
    rows = "".join(f"{k}.\t" + "\t".join(row) + "\n" for k, row in enumerate(cells, 1))
    read = roadmap_of("План на 2024 год\n\n№\tМероприятие\tСрок\tОтветственный\n" + rows).rows
    assert {row.swapped for row in read if row.swapped} == {whose}


HEAD = "План на 2024 год\n\n№\tМероприятие\tСрок\tОтветственный\n"
DEPARTMENTS = HEAD + (
    "детские сады\n1\tРемонт кровли\tмай\tООО «Стройка»\n2\tРемонт пищеблока\tиюнь\tМаслов И.П.\n"
    "школы\n3\tЗамена окон\tиюль\tООО «Окна»\n"
)
IN_THE_NUMBERS = (
    "План на 2024 год\n\n| № | Мероприятие | Срок | Ответственный |\n|---|---|---|---|\n"
    "| отдел общего образования | | | |\n| 1 | Ремонт кровли | май | школы |\n"
    "| центр занятости | | | |\n| 2 | Ярмарка вакансий | июнь | школы |\n"
)
BROKEN = (
    "План на 2024 год\n\n| № | Процедура | Сроки | Ответственные |\n"
    "| 1. | Диагностика | сентябрь;\nоктябрь | Центр оценки |\n"
    "| 2. | Срезы | октябрь;\nдекабрь;\nмарт | Центр оценки,\nкоординаторы |\n"
    "| 3. | Сборник | июнь | Орлов П.П. |\n"
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (DEPARTMENTS, [("Ремонт кровли", ""), ("Ремонт пищеблока", "детские сады"), ("Замена окон", "школы")]),
        (IN_THE_NUMBERS, [("Ремонт кровли", "отдел общего образования"), ("Ярмарка вакансий", "центр занятости")]),
    ],
    ids=["on lines of their own", "in the column of numbers"],
)
def test_departments_in_small_letters_head_the_rows_below(text: str, rows: list[tuple[str, str]]) -> None:
    read = [row for row in roadmap_of(text).rows if row.kind is RowKind.ITEM]
    assert [row.activity for row in read] == [activity for activity, _ in rows]
    assert [row.section for row in read][-1] == rows[-1][1]
    assert all("занятости" not in row.responsible for row in read)


def test_rows_that_are_nearly_all_broken_are_joined() -> None:
    rows = [(row.number, row.activity, " ".join(row.period.split())) for row in roadmap_of(BROKEN).rows]
    assert rows == [
        ("1.", "Диагностика", "сентябрь; октябрь"),
        ("2.", "Срезы", "октябрь; декабрь; март"),
        ("3.", "Сборник", "июнь"),
    ]


def test_a_mark_stays_under_its_quarter() -> None:
    text = "План на 2016 год\n\n| № | Мероприятие | 1 кв. | 2 кв. | 3 кв. | 4 кв. | Ответственный |\n" + "".join(
        f"| {number} | {activity} | {marks} | завуч |\n"
        for number, (activity, marks) in enumerate(
            [("Инструктаж", "х | | | "), ("День охраны труда", " | х | | "), ("Отчёт", "х | х | х | х")], 1
        )
    )
    assert [row.period for row in roadmap_of(text).rows] == ["1 кв.", "2 кв.", "1 кв., 2 кв., 3 кв., 4 кв."]


CUT = """План работы музея на 2016 год

№
Мероприятие

Срок

Кто отве-
чает

1
2
Встреча ветеранов с учениками
Май Научный
школы
2016
Выставка старых фотографий
сотрудник
года Храни-
города
10 сентяб-

3

тель фондов
ря 2016
Осмотр экспонатов
зала
До 1 нояб-
Дирекция

4
Занятия для студентов педагогических
ря
музея
курсов
Декабрь
Методист
"""


def test_cells_that_end_within_a_word_are_refused() -> None:
    """Columns of a page that came out line by line, each word cut at the end of its own narrow column."""
    with pytest.raises(ParseError, match="слова разорваны"):
        roadmap_of(CUT)
