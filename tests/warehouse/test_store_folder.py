"""What others keep in the folder of a warehouse: never removed, never followed, and a foreign folder is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.warehouse_samples import few_checks, put, records
from warehouse.errors import WarehouseError
from warehouse.store.batch import Policy
from warehouse.store.store import Store

FOREIGN = (
    *("черновик.tmp", "заметки.txt", "corpus/мои/a.txt", "corpus/a.txt", "_sources/скан.pdf", "_staging/набросок.docx"),
    *("orders/region_code=42/план.xlsx", "orders/region_code=99/order=x/v=1/items.parquet"),
)
links = pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right on Windows")


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        yield tmp_path / "curated"


def place(curated: Path, *names: str) -> None:
    for name in names:
        (curated / name).parent.mkdir(parents=True, exist_ok=True)
        (curated / name).write_text(name, encoding="utf-8")


def test_foreign_files_survive_every_change(curated: Path) -> None:
    put(curated, records())
    (folder,) = curated.glob("orders/*/*/v=*")
    inner = f"{folder.relative_to(curated).as_posix()}/моё.txt"
    place(curated, *FOREIGN, inner)
    for number in range(3):
        put(curated, records(activities=[f"Работа {number}"]), policy=Policy.REPLACE)
    Store(curated).rebuild()
    for name in (*FOREIGN, inner):
        assert (curated / name).read_text(encoding="utf-8") == name
    assert not list(folder.glob("*.parquet")), "what is ours goes"
    assert len(list(curated.glob("corpus/generation=*"))) == 2


@pytest.mark.parametrize("name", ["a.txt", "документы/приказ.docx", "warehouse.sqlite"])
def test_a_folder_of_other_things_is_refused_and_untouched(curated: Path, name: str) -> None:
    place(curated, name)
    with pytest.raises(WarehouseError, match=r"лежит другое.*это не хранилище"):
        put(curated, records())
    assert [path for path in curated.rglob("*") if path.is_file()] == [curated / name]


@pytest.mark.parametrize("names", [(), (".gitkeep",), ("reviews.csv",)])
def test_an_empty_folder_and_what_analysts_decided_are_no_obstacle(curated: Path, names: tuple[str, ...]) -> None:
    curated.mkdir()
    if "reviews.csv" in names:
        (curated / "reviews.csv").write_text("finding_id,status,why\n", encoding="utf-8")
    else:
        place(curated, *names)
    put(curated, records())
    assert len(Store(curated).order_ids()) == 1


def test_a_file_is_no_warehouse(curated: Path) -> None:
    curated.write_text("", encoding="utf-8")
    for path in (curated, curated / "inner"):
        with pytest.raises(WarehouseError, match="файл, а не папка"):
            Store(path)


@pytest.mark.parametrize("name", ["план № 1", "it's; 50%20#x", "[x]{y}*", "a?b", "a?access_mode=read_only"])
def test_any_path_works_or_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    curated = tmp_path / name
    if "?" in name:
        with pytest.raises(WarehouseError, match=r"есть знак «\?».*назовите папку без него") as refused:
            put(curated, records())
        assert "\n" not in str(refused.value)
        assert not curated.exists()
        return
    try:
        curated.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    with few_checks():
        put(curated, records())
    assert len(Store(curated).order_ids()) == 1


@links
@pytest.mark.parametrize("name", ["orders", "corpus", "_sources", "_staging"])
def test_a_link_in_the_place_of_a_folder_is_refused(curated: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    place(outside, "journal.jsonl", "generation=000001/warehouse.duckdb", "важное.txt")
    curated.mkdir()
    (curated / name).symlink_to(outside, target_is_directory=True)
    before = sorted(outside.rglob("*"))
    with pytest.raises(WarehouseError, match="ссылка"):
        put(curated, records())
    assert sorted(outside.rglob("*")) == before


@links
def test_what_lies_behind_a_link_is_not_emptied(curated: Path, tmp_path: Path) -> None:
    """The folder of an order was moved to another disk by hand and linked: removing the order leaves it there."""
    put(curated, records(), records("338"))
    (folder,) = curated.glob("orders/*/*337/v=*")
    moved = folder.rename(tmp_path / "moved")
    folder.symlink_to(moved, target_is_directory=True)
    before = sorted(moved.iterdir())
    for number in ("339", "340"):
        with Store(curated).writer() as batch:
            batch.put(records(number), curated / "generation.json")
            if "42-novokuznetskii-2024-337" in Store(curated, as_it_is=True).order_ids():
                batch.remove("42-novokuznetskii-2024-337")
            batch.commit()
    assert sorted(moved.iterdir()) == before
    assert folder.is_symlink()


@links
def test_the_warehouse_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "curated").symlink_to(tmp_path / "disk", target_is_directory=True)
    with few_checks():
        put(tmp_path / "curated", records())
    assert (tmp_path / "disk" / "generation.json").exists()
