"""What an activity is about: exam and topic."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.activities.grades import grades
from normalize.activities.topics import OTHER, exam, section_topic, topic, topics
from warehouse.corpus.topics import topic_titles

CASES = Path(__file__).parents[1] / "cases" / "activities.tsv"
TOPIC_FLOOR = 0.9


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("Проведение ОГЭ по математике", "ГИА-9"),
        ("Формирование заявки на проведение ЕГЭ", "ГИА-11"),
        ("Расписание ГИА-9, ГИА-11", "both"),
        ("по вопросам подготовки ГИА-9, 11", "both"),
        ("порядок проведения ГИА – 11", "ГИА-11"),
        ("участники ГИА-9/11", "both"),
        ("ГИA-9 с латинской буквой", "ГИА-9"),
        ("Проведение итогового собеседования по русскому языку", "ГИА-9"),
        ("Проверка итогового сочинения (изложения)", "ГИА-11"),
        ("классные часы для обучающихся 9-х, 11-х классов", "both"),
        ("обучающиеся 10-11 кл.", "ГИА-11"),
        ("собрания в IX и XI классах", "both"),
        ("родители девятиклассников", "ГИА-9"),
        ("по образовательным программам среднего общего образования", "ГИА-11"),
        ("по образовательным программам основного общего и среднего общего образования", "both"),
        ("регистрация выпускников прошлых лет", "ГИА-11"),
        ("участники государственного выпускного экзамена", None),
        ("по итогам ГИА-2024", None),
        ("учителям 5-11 классов", None),
        ("по программам среднего профессионального образования", None),
        ("основные общеобразовательные программы", None),
    ],
)
def test_exam_by_the_text_alone(activity: str, expected: str | None) -> None:
    assert exam(activity) == expected


def test_exam_by_section_then_title_where_the_text_does_not_tell() -> None:
    assert exam("Обучение экспертов", "4. Обучение лиц, привлекаемых к ГИА-9") == "ГИА-9"
    assert exam("Обучение экспертов", "4. Обучение", "Об утверждении дорожной карты проведения ЕГЭ") == "ГИА-11"
    assert exam("Обучение экспертов ОГЭ", "ЕГЭ", "ЕГЭ") == "ГИА-9"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-х, 11-х классов", {9, 11}),
        ("9-11 классы", {9, 10, 11}),
        ("11(12) класс", {11, 12}),
        ("9а, 9б классы", {9}),
        ("ix и xi классов", {9, 11}),
        ("за 9 класс", {9}),
        ("пункт 9 классного журнала", set()),
        ("в 2024 классе", set()),
        ("девятых классов", {9}),
    ],
)
def test_grades(text: str, expected: set[int]) -> None:
    assert grades(text) == expected


@pytest.mark.parametrize(("name", "example"), [(entry.id, example) for entry in topics() for example in entry.examples])
def test_topic_of_each_example_of_the_dictionary(name: str, example: str) -> None:
    assert topic(example) == name


def test_section_heading_decides_where_words_are_few() -> None:
    assert topic("Совещание с руководителями", "7. Контроль за организацией и проведением ГИА") == "control"
    assert section_topic("3. Финансовое обеспечение ГИА-9") == "finance"
    assert section_topic("МАТЕМАТИКА") is None
    assert topic("Торжественная линейка") == OTHER


def test_imagined_orders_reach_the_floor() -> None:
    with CASES.open(encoding="utf-8") as file:
        cases = list(csv.DictReader(file, delimiter="\t"))
    right = [case for case in cases if topic(case["text"], case["section"]) == case["topic"]]
    assert len(right) >= TOPIC_FLOOR * len(cases)
    assert [exam(case["text"], case["section"]) for case in cases] == [case["exam"] or None for case in cases]


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_gives_a_known_topic_and_exam(activity: str, section: str) -> None:
    assert topic(activity, section) in {entry.id for entry in topics()}
    assert exam(activity, section) in {"ГИА-9", "ГИА-11", "both", None}


def test_every_topic_has_its_title_in_the_warehouse() -> None:
    assert [entry.id for entry in topics()] == list(topic_titles())
