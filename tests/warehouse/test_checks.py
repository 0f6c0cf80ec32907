"""Every check on its own examples: those that fire and those that must not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.support.examples import completed
from warehouse.corpus import corpus, findings
from warehouse.corpus.findings import Check
from warehouse.corpus.partners import HEAVY
from warehouse.schema import TABLES

Row = Mapping[str, object]


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        corpus.create_tables(connection)
        yield connection


@pytest.fixture
def database(tables: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty tables, and empty again after the test."""
    tables.begin()
    yield tables
    tables.rollback()


def fill(connection: duckdb.DuckDBPyConnection, folder: Path, example: Mapping[str, Sequence[Row]]) -> None:
    for name, rows in completed(example).items():
        corpus.insert(connection, TABLES[name], rows, folder)


def examples(kind: str) -> list[object]:
    return [
        pytest.param(check, example, id=f"{check.name}-{number}")
        for check in findings.checks()
        for number, example in enumerate(getattr(check, kind), 1)
    ]


@pytest.mark.parametrize(("check", "example"), examples("fires"))
def test_fires(database: duckdb.DuckDBPyConnection, tmp_path: Path, check: Check, example: str) -> None:
    fill(database, tmp_path, yaml.safe_load(example))
    found = list(findings.offending(database, check))
    assert found
    for finding in found:
        assert finding["severity"] in findings.SEVERITIES
        assert str(finding["message"])[0].isupper()
        assert "None" not in str(finding["message"])


@pytest.mark.parametrize(("check", "example"), examples("passes"))
def test_passes(database: duckdb.DuckDBPyConnection, tmp_path: Path, check: Check, example: str) -> None:
    fill(database, tmp_path, yaml.safe_load(example))
    assert list(findings.offending(database, check)) == []


@pytest.mark.parametrize("check", findings.checks(), ids=lambda check: check.name)
def test_has_both_examples(check: Check) -> None:
    assert check.fires
    assert check.passes
    assert set(check.yields_to) <= {other.name for other in findings.checks()}


@pytest.mark.parametrize("check", findings.checks(), ids=lambda check: check.name)
def test_a_check_that_reads_other_orders_says_so_and_reads_what_is_given_of_them(check: Check) -> None:
    """Every other check is run on the orders that changed alone, and would find nothing of the rest."""
    said = {word.strip("(),.") for line in check.sql.splitlines() if line[:2] != "--" for word in line.split()}
    across = said & {"matches", "copied_items", "alike_items", "clusters", "paired_activities"}
    assert check.across or not across
    assert not check.across or not said & set(HEAVY)
