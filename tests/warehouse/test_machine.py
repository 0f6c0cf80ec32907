"""Every database that the program opens is bounded by the machine; what is built may spill beside the warehouse."""

from __future__ import annotations

import ast
import doctest
from pathlib import Path

import duckdb
import pytest

from warehouse import machine
from warehouse.corpus import corpus, database
from warehouse.errors import WarehouseError
from warehouse.generation import Generation
from warehouse.processes import ROOT

GIBIBYTE = 2**30


def test_shares() -> None:
    assert doctest.testmod(machine).failed == 0


@pytest.mark.parametrize(
    ("gibibytes", "most", "expected"),
    [
        pytest.param(2, 4, 1.0, id="half of a small machine"),
        pytest.param(512, 4, 4.0, id="a large machine does not make a query large"),
        pytest.param(0.25, 4, 0.25, id="what DuckDB needs at least"),
    ],
)
def test_a_database_takes_a_bounded_share(gibibytes: float, most: float, expected: float) -> None:
    found = machine.database_memory(int(most * GIBIBYTE), int(gibibytes * GIBIBYTE))
    assert found == int(expected * GIBIBYTE)


def test_what_is_built_spills_to_the_disk_of_the_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting four times the memory: refused without a folder to spill to, done with one, and nothing is left."""
    monkeypatch.setattr(machine, "_LEAST", 0)
    monkeypatch.setattr(database, "_MEMORY", 64 * 2**20)
    (tmp_path / "corpus").mkdir()
    with database.opened(tmp_path / "corpus" / "w.duckdb") as connection:
        settings = "SELECT current_setting('memory_limit'), current_setting('temp_directory')"
        assert connection.execute(settings).fetchall() == [("64.0 MiB", str(tmp_path / "spill"))]
        large = "SELECT md5(range::VARCHAR) AS word FROM range(2000000) ORDER BY word"
        connection.execute(f"CREATE TABLE sorted AS {large}")
        assert connection.execute("SELECT count(*) FROM sorted").fetchall() == [(2_000_000,)]
    assert not (tmp_path / "spill").exists()


def _unbounded(path: Path) -> list[str]:
    """Calls of duckdb.connect without a bound, as 'file:line'."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    opened = [call for call in calls if ast.unparse(call.func) == "duckdb.connect"]
    return [
        f"{path.name}:{call.lineno}" for call in opened if not {"bounded", "READER"} & set(_names_in_arguments(call))
    ]


def _names_in_arguments(call: ast.Call) -> list[str]:
    return [
        name.id
        for keyword in call.keywords
        if keyword.arg == "config"
        for name in ast.walk(keyword.value)
        if isinstance(name, ast.Name)
    ]


@pytest.mark.parametrize("package", ["ingest", "warehouse", "notebooks"])
def test_no_database_is_opened_unbounded(package: str) -> None:
    assert [found for path in sorted((ROOT / package).rglob("*.py")) for found in _unbounded(path)] == []


def test_a_connection_without_a_bound_would_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import duckdb\nduckdb.connect('x')\n", encoding="utf-8")
    assert _unbounded(tmp_path / "a.py") == ["a.py:2"]


def test_too_little_memory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*given: object) -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error: could not allocate block\nmore")

    monkeypatch.setattr(corpus, "_build", build)
    with pytest.raises(WarehouseError, match="не хватило памяти"):
        corpus.build(tmp_path, Generation(), None, (), tmp_path / "corpus", lambda names: None)
