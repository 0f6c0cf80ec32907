"""`doctor --repair` and `versions`, `restore`: from any loss there is a way out, and nothing goes in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.kill_desk import order
from ingest import api
from ingest.commands.application import app
from ingest.orders import load as loading
from ingest.orders.discover import SourceFile
from ingest.orders.repair import damages, repair
from ingest.pages import load as page
from ingest.questions.place import CURATED_VARIABLE
from tests.support.warehouse_samples import few_checks, select
from warehouse.errors import DamagedError
from warehouse.records import OrderRecords
from warehouse.store.store import Store

ONE, TWO = "42-taiga-2024-1", "42-taiga-2024-2"


def read(sources: Sequence[SourceFile], *_: object) -> Iterator[OrderRecords]:
    """What the files give, without the work of reading."""
    for source in sources:
        records = order(source.path)
        head = {**records.head, "source_name": source.name}
        yield replace(records, source_name=source.name).with_rows(orders=[head])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with two orders and the warehouse that holds them."""
    monkeypatch.setattr(loading, "_results", read)
    with few_checks():
        api.load([write(tmp_path, 1), write(tmp_path, 2)], tmp_path / "curated")
        yield tmp_path


def write(folder: Path, number: int, version: int = 1, activities: int = 4) -> Path:
    path = folder / f"приказ {number}.txt"
    path.write_text(f"{number} {version} {activities}", encoding="utf-8")
    return path


def run(desk: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*arguments, "--curated", str(desk / "curated")])
    return done.exit_code, done.output


def order_folder(desk: Path) -> Path:
    return desk / "curated" / Store(desk / "curated", as_it_is=True).generation.orders[ONE].path


def test_a_whole_warehouse_is_told_whole(desk: Path) -> None:
    assert damages(desk / "curated") == []
    code, told = run(desk, "doctor")
    assert (code, "цело" in told) == (0, True)


def test_doctor_makes_no_warehouse(tmp_path: Path) -> None:
    code, told = run(tmp_path, "doctor")
    assert (code, "хранилища нет" in told) == (0, True)
    assert not (tmp_path / "curated").exists()


def test_an_order_is_read_again_from_its_kept_file(desk: Path) -> None:
    ids = select(desk / "curated", "SELECT item_id FROM items ORDER BY ALL")
    shutil.rmtree(order_folder(desk))
    code, told = run(desk, "doctor")
    assert (code, ONE in told, TWO in told) == (1, True, False)
    code, told = run(desk, "doctor", "--repair")
    assert (code, "прочитан заново" in told) == (0, True)
    assert damages(desk / "curated") == []
    assert select(desk / "curated", "SELECT item_id FROM items ORDER BY ALL") == ids


def test_an_order_without_its_kept_file_comes_from_the_database(desk: Path) -> None:
    Store(desk / "curated").source(ONE).unlink()
    shutil.rmtree(order_folder(desk))
    assert [one.line for one in repair(desk / "curated")] == [f"приказ {ONE} восстановлен из базы"]
    Store(desk / "curated").rebuild()
    assert select(desk / "curated", "SELECT count(*) FROM items") == [(8,)]
    (left,) = damages(desk / "curated")
    assert left.source, "the kept file is told as lost until it is loaded again"
    report = api.load([desk / "приказ 1.txt"], desk / "curated")
    assert report.outcomes[0].difference.lost == ()
    assert damages(desk / "curated") == []


def test_an_order_of_which_nothing_is_left_is_named_and_the_others_live(desk: Path) -> None:
    Store(desk / "curated").source(ONE).unlink()
    shutil.rmtree(order_folder(desk))
    Store(desk / "curated").database().unlink()
    with pytest.raises(DamagedError, match=ONE):
        Store(desk / "curated")
    assert run(desk, "orders")[0] == 1
    code, told = run(desk, "doctor", "--repair")
    assert (code, "утрачен и убран" in told, "приказ 1.txt" in told) == (1, True, True)
    assert Store(desk / "curated").order_ids() == (TWO,)
    assert [one.status for one in api.load([desk / "приказ 1.txt"], desk / "curated").outcomes] == ["loaded"]


def test_a_lost_manifest_is_put_together_from_the_folders(desk: Path) -> None:
    for path in (desk / "curated").rglob("generation.json"):
        path.unlink()
    with pytest.raises(DamagedError, match="doctor --repair"):
        Store(desk / "curated")
    assert "собран" in repair(desk / "curated")[0].line
    assert Store(desk / "curated").order_ids() == (ONE, TWO)
    assert damages(desk / "curated") == []


def test_a_damaged_database_is_built_again(desk: Path) -> None:
    path = Store(desk / "curated").database()
    path.write_bytes(b"\xa5" * path.stat().st_size)
    assert run(desk, "doctor")[0] == 1
    assert run(desk, "doctor", "--repair")[0] == 0
    assert select(desk / "curated", "SELECT count(*) FROM items") == [(8,)]


def test_a_truncated_copy_waits_and_an_earlier_version_comes_back(desk: Path) -> None:
    """«было 4, стало 2: нет пунктов 3, 4»."""
    cut = write(desk, 1, version=1, activities=2)
    code, told = run(desk, "load", str(cut))
    assert (code, "не заменён, ждёт решения: было 4, стало 2: нет пунктов 3, 4" in told) == (1, True)
    code, told = run(desk, "load", str(cut), "--replace")
    assert (code, f"обновлён: {ONE} (было 4, стало 2: нет пунктов 3, 4" in told) == (0, True)
    versions = json.loads(run(desk, "versions", ONE, "--format", "json")[1])
    assert sorted((row["activities"], row["state"]) for row in versions) == [(2, "действует"), (4, "заменён")]
    code, told = run(desk, "restore", ONE)
    assert (code, "было 2, стало 4: новые: 3, 4" in told) == (0, True)
    assert select(desk / "curated", "SELECT order_id, activities FROM orders ORDER BY ALL") == [(ONE, 4), (TWO, 4)]
    assert run(desk, "restore", TWO)[0] == 1
    assert run(desk, "versions", "42-taiga-2024-9")[0] == 2


@dataclass
class Sent:
    """A file as the browser sends it."""

    name: str
    contents: bytes


def test_the_page_replaces_what_waits_by_a_click(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CURATED_VARIABLE, str(desk / "curated"))
    files = [Sent("приказ 1.txt", b"1 1 2"), Sent("приказ 2.txt", b"2 2 5")]
    report = page.load(files, lambda name: None)
    assert [one.status for one in report.outcomes] == ["held", "replaced"]
    assert page.held(report)
    assert "было 4, стало 2" in page.report_view(report)
    assert f"обновлён: {ONE} (было 4, стало 2: нет пунктов 3, 4" in page.replace_held(files, report)
    assert select(desk / "curated", "SELECT activities FROM orders ORDER BY order_id") == [(2,), (5,)]


def test_reading_again_leaves_the_version_that_was_chosen(desk: Path) -> None:
    whole = desk / "приказ 1 целиком.txt"
    shutil.copyfile(desk / "приказ 1.txt", whole)
    cut = write(desk, 1, version=1, activities=2)
    api.load([cut], desk / "curated", api.LoadOptions(replace=True))
    for paths in ([whole, cut], [cut, whole], [whole]):
        api.load(paths, desk / "curated", api.LoadOptions(refresh=True))
        assert select(desk / "curated", f"SELECT activities FROM orders WHERE order_id = '{ONE}'") == [(2,)]
