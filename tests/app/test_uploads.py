"""Files from a browser: what they are called, how many and how large they may be, where they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import api
from ingest.orders import uploads
from ingest.orders.uploads import Upload, load_uploads, shown_name, suffix_of


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("приказ.docx", "приказ.docx"),
        ("../../etc/passwd", "passwd"),
        (r"..\..\Windows\приказ.docx", "приказ.docx"),
        (r"C:\приказ.docx", "приказ.docx"),
        ("/", "файл"),
        ("..", "файл"),
        ("", "файл"),
        ("при\x00каз\n.docx\x1b[31m", "приказ.docx[31m"),
        (f"{'а' * 500}.docx", f"{'а' * 145}.docx"),
    ],
)
def test_a_name_is_the_last_part_of_what_is_claimed(claimed: str, name: str) -> None:
    assert shown_name(claimed) == name


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("приказ.DOCX", ".docx"),
        ("приказ.tar.gz", ".gz"),
        ("приказ", ""),
        ("приказ.до", ""),
        ("приказ.d/../x", ""),
        ("приказ.docx ", ""),
        (f"приказ.{'x' * 20}", ""),
    ],
)
def test_an_ending_is_kept_where_it_is_plain(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_names_are_never_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    hostile = [
        Upload(name, b"\x00") for name in ("../out.txt", "/tmp/out-of-dorkarta", r"..\out.txt", "~/out", "a\x00b")
    ]
    report = load_uploads(hostile, tmp_path / "curated", lambda done, total, name: None)
    assert [outcome.status for outcome in report.outcomes] == [api.Status.REJECTED] * len(hostile)
    assert {path for path in set(tmp_path.rglob("*")) - before if path.is_file()} == {
        path for path in (tmp_path / "curated").rglob("*") if path.is_file()
    }
    assert not Path("/tmp/out-of-dorkarta").exists()


def test_what_passes_the_bounds_is_rejected_as_other_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_FILES", 2)
    monkeypatch.setattr(uploads, "MAX_BYTES", 2**20)
    files = [Upload("велик.txt", b"x" * (2**20 + 1)), Upload("пуст.txt", b" "), Upload("третий.txt", b"x")]
    told: list[str] = []
    report = load_uploads(files, tmp_path, lambda done, total, name: told.append(name))
    errors = {outcome.source_name: outcome.error for outcome in report.rejected}
    assert errors["велик.txt"] == "Файл больше 1 МБ: таких приказов не бывает"
    assert errors["пуст.txt"] == "Файл «пуст.txt» пуст."
    assert errors["третий.txt"].startswith("За один раз загружается не больше 2 файлов")
    assert told == list(errors)
    with api.open(tmp_path) as connection:
        assert dict(connection.execute("SELECT source_name, error FROM rejected").fetchall()) == errors
