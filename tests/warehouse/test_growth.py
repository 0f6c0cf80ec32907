"""What checks and views cost grows with the orders: twice as many take twice the rows and memory, not four times.

Rows and bytes as DuckDB counts them: nothing here depends on the clock or on how busy the machine is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.support.examples import completed
from warehouse.columns import Stage
from warehouse.corpus import corpus, findings
from warehouse.schema import TABLES, tables
from warehouse.sql import sql_files

FEW, MANY = 250, 500
ORDERS = Path(__file__).parents[1] / "cases" / "growth" / "orders.sql"
FIXED_BYTES = 4 * 2**20
"""Below this the blocks that DuckDB takes at once decide, not the orders."""
MOST_GROWTH = 2.5
"""Of rows and of memory; hashing and blocks of fixed size keep both from being two exactly."""
PAIRWISE = ("NL_JOIN", "NESTED_LOOP_JOIN", "CROSS_PRODUCT", "PIECEWISE_MERGE_JOIN", "IE_JOIN", "POSITIONAL_JOIN")
"""Operators that compare each row of one side with each of the other."""


@dataclass(frozen=True)
class Cost:
    """Rows that the operators of a query read, gave and compared; the most bytes that it held."""

    rows: int
    memory: int


def selects() -> dict[str, str]:
    """Every check and every view, by name."""
    views = [name for _, sql in sql_files("corpus/views") for name in re.findall(r"CREATE VIEW (\w+)", sql)]
    return {check.name: check.sql for check in findings.checks()} | {name: f"FROM {name}" for name in views}


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    return {orders: _database(tmp_path_factory.mktemp("growth"), orders) for orders in (FEW, MANY)}


def _database(folder: Path, orders: int) -> Path:
    """So many orders, and every example of a check once for each twenty-five of them."""
    path = folder / "w.duckdb"
    with duckdb.connect(path) as connection:
        corpus.create_tables(connection)
        for name, rows in _examples().items():
            corpus.insert(connection, TABLES[name], rows, folder)
        for table in (*tables(Stage.ORDER), TABLES["matches"]):
            columns = ", ".join(_copied(column.name) for column in table.columns)
            connection.execute(
                f"INSERT INTO {table.name} SELECT {columns} FROM {table.name}, range(1, {orders // 25}) AS c(copy)"
            )
        for statement in connection.extract_statements(ORDERS.read_text(encoding="utf-8")):
            connection.execute(statement, {"orders": orders} if "orders" in statement.named_parameters else None)
    return path


def _copied(column: str) -> str:
    """What tells a copy's orders from another's: their ids, and that they are of another region."""
    own = column in ("order_id", "region_code") or column.endswith("item_id")
    return f"copy || '/' || {column}" if own else column


def _examples() -> Mapping[str, list[dict[str, object]]]:
    """The rows of all examples by table, each example's orders and items under names of its own."""
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for check in findings.checks():
        for number, example in enumerate(check.fires):
            for name, some in completed(yaml.safe_load(example)).items():
                rows[name] += [_renamed(row, f"{check.name}-{number}-") for row in some]
    return rows


def _renamed(row: Mapping[str, object], prefix: str) -> dict[str, object]:
    return {
        key: f"{prefix}{value}" if key == "order_id" or key.endswith("item_id") else value
        for key, value in row.items()
        if value is not None
    }


def _cost(database: Path, sql: str) -> Cost:
    profile = database.with_name("profile.json")
    with duckdb.connect(database, config={"threads": 1}) as connection:
        connection.execute("PRAGMA enable_profiling = 'json'")
        connection.execute(f"SET profiling_output = '{profile.as_posix()}'")
        connection.execute(sql).fetchall()
        connection.execute("PRAGMA disable_profiling")
    found = json.loads(profile.read_text(encoding="utf-8"))
    return Cost(sum(map(_rows, _operators(found))), found["system_peak_buffer_memory"])


def _operators(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node["children"]:
        yield from _operators(child)


def _rows(operator: Mapping[str, Any]) -> int:
    rows = int(operator.get("operator_cardinality", 0)) + int(operator.get("operator_rows_scanned", 0))
    if str(operator.get("operator_name", "")).endswith(PAIRWISE) and len(operator["children"]) == 2:
        rows += prod(int(child["operator_cardinality"]) for child in operator["children"])
    return rows


@pytest.mark.parametrize("name", selects())
def test_twice_the_orders_take_twice(databases: Mapping[int, Path], name: str) -> None:
    few, many = (_cost(databases[orders], selects()[name]) for orders in (FEW, MANY))
    assert few.rows > 0, "neither the orders nor the check's own example give it anything to do"
    assert many.rows <= MOST_GROWTH * few.rows
    assert many.memory <= MOST_GROWTH * max(few.memory, FIXED_BYTES)


def test_a_join_of_all_with_all_would_be_told(databases: Mapping[int, Path]) -> None:
    pairs = "SELECT count(*) FROM orders AS a INNER JOIN orders AS b ON a.plan_start < b.plan_start"
    few, many = (_cost(databases[orders], pairs) for orders in (FEW, MANY))
    assert many.rows > MOST_GROWTH * few.rows
