"""Terms and agencies out of force on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.obsolete import obsolete_terms

TODAY = date(2024, 9, 1)


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        ("местах работы конфликтной комиссии", "апелляционная комиссия"),
        ("ГИА по расписанию, утвержденному приказом Минобрнауки России", "Минпросвещения России (и Рособрнадзор)"),
        ("ЕГЭ по информатике и ИКТ", "информатика"),
        ("в соответствии с приказом № 190/1512", "233/552 (приказ от 04.04.2023)"),
        ("выпускников образовательных учреждений", "образовательная организация"),
        ("контрольно-измерительных материалов", "контрольные измерительные материалы"),
        ("выдача электронных цифровых подписей", "электронная подпись"),
        ("по программам среднего (полного) общего образования", "среднее общее образование"),
        ("взаимодействие с отделом милиции", "полиция"),
        ("в Кемеровской области", "Кемеровская область – Кузбасс"),
    ],
)
def test_terms_that_are_no_longer_right(text: str, successor: str) -> None:
    (found,) = obsolete_terms(text, TODAY)
    assert found.successor == successor
    assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "апелляционной комиссии",
        "приказ Минобрнауки России от 26.12.2013 № 1394 утратил силу",
        "целевая программа Минобрнауки России",
        "Минобрнауки Алтайского края утверждает расписание экзаменов",
        "муниципальное бюджетное общеобразовательное учреждение «Школа № 1»",
        "Кемеровская область – Кузбасс",
        "сайт ege.edu.ru",
        "комната 190, кабинет 1512",
    ],
)
def test_what_is_right(text: str) -> None:
    assert [found.term for found in obsolete_terms(text, TODAY) if found.certainty != "low"] == []


def test_a_term_is_obsolete_only_after_its_last_day() -> None:
    text = "состав конфликтной комиссии"
    assert obsolete_terms(text, date(2023, 8, 31)) == ()
    (found,) = obsolete_terms(text, date(2023, 9, 1))
    assert found.since == date(2023, 9, 1)


@given(st.text(max_size=200))
def test_any_text_gives_quotes_of_itself(text: str) -> None:
    assert all(text[found.start : found.end] == found.quote for found in obsolete_terms(text, TODAY))
