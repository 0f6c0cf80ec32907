"""Orders in and out of the warehouse: loaded twice, corrected, removed, rejected, joined."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.support.warehouse_samples import ACTIVITIES, VERSION, few_checks, put, records, select, source, tree
from warehouse.errors import DamagedError, LockedError, RecordError, UnknownOrderError, WarehouseError
from warehouse.generation import current
from warehouse.store.batch import Batch, Change, Policy, Put
from warehouse.store.store import Store

ORDER = "42-novokuznetskii-2024-337"
CORRECTED = [*ACTIVITIES[:-1], "Размещение на сайте сведений о сроках и местах подачи заявлений"]
OTHER = ["Закупка бумаги", "Ремонт кабинетов", "Подвоз обучающихся", "Питание участников"]


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        yield tmp_path / "curated"


def test_an_order_is_there_after_the_commit(curated: Path) -> None:
    assert put(curated, records()) == [Put(ORDER, Change.NEW)]
    assert select(curated, "SELECT order_id, activities FROM orders") == [(ORDER, 4)]
    assert Store(curated).order_ids() == (ORDER,)
    assert Store(curated).source(ORDER).read_bytes() == records().source_sha256.encode()


def test_nothing_is_there_without_a_commit(curated: Path) -> None:
    put(curated, records())
    before = tree(curated)
    with Store(curated).writer() as batch:
        batch.put(records("338"), source(curated.parent))
        batch.remove(ORDER)
    assert Store(curated).order_ids() == (ORDER,)
    put(curated)
    assert tree(curated).keys() == before.keys()


def test_the_same_again_changes_no_byte(curated: Path) -> None:
    rejected = {"source_name": "b.txt", "source_sha256": "1", "stage": "read", "error": "пустой файл"}
    orders = [records(), records("338"), records("337", OTHER)]

    def load() -> list[Put]:
        with Store(curated).writer() as batch:
            done = [batch.put(one, source(curated.parent)) for one in orders]
            batch.reject(rejected)
            batch.commit()
        return done

    first = load()
    before = tree(curated)
    assert [one.change for one in load()] == [Change.SAME] * 3
    assert load()[2].order_id == first[2].order_id == f"{ORDER}_2"
    assert tree(curated) == before


def test_loaded_tells_known_bytes(curated: Path) -> None:
    put(curated, records())
    store = Store(curated)
    assert store.loaded(records().source_sha256, VERSION) == ORDER
    assert store.loaded(records().source_sha256, "0.2.0") is None
    assert store.loaded("0" * 64, VERSION) is None


def test_a_corrected_file_replaces_the_order(curated: Path) -> None:
    put(curated, records())
    ids = dict(select(curated, "SELECT activity, item_id FROM items"))
    assert put(curated, records(activities=CORRECTED)) == [Put(ORDER, Change.REPLACED)]
    assert len(select(curated, "FROM items")) == 4
    after = dict(select(curated, "SELECT activity, item_id FROM items"))
    assert after[CORRECTED[3]] == ids[ACTIVITIES[3]]
    assert {after[text] for text in ACTIVITIES[:3]} == {ids[text] for text in ACTIVITIES[:3]}
    assert select(curated, "SELECT superseded_by IS NULL FROM sources ORDER BY 1") == [(False,), (True,)]


def test_a_superseded_file_counts_as_loaded(curated: Path) -> None:
    """A folder with the same order as DOCX and as PDF must not swap them at every load."""
    put(curated, records())
    put(curated, records(activities=CORRECTED))
    assert Store(curated).loaded(records().source_sha256, VERSION) == ORDER
    assert Store(curated).loaded(records().source_sha256, "0.2.0") == ORDER
    assert put(curated, records()) == [Put(ORDER, Change.REPLACED)]
    assert ACTIVITIES[3] in {text for (text,) in select(curated, "SELECT activity FROM items")}


def test_versions_of_an_order_in_one_batch(curated: Path) -> None:
    """An order as DOCX and as PDF, both new or both read again: the last one counts, and there is one order."""
    for _ in range(2):
        put(curated, records(), records(activities=CORRECTED), records(), records(activities=CORRECTED))
        texts = {text for (text,) in select(curated, "SELECT activity FROM items")}
        assert texts == set(CORRECTED)


def test_a_new_program_version_reads_the_order_anew(curated: Path) -> None:
    put(curated, records())
    assert put(curated, records(version="0.2.0")) == [Put(ORDER, Change.REPLACED)]
    assert select(curated, "SELECT program_version FROM orders") == [("0.2.0",)]


def test_a_better_reading_of_the_head_renames_the_order(curated: Path) -> None:
    """An order whose region was not found has another id when a later version finds it; it stays one order."""
    unknown = records(region_code=None, municipality="", content=b"same")
    known = records(version="0.2.0", content=b"same")
    assert put(curated, unknown)[0].order_id == "00-2024-337"
    assert put(curated, known)[0].order_id == ORDER
    assert Store(curated).order_ids() == (ORDER,)


def test_another_order_with_the_same_number_gets_a_suffix_and_a_finding(curated: Path) -> None:
    put(curated, records())
    assert put(curated, records(activities=OTHER)) == [Put(f"{ORDER}_2", Change.SUFFIXED)]
    found = select(curated, """SELECT order_id, severity FROM findings WHERE "check" = 'order_number_conflict'""")
    assert found == [(f"{ORDER}_2", "error")]
    corrected = [*OTHER[:3], "Питание и подвоз участников"]
    assert put(curated, records(activities=corrected)) == [Put(f"{ORDER}_2", Change.REPLACED)]


def test_replace_takes_the_place_whatever_it_says(curated: Path) -> None:
    put(curated, records())
    assert put(curated, records(activities=OTHER), policy=Policy.REPLACE) == [Put(ORDER, Change.REPLACED)]
    assert Store(curated).order_ids() == (ORDER,)
    assert {text for (text,) in select(curated, "SELECT activity FROM items")} == set(OTHER)


def test_an_annex_joins_its_order(curated: Path) -> None:
    put(curated, records())
    annex = records(activities=OTHER, region_code=None, municipality="")
    assert put(curated, annex, order_id=ORDER) == [Put(ORDER, Change.REPLACED)]
    items = select(curated, "SELECT seq, table_no, activity FROM items ORDER BY seq")
    assert [text for _, _, text in items] == [*ACTIVITIES, *OTHER]
    assert [seq for seq, _, _ in items] == list(range(1, 9))
    assert [table for _, table, _ in items] == [1] * 4 + [2] * 4
    assert select(curated, "SELECT activities, municipality FROM orders") == [(8, "Новокузнецкий муниципальный округ")]
    assert select(curated, "SELECT part FROM sources ORDER BY part") == [("annex",), ("order",)]
    before = tree(curated)
    assert put(curated, records())[0].change is Change.SAME
    assert put(curated, annex, order_id=ORDER)[0].change is Change.SAME
    assert tree(curated) == before


def test_a_corrected_part_leaves_the_other_part(curated: Path) -> None:
    put(curated, records())
    put(curated, records(activities=OTHER), order_id=ORDER)
    assert put(curated, records(activities=CORRECTED)) == [Put(ORDER, Change.REPLACED)]
    texts = [text for (text,) in select(curated, "SELECT activity FROM items ORDER BY seq")]
    assert texts == [*CORRECTED, *OTHER]


def test_replace_under_a_chosen_name(curated: Path) -> None:
    put(curated, records(), order_id="plan-a")
    put(curated, records(activities=OTHER), order_id="plan-a", policy=Policy.REPLACE)
    assert select(curated, "SELECT order_id, activities FROM orders") == [("plan-a", 4)]


def test_a_chosen_name_stays(curated: Path) -> None:
    put(curated, records(), order_id="plan-a")
    assert put(curated, records(version="0.2.0")) == [Put("plan-a", Change.REPLACED)]


@pytest.mark.parametrize("order_id", ["../../etc", "a/b", "", "a b", "-x", "а", "x" * 121])
def test_an_order_id_never_becomes_a_path(curated: Path, order_id: str) -> None:
    with pytest.raises(WarehouseError, match="Недопустимое имя"):
        put(curated, records(), order_id=order_id)


def test_removed_is_gone(curated: Path) -> None:
    put(curated, records(), records("338"))
    with Store(curated).writer() as batch:
        batch.remove(ORDER)
        batch.commit()
    assert Store(curated).order_ids() == ("42-novokuznetskii-2024-338",)
    assert Store(curated).loaded(records().source_sha256, VERSION) is None
    assert select(curated, "SELECT DISTINCT order_id FROM items") == [("42-novokuznetskii-2024-338",)]
    with Store(curated).writer() as batch, pytest.raises(UnknownOrderError):
        batch.remove(ORDER)


def test_superseded_versions_go_with_the_commit(curated: Path) -> None:
    """So that a plain pattern over the Parquet files finds every order once."""
    for activities in (ACTIVITIES, CORRECTED, ACTIVITIES[:3], ACTIVITIES[1:]):
        put(curated, records(activities=activities), policy=Policy.REPLACE)
    versions = list(curated.glob("orders/*/*/v=*"))
    assert len(versions) == 1
    assert len(list(curated.glob("corpus/generation=*"))) == 2


def reject(curated: Path, **row: str) -> None:
    with Store(curated).writer() as batch:
        batch.reject({"source_name": "b.txt", "source_sha256": "1", "stage": "read", "error": "пустой файл", **row})
        batch.commit()


def test_a_rejected_file_keeps_the_first_time(curated: Path) -> None:
    times = iter([datetime(2024, 1, 1), datetime(2025, 1, 1)])
    for error in ("пустой файл", "нет таблицы"):
        with Store(curated, now=lambda: next(times)).writer() as batch:
            batch.reject({"source_name": "b.txt", "source_sha256": "1", "stage": "read", "error": error})
            batch.commit()
    assert select(curated, 'SELECT error, "at" FROM rejected') == [("нет таблицы", datetime(2024, 1, 1))]


@pytest.mark.parametrize(
    ("name", "sha256", "left"),
    [("приказ.txt", "1", 0), ("другой.txt", records().source_sha256, 0), ("другой.txt", "1", 1)],
)
def test_a_file_that_loads_leaves_rejected(curated: Path, name: str, sha256: str, left: int) -> None:
    reject(curated, source_name=name, source_sha256=sha256)
    put(curated, records())
    assert len(select(curated, "FROM rejected")) == left


def test_a_bad_file_beside_a_good_one_of_the_same_name_stays_rejected(curated: Path) -> None:
    def load() -> None:
        with Store(curated).writer() as batch:
            batch.reject({"source_name": "приказ.txt", "source_sha256": "1", "stage": "read", "error": "пустой файл"})
            batch.put(records(), source(curated.parent))
            batch.commit()

    load()
    before = tree(curated)
    load()
    assert tree(curated) == before
    assert len(select(curated, "FROM rejected")) == 1


def test_reviews_survive_and_show(curated: Path) -> None:
    put(curated, records(activities=["Сбор", "Сбор"], order_id="a"), records("338"))
    put(curated, records(activities=OTHER))
    put(curated, records(activities=[f"{text} заново" for text in ACTIVITIES]))
    ((finding, *_),) = select(curated, """SELECT finding_id FROM findings WHERE severity = 'error' LIMIT 1""")
    (curated / "reviews.csv").write_text(f"finding_id,status,why\n{finding},dismissed,так и надо\n", encoding="utf-8")
    put(curated, records("339"))
    assert select(curated, f"SELECT status FROM findings WHERE finding_id = '{finding}'") == [("dismissed",)]
    before = tree(curated)
    put(curated)
    assert tree(curated) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("finding_id,status,why\nx,perhaps,\n", "строка 2: неизвестный статус"),
        ("finding_id,why\nx,y\n", "нет столбцов: status"),
    ],
)
def test_unreadable_reviews_are_told(curated: Path, text: str, message: str) -> None:
    put(curated, records())
    (curated / "reviews.csv").write_text(text, encoding="utf-8")
    with pytest.raises(WarehouseError, match=message):
        put(curated, records("338"))
    assert Store(curated).order_ids() == (ORDER,)


def test_one_process_writes(curated: Path) -> None:
    with Store(curated).writer(), pytest.raises(LockedError, match="сейчас пишет"), Store(curated).writer():
        pass


def test_a_lock_file_of_a_dead_process_is_no_obstacle(curated: Path) -> None:
    put(curated, records())
    (curated / ".lock").write_text("999999", encoding="ascii")
    assert put(curated, records("338"))[0].change is Change.NEW
    assert (curated / ".lock").read_bytes() == b""


def test_the_fixed_name_is_the_current_database(curated: Path) -> None:
    put(curated, records())
    put(curated, records("338"))
    with duckdb.connect(curated / "warehouse.duckdb", read_only=True) as published:
        told = published.execute("SELECT order_id FROM orders ORDER BY ALL").fetchall()
    assert told == [(name,) for name in Store(curated).order_ids()]
    (curated / "warehouse.duckdb").unlink()
    assert (Store(curated).curated / "warehouse.duckdb").exists()


def test_parquet_and_database_hold_the_same(curated: Path) -> None:
    put(curated, records())
    (items,) = curated.glob("orders/region_code=42/order=*/v=*/items.parquet")
    kept = pq.ParquetFile(items).read().to_pylist()
    assert [row["item_id"] for row in kept] == [
        row[0] for row in select(curated, "SELECT item_id FROM items ORDER BY seq")
    ]


@pytest.mark.usefixtures("curated")
def test_the_order_of_loading_does_not_matter(tmp_path: Path) -> None:
    orders = [records(str(number)) for number in (1, 2, 3)]
    tables = []
    for name, some in (("a", orders), ("b", orders[::-1])):
        for one in some:
            put(tmp_path / name / "curated" if (tmp_path / name).mkdir(exist_ok=True) is None else tmp_path, one)
        everything = "SELECT * EXCLUDE (loaded_at) FROM orders ORDER BY ALL"
        tables.append(
            [
                select(tmp_path / name / "curated", sql)
                for sql in (everything, "FROM items ORDER BY ALL", "FROM entities ORDER BY ALL")
            ]
        )
    assert tables[0] == tables[1]


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("orderz", {}, "no such tables"),
        ("items", {"item_id": "x", "seq": 1, "colour": "red"}, "no columns"),
        ("items", {"item_id": "x"}, "seq is NULL"),
        ("items", {"item_id": "x", "seq": "first"}, "items.seq"),
        ("parts", {"item_id": "nowhere", "part_ordinal": 1}, "unknown item"),
    ],
)
def test_records_must_fit_the_schema(curated: Path, table: str, row: dict[str, object], message: str) -> None:
    sample = records()
    with pytest.raises(RecordError, match=message):
        put(curated, sample.with_rows(**{table: [*sample.rows(table), {"order_id": ORDER, **row}]}))


def test_the_manifest_tells_what_is_loaded_and_the_pointer_stays_small(curated: Path) -> None:
    put(curated, records(), records("338"))
    path = curated / "generation.json"
    assert path.stat().st_size < 1000
    assert set(json.loads(path.read_text(encoding="utf-8"))) >= {"number", "manifest"}
    assert all((curated / entry.path / "items.parquet").exists() for entry in current(curated).orders.values())


def test_a_damaged_manifest_is_told_and_never_taken_for_an_older_one(curated: Path) -> None:
    put(curated, records())
    put(curated, records("338"))
    path = curated / current(curated).folder / "manifest.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedError, match="doctor --repair"):
        Store(curated).order_ids()


def test_orders_without_any_generation_are_not_swept_away(curated: Path) -> None:
    put(curated, records())
    for path in curated.rglob("generation.json"):
        path.unlink()
    with pytest.raises(DamagedError):
        Store(curated)
    assert list(curated.glob("orders/*/*/v=*"))


def test_parquet_of_an_older_schema_is_read(curated: Path) -> None:
    put(curated, records())
    (path,) = curated.glob("orders/*/*/v=*/items.parquet")
    table = pq.ParquetFile(path).read()
    older = table.drop_columns(["match_key"]).append_column("was_dropped", table["activity"])
    pq.write_table(older, path)
    found = current(curated)
    orders = {name: dataclasses.replace(entry, files={}) for name, entry in found.orders.items()}
    whole = dataclasses.replace(found, orders=orders, manifest=None)  # as an older program wrote it, without stamps
    (curated / "generation.json").write_bytes(whole.to_json())
    Store(curated).rebuild()
    assert select(curated, "SELECT count(activity), count(match_key) FROM items") == [(4, 0)]


def test_a_batch_is_only_for_the_writer(curated: Path) -> None:
    with Store(curated).writer() as batch:
        assert isinstance(batch, Batch)
        assert batch.commit() is True
        assert batch.commit() is False
