"""Synthetic orders for the tests of the warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from warehouse import ids
from warehouse.corpus import findings
from warehouse.reading.reader import connect, run_query
from warehouse.records import OrderRecords
from warehouse.store.batch import Policy, Put
from warehouse.store.store import Store

VERSION = "0.1.0"
ACTIVITIES = (
    "Проведение статистического анализа результатов ГИА-9",
    "Обучение технических специалистов ППЭ",
    "Организация работы «горячей линии»",
    "Размещение на сайте сведений о сроках подачи заявлений",
)


def records(
    number: str = "337",
    activities: Sequence[str] = ACTIVITIES,
    *,
    version: str = VERSION,
    content: bytes | None = None,
    region_code: str | None = "42",
    municipality: str = "Новокузнецкий муниципальный округ",
    order_id: str | None = None,
) -> OrderRecords:
    """An order with one item an activity, each with a period and a responsible."""
    sha256 = hashlib.sha256(content or repr((number, tuple(activities))).encode()).hexdigest()
    named = order_id or ids.order_id(region_code, municipality, date(2024, 9, 26), number, activities)
    rows = [
        {"seq": place, "table_no": 1, "section": "Раздел 1", "number": f"1.{place}.", "activity": activity}
        for place, activity in enumerate(activities, 1)
    ]
    names = ids.item_ids(named, rows)
    periods = [
        {
            "item_id": name,
            "ordinal": 1,
            "raw": "ноябрь 2024 года",
            "kind": "month",
            "start_date": date(2024, 11, 1),
            "end_date": date(2024, 11, 30),
            "year_basis": "explicit",
            "flags": [],
        }
        for name in names
    ]
    responsibles = [
        {"item_id": name, "ordinal": 1, "mention": "УО", "kind": "org", "canonical": "УО", "resolved": False}
        for name in names
    ]
    head = {
        "source_name": "приказ.txt",
        "source_sha256": sha256,
        "program_version": version,
        "region_code": region_code,
        "municipality": municipality,
        "number": number,
        "signed_on": date(2024, 9, 26),
        "academic_year": "2024-2025",
        "plan_start": date(2024, 9, 1),
        "plan_end": date(2025, 8, 31),
    }
    items = [{**row, "item_id": name, "period_raw": "ноябрь 2024 года"} for row, name in zip(rows, names, strict=True)]
    return OrderRecords(
        named,
        region_code,
        sha256,
        "приказ.txt",
        {
            "orders": [{**head, "order_id": named}],
            "items": [{**row, "order_id": named} for row in items],
            "periods": [{**row, "order_id": named} for row in periods],
            "responsibles": [{**row, "order_id": named} for row in responsibles],
        },
    )


def source(folder: Path, content: bytes = b"text") -> Path:
    """A source file."""
    path = folder / "приказ.txt"
    path.write_bytes(content)
    return path


def put(curated: Path, *orders: OrderRecords, policy: Policy = Policy.SUFFIX, order_id: str | None = None) -> list[Put]:
    """Commit orders to the warehouse of a folder, each with a file of its own; what became of each."""
    with Store(curated).writer() as batch:
        done = [batch.put(one, source(curated.parent, one.source_sha256.encode()), policy, order_id) for one in orders]
        batch.commit()
    return done


def select(curated: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows of a query on the warehouse of a folder."""
    with connect(curated) as connection:
        return run_query(connection, sql).rows


def tree(curated: Path) -> dict[str, str]:
    """SHA-256 of every file under a folder."""
    return {
        path.relative_to(curated).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(curated.rglob("*"))
        if path.is_file()
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file under a folder: cheaper than `tree` where nothing may have been written."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


@contextmanager
def few_checks() -> Iterator[None]:
    """Commits with one check only, in a third of the time; the checks have tests of their own."""
    everything = findings.checks
    findings.checks = lambda: tuple(check for check in everything() if check.name == "order_number_conflict")  # type: ignore[assignment]
    try:
        yield
    finally:
        findings.checks = everything
