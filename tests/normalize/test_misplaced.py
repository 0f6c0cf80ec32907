"""Places and subjects that a text names and that are not its own."""

from __future__ import annotations

import pytest

from normalize.activities.misplaced import Placed, foreign_subjects, foreign_territories


@pytest.mark.parametrize(
    ("text", "region", "municipality", "foreign"),
    [
        ("Проведение ГИА на территории Томской области", "22", "", ["Томской области"]),
        ("Проведение ГИА на территории Алтайского края", "22", "", []),
        ("Проведение ГИА в школах города Нижневартовска", "11", "Усинск", ["Нижневартовска"]),
        ("Подготовка к ГИА в Томской области", "22", "", ["Томской области"]),
        ("Семинар в городе Нижневартовске", "11", "Усинск", []),
        ("Совещание в Москве", "22", "", []),
        ("Проведение ГИА в школах города Усинска", "11", "Усинск", []),
        ("Участие в совещании в г. Москва", "22", "", []),
        ("Изучение опыта Томской области", "22", "", []),
        ("Вебинар «Итоги ЕГЭ в Томской области»", "22", "", []),
        ("Сравнение результатов Алтайского края и Томской области", "22", "", []),
        ("Обучение на базе университета Томской области", "22", "", []),
        ("Проведение ГИА на территории Томской области", None, "", []),
        ("Размещение в газете «Любимый город» и на сайте города Любима", "76", "город Любим", []),
        ("Размещение в газете «Любимый город", "58", "город Кузнецк", []),
        ("Публикация на сайте Новоржевского района", "60", "Островский район", ["Новоржевского"]),
        ("Публикация на сайте Балашовского муниципального района", "64", "Энгельсский район", ["Балашовского"]),
        ("Публикация на сайте Островского района", "60", "Островский муниципальный округ", []),
        ("Публикация на сайте Мирнинского района", "14", "Мирнинский район", []),
        ("Изучение опыта Новоржевского района", "60", "Островский район", []),
        ("Совещание в школах Советского района", "16", "город Казань", []),
        ("Олимпиада Приволжского федерального округа", "64", "Энгельсский район", []),
    ],
)
def test_territory(text: str, region: str | None, municipality: str, foreign: list[str]) -> None:
    assert [misfit.quote for misfit in foreign_territories(text, region, municipality)] == foreign


def test_another_municipality_of_the_region_is_only_worth_a_look() -> None:
    (misfit,) = foreign_territories("Обучение организаторов в школах города Ухты", "11", "Усинск")
    assert misfit.certainty == "low"


def test_a_point_copied_from_another_subject() -> None:
    point = "Особенности подготовки обучающихся к ОГЭ по математике"
    mathematics = Placed(f"Курсы. 1. Задачи с параметром. 2. {point}.", "МАТЕМАТИКА")
    informatics = Placed(f"Курсы. 1. Программирование на уроках информатики. 7. {point}.", "ИНФОРМАТИКА")
    first, second = foreign_subjects([mathematics, informatics])
    assert first is None
    assert second is not None
    assert (second.quote, second.expected, second.certainty) == (point, "информатика", "high")


@pytest.mark.parametrize(
    ("text", "heading", "foreign"),
    [
        ("Семинар для учителей химии", "ФИЗИКА", True),
        ("Семинар для учителей физики и химии", "ФИЗИКА", False),
        ("Семинар для учителей химии", "Организационное сопровождение", False),
        ("Семинар для учителей химии", "Меры по повышению качества преподавания физики в школах района", False),
        ("Семинар для молодых учителей", "ФИЗИКА", False),
    ],
)  # fmt: skip
def test_subject_of_the_heading(text: str, heading: str, foreign: bool) -> None:
    assert (foreign_subjects([Placed(text, heading)])[0] is not None) is foreign
