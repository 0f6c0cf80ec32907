"""Where an order comes from: acts cited, those of them that are loaded, and what was copied from which order."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.questions.lineage import lineage
from tests.support.comparison_tables import Activity, Order, tables
from tests.support.gold_warehouse import gold_warehouse
from tests.support.warehouse_samples import few_checks
from warehouse.errors import UnknownOrderError

runner = CliRunner()
SIGNED = date(2024, 7, 11)
ACT = {"act_type": "приказ", "issuer": "Министерство образования Кузбасса", "signed_on": SIGNED, "number": "№ 28 - П"}
REGION = Order("region", [Activity(), Activity()], number="28-п", signed_on=SIGNED)
TOWN = Order(
    "town",
    [Activity(stale=True), Activity(), Activity()],
    municipality="Тайга",
    signed_on=date(2024, 9, 1),
    number="5",
    acts=[ACT],
)
LAST = Order("last", [Activity()], municipality="Тайга", signed_on=date(2023, 9, 1), number="4", plan=(2023, 2024))
ELSEWHERE = Order("else", [Activity()], region_code="22", region="Алтайский край", signed_on=date(2023, 8, 1))
LATER = Order("later", [Activity()], municipality="Мыски", signed_on=date(2024, 10, 1), number="6")
MATCHES = [
    ("region.1", "town.1", "copy"),
    ("region.2", "town.2", "same_activity"),
    ("last.1", "town.2", "copy"),
    ("else.1", "town.3", "copy"),
    ("later.1", "town.1", "copy"),
]


def sources(*orders: Order, matches: list[tuple[str, str, str]] = MATCHES) -> list[dict[str, Any]]:
    present = {order.order_id for order in orders}
    known = [match for match in matches if {one.partition(".")[0] for one in match[:2]} <= present]
    with tables(orders, known) as connection:
        return lineage(connection, "town")


def counts(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(row["kind"], row["order_id"], row["copied"], row["same"], row["stale"]) for row in rows]


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        pytest.param([TOWN], [("cited", None, 0, 0, 0)], id="the act cited is not loaded"),
        pytest.param([TOWN, REGION], [("cited", "region", 1, 1, 1)], id="it is: copied with last year's year"),
        pytest.param(
            [TOWN, REGION, LAST],
            [("cited", "region", 1, 1, 1), ("uncited", "last", 1, 0, 0)],
            id="its own order of last year, not cited",
        ),
        pytest.param(
            [TOWN, ELSEWHERE], [("cited", None, 0, 0, 0), ("uncited", "else", 1, 0, 0)], id="an order of another region"
        ),
        pytest.param([TOWN, LATER], [("cited", None, 0, 0, 0)], id="a later order copied from this one"),
    ],
)
def test_sources(orders: list[Order], expected: list[tuple[object, ...]]) -> None:
    assert counts(sources(*orders)) == expected


def test_the_share_and_the_activities_taken() -> None:
    (cited,) = sources(TOWN, REGION)
    assert cited["share"] == 33.3
    assert [(row["relation"], row["item_id"], row["other_item_id"]) for row in cited["taken"]] == [
        ("copy", "town.1", "region.1"),
        ("same_activity", "town.2", "region.2"),
    ]


@pytest.mark.parametrize(
    ("act", "linked"),
    [
        pytest.param({}, "region", id="number and date, blanks and case aside"),
        pytest.param({"signed_on": date(2024, 7, 12)}, None, id="another date"),
        pytest.param({"signed_on": None}, None, id="no date"),
        pytest.param({"number": "28"}, None, id="another number"),
    ],
)
def test_an_act_is_the_order_with_its_number_and_date(act: dict[str, Any], linked: str | None) -> None:
    town = Order("town", TOWN.activities, municipality="Тайга", signed_on=TOWN.signed_on, acts=[{**ACT, **act}])
    (cited,) = [row for row in sources(town, REGION) if row["kind"] == "cited"]
    assert cited["order_id"] == linked


def test_an_order_of_another_region_with_the_same_number_and_date_is_another() -> None:
    other = Order(
        "region", REGION.activities, region_code="22", region="Алтайский край", number="28-п", signed_on=SIGNED
    )
    assert [row["order_id"] for row in sources(TOWN, other, matches=[])] == [None]


def test_an_unknown_order_is_told_with_the_nearest() -> None:
    with tables([TOWN]) as connection, pytest.raises(UnknownOrderError, match="возможно, town"):
        lineage(connection, "towm")


RAW = Path(__file__).resolve().parents[2] / "data" / "raw" / "komi-usinsk-2020-798.txt"
THIS, NEXT = "11-usinsk-2020-798", "11-usinsk-2021-812"


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five orders, and one of them with every year one later and another number, as its author might reuse it."""
    folder = tmp_path_factory.mktemp("lineage")
    gold, _ = gold_warehouse()
    shutil.copytree(gold, folder / "curated")
    text = RAW.read_text(encoding="utf-8").replace("2021", "2022").replace("2020", "2021").replace("798", "812")
    (folder / "next.txt").write_text(text, encoding="utf-8")
    with few_checks():
        api.load([folder / "next.txt"], folder / "curated")
    return folder / "curated"


def run(curated: Path, *arguments: str) -> Result:
    return runner.invoke(app, [*arguments, "--curated", str(curated)])


def test_an_order_copied_from_last_year_end_to_end(curated: Path) -> None:
    shown = run(curated, "lineage", NEXT, "--format", "json")
    assert shown.exit_code == 0
    copied, *_ = json.loads(shown.stdout)
    assert (copied["kind"], copied["order_id"], copied["signed_on"]) == ("uncited", THIS, "2020-10-20")
    assert copied["share"] > 90
    states = json.loads(run(curated, "compare", "--what", "years", "--format", "json").stdout)
    assert {row["state"] for row in states} <= {"kept", "undated"}, "nothing moved: both plans are one school year"
    differences = json.loads(run(curated, "diff", THIS, NEXT, "--format", "json").stdout)
    assert {row["status"] for row in differences} == {"same", "changed"}
    assert len(differences) == 98


def test_the_command_as_a_table_and_its_errors(curated: Path) -> None:
    shown = run(curated, "lineage", NEXT)
    assert "не упомянут" in shown.stdout
    assert "от 20.10.2020" in shown.stdout
    unknown = run(curated, "lineage", "11-usinsk-2021-811")
    assert unknown.exit_code == 2
    assert f"возможно, {NEXT}" in unknown.stderr
    assert unknown.stdout == ""


def test_an_order_without_sources_says_so(curated: Path) -> None:
    shown = run(curated, "lineage", THIS, "--format", "json")
    assert json.loads(shown.stdout) == []
    assert "не ссылается" in shown.stderr
