"""Whole dates with a month in another language: what a second reader is asked, and what it may never tell."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from normalize.model import PlanWindow
from normalize.periods.other_languages import SECOND_READING, other_dates
from normalize.periods.read import read_period
from normalize.periods.vocabulary import load_dictionary

CASES = Path(__file__).parents[1] / "cases" / "periods" / "whole_dates_of_republics.tsv"
PLAN = PlanWindow.of_year(2024)
NEITHER_READS = {"15 sentiabria 2024"}


def cases() -> list[tuple[str, date | None]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(raw, date.fromisoformat(day) if day else None) for raw, day, _ in parts]


@pytest.mark.parametrize(("raw", "day"), cases())
def test_whole_date(raw: str, day: date | None) -> None:
    (period,) = read_period(raw, PLAN, "")
    if day is None:
        assert period.kind not in ("date", "month"), "a number, a word and a year are no date"
    elif raw not in NEITHER_READS:
        assert (period.start, period.end, period.kind) == (day, day, "date")
    else:
        assert period.kind == "unresolved"


@pytest.mark.parametrize(("raw", "day"), load_dictionary("other_languages.yml")["examples"].items())
def test_examples_of_the_dictionary(raw: str, day: date) -> None:
    assert [one.day for one in other_dates(raw)] == [day]
    (period,) = read_period(raw, PLAN, "")
    assert SECOND_READING in period.flags


@pytest.mark.parametrize(
    ("raw", "dates"),
    [
        ("до 15 вересня 2024 року", [(None, date(2024, 9, 15))]),
        ("2024 сыл балаҕан ыйын 15 күнэ - 15 сентября 2024 года", [(date(2024, 9, 15), date(2024, 9, 15))]),
        ("3 лютого 2025 року, 5 марта 2025 года", [(date(2025, 2, 3),) * 2, (date(2025, 3, 5),) * 2]),
    ],
)
def test_beside_other_words(raw: str, dates: list[tuple[date | None, date]]) -> None:
    assert [(period.start, period.end) for period in read_period(raw, PLAN, "")] == dates


@pytest.mark.parametrize(
    "raw", ["15 сентября 2024 года", "сентябрь 2024", "до 1 марта 2025", "вересень 2024", "15 вересня"]
)
def test_what_the_grammar_reads_and_parts_of_dates_are_not_asked(raw: str) -> None:
    assert all(SECOND_READING not in period.flags for period in read_period(raw, PLAN, ""))


def test_dateparser_is_not_imported_for_russian_cells() -> None:
    code = (
        "import sys; from normalize.periods.read import read_period\n"
        "read_period('15 сентября 2024 года, по графику ИРО; 20 класс 11', None, '')\n"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=100).returncode == 0
