"""Heads of orders as they are mailed, approved and signed: whose number, date and place are the order's own."""

from __future__ import annotations

from datetime import date

import pytest

from normalize.head.read import read_head

MAIL = """От: Приёмная УО
Отправлено: 24 января 2023 г. 16:42
Тема: Fwd: план

Управление образования администрации Миасского городского округа Челябинской области
Приказ № 26 от 18.01.2023"""
LETTER = """Школа № 2 Назрановского района Республики Ингушетия
Согласовано с ОГИБДД, исх. № 14/77

План мероприятий на 2012 год"""
APPROVED = """УТВЕРЖДАЮ
Начальник управления образования
Ртищевского района Саратовской области
А.В. Кротов
«14» ноября 2016 г.

ПЛАН мероприятий по подготовке новогодних праздников 2017 года"""


@pytest.mark.parametrize(
    ("text", "number", "signed_on"),
    [(MAIL, "26", date(2023, 1, 18)), (LETTER, "", None), (APPROVED, "", date(2016, 11, 14))],
    ids=["a mail's date", "a letter's number", "the day of an approval"],
)
def test_number_and_date_are_the_orders_own(text: str, number: str, signed_on: date | None) -> None:
    head = read_head([text])
    assert (head.number, head.signed_on) == (number, signed_on)


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        (APPROVED, "Ртищевский район"),
        (
            "ГЛАВА АДМИНИСТРАЦИИ КИРЕНСКОГО РАЙОНА ИРКУТСКОЙ ОБЛАСТИ\nПОСТАНОВЛЕНИЕ\nот 16.09.2008 № 402",
            "Киренский район",
        ),
        (
            "КОМИТЕТ АДМИНИСТРАЦИИ ГОРОДА ВЕЛИКИЕ ЛУКИ ПСКОВСКОЙ ОБЛАСТИ\nПРИКАЗ от 29.12.2007 N 206",
            "город Великие Луки",
        ),
    ],
)
def test_the_municipality_of_who_signs(text: str, municipality: str) -> None:
    head = read_head([text])
    assert (head.level, head.municipality) == ("municipal", municipality)


def test_a_plans_title_may_follow_a_colon() -> None:
    head = read_head(["Приложение 3 к приказу от 11.01.2016 № 5\n\nСоглашение по охране труда: план на 2016 год"])
    assert head.window is not None
    assert head.window.academic_year == "2016"
