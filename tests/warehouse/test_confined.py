"""A query of an analyst can't take the machine down: bounded memory and time, whatever one row asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.warehouse_samples import records, source
from warehouse.errors import QueryError
from warehouse.reading import confined
from warehouse.reading.queries import Limits
from warehouse.store.store import Store


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("confined")
    with Store(folder / "curated").writer() as batch:
        batch.put(records(), source(folder))
        batch.commit()
    return folder / "curated"


def test_rows_and_their_types_come_back(curated: Path) -> None:
    result = confined.query(curated, "SELECT DATE '2024-11-12' AS day, [1, 2] AS numbers, count(*) AS n FROM items")
    assert (result.columns, len(result.rows)) == (("day", "numbers", "n"), 1)
    assert str(result.rows[0][0]) == "2024-11-12"
    assert result.rows[0][1:] == ([1, 2], 4)


@pytest.mark.parametrize(
    ("sql", "limits", "max_bytes", "message"),
    [
        ("SELECT range(300000000)", Limits(), 600 << 20, "памяти"),
        ("SELECT repeat('а', 900000000)", Limits(), 600 << 20, "памяти"),
        (
            "SELECT count(*) FROM range(1000000000) AS a, range(1000000000) AS b WHERE a.range + b.range = 3",
            Limits(seconds=0.2),
            3 << 30,
            "дольше",
        ),
        ("SELECT no_such_column FROM items", Limits(), 3 << 30, "no_such_column"),
        ("DROP TABLE items", Limits(), 3 << 30, "SELECT"),
    ],
)
def test_what_goes_too_far_is_one_russian_line(
    curated: Path, sql: str, limits: Limits, max_bytes: int, message: str
) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        confined.query(curated, sql, limits, max_bytes)
    assert "\n" not in str(caught.value)


def test_a_query_that_duckdb_cannot_stop_is_ended(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_GRACE_SECONDS", 0.0)
    with pytest.raises(QueryError, match="дольше"):
        confined.query(curated, "SELECT list_sum(range(200000000))", Limits(seconds=0.05), 64 << 30)
