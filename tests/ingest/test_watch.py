"""A shared folder: half-copied files, files that change, our own files in it, restarts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import openpyxl
import pytest
from typer.testing import CliRunner

from ingest.commands.application import app
from ingest.commands.watching import Watcher
from ingest.orders.settling import Folder
from ingest.outputs.beside import Beside

HEAD = (
    "ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ ВОЛОГОДСКОЙ ОБЛАСТИ",
    "ПРИКАЗ",
    "от 05.10.2024 № {number}",
    "Об утверждении дорожной карты по подготовке к проведению ГИА в Вологодской области в 2024-2025 учебном году",
    "Дорожная карта",
    "№ п/п\tМероприятия\tСроки\tОтветственные",
    "1.1.\tПроведение анализа результатов ГИА\tоктябрь 2024 года\tРЦОИ",
    "1.2.\tОбучение организаторов\tноябрь 2023 года\tРЦОИ",
    "1.3.\tСовещание директоров школ\t14 января 2025 года\tДепартамент образования",
)
runner = CliRunner()


def order(number: int) -> str:
    return "\n".join(HEAD).format(number=number) + "\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def names(folder: Folder, now: float) -> list[str]:
    found = folder.settled(now)
    folder.taken(found)
    return [path.name for path in found]


def test_a_file_that_grows_is_not_taken(shared: Path) -> None:
    folder = Folder(shared, quiet=3)
    (shared / "a.txt").write_text("поло")
    assert names(folder, 0) == []
    (shared / "a.txt").write_text("половина")
    assert names(folder, 2.5) == []
    assert folder.waiting()
    assert names(folder, 5) == []  # с последней перемены прошло две с половиной секунды
    assert names(folder, 5.5) == ["a.txt"]
    assert names(folder, 60) == []
    assert not folder.waiting()


def test_a_file_that_changes_is_taken_again(shared: Path) -> None:
    folder = Folder(shared, quiet=3)
    (shared / "a.txt").write_text("раз")
    assert [names(folder, now) for now in (0, 3)] == [[], ["a.txt"]]
    (shared / "a.txt").write_text("другой текст")
    assert [names(folder, now) for now in (4, 8)] == [[], ["a.txt"]]


def test_a_file_that_changes_while_it_is_read_is_taken_again(shared: Path) -> None:
    folder = Folder(shared, quiet=1)
    (shared / "a.txt").write_text("раз")
    assert folder.settled(0) == []
    found = folder.settled(1)
    (shared / "a.txt").write_text("дописали, пока файл читался")
    folder.taken(found)
    assert [names(folder, now) for now in (2, 3)] == [[], ["a.txt"]]


@pytest.mark.parametrize("name", ["~$приказ.docx", ".скрыт.txt", "приказ.pdf.part", "приказ.crdownload", "desktop.ini"])
def test_what_is_no_order_is_left(shared: Path, name: str) -> None:
    folder = Folder(shared, quiet=0)
    (shared / name).write_text("x")
    assert names(folder, 0) == []


def test_our_own_files_and_empty_ones_are_left(shared: Path) -> None:
    (shared / "копии").mkdir()
    for name in ("копии/a.docx", "замечания.xlsx", "b.txt"):
        (shared / name).write_text("x")
    (shared / "пустой.txt").touch()
    folder = Folder(shared, quiet=0, left_out=(shared / "копии", shared / "замечания.xlsx"))
    assert names(folder, 0) == ["b.txt"]


def test_a_file_that_went_away_and_came_back_is_taken(shared: Path) -> None:
    folder = Folder(shared, quiet=0)
    (shared / "a.txt").write_text("x")
    assert names(folder, 0) == ["a.txt"]
    (shared / "a.txt").rename(shared.parent / "a.txt")
    assert names(folder, 1) == []
    (shared.parent / "a.txt").rename(shared / "a.txt")
    assert names(folder, 2) == ["a.txt"]


def test_what_is_loaded_written_and_left_alone(shared: Path, tmp_path: Path) -> None:
    """Two runs as after a restart: the file stays, nothing is read again, a copy that is gone is made again."""
    (shared / "81.txt").write_text(order(81), encoding="utf-8")
    findings, copies = shared / "замечания.xlsx", shared / "копии"
    command = ["watch", str(shared), "--once", "--quiet", "0", "--jobs", "1", "--curated", str(tmp_path / "curated")]
    command += ["--findings", str(findings), "--annotated", str(copies)]
    first = runner.invoke(app, command)
    assert first.exit_code == 0, first.output
    assert "81.txt: загружен: 35-2024-81" in first.output
    assert sorted(path.name for path in shared.iterdir()) == ["81.txt", "замечания.xlsx", "копии"]
    assert (shared / "81.txt").read_text(encoding="utf-8") == order(81)
    sheet = openpyxl.load_workbook(findings).active
    assert sheet is not None
    assert any("ноябрь 2023 года" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    (copies / "35-2024-81.docx").unlink()
    again = runner.invoke(app, command)
    assert again.exit_code == 0, again.output
    assert "81.txt" not in again.output
    assert (copies / "35-2024-81.docx").exists()
    (shared / "сломан.docx").write_bytes(b"PK\x03\x04 no archive")
    broken = runner.invoke(app, command)
    assert broken.exit_code == 1
    assert "сломан.docx: отвергнут" in broken.output
    (shared / "сломан.docx").unlink()
    findings.unlink()
    findings.mkdir()  # книга, которую нельзя записать: остальное делается
    unwritten = runner.invoke(app, command)
    assert unwritten.exit_code == 0
    assert "замечания.xlsx: не записан" in unwritten.output


def test_a_warehouse_that_is_busy_is_tried_again(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest import api
    from ingest.orders.outcomes import LoadReport, Outcome, Status
    from warehouse.errors import LockedError

    asked: list[list[str]] = []

    def load(paths: list[Path], *_: object) -> LoadReport:
        asked.append([path.name for path in paths])
        if len(asked) == 1:
            raise LockedError("Хранилище пишет другая программа.")
        return LoadReport((Outcome("a.txt", Status.LOADED, "35-2024-81"),))

    monkeypatch.setattr(api, "load", load)
    (shared / "a.txt").write_text("x")
    Watcher(Folder(shared, quiet=0), tmp_path / "curated", Beside()).run([0.0, 1.0, 2.0])
    assert asked == [["a.txt"], ["a.txt"]]


def test_a_killed_watcher_goes_on(shared: Path, tmp_path: Path) -> None:
    """The program itself: a file that is still copied waits, and after kill -9 only what is new is read."""
    whole = order(82).encode()
    half = len(whole) // 2
    with _watching(shared, tmp_path) as said:
        (shared / "82.txt").write_bytes(whole[:half])
        time.sleep(0.6)
        with (shared / "82.txt").open("ab") as copied:
            copied.write(whole[half:])
        assert "82.txt: загружен: 35-2024-82" in _until(said, "82.txt")
    (shared / "83.txt").write_text(order(83), encoding="utf-8")
    with _watching(shared, tmp_path) as said:
        told = _until(said, "83.txt")
        assert "83.txt: загружен: 35-2024-83" in told
        assert "82.txt" not in told


@contextmanager
def _watching(shared: Path, tmp_path: Path) -> Iterator[IO[str]]:
    """What the watcher says, in a process of its own that is killed in the end."""
    command = [sys.executable, "-m", "ingest", "watch", str(shared), "--quiet", "1", "--jobs", "1"]
    command += ["--curated", str(tmp_path / "curated")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as watcher:
        try:
            assert watcher.stderr is not None
            assert "Слежу" in watcher.stderr.readline()
            yield watcher.stderr
        finally:
            watcher.kill()


def _until(said: IO[str], words: str) -> str:
    """All that is said up to the line with these words."""
    told = ""
    for line in said:
        told += line
        if words in line:
            return told
    raise AssertionError(told)


@pytest.mark.parametrize("arguments", [["нет-такой-папки"], [".", "--findings", "замечания.csv"]])
def test_wrong_usage(arguments: list[str]) -> None:
    told = runner.invoke(app, ["watch", *arguments, "--once"])
    assert told.exit_code == 2
    assert "Traceback" not in told.output
