"""Files made to harm, loaded beside a good order: one clear line each, bounded memory, and the order is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import api
from tests.parsers import test_docx_hostile as packages
from tests.parsers.test_pdf import PLAN, written

ORDER = Path(__file__).parents[1] / "orders" / "plan.txt"
MOST_BYTES = 700 * 2**20
MEASURED = """
import subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    import resource
except ImportError:
    print(0)
else:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(peak * (1 if sys.platform == "darwin" else 1024))
"""
"""Runs a command and tells the most memory in bytes that its processes took, 0 if unknown. In a small process of its
own, since Linux counts the memory of whoever starts a process as that process's own."""
"""Peak memory of a load of all these files one after another."""
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
TABLES = "<table><tr><td>"


def docx(make: Callable[[Path], Path]) -> Callable[[Path], object]:
    return lambda folder: make(folder / "made.docx")


def pdf(*pages: bytes) -> Callable[[Path], object]:
    return lambda folder: written(folder, [CATALOG, *pages])


def text(name: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(content, encoding="utf-8")


def cut_pdf(folder: Path) -> None:
    (folder / "made.pdf").write_bytes(PLAN.read_bytes()[:5000])


def bomb(name: str, member: str) -> Callable[[Path], None]:
    """A package of 80 MB of zeros in a member that the reader needs."""

    def make(folder: Path) -> None:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr("[Content_Types].xml", packages.TYPES)
            with package.open(member, "w", force_zip64=True) as stream:
                for _ in range(80):
                    stream.write(bytes(2**20))

    return make


def picture(folder: Path) -> None:
    """A TIFF header of 50,000 x 50,000 pixels and nothing else."""
    entries = [(256, 4, 50_000), (257, 4, 50_000), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (279, 4, 4)]
    made = b"II*\0\x08\0\0\0" + len(entries).to_bytes(2, "little")
    for tag, kind, value in entries:
        made += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little")
        made += value.to_bytes(4, "little")
    (folder / "made.tiff").write_bytes(made + bytes(8))


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "zip bomb in a DOCX": (bomb("made.docx", "word/document.xml"), "бомб"),
    "zip bomb in an XLSX": (bomb("made.xlsx", "xl/workbook.xml"), "бомб"),
    "zip bomb in an ODT": (bomb("made.odt", "content.xml"), "бомб"),
    "entities that multiply": (docx(packages.entities), "не читается|DTD"),
    "entity of another file": (docx(packages.outside_entity), "DTD"),
    "cut DOCX": (docx(packages.cut), "повреждён или обрезан"),
    "cut PDF": (cut_pdf, "повреждён или неполон"),
    "ten thousand nested tables in a DOCX": (docx(packages.nested), "вложенность"),
    "ten thousand nested tables in a page": (text("made.html", f"<html><body>{TABLES * 10_000}"), "вложены"),
    "a hundred thousand pages declared": (pdf(b"<</Type/Pages/Kids[3 0 R]/Count 100000>>"), "100000 страниц"),
    "a loop in the page tree": (
        pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"),
        "PDF",
    ),
    "an image of 50,000 pixels a side": (picture, "велик|пикс|прочита"),
    "a million bars": (text("made.txt", "|" * 1_000_000), "таблиц|пуст"),
    "sixty thousand semicolons": (text("made.txt", ("слово;" * 1_000 + "\n") * 60), "таблиц|ячеек"),
    "a line of blanks and words": (text("made.txt", ("а" + " " * 50) * 20_000), "таблиц"),
    "columns of blanks without end": (text("made.txt", "1.   а   б   в\n" * 8_000), "таблиц"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every hostile file, each named as its case."""
    made, scratch = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("scratch")
    for place, (make, _) in enumerate(HOSTILE.values()):
        make(scratch)
        (file,) = scratch.iterdir()
        file.rename(made / f"{place}{file.suffix}")
    return made


@pytest.fixture(scope="module")
def loaded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The warehouse after one load of all files, and the most memory in bytes that a process took, 0 if unknown."""
    curated = tmp_path_factory.mktemp("curated")
    load = [sys.executable, "-m", "ingest", "load", str(folder), str(ORDER), "--jobs", "1", "--curated", str(curated)]
    done = subprocess.run([sys.executable, "-c", MEASURED, *load], capture_output=True, check=True)
    return curated, int(done.stdout)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_rejected_in_one_clear_line(loaded: tuple[Path, int], name: str) -> None:
    place = list(HOSTILE).index(name)
    with api.open(loaded[0]) as connection:
        rows = connection.execute("SELECT source_name, error FROM rejected").fetchall()
    (error,) = [error for source, error in rows if source.split(".")[0] == str(place)]
    assert re.search(HOSTILE[name][1], error), error
    assert "\n" not in error


def test_the_order_beside_them_is_loaded(loaded: tuple[Path, int]) -> None:
    with api.open(loaded[0]) as connection:
        assert connection.execute("SELECT count(*) FROM orders").fetchall() == [(1,)]


@pytest.mark.skipif(os.name == "nt", reason="this system does not tell a process's peak memory")
def test_memory_is_bounded(loaded: tuple[Path, int]) -> None:
    assert 0 < loaded[1] < MOST_BYTES
