"""Lost or changed files of the warehouse: named in one line, never fewer orders in silence, always a way out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse_samples import ACTIVITIES, VERSION, few_checks, put, records, select, source
from warehouse import damage
from warehouse.errors import DamagedError, WarehouseError
from warehouse.reading import confined
from warehouse.reading.reader import blamed_on_age, blamed_on_damage
from warehouse.store.batch import Change
from warehouse.store.store import Store

ORDER = "42-novokuznetskii-2024-337"
OTHER = ["Закупка бумаги", "Ремонт кабинетов", "Подвоз обучающихся", "Питание участников"]


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        put(tmp_path / "curated", records(), records("338"))
        yield tmp_path / "curated"


def order_folder(curated: Path) -> Path:
    (folder,) = curated.glob("orders/*/*337/v=*")
    return folder


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "the folder is gone": lambda folder: shutil.rmtree(folder),
    "a file is gone": lambda folder: (folder / "items.parquet").unlink(),
    "a file is cut": lambda folder: cut(folder / "items.parquet"),
    "one bit is another": lambda folder: flip(folder / "periods.parquet"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_rebuild_names_what_is_damaged(curated: Path, name: str) -> None:
    DAMAGE[name](order_folder(curated))
    with pytest.raises(DamagedError) as caught:
        Store(curated).rebuild()
    assert ORDER in str(caught.value)
    assert "dorkarta doctor --repair" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert select(curated, "SELECT count(*) FROM orders") == [(2,)], "what was built before still holds"


@pytest.mark.parametrize("name", DAMAGE)
def test_loading_the_file_again_heals_its_order(curated: Path, name: str) -> None:
    ids = select(curated, "SELECT item_id FROM items ORDER BY item_id")
    DAMAGE[name](order_folder(curated))
    if name != "one bit is another":
        assert Store(curated).loaded(records().source_sha256, VERSION) is None, "not «без изменений»"
    assert put(curated, records())[0].change is Change.HEALED
    Store(curated).rebuild()
    assert select(curated, "SELECT item_id FROM items ORDER BY item_id") == ids
    assert not list(damage.of_orders(curated, Store(curated).generation.orders))


def test_a_lost_source_is_kept_again(curated: Path) -> None:
    kept = Store(curated).source(ORDER)
    kept.unlink()
    assert Store(curated).loaded(records().source_sha256, VERSION) is None
    assert put(curated, records())[0].change is Change.SAME
    assert kept.exists()


def test_a_part_of_an_order_is_not_healed_at_the_price_of_the_others(tmp_path: Path) -> None:
    """Its rows come from the database; without that the order is left to the repair, which reads all its files."""
    curated = tmp_path / "curated"
    with few_checks():
        put(curated, records())
        put(curated, records(activities=OTHER), order_id=ORDER)
        (curated / Store(curated).generation.orders[ORDER].path / "items.parquet").unlink()
        assert put(curated, records())[0].change is Change.HEALED
        assert {text for (text,) in select(curated, "SELECT activity FROM items")} == {*ACTIVITIES, *OTHER}
        (curated / Store(curated).generation.orders[ORDER].path / "items.parquet").unlink()
        store = Store(curated)
        store.database().unlink()
        with Store(curated, as_it_is=True).writer() as batch, pytest.raises(WarehouseError, match="doctor --repair"):
            batch.put(records(), source(tmp_path))


def test_a_damaged_database_is_not_blamed_on_the_query(curated: Path) -> None:
    path = Store(curated).database()
    content = bytearray(path.read_bytes())
    for place in range(0x4000, len(content), 512):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    told = blamed_on_damage(curated, None)
    assert re.search(r"warehouse\.duckdb повреждён.*doctor --repair", str(told))
    with suppress(DamagedError):  # or the database is found damaged when it is opened, and built anew
        confined.query(curated, "SELECT activity, period_raw FROM items")


def test_a_database_of_another_version_is_told_as_such(curated: Path) -> None:
    missing = duckdb.CatalogException("Table with name finding_rows does not exist!")
    assert blamed_on_age(curated, missing) is None
    path = curated / "generation.json"
    path.write_text(re.sub(r'"program": "\w+"', '"program": "old"', path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "другой версией программы" in str(blamed_on_age(curated, missing))
    assert blamed_on_age(curated, duckdb.IOException("no space")) is None


def test_a_lost_manifest_is_that_of_the_last_generation_even_where_an_order_is_gone(curated: Path) -> None:
    """An older whole generation must not come back with fewer orders in silence."""
    put(curated, records("339"))
    (curated / "generation.json").unlink()
    (newest,) = curated.glob("orders/*/*339/v=*")
    shutil.rmtree(newest)
    assert len(Store(curated, as_it_is=True).order_ids()) == 3
    with pytest.raises(DamagedError, match="339"):
        Store(curated).rebuild()
