"""All orders together: who is who, findings and their statuses, views, building upon the last generation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse_samples import ACTIVITIES, few_checks, put, records, select, source
from warehouse.corpus import corpus, findings, linking
from warehouse.corpus.linking import LongForm, Unresolved
from warehouse.corpus.reviews import Correction, Review, Status, read_corrections, read_reviews
from warehouse.errors import WarehouseError
from warehouse.reading.reader import connect, run_query
from warehouse.records import OrderRecords
from warehouse.schema import TABLES
from warehouse.store.store import Store

CENTRE = "ГКУ «Кузбасский центр мониторинга качества образования»"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (CENTRE, {"КЦМКО"}),
        ("Министерство образования Кузбасса", {"МОК"}),
        ("управление государственного учёта и оценки качества образования", {"УГУИОКО", "УГУОКО"}),
        ("Комитет", set()),
        ("", set()),
    ],
)
def test_initials(name: str, short: set[str]) -> None:
    assert linking.initials(name) == short


def told(short: str, canonical: str, entity_id: str, **place: str) -> LongForm:
    return LongForm(short, canonical, entity_id, place.get("level"), place.get("region", "42"), place.get("town", ""))


def asked(mention: str, region: str = "42", town: str = "Город") -> Unresolved:
    return Unresolved("order", "unknown", mention, region, town)


MINISTRY = told("МОК", "Министерство образования Кузбасса", "ministry")


@pytest.mark.parametrize(
    ("unresolved", "forms", "entity_id"),
    [
        pytest.param(asked("МОК"), [MINISTRY], "ministry", id="as another order abbreviates it"),
        pytest.param(asked("М О К"), [MINISTRY], "ministry", id="blanks do not count"),
        pytest.param(asked("мок"), [MINISTRY], None, id="the case of letters counts"),
        pytest.param(asked("МОК", "54"), [MINISTRY], None, id="only in the same region"),
        pytest.param(asked("КЦМКО"), [told("центр", CENTRE, "centre")], "centre", id="by initials"),
        pytest.param(asked("ГКУ КЦМКО"), [told("центр", CENTRE, "centre")], "centre", id="behind a legal form"),
        pytest.param(asked("МАОУ ДПО КЦМКО"), [told("центр", CENTRE, "centre")], "centre", id="behind two"),
        pytest.param(asked("УГУиОКО МОК"), [MINISTRY], None, id="a department of it is not the body"),
        pytest.param(
            asked("УО"), [told("УО", "Управление образования Тайги", "taiga", town="Тайга")], None, id="of another town"
        ),
        pytest.param(
            asked("ИРО"),
            [told("ИРО", "Институт развития образования", "iro", town="Тайга", level="regional")],
            "iro",
            id="a regional body that another town tells",
        ),
        pytest.param(
            asked("МОК"), [MINISTRY, told("МОК", "Муниципальный отдел культуры", "other")], None, id="two as near: open"
        ),
        pytest.param(
            asked("МОК"),
            [MINISTRY, told("МОК", "Муниципальный отдел культуры", "own", town="Город")],
            "own",
            id="the own town comes first",
        ),
    ],
)
def test_links(unresolved: Unresolved, forms: list[LongForm], entity_id: str | None) -> None:
    for some in (forms, forms[::-1]):
        found = [one.told.entity_id for one in linking.links([unresolved], some)]
        assert found == ([entity_id] if entity_id else [])


def with_responsible(sample: OrderRecords, **row: object) -> OrderRecords:
    return sample.with_rows(responsibles=[{**one, **row} for one in sample.rows("responsibles")])


REGIONAL = with_responsible(
    records("2875", ["Сбор", "Свод"], municipality=""),
    mention="МОК",
    canonical="Министерство образования Кузбасса",
    resolved=True,
    basis="letterhead",
    level="regional",
)
MUNICIPAL = with_responsible(records(), mention="МОК", canonical="МОК")


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        yield tmp_path / "curated"


@pytest.mark.parametrize("orders", [(REGIONAL, MUNICIPAL), (MUNICIPAL, REGIONAL)])
@pytest.mark.parametrize("at_once", [True, False])
def test_an_abbreviation_is_told_by_another_order(
    curated: Path, orders: tuple[OrderRecords, OrderRecords], at_once: bool
) -> None:
    for some in [orders] if at_once else [(one,) for one in orders]:
        put(curated, *some)
    assert select(curated, "SELECT DISTINCT canonical, resolved FROM responsibles") == [
        ("Министерство образования Кузбасса", True)
    ]
    assert select(curated, "SELECT DISTINCT basis FROM aliases ORDER BY ALL") == [("corpus",), ("letterhead",)]
    assert len(select(curated, "FROM entities")) == 1


def test_a_link_goes_with_the_order_that_told_it(curated: Path) -> None:
    put(curated, REGIONAL, MUNICIPAL)
    with Store(curated).writer() as batch:
        batch.remove(REGIONAL.order_id)
        batch.commit()
    assert select(curated, "SELECT DISTINCT canonical, resolved, basis FROM responsibles") == [("МОК", False, None)]


def everything(curated: Path) -> Mapping[str, list[tuple[object, ...]]]:
    with connect(curated) as connection:
        return {name: run_query(connection, f"FROM {name} ORDER BY ALL").rows for name in [*TABLES, "activities"]}


def test_building_upon_the_last_gives_what_building_anew_gives(curated: Path) -> None:
    put(curated, MUNICIPAL, records("338"))
    put(curated, REGIONAL)
    put(curated, records(activities=[*ACTIVITIES[:3], "Иное"]), records("339"))
    with Store(curated).writer() as batch:
        batch.remove(records("338").order_id)
        batch.commit()
    grown = everything(curated)
    Store(curated).rebuild()
    assert everything(curated) == grown


def test_a_damaged_base_is_no_obstacle(curated: Path) -> None:
    put(curated, records())
    database = Store(curated).database()
    content = database.read_bytes()
    store = Store(curated)
    with store.writer() as batch:
        batch.put(records("338"), source(curated.parent))
        database.write_bytes(content[:4096] + b"\x00" * (len(content) - 4096))
        batch.commit()
    assert select(curated, "SELECT count(*) FROM items") == [(8,)]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        corpus.create_tables(opened)
        opened.execute("""INSERT INTO orders BY NAME SELECT 'o' AS order_id, '2024-2025' AS academic_year, '42' AS region_code,
            'Кемеровская область – Кузбасс' AS region, 'regional' AS level, '5' AS number, DATE '2024-09-02' AS signed_on""")
        opened.execute("INSERT INTO items BY NAME SELECT 'o' AS order_id, 'i' AS item_id, 1 AS seq, 7 AS page_from")
        opened.execute(
            """INSERT INTO periods BY NAME SELECT 'o' AS order_id, 'i' AS item_id, 1 AS ordinal,
            'ноябрь 2023 – май 2023' AS raw, ['reversed', 'out_of_plan'] AS flags"""
        )
        yield opened


def test_one_finding_a_fact(connection: duckdb.DuckDBPyConnection) -> None:
    (finding,) = findings.run(connection).findings
    assert (finding["check"], finding["status"], finding["page"]) == ("period_reversed", Status.OPEN, 7)


def test_findings_have_the_status_that_analysts_gave(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = findings.run(connection)
    corpus.insert(connection, TABLES["findings"], found.findings, tmp_path)
    corpus.insert(connection, TABLES["finding_places"], found.places, tmp_path)
    findings.decide(connection, [Review(str(found.findings[0]["finding_id"]), Status.ACCEPTED, "исправим")])
    for table in ("findings", "finding_places"):
        assert connection.execute(f"SELECT status FROM {table}").fetchall() == [("accepted",)]


def test_a_broken_check_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    check = findings.parse("mine", "-- severity: info\n-- title: Моя\n-- message: {quote}\nSELECT nothing FROM items")
    with pytest.raises(WarehouseError, match=r"mine\.sql"):
        list(findings.offending(connection, check))


@pytest.mark.parametrize("header", ["-- severity: bad\n-- title: a\n-- message: b", "-- severity: info", ""])
def test_a_check_needs_its_header(header: str) -> None:
    with pytest.raises(ValueError, match="mine"):
        findings.parse("mine", f"{header}\nSELECT 1")


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2024, 10, 1), date(2024, 10, 31), "октябрь 2024 года"),
        (date(2024, 11, 1), date(2025, 2, 28), "ноябрь 2024 года – февраль 2025 года"),
        (date(2024, 2, 1), date(2024, 3, 31), "февраль – март 2024 года"),
        (date(2024, 2, 1), date(2024, 2, 28), "с 01.02.2024 по 28.02.2024"),
        (date(2024, 11, 12), date(2024, 11, 12), "12.11.2024"),
        (None, date(2024, 12, 31), "до 31.12.2024"),
        (date(2024, 9, 1), None, "с 01.09.2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024 год"),
        (date(2024, 9, 1), date(2025, 8, 31), "2024-2025 учебный год"),
        (None, None, None),
    ],
)
def test_period_text(connection: duckdb.DuckDBPyConnection, first: date, last: date, text: str | None) -> None:
    row = connection.execute("SELECT period_text($1::DATE, $2::DATE)", [first, last]).fetchone()
    assert row == (text,)


@pytest.mark.parametrize(
    ("number", "levels"),
    [
        ("3.12.", [3, 12]),
        ("3 . 12", [3, 12]),
        ("1)", [1]),
        ("2.7.1", [2, 7, 1]),
        ("IV", None),
        ("1а", None),
        ("2024", None),
        ("", None),
        (None, None),
        ("1..2", None),
    ],
)
def test_number_levels(connection: duckdb.DuckDBPyConnection, number: str | None, levels: list[int] | None) -> None:
    row = connection.execute("SELECT number_levels($1::VARCHAR)", [number]).fetchone()
    assert row == (levels,)


def test_activities_leave_out_groups_and_merged_cells(curated: Path) -> None:
    sample = records()
    flags = [{"is_group": True}, {"activity_inherited": True}, {}, {}]
    items = [{**row, **flag} for row, flag in zip(sample.rows("items"), flags, strict=True)]
    put(curated, sample.with_rows(items=items))
    assert select(curated, "SELECT activities FROM orders") == [(2,)]
    assert select(
        curated,
        "SELECT seq, effective_start, plan_month_from, plan_month_to, responsibles FROM activities ORDER BY seq",
    ) == [(seq, date(2024, 11, 1), 2, 2, ["УО"]) for seq in (3, 4)]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({}, (date(2024, 11, 1), date(2024, 11, 30), 2, 2)),
        (
            {"suggested_start": date(2025, 1, 1), "suggested_end": date(2025, 2, 28)},
            (date(2025, 1, 1), date(2025, 2, 28), 4, 5),
        ),
        ({"start_date": None}, (None, date(2024, 11, 30), None, 2)),
        ({"start_date": date(2024, 7, 1)}, (date(2024, 7, 1), date(2024, 11, 30), -2, 2)),
    ],
)
def test_effective_dates(curated: Path, period: Mapping[str, object], expected: tuple[object, ...]) -> None:
    sample = records(activities=["Сбор"])
    put(curated, sample.with_rows(periods=[{**sample.rows("periods")[0], **period}]))
    columns = "effective_start, effective_end, plan_month_from, plan_month_to"
    assert select(curated, f"SELECT {columns} FROM periods") == [expected]


def test_every_column_is_described(curated: Path) -> None:
    put(curated, records())
    bare = "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND comment IS NULL"
    tables = f"{bare} AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main')"
    assert select(curated, tables) == []


def test_decisions_are_read(tmp_path: Path) -> None:
    assert read_reviews(tmp_path) == {}
    assert read_corrections(tmp_path) == []
    (tmp_path / "reviews.csv").write_text(
        "finding_id,status,why\na,accepted,да\na,dismissed,нет\n", encoding="utf-8-sig"
    )
    (tmp_path / "corrections.csv").write_text("target,column,value,why\no,number,338,опечатка\n", encoding="utf-8")
    assert read_reviews(tmp_path) == {"a": Review("a", Status.DISMISSED, "нет")}
    assert read_corrections(tmp_path) == [Correction("o", "number", "338", "опечатка")]
