"""Entries of many orders: a list that is read in parts, and what changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.entries import OrderEntry, Source
from warehouse.errors import DamagedError
from warehouse.manifest import Stamp
from warehouse.order_list import MOST_CHANGED, WORTH_A_LIST, OrderEntries, differing


def entry(name: str, version: int = 1) -> OrderEntry:
    files = {"items.parquet": Stamp(3, 10 + version, "0" * 64)}
    source = Source(f"{name}{version}", "1", f"_sources/{name}")
    return OrderEntry(f"orders/{name}/v={version}", (source,), False, files)


ENTRIES = {f"{number:03}": entry(f"{number:03}") for number in range(WORTH_A_LIST)}


@pytest.fixture
def listed(tmp_path: Path) -> OrderEntries:
    return OrderEntries.of(ENTRIES).listed(tmp_path, "list.parquet", tmp_path / "list.parquet")


def test_a_list_tells_what_was_listed(listed: OrderEntries) -> None:
    assert dict(listed) == ENTRIES
    assert (len(listed), listed.changed) == (len(ENTRIES), {})
    assert sorted(listed.paths()) == sorted(one.path for one in ENTRIES.values())
    assert {file.order_id: file.sha256 for file in listed.files()} == {name: f"{name}1" for name in ENTRIES}


def test_changes_stand_beside_the_list(listed: OrderEntries) -> None:
    changed = OrderEntries.of(listed)
    changed["001"], changed["new"] = entry("001", 2), entry("new")
    del changed["002"]
    expected = {**ENTRIES, "001": entry("001", 2), "new": entry("new")}
    expected.pop("002")
    assert dict(changed) == expected
    assert list(changed) == sorted(expected)
    assert len(changed) == len(expected)
    assert sorted(file.order_id for file in changed.files()) == sorted(expected)
    assert sorted(changed.paths()) == sorted(one.path for one in expected.values())
    assert differing(changed, listed) == differing(dict(changed), dict(listed)) == {"001", "002", "new"}
    assert changed == expected
    assert dict(listed) == ENTRIES
    with pytest.raises(KeyError):
        changed["002"]


def test_what_comes_and_goes_again_leaves_nothing(listed: OrderEntries) -> None:
    changed = OrderEntries.of(listed)
    changed["new"] = entry("new")
    del changed["new"]
    assert changed == listed
    assert changed.changed == {}


def test_a_new_list_is_written_when_much_changed(listed: OrderEntries) -> None:
    changed = OrderEntries.of(listed)
    for name in list(ENTRIES)[:MOST_CHANGED]:
        changed[name] = entry(name, 2)
    assert not changed.needs_a_list()
    changed["new"] = entry("new")
    assert changed.needs_a_list()
    assert not OrderEntries.of(dict(list(ENTRIES.items())[1:])).needs_a_list()


def test_a_damaged_list_is_told(tmp_path: Path, listed: OrderEntries) -> None:
    path = tmp_path / "list.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedError, match="doctor --repair"):
        len(listed)
