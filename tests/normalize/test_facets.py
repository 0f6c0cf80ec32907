"""Facets: what tells two activities apart, and keys that the same activity shares in other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.activities.facets import facets, match_key, subjects


@pytest.mark.parametrize(
    ("one", "other", "facet"),
    [
        ("Расписание ОГЭ", "Расписание ЕГЭ", "exam"),
        ("Анализ результатов ЕГЭ по русскому языку", "Анализ результатов ЕГЭ по математике", "subjects"),
        ("ЕГЭ по математике профильного уровня", "ЕГЭ по математике базового уровня", "stages"),
        ("Утверждение перечня ППЭ в досрочный период", "Утверждение перечня ППЭ в основной период", "stages"),
        ("Проведение итогового сочинения", "Проведение итогового собеседования", "procedures"),
        ("Проведение ВПР", "Проведение тренировочных экзаменов", "procedures"),
        ("Обучение руководителей ППЭ", "Обучение экспертов предметных комиссий", "audiences"),
        ("Собрание для родителей", "Собрание для классных руководителей", "audiences"),
        ("Создание базы данных участников", "Анализ базы данных участников", "action"),
        ("Утверждение состава ГЭК", "Обучение состава ГЭК", "action"),
        ("Вебинар для учителей химии", "Мастер-класс для учителей химии", "forms"),
        ("Муниципальный семинар", "Региональный семинар", "levels"),
        ("Оплата работы экспертов", "Обучение экспертов", "objects"),
        ("классные часы в 9-х классах", "классные часы в 10-х классах", "grades"),
        ("Анализ форм 18-МАШ", "Анализ форм 12-МАШ", "numbers"),
    ],
)
def test_what_tells_two_activities_apart(one: str, other: str, facet: str) -> None:
    assert getattr(facets(one), facet) != getattr(facets(other), facet)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Проведение анализа результатов", "анализ"),
        ("Провести анализ результатов", "анализ"),
        ("Организация и проведение мониторинга", "контроль"),
        ("Осуществление контроля за проведением обучения", "контроль"),
        ("Проведение совещаний по подготовке к ГИА", "проведение"),
        ("Формирование списков участников", "создание"),
        ("Организовать обучение организаторов", "обучение"),
        ("семинар-практикум", ""),
    ],
)
def test_action_of_the_head(text: str, action: str) -> None:
    assert facets(text).action == action


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Провести анализ результатов ГИА-9 в 2024 году", "Проведение анализа результатов ГИА-9"),
        ("Подготовить приказ о составе ГЭК", "Подготовка приказа о составе государственной экзаменационной комиссии"),
        ("Обеспечить видеонаблюдение в ППЭ", "Обеспечение видеонаблюдения в пунктах проведения экзаменов"),
        ("Проведение ГИА в Алтайском крае", "Проведение государственной итоговой аттестации"),
        ("Проведение ГИА в Усть-Ишимском муниципальном районе Омской области", "Проведение ГИА"),
        ("Областное совещание", "Краевое совещание"),
        ("Информирование обучающихся", "Информирование учащихся"),
        ("Контроль школ", "Контроль образовательных организаций"),
    ],
)
def test_the_same_activity_has_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Обучение экспертов", "Отбор экспертов"),
        ("Анализ результатов ЕГЭ", "Анализ результатов ОГЭ"),
        ("сроки подачи заявлений", "места подачи заявлений"),
    ],
)
def test_other_activities_have_other_keys(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("для учителей химии и биологии", ("химия", "биология")),
        ("РУССКИЙ ЯЗЫК И ЛИТЕРАТУРА", ("русский язык", "литература")),
        ("ЕГЭ по информатике и ИКТ", ("информатика",)),
        ("раздел «Говорение» по английскому языку", ("иностранный язык", "английский язык")),
        ("закупка учебной литературы", ()),
        ("математическая грамотность", ()),
    ],
)
def test_subjects(text: str, expected: tuple[str, ...]) -> None:
    assert subjects(text) == expected


def test_section_tells_only_the_exam_in_context() -> None:
    found = facets("Обучение экспертов", "Подготовка к ОГЭ по физике")
    assert (found.exam, found.exam_in_context, found.subjects) == (None, "ГИА-9", ())


def test_years_and_numbers_are_kept_apart_from_the_key() -> None:
    found = facets("Акция «100 баллов для Победы» в 2024-2025 учебном году для 11-х классов")
    assert (found.years, found.numbers, found.grades) == ((2024, 2025), ("100",), (11,))
    assert not any(character.isdigit() for character in match_key("Акция «100 баллов» 2024"))


@given(st.text(max_size=200))
def test_any_text_has_facets_and_a_key_without_blanks_around(text: str) -> None:
    facets(text)
    assert match_key(text) == " ".join(match_key(text).split())
