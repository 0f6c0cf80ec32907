"""The writing half of a load: one file's fault costs one file, at whatever stage it happens."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.orders import load as loading
from ingest.orders.discover import SourceFile, describe, discover, shown_name
from ingest.orders.load import Status
from ingest.orders.outcomes import LoadOptions, told
from ingest.orders.publish import Read, publish
from parsers.errors import ParseError
from tests.support.warehouse_samples import ACTIVITIES, few_checks, records, select
from warehouse.corpus import corpus, linking
from warehouse.errors import DiskFullError, WarehouseError
from warehouse.store import batch as batches
from warehouse.store.folders import Folders
from warehouse.store.rejected import Rejected
from warehouse.store.store import Store
from warehouse.store.versions import Difference

BAD = "3"
NUMBERS = ("1", "2", BAD, "4", "5")


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        yield tmp_path / "curated"


def read(folder: Path, number: str) -> Read:
    """An order as read from a file of its own."""
    path = folder / f"приказ {number}.txt"
    path.write_text(number, encoding="utf-8")
    source = describe(path)
    order = records(number)
    head = {**order.head, "source_sha256": source.sha256, "source_name": source.name}
    named = replace(order, source_sha256=source.sha256, source_name=source.name)
    return Read(source, named.with_rows(orders=[head]))


def failing(original: Callable[..., Any], about: Callable[..., bool]) -> Callable[..., Any]:
    """The function, but that it fails as no one has thought of where it is about the bad order."""

    def function(*arguments: Any, **named: Any) -> Any:
        if about(*arguments, **named):
            raise ZeroDivisionError("стадия")
        return original(*arguments, **named)

    return function


def holds_bad(connection: Any) -> bool:
    return bool(connection.execute(f"SELECT 1 FROM orders WHERE number = '{BAD}'").fetchall())


STAGES: dict[str, tuple[object, str, Callable[..., bool]]] = {
    "where it goes": (batches.Places, "place", lambda self, one, *rest: one.head["number"] == BAD),
    "its names": (batches, "_named", lambda one, *rest: one.head["number"] == BAD),
    "what follows": (batches, "derived", lambda one: one.head["number"] == BAD),
    "its source": (Folders, "keep_source", lambda self, path, sha256: BAD in path.name),
    "its folder": (Folders, "write", lambda self, one, *rest: one.head["number"] == BAD),
    "linking": (linking, "link", holds_bad),
    "its findings": (corpus.findings, "told", lambda connection, *rest: holds_bad(connection)),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_at_any_stage_costs_one_order(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    owner, name, about = STAGES[stage]
    monkeypatch.setattr(owner, name, failing(getattr(owner, name), about))
    outcomes = publish([read(tmp_path, number) for number in NUMBERS], Store(curated), LoadOptions())
    assert [one.status for one in outcomes] == [
        Status.REJECTED if number == BAD else Status.LOADED for number in NUMBERS
    ]
    assert select(curated, "SELECT number FROM orders ORDER BY number") == [(n,) for n in NUMBERS if n != BAD]
    assert select(curated, "SELECT source_name FROM rejected") == [(f"приказ {BAD}.txt",)]


def test_a_row_of_rejected_that_cannot_be_kept_is_told_all_the_same(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rejected, "add", failing(Rejected.add, lambda self, row, now: True))
    bad = Read(SourceFile(tmp_path / "a.txt", "a.txt"), ParseError("файл пуст", "open"))
    outcomes = publish([bad, read(tmp_path, "1")], Store(curated), LoadOptions())
    assert [one.status for one in outcomes] == [Status.REJECTED, Status.LOADED]


def test_a_stage_that_fails_for_every_order_is_no_orders_fault(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "link", failing(linking.link, lambda connection: True))
    with pytest.raises(ZeroDivisionError):
        publish([read(tmp_path, number) for number in NUMBERS], Store(curated), LoadOptions())


@pytest.mark.parametrize(
    ("owner", "name"), [(Folders, "keep_source"), (Folders, "write"), (corpus, "build"), (batches, "sync_tree")]
)
def test_a_full_disk_is_one_line_and_loses_nothing(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    publish([read(tmp_path, "1")], Store(curated), LoadOptions())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full)
        with pytest.raises(DiskFullError, match="нет места"):
            publish([read(tmp_path, "2")], Store(curated), LoadOptions())
    assert Store(curated).order_ids() == (records("1").order_id,)
    assert not (curated / "_staging").exists()


def test_a_file_that_changes_while_it_is_read_is_not_kept(curated: Path, tmp_path: Path) -> None:
    changed = read(tmp_path, "1")
    changed.source.path.write_text("другое", encoding="utf-8")
    (outcome,) = publish([changed], Store(curated), LoadOptions())
    assert (outcome.status, "изменился" in outcome.error) == (Status.REJECTED, True)


def test_a_version_that_loses_much_waits_and_says_so(curated: Path, tmp_path: Path) -> None:
    whole, cut = read(tmp_path, "1"), read(tmp_path, "1а")
    shorter = records("1", ACTIVITIES[:3])
    head = {**shorter.head, "source_sha256": cut.source.sha256}
    shorter = replace(shorter, source_sha256=cut.source.sha256, source_name=cut.source.name).with_rows(orders=[head])
    publish([whole], Store(curated), LoadOptions())
    for _ in range(2):
        (held,) = publish([Read(cut.source, shorter)], Store(curated), LoadOptions())
        assert (held.status, held.error) == (
            Status.HELD,
            "было 4, стало 3: нет пунктов 1.4; если так и надо, загрузите с --replace",
        )
    assert select(curated, "SELECT stage FROM rejected") == [("version",)]
    (done,) = publish([Read(cut.source, shorter)], Store(curated), LoadOptions(replace=True))
    assert done.status is Status.REPLACED
    assert select(curated, "FROM rejected") == []


def test_the_difference_names_a_dozen_at_most() -> None:
    many = tuple(str(number) for number in range(1, 21))
    assert told(Difference(41, 21, many, ("7.1",))) == (
        "было 41, стало 21: нет пунктов 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 и ещё 8; новые: 7.1"
    )
    assert told(Difference(4, 4)) == ""


def test_a_load_commits_in_growing_steps_and_reads_without_the_lock(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [read(tmp_path, str(number)) for number in range(5)]
    seen = []

    def results(sources: list[SourceFile], *_: object) -> Iterator[object]:
        for source in sources:
            with Store(curated).writer(patience=0.0):  # another command can write meanwhile
                seen.append(len(Store(curated, as_it_is=True).order_ids()))
            yield next(file.result for file in files if file.source == source)

    monkeypatch.setattr(loading, "_results", results)
    monkeypatch.setattr(loading, "FIRST_STEP", 1)
    loading.load([file.source.path for file in files], curated)
    assert seen == [0, 1, 1, 3, 3]
    assert len(Store(curated).order_ids()) == 5


def test_a_name_that_is_no_order_id_is_refused_before_anything_is_read(curated: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="Недопустимое имя"):
        loading.load([tmp_path / "нет.txt"], curated, LoadOptions(as_order_id="../x"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
@pytest.mark.parametrize("encoding", ["cp866", "cp1251"])
def test_a_name_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    name = os.fsdecode("Приказ 5.txt".encode(encoding))
    (tmp_path / name).write_text("текст", encoding="utf-8")
    (found,) = discover([tmp_path])
    assert found.name == "Приказ 5.txt"
    found.name.encode("utf-8")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_signs_that_no_terminal_should_get_are_shown_as_such(tmp_path: Path) -> None:
    assert shown_name(tmp_path / "приказ\x1b[31m\x07.txt") == "приказ�[31m�.txt"
