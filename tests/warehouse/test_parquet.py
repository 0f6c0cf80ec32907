"""docs/parquet.md: a plain pattern over the Parquet files is right in each tool, also after orders were superseded."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse_samples import ACTIVITIES, put, records, select
from warehouse.schema import TABLES
from warehouse.store.batch import Policy
from warehouse.store.store import Store

DOCUMENT = Path(__file__).parents[2] / "docs" / "parquet.md"
EXAMPLES = dict(re.findall(r"^## (\w+)\n\n```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.M | re.S))
INSTALLED = [name for name in EXAMPLES if find_spec({"Spark": "pyspark"}.get(name, name.lower()))]


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two orders, one of them in its third version, and one that was taken out; only read by the tests."""
    curated = tmp_path_factory.mktemp("parquet") / "data" / "curated"
    curated.parent.mkdir()
    put(curated, records(), records("338"), records("339"))
    for kept in (3, 2):
        put(curated, records(activities=ACTIVITIES[:kept]), policy=Policy.REPLACE)
    with Store(curated).writer() as batch:
        batch.remove(records("339").order_id)
        batch.commit()
    return curated


def test_every_tool_is_shown() -> None:
    assert list(EXAMPLES) == ["DuckDB", "pandas", "Polars", "Spark"]
    assert {"DuckDB", "pandas"} <= set(INSTALLED)


@pytest.mark.parametrize("tool", [name for name in INSTALLED if name != "Spark"])
def test_each_order_is_read_once(curated: Path, tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(curated.parents[1])
    found: dict[str, object] = {}
    exec(EXAMPLES[tool], found)
    items = found["items"]
    names = items["item_id"].fetchall() if tool == "DuckDB" else list(items["item_id"])  # type: ignore[index]
    told = [name[0] if isinstance(name, tuple) else name for name in names]
    assert sorted(told) == [row[0] for row in select(curated, "SELECT item_id FROM items ORDER BY ALL")]


@pytest.mark.parametrize(
    "name", ["findings", "finding_places", "matches", "clusters", "entities", "aliases", "reviews"]
)
def test_each_table_of_all_orders_is_read_once(curated: Path, name: str) -> None:
    pattern = f"{curated}/corpus/{name}/*/*.parquet"
    found = duckdb.sql(f"SELECT count(*) FROM read_parquet('{pattern}', hive_partitioning = false)").fetchall()
    assert found == select(curated, f"SELECT count(*) FROM {name}")
    assert duckdb.sql(f"FROM read_parquet('{pattern}')").columns[:-1] == TABLES[name].arrow.names
