"""`load` end to end: what becomes of good, known, bad and hostile files, and of a process that is killed."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import api
from ingest.orders.load import LoadOptions, Status

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
ORDER = RAW / "kuzbass-2023-3654.txt"
OTHER = RAW / "komi-usinsk-2020-798.txt"


def tree_hash(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def table(curated: Path, statement: str) -> list[tuple[object, ...]]:
    """Rows of a query on the warehouse."""
    with api.open(curated) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A warehouse that holds one order; tests must not change it."""
    curated = tmp_path_factory.mktemp("loaded") / "curated"
    api.load([ORDER], curated)
    return curated


def test_loading_the_same_file_again_changes_no_byte(loaded: Path) -> None:
    before = tree_hash(loaded)
    report = api.load([ORDER], loaded)
    assert [outcome.status for outcome in report.outcomes] == [Status.UNCHANGED]
    assert tree_hash(loaded) == before


def test_refresh_of_the_same_bytes_changes_no_byte(loaded: Path) -> None:
    before = tree_hash(loaded)
    api.load([ORDER], loaded, LoadOptions(refresh=True))
    assert tree_hash(loaded) == before


def test_a_corrected_file_replaces_the_order(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    api.load([ORDER], curated)
    ids = table(curated, "select item_id from items order by seq")
    corrected = tmp_path / "corrected.txt"
    text = ORDER.read_text(encoding="utf-8")
    assert "март 2024 года – май 2024 года" in text
    corrected.write_text(
        text.replace("март 2024 года – май 2024 года", "март 2024 года – июнь 2024 года"), encoding="utf-8"
    )
    report = api.load([corrected], curated)
    assert [outcome.status for outcome in report.outcomes] == [Status.REPLACED]
    assert table(curated, "select count(*) from orders") == [(1,)]
    assert table(curated, "select item_id from items order by seq") == ids
    assert table(curated, "select count(*) > 0 from periods where end_date = date '2024-06-30'") == [(True,)]


def test_removing_an_order_leaves_the_other(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    api.load([ORDER, OTHER], curated)
    removed, kept = (order for (order,) in table(curated, "select order_id from orders order by number"))
    api.remove(str(removed), curated)
    for name in ("orders", "items", "periods", "responsibles", "findings"):
        assert table(curated, f"select distinct order_id from {name}") == [(kept,)]


def test_every_order_has_findings_that_point_into_it(loaded: Path) -> None:
    orphans = "select count(*) from findings where item_id is not null and item_id not in (select item_id from items)"
    assert table(loaded, orphans) == [(0,)]


def write_bad_files(folder: Path) -> dict[str, str]:
    """Files that are no order, by name, with a word that the reason must name."""
    folder.mkdir()
    random.seed(1)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (folder / "random.txt").write_bytes(random.randbytes(50_000))
    (folder / "random.docx").write_bytes(random.randbytes(50_000))
    (folder / "pdf.txt").write_bytes(b"%PDF-1.7\n" + random.randbytes(2_000))
    (folder / "no-table.txt").write_text("Приказ\n\nОб утверждении плана\n\nТаблицы здесь нет.\n", encoding="utf-8")
    with (folder / "tabs.txt").open("wb") as stream:
        for _ in range(200):
            stream.write(b"\t" * 1024 * 1024)
    return {
        "empty.txt": "пуст",
        "blank.txt": "пуст",
        "random.txt": "",
        "random.docx": "",
        "pdf.txt": "PDF",
        "no-table.txt": "таблиц",
        "tabs.txt": "",
    }


def test_bad_files_are_rejected_with_a_reason_and_disturb_nothing(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    api.load([ORDER], curated)
    reasons = write_bad_files(tmp_path / "bad")
    report = api.load([tmp_path / "bad", tmp_path / "missing.txt", OTHER], curated)
    rejected = {outcome.source_name: outcome.error for outcome in report.rejected}
    assert set(rejected) == {*reasons, "missing.txt"}
    for name, word in reasons.items():
        assert word in rejected[name], (name, rejected[name])
        assert "\n" not in rejected[name]
        assert any("а" <= letter <= "я" for letter in rejected[name]), "the reason is Russian"
    rows = dict(table(curated, "select source_name, error from rejected"))
    assert rows == rejected
    assert table(curated, "select count(*) from orders") == [(2,)]


def test_a_rejected_file_rejected_again_changes_no_byte(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    api.load([bad, ORDER], curated)
    before = tree_hash(curated)
    assert api.load([bad], curated).rejected
    assert tree_hash(curated) == before


def _load_command(curated: Path, *paths: Path) -> list[str]:
    return [sys.executable, "-m", "ingest", "load", *map(str, paths), "--jobs", "1", "--curated", str(curated)]


def test_load_killed_at_any_moment_leaves_whole_orders(tmp_path: Path) -> None:
    """The warehouse opens, holds whole orders only and goes on working (benchmarks.kills has more moments)."""
    curated, calm = tmp_path / "curated", tmp_path / "calm"
    started = time.monotonic()
    subprocess.run(_load_command(calm, ORDER), check=True, capture_output=True)
    whole = time.monotonic() - started
    expected = dict(table(calm, "select order_id, count(*) from items group by all"))
    moments = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen(_load_command(curated, ORDER), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=moments.uniform(0.2, whole))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if (curated / "generation.json").exists():
            counts = dict(table(curated, "select order_id, count(*) from items group by all"))
            assert counts in ({}, expected)
            if counts:
                api.remove(next(iter(counts)), curated)  # so that the next round writes again
    api.load([ORDER], curated)
    assert dict(table(curated, "select order_id, count(*) from items group by all")) == expected
