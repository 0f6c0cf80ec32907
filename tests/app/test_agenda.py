"""The page of the calendar without a browser: a month by days, the plan of one responsible."""

from __future__ import annotations

import html
import re

import pytest

from ingest.pages import agenda, warehouse
from ingest.pages.desk import Address, Desk
from ingest.questions.place import CURATED_VARIABLE
from tests.support.desk import TEXT_ORDER, desk


@pytest.fixture(autouse=True)
def of_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the small warehouse."""
    monkeypatch.setenv(CURATED_VARIABLE, str(desk()))


def shown(address: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", agenda.page(Desk(Address.parsed(address))))))


def test_a_month_has_its_days_and_what_lasts_longer() -> None:
    text = shown(f"?order={TEXT_ORDER}&month=2024-03")
    assert "Март 2024" in text
    assert "Пн Вт Ср Чт Пт Сб Вс" in text
    counted = (
        warehouse.connection()
        .execute(
            """SELECT count(*) FROM periods JOIN activities USING (item_id)
        WHERE periods.order_id = ? AND periods.effective_start <= '2024-03-31'
            AND periods.effective_end >= '2024-03-01'""",
            [TEXT_ORDER],
        )
        .fetchone()
    )
    assert counted is not None
    assert f"Весь месяц и дольше: {counted[0]} событий" in text


def test_without_a_month_the_first_one_is_shown() -> None:
    assert "Октябрь 2023" in shown(f"?order={TEXT_ORDER}")


def test_the_months_around_are_links() -> None:
    page = agenda.page(Desk(Address.parsed(f"?order={TEXT_ORDER}&month=2024-01")))
    assert "month=2023-12" in page
    assert "month=2024-02" in page


def test_my_plan_is_by_month() -> None:
    text = shown(f"?view=mine&order={TEXT_ORDER}")
    assert text.index("Октябрь 2023") < text.index("Ноябрь 2023") < text.index("Март 2024")
    assert "Печать: Ctrl+P" in text
    assert "Без дат" not in text  # в этом приказе у каждого срока есть даты


def test_my_plan_is_of_one_responsible() -> None:
    one = shown(f"?view=mine&responsible=МОУО&order={TEXT_ORDER}")
    assert "Мой план: МОУО" in one
    assert "Ничего не найдено" in shown("?view=mine&responsible=такого-нет")


def test_my_plan_asks_who() -> None:
    assert "Напишите, кто отвечает" in shown("?view=mine")


@pytest.mark.parametrize("month", ["2024-13", "март", "<b>"])
def test_a_month_that_is_none(month: str) -> None:
    assert "не месяц" in shown(f"?month={month}")
