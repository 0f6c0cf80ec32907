"""The command vocabulary: words that the dictionary of operations lacks, and their share in an order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.commands.application import app
from tests.support.warehouse_samples import few_checks, put, select
from tests.warehouse.test_matching_corpus import order

TEXTS = ("Утепление подвала", "Утепление окон", "Вернисаж в фойе", "Анализ результатов ГИА-9")


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        put(tmp_path / "curated", order("1", TEXTS))
        yield tmp_path / "curated"


def run(curated: Path, *arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["vocabulary", *arguments, "--curated", str(curated), "--format", "json"])
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_the_usual_words_come_first_with_a_line_that_teaches_them(curated: Path) -> None:
    first, second = run(curated)
    assert (first["word"], first["activities"], first["line"]) == ("утепление", 2, "утеплени*: оснащение")
    assert (second["word"], second["line"]) == ("вернисаж", None)


def test_the_share_of_an_order(curated: Path) -> None:
    assert [row["unknown_share"] for row in run(curated, "--shares")] == [0.75]
    assert select(curated, "SELECT unknown FROM order_vocabulary") == [(3,)]


def test_an_unknown_order_is_an_error(curated: Path) -> None:
    assert CliRunner().invoke(app, ["vocabulary", "нет", "--curated", str(curated)]).exit_code == 2
