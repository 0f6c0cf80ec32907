"""Heads of orders: the five labelled ones, invented ones of other regions and layouts, and any text at all."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.head.read import read_head
from normalize.model import Head
from tests.support.heads_data import Case, columns, load_cases, plain, wrong_columns

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"


def _gold(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _printed(order: str) -> tuple[list[str], list[str], list[str]]:
    """(paragraphs before the first table, paragraphs after, cells) of a raw order, tables being lines with tabs."""
    text = (ROOT / "data" / "raw" / f"{order}.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if "\t" in line)
    after = "\n".join(line for line in lines[first:] if "\t" not in line)
    cells = [cell for line in lines[first:] if "\t" in line for cell in line.split("\t")]
    return _paragraphs("\n".join(lines[:first])), _paragraphs(after), cells


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def _read(order: str, change: tuple[str, str] = ("", "")) -> Head:
    before, between, cells = (
        [re.sub(*change, text) if change[0] else text for text in part] for part in _printed(order)
    )
    return read_head(before, between=between, cells=cells)


HEADS = _gold("heads.csv")


@pytest.mark.parametrize("wanted", HEADS, ids=[row["order"] for row in HEADS])
def test_every_column_of_the_labelled_orders(wanted: dict[str, str]) -> None:
    read = columns(_read(wanted["order"]))
    wrong = {
        name: (text, read[name])
        for name, text in wanted.items()
        if name != "order" and plain(text) != plain(read[name])
    }
    assert wrong == {}


@pytest.mark.parametrize("order", [row["order"] for row in HEADS])
def test_people_and_acts_of_the_labelled_orders(order: str) -> None:
    head = _read(order)
    assert {person.name for person in head.persons} == {
        row["name"] for row in _gold("order_persons.csv") if row["order"] == order
    }
    acts = {(row["act_type"], row["signed_on"], row["number"]) for row in _gold("acts.csv") if row["order"] == order}
    assert {(act.act_type, str(act.signed_on), act.number) for act in head.acts} == acts


def test_conflicts_are_told_where_an_order_contradicts_itself() -> None:
    told = {row["order"]: _read(row["order"]).conflicts for row in HEADS}
    assert [order for order, conflicts in told.items() if conflicts] == ["hmao-nizhnevartovsk-2023-2117-904"]
    assert "10/11/2023 № 341/1987" in told["hmao-nizhnevartovsk-2023-2117-904"][0]


@pytest.mark.parametrize("wanted", HEADS, ids=[row["order"] for row in HEADS])
def test_other_years_move_only_the_years(wanted: dict[str, str]) -> None:
    """All years three later: the same head, three years later."""
    before, between, cells = (
        [re.sub(r"(?<!\d)20[12]\d(?!\d)", lambda year: str(int(year.group()) + 3), text) for text in part]
        for part in _printed(wanted["order"])
    )
    read = read_head(before, between=between, cells=cells)
    assert read.window is not None
    assert read.window.start.year == int(wanted["plan_start"][:4]) + 3
    assert read.signed_on is not None
    assert read.signed_on.year == int(wanted["signed_on"][:4]) + 3
    assert read.signatory == wanted["signatory"]


@pytest.mark.parametrize(
    ("order", "change", "code"),
    [
        ("altai-2023-1030", (r"(?i)алтайск(\w+) кра", r"Пермск\1 кра"), "59"),
        ("kuzbass-2023-3654", (r"(?i)кузбасса|Кемеровской области - Кузбасс\w+", "Ярославской области"), "76"),
        ("komi-usinsk-2020-798", (r"(?i)усинск", "Сургут"), "86"),
        ("hmao-nizhnevartovsk-2023-2117-904", (r"(?i)нижневартовска", "Ангарска"), "38"),
    ],
)
def test_other_names_tell_another_region(order: str, change: tuple[str, str], code: str) -> None:
    assert _read(order, change).region_code == code


@pytest.mark.parametrize("case", load_cases("development"), ids=lambda case: case.name)
def test_invented_heads(case: Case) -> None:
    assert wrong_columns(case) == {}


def test_unseen_heads_are_mostly_right() -> None:
    """The half that no rule was written for."""
    cases = load_cases("measured")
    wrong = sum(len(wrong_columns(case)) for case in cases)
    assert 1 - wrong / sum(len(case.expect) for case in cases) >= 0.95


@settings(deadline=None)
@given(st.lists(st.text(alphabet='АБВабв «»"()№N.,:;-–/0123456789\nПРИКАЗОт_*#\t', max_size=80), max_size=12))
def test_any_text_gives_a_head(paragraphs: list[str]) -> None:
    assert isinstance(read_head(paragraphs, between=paragraphs[::-1], cells=paragraphs), Head)


LINES = [line for order in HEADS for text in _printed(order["order"])[0] for line in text.splitlines()]


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_lines_of_orders_in_any_order_give_a_head(lines: list[str]) -> None:
    head = read_head(lines)
    assert head.signed_on is None or head.signed_on > date(1990, 1, 1)


def test_nothing_is_told_of_nothing() -> None:
    assert read_head([]) == Head()
