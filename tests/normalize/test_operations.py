"""What an activity does, by its beginning: operations, the document, what is denied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.activities.operations import document, governs, negated, operations_in, reads_on
from normalize.activities.traits import Place, traits


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        pytest.param("Анализ результатов ГИА", {"анализ"}, id="a noun"),
        pytest.param("Провести анализ результатов ГИА", {"анализ"}, id="what a light verb carries"),
        pytest.param("Организация и контроль обучения экспертов", {"контроль", "обучение"}, id="both of a light word"),
        pytest.param("Контроль обучения экспертов", {"контроль"}, id="the beginning decides"),
        pytest.param("Обучение лиц, ответственных за хранение материалов", {"обучение"}, id="who does it is not what"),
        pytest.param(
            "Участие лиц, привлекаемых к проведению ГИА, в курсах", {"обучение"}, id="people before the event"
        ),
        pytest.param("Согласно графику", set(), id="none"),
    ],
)
def test_operations(text: str, operations: set[str]) -> None:
    assert set(operations_in(text)) == operations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Об утверждении положения о предметной комиссии", ("положение",)),
        ("Утверждение персонального состава ГЭК", ("состав",)),
        ("Подготовка информационных писем в школы", ("письмо",)),
        ("Обучение экспертов", ()),
    ],
)
def test_document(text: str, found: tuple[str, ...]) -> None:
    assert document(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("выпускники, не получившие аттестат", ("получить",)),
        ("тиражирование без применения бланков", ("применение",)),
        ("все получившие аттестат", ()),
    ],
)
def test_negated(text: str, found: tuple[str, ...]) -> None:
    assert negated(text) == found


@pytest.mark.parametrize(
    ("heading", "does"),
    [("Подготовка приказов об утверждении:", True), ("Приказы об утверждении", True), ("2. Обучение кадров", False)],
)
def test_a_heading_that_its_points_go_on_with(heading: str, does: bool) -> None:
    assert governs(heading) is does


@pytest.mark.parametrize(
    ("heading", "activity", "does"),
    [
        ("Подготовка к ГИА:", "Проведение родительских собраний", False),
        ("Организация системы видеонаблюдения:", "Проверка готовности ППЭ", False),
        ("Проведение обучения:", "членов ГЭК", True),
        ("Проведение обучения:", "– членов ГЭК", True),
        ("Подготовка приказов об утверждении:", "Состава ГЭК", True),
        ("Приказы об утверждении", "Перечень ППЭ", True),
        ("Обучение кадров", "экспертов", False),
    ],
)
def test_a_heading_governs_what_cannot_be_read_without_it(heading: str, activity: str, does: bool) -> None:
    assert reads_on(heading, activity) is does


def test_a_heading_over_a_whole_sentence_does_not_say_what_is_done() -> None:
    found = traits("Проверка готовности ППЭ", Place(("Организация обучения экспертов:",))).facets
    assert [facet for facet in found if facet.startswith("дело")] == ["дело: контроль"]


def test_a_point_does_what_the_row_over_it_says() -> None:
    point = traits("перечня ППЭ в основной период", Place(("ГИА-9:", "Подготовка приказов об утверждении:")))
    assert {"дело: утверждение", "экзамен по разделу: ГИА-9", "этап: основной период"} <= set(point.facets)


def test_a_fragment_is_compared_by_the_words_of_its_whole_sentence() -> None:
    above = ("Подготовка приказов об утверждении:",)
    fragment, full = "– шкалы перевода баллов", "Подготовка приказов об утверждении: шкалы перевода баллов"
    assert traits(fragment, Place(above), full).match_key == traits(full).match_key
    assert traits(fragment, Place(above), full).meaning == traits(full).meaning


def test_a_row_that_reads_by_itself_is_compared_without_what_leads_to_it() -> None:
    text, above = "Проверка готовности ППЭ", ("Организация видеонаблюдения:",)
    assert traits(text, Place(above), f"{above[0]} {text}").match_key == traits(text).match_key


def test_a_heading_tells_which_people_of_a_general_group_are_meant() -> None:
    text = "Обучение лиц, привлекаемых к проведению ГИА"
    found = traits(text, Place(("технические специалисты",))).facets
    assert "участники по разделу: технические специалисты" in found
    assert "участники по разделу: организаторы ППЭ" not in found
    assert "участники по разделу: организаторы ППЭ" in traits(text).facets


@given(st.text(max_size=100), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_has_traits(text: str, headings: list[str]) -> None:
    found = traits(text, Place(tuple(headings)))
    assert len(found.minhash) in (0, 8)
    assert len(found.meaning) in (0, 4)
    assert len(set(found.facets)) == len(found.facets)
