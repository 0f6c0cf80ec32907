"""A change works out what it touches: after any sequence of changes every table is that of a warehouse built anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest import api
from ingest.decisions import decisions
from ingest.questions.matching import matchable
from tests.support.warehouse_samples import put, records, select
from warehouse.corpus import corpus
from warehouse.corpus.changes import MATCHING
from warehouse.records import OrderRecords, Row
from warehouse.schema import TABLES
from warehouse.store.batch import Policy
from warehouse.store.store import Store

WORDINGS = (
    "Проведение анализа результатов ГИА-9 в 2023 году",
    "Провести анализ результатов ГИА-9",
    "Обучение технических специалистов ППЭ",
    "Организация работы телефонов «горячей линии» по вопросам ГИА",
    "Аккредитация общественных наблюдателей",
    "Размещение на сайте сведений о сроках подачи заявлений на участие в ГИА",
    "Обучение общественных наблюдателей",
)
BODIES = (("РЦОИ", None, False), ("РЦОИ", "Региональный центр обработки информации", True), ("УО", "УО", False))
KEPT = {
    **{name: f"{{}}.{name}" for name in (*TABLES, "internal.linked", *MATCHING, "internal.told", "internal.made")},
    "internal.said": "(SELECT * EXCLUDE (item) FROM {}.internal.said)",
}
for numbered in ("internal.pairs", "internal.names"):
    KEPT.pop(numbered)
"""Every table, as SQL; numbers of items mean something in one database only: `matches` shows pairs by names."""
Step = Callable[[Path, random.Random], object]


def sample(draw: random.Random, number: int) -> OrderRecords:
    """An order of a region or of its municipality, of wordings that others have too, with much to find."""
    regional = draw.random() < 0.4
    plain = records(
        str(number),
        draw.choices(WORDINGS, k=draw.randint(2, 5)),
        region_code=draw.choice(("42", "42", "70", None)),
        municipality="" if regional else draw.choice(("Новокузнецк", "Тайга")),
        content=str((number, draw.random())).encode(),
    )
    short, full, resolved = draw.choice(BODIES)
    late = draw.randint(1, 3)
    dates = {"start_date": date(2024, 9 + late, 1), "end_date": date(2024, 9 + late, 28)}
    flags = {"flags": ["out_of_plan"] if draw.random() < 0.3 else []}
    year = draw.randint(0, 1)
    plan = {"plan_start": date(2023 + year, 9, 1), "plan_end": date(2024 + year, 8, 31)}
    head = {"level": "regional" if regional else "municipal", "municipality": None if regional else "Тайга", **plan}
    first = plain.rows("items")[0]
    order_id = plain.order_id
    return plain.with_rows(
        orders=[{**plain.head, **head}],
        items=[{**row, **_matched(str(row["activity"]))} for row in plain.rows("items")],
        periods=[{**row, **dates, **flags} for row in plain.rows("periods")],
        responsibles=[
            {**row, "mention": short, "canonical": full or short, "resolved": resolved, "level": "regional"}
            for row in plain.rows("responsibles")
        ],
        order_notes=[{"order_id": order_id, "ordinal": 1, "kind": "id_conflict", "detail": "42-taiga-2024-1"}],
        order_persons=[{"order_id": order_id, "ordinal": 1, "name": "Иванова А.А."}],
        text_years=[
            {
                "order_id": order_id,
                "item_id": first["item_id"],
                "ordinal": 1,
                "year_from": 2023 + year,
                "year_to": 2023 + year,
                "quote": f"{2023 + year} года",
                "role": "unknown",
            }
        ],
        text_conflicts=[
            {
                "order_id": order_id,
                "item_id": first["item_id"],
                "ordinal": 1,
                "field": "activity",
                "kind": "territory",
                "quote": "Новокузнецка",
                "reason": "чужая",
                "certainty": "low",
            }
        ],
    )


def _matched(activity: str) -> Row:
    found = matchable(activity)
    lists = {name: list(getattr(found, name)) for name in ("facets", "meaning")}
    return {"match_key": found.match_key, "wording": found.wording, **lists}


def add(curated: Path, draw: random.Random) -> None:
    put(curated, sample(draw, draw.randint(1, 6)))


def replace(curated: Path, draw: random.Random) -> None:
    known = draw.choice(Store(curated).order_ids())
    put(curated, sample(draw, draw.randint(1, 6)), policy=Policy.REPLACE, order_id=known)


def remove(curated: Path, draw: random.Random) -> None:
    api.remove(draw.choice(Store(curated).order_ids()), curated)


def correct_date(curated: Path, draw: random.Random) -> None:
    (item,) = draw.choice(select(curated, "SELECT item_id FROM items ORDER BY ALL"))
    api.correct(str(item), "end_date", draw.choice(("2024-12-05", "2025-03-31")), "описка", curated)


def correct_number(curated: Path, draw: random.Random) -> None:
    api.correct(draw.choice(Store(curated).order_ids()), "number", str(draw.randint(1, 6)), "описка", curated)


def correct_region(curated: Path, draw: random.Random) -> None:
    api.correct(draw.choice(Store(curated).order_ids()), "region", draw.choice(("42", "70")), "описка", curated)


def correct_name(curated: Path, draw: random.Random) -> None:
    (entity,) = draw.choice(select(curated, "SELECT entity_id FROM entities ORDER BY ALL"))
    api.correct(str(entity), "canonical", draw.choice(("РЦОИ", "Центр обработки")), "описка", curated)


def withdraw(curated: Path, draw: random.Random) -> None:
    made = select(curated, "SELECT DISTINCT target, column_name FROM corrections ORDER BY ALL")
    if made:
        target, column = draw.choice(made)
        api.withdraw(str(target), str(column), curated)


def link(curated: Path, draw: random.Random) -> None:
    items = select(curated, "SELECT DISTINCT ON (order_id) item_id FROM items ORDER BY ALL")
    (one,), (other,) = draw.sample(items, 2)
    decisions.link(str(one), str(other), same=draw.random() < 0.5, why="так и есть", curated=curated)


def decide(curated: Path, draw: random.Random) -> None:
    (finding,) = draw.choice(select(curated, "SELECT finding_id FROM findings ORDER BY ALL"))
    api.review([str(finding)], draw.choice(("dismissed", "accepted", "open")), "так и надо", curated)


def reject(curated: Path, draw: random.Random) -> None:
    with Store(curated).writer() as batch:
        batch.reject({"source_name": f"{draw.random()}.txt", "stage": "read", "error": "пустой файл"})
        batch.commit()


STEPS: Sequence[Step] = (add, add, replace, remove, correct_date, correct_number, correct_region, correct_name)
STEPS = (*STEPS, withdraw, link, link, decide, decide, reject)


@pytest.mark.parametrize("seed", range(2))
def test_every_table_is_that_of_a_warehouse_built_anew(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    curated = tmp_path / "curated"
    put(curated, *(sample(draw, number) for number in range(1, 6)))
    for place, step in enumerate(draw.sample(STEPS, 6)):
        if len(Store(curated).order_ids()) < 3:
            step = add
        step(curated, draw)
        if place % 3 == 2:
            assert differing(curated, tmp_path / f"{place}") == [], (place, step.__name__)


def differing(curated: Path, folder: Path) -> list[str]:
    """The tables of the database, and of the copy for other tools, that are not those of one built from nothing."""
    store = Store(curated)
    rejected = [dict(zip(TABLES["rejected"].arrow.names, row, strict=True)) for row in select(curated, "FROM rejected")]
    corpus.build(curated, store.generation, None, rejected, folder / "corpus", lambda names: None)
    found = []
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{folder / 'corpus' / 'warehouse.duckdb'}' AS anew (READ_ONLY)")
        connection.execute(f"ATTACH '{store.database()}' AS ours (READ_ONLY)")
        connection.execute(f"ATTACH '{curated / 'warehouse.duckdb'}' AS published (READ_ONLY)")
        for other in ("ours", "published"):
            for name, rows_of in KEPT.items():
                sides = (f"FROM {rows_of.format('anew')}", f"FROM {rows_of.format(other)}")
                rows = connection.execute(
                    f"({sides[0]} EXCEPT ALL {sides[1]}) UNION ALL ({sides[1]} EXCEPT ALL {sides[0]})"
                ).fetchall()
                found += [f"{other}.{name}: {rows[:2]}"] if rows else []
        for name in ("findings", "matches", "clusters", "entities", "aliases", "corrections", "reviews", "rejected"):
            files = f"read_parquet('{curated}/corpus/{name}/*/*.parquet', hive_partitioning = false)"
            sides = (f"FROM anew.{name}", f"FROM {files}")
            rows = connection.execute(
                f"({sides[0]} EXCEPT ALL {sides[1]}) UNION ALL ({sides[1]} EXCEPT ALL {sides[0]})"
            ).fetchall()
            found += [f"parquet {name}: {rows[:2]}"] if rows else []
    return found


def test_a_change_writes_no_database_anew(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    draw = random.Random(1)
    put(curated, *(sample(draw, number) for number in range(1, 6)))
    for _ in range(2):
        correct_date(curated, draw)
    before = {path.stat().st_ino for path in curated.rglob("warehouse.duckdb")}
    correct_date(curated, draw)
    assert {path.stat().st_ino for path in curated.rglob("warehouse.duckdb")} == before
