"""When a file is a version of a loaded order, and when it is another order with like rows; what a version loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.warehouse_samples import ACTIVITIES, few_checks, put, records, select, source
from warehouse.records import OrderRecords
from warehouse.store.batch import Change, Policy
from warehouse.store.identity import other_order
from warehouse.store.store import Store

NAMED = {"number": "337", "signed_on": date(2024, 9, 26), "region_code": "42", "municipality": "г. Тайга"}
YEAR = {"academic_year": "2024-2025"}
OFFICE, SPORT = {"issuer": "Управление образования"}, {"issuer": "Департамент спорта"}
FIRST, SECOND = ({"number": "1", "signed_on": date(2024, 9, day)} for day in (1, 2))
SCHOOL_5, SCHOOL_7 = {"issuer": "МБОУ СОШ № 5"}, {"issuer": "МБОУ СОШ № 7"}


@pytest.mark.parametrize(
    ("old", "new", "old_file", "new_file", "why"),
    [
        # a number, a date and a place name an order, whatever its file is called
        (NAMED, NAMED, "приказ.docx", "приказ (1).pdf", ""),
        (NAMED | YEAR, NAMED | {"academic_year": "2025-2026"}, "a.docx", "a.docx", "другой учебный год"),
        (
            NAMED | {"issuer": "Управление образования"},
            NAMED | {"issuer": "Департамент спорта"},
            "a",
            "a",
            "другой орган",
        ),
        (
            NAMED | {"issuer": "МИНИСТЕРСТВО ОБРАЗОВАНИЯ КУЗБАССА"},
            NAMED | {"issuer": "Министерство образования Кузбаcса"},
            "a.docx",
            "скан.pdf",
            "",
        ),
        # without them nothing may differ, the name of the file neither
        ({}, {}, "план.docx", "план.pdf", ""),
        ({}, {}, "школа 5.docx", "школа 7.docx", "другое имя файла"),
        (YEAR, {"academic_year": "2025-2026"}, "план.docx", "план.docx", "другой учебный год"),
        ({"plan_start": date(2024, 9, 1)}, {"plan_start": date(2025, 9, 1)}, "a", "a", "другой учебный год"),
        (SCHOOL_5, SCHOOL_7, "план.docx", "план.docx", "другой орган"),
        ({"title": "План МБОУ СОШ № 5"}, {"title": "План МБОУ СОШ № 7"}, "a", "a", "другое название"),
        (
            {"number": "1", "signed_on": date(2024, 9, 1)},
            {"number": "1", "signed_on": date(2024, 9, 2)},
            "a",
            "a",
            "другая дата",
        ),
        ({"municipality": "г. Тайга"}, {"municipality": "г. Юрга"}, "a", "a", "другой муниципалитет"),
    ],
)
def test_what_tells_another_order(old: dict, new: dict, old_file: str, new_file: str, why: str) -> None:
    assert other_order(old, new, old_file, new_file) == why


def plan(file: str, *, activities: tuple[str, ...] = ACTIVITIES, **head: object) -> OrderRecords:
    """A plan without number, date and region."""
    given = records(activities=activities, region_code=None, municipality="", content=repr((file, head)).encode())
    blank = {"number": None, "signed_on": None, "municipality": None, **head, "source_name": file}
    named = given.with_rows(orders=[{**given.head, **blank}])
    return replace(named, source_name=file, order_id="00-0123456789")


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        yield tmp_path / "curated"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (plan("школа5.docx"), plan("школа7.docx")),
        (plan("план.docx"), plan("план.docx", academic_year="2025-2026", plan_start=date(2025, 9, 1))),
        (plan("план.docx", **SCHOOL_5), plan("план.docx", **SCHOOL_7)),
    ],
)
def test_like_plans_without_numbers_are_both_kept_and_told(
    curated: Path, first: OrderRecords, second: OrderRecords
) -> None:
    (one,), (two,) = put(curated, first), put(curated, second)
    assert (one.change, two.change) == (Change.NEW, Change.SUFFIXED)
    assert two.why
    assert len(Store(curated).order_ids()) == 2
    found = select(curated, """SELECT order_id, severity FROM findings WHERE "check" = 'order_number_conflict'""")
    assert found == [(two.order_id, "warning")]


def test_equal_names_in_two_folders_are_two_orders(curated: Path, tmp_path: Path) -> None:
    first, second = plan("план.docx"), plan("план.docx", signatory="Белых О.Б.")
    with Store(curated).writer() as batch:
        done = []
        for folder, one in (("школа5", first), ("школа7", second)):
            (tmp_path / folder).mkdir()
            done.append(batch.put(one, source(tmp_path / folder)).change)
    assert done == [Change.NEW, Change.SUFFIXED]


def test_a_corrected_plan_under_its_old_name_is_a_version(curated: Path) -> None:
    put(curated, plan("план.docx"))
    corrected = plan("план.docx", activities=(*ACTIVITIES, "Питание участников"))
    assert put(curated, corrected)[0].change is Change.REPLACED


def test_a_version_says_what_it_gains_and_loses(curated: Path) -> None:
    long = [f"{text} {place}" for place in range(4) for text in ACTIVITIES]
    put(curated, records(activities=long))
    (done,) = put(curated, records(activities=[*long[:-1], "Питание участников"]))
    assert done.change is Change.REPLACED
    assert (done.difference.before, done.difference.after) == (16, 16)
    assert (done.difference.lost, done.difference.gained) == (("1.16",), ("1.16",))


def test_a_truncated_copy_waits(curated: Path) -> None:
    put(curated, records())
    (held,) = put(curated, records(activities=ACTIVITIES[:3]))
    assert (held.change, held.difference.lost) == (Change.HELD, ("1.4",))
    assert select(curated, "SELECT activities FROM orders") == [(4,)]
    (done,) = put(curated, records(activities=ACTIVITIES[:3]), policy=Policy.REPLACE)
    assert done.change is Change.REPLACED
    assert select(curated, "SELECT activities FROM orders") == [(3,)]


def test_an_earlier_version_goes_back_to_its_place(curated: Path) -> None:
    """Also that of another number, which somebody let take the order's place."""
    put(curated, records())
    put(curated, records(activities=ACTIVITIES[:2]), policy=Policy.REPLACE)
    put(curated, records(activities=ACTIVITIES[:1]), policy=Policy.REPLACE)
    assert put(curated, records(), policy=Policy.REPLACE)[0].change is Change.REPLACED
    assert select(curated, "SELECT order_id, activities FROM orders") == [("42-novokuznetskii-2024-337", 4)]
    states = select(curated, "SELECT activities, superseded_by IS NULL FROM sources ORDER BY activities")
    assert states == [(1, False), (2, False), (4, True)]
