"""What an order took over from an earlier one without bringing it up to date, and where it is behind its region's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest import api

HEAD = """{issuer}

ПРИКАЗ

от {day} № {number}

Об утверждении плана мероприятий («дорожной карты») подготовки к ГИА в {year} учебном году

ПРИКАЗЫВАЮ:

1. Утвердить план мероприятий («дорожную карту») подготовки к ГИА в {year} учебном году.

Начальник\t\tА.П. Серова

План мероприятий («дорожная карта») подготовки к ГИА в {year} учебном году

№ п/п\tМероприятия\tСроки\tОтветственные
"""
ACTIVITIES = (
    "Формирование и ведение муниципального сегмента региональной информационной системы",
    "Обучение организаторов пунктов проведения экзаменов на учебной платформе с итоговым зачётом",
    "Оформление школьных уголков выпускника и памяток «Девятый класс, 2024» для родителей",
    "Размещение на сайте управления образования города Ухты телефонов для вопросов родителей выпускников",
)
PERIODS = ("ноябрь {0} года", "апрель {1} года", "октябрь {0} года", "в течение учебного года")


def printed(issuer: str, number: str, first: int, periods: tuple[str, ...] = PERIODS) -> str:
    year = f"{first}-{first + 1}"
    rows = (
        f"{place}.\t{activity}\t{period.format(first, first + 1)}\tотдел общего образования\n"
        for place, (activity, period) in enumerate(zip(ACTIVITIES, periods, strict=True), 1)
    )
    return HEAD.format(issuer=issuer, number=number, day=f"0{5}.10.{first}", year=year) + "".join(rows)


@pytest.fixture
def warnings(tmp_path: Path, request: pytest.FixtureRequest) -> list[tuple[str, str, str]]:
    """(check, number of the point, suggestion) of the findings in the last order of the parameter."""
    texts: Mapping[str, str] = request.param
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    api.load([folder], tmp_path / "curated")
    with api.open(tmp_path / "curated") as connection:
        rows = connection.execute(
            """SELECT "check", items.number, suggestion FROM findings JOIN items USING (item_id)
            JOIN orders ON findings.order_id = orders.order_id
            WHERE severity <> 'info' AND source_name = ? ORDER BY ALL""",
            [f"{list(texts)[-1]}.txt"],
        ).fetchall()
    return [(str(check), str(number), str(suggestion)) for check, number, suggestion in rows]


UKHTA = "Управление образования администрации города Ухты Республики Коми"
USINSK = "Управление образования администрации города Усинска Республики Коми"
MINISTRY = "МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РЕСПУБЛИКИ КОМИ"


@pytest.mark.parametrize("warnings", [{"a": printed(USINSK, "310", 2024)}], indirect=True)
def test_alone_the_words_tell_nothing(warnings: list[tuple[str, str, str]]) -> None:
    assert warnings == []


@pytest.mark.parametrize(
    "warnings", [{"a": printed(USINSK, "297", 2023), "b": printed(USINSK, "310", 2024)}], indirect=True
)
def test_a_year_that_last_years_order_printed_too(warnings: list[tuple[str, str, str]]) -> None:
    assert ("stale_year_in_text", "3.", "2025") in warnings


@pytest.mark.parametrize(
    "warnings", [{"a": printed(UKHTA, "115", 2023), "b": printed(USINSK, "310", 2024)}], indirect=True
)
def test_the_place_of_the_order_that_was_copied(warnings: list[tuple[str, str, str]]) -> None:
    assert [check for check, number, _ in warnings if number == "4."] == ["foreign_territory"]


LATER = ("январь {1} года", *PERIODS[1:])


@pytest.mark.parametrize(
    ("warnings", "expected"),
    [
        ({"a": printed(MINISTRY, "900", 2024), "b": printed(USINSK, "310", 2024, LATER)}, ["1."]),
        ({"a": printed(MINISTRY, "900", 2023), "b": printed(USINSK, "310", 2024, LATER)}, []),
    ],
    indirect=["warnings"],
)
def test_a_period_after_that_of_the_region(warnings: list[tuple[str, str, str]], expected: list[str]) -> None:
    assert [number for check, number, _ in warnings if check == "later_than_regional"] == expected


def test_the_orders_differ_only_in_their_years() -> None:
    before, now = printed(USINSK, "297", 2023), printed(USINSK, "310", 2024)
    assert re.sub(r"\d", "", before) == re.sub(r"\d", "", now)
