"""A few bytes that ask for gigabytes or minutes: what they make is counted in the readers, on every system alike."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from math import log
from pathlib import Path
from random import Random

import pytest

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.ocr import tesseract
from parsers.formats.text import read_text
from parsers.model import Grid
from parsers.registry import read_document
from parsers.roadmap import read_roadmap
from parsers.rows.assignment import Placer
from parsers.tables.columns import Column
from tests.parsers.test_odt import build
from tests.support import docx_builder as word
from tests.support.roadmap_score import HINTS

CASES = Path(__file__).parents[1] / "cases" / "hostile"
PLAN = Path(__file__).parents[1] / "orders" / "plan.pdf"
MEGABYTE = 2**20


def odt(body: str) -> Callable[[Path], Path]:
    return lambda folder: build(folder / "a.odt", body)


def cell(text: str, attributes: str) -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def html(body: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
        return folder / "a.html"

    return make


def many_labels(folder: Path) -> Path:
    """A list whose number is 20,000 characters long, for 1,000 items."""
    numbering = f'<w:abstractNum w:abstractNumId="1">{word.level(0, "decimal", "ж" * 20_000)}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return word.write(folder / "a.docx", word.numbered(1, 0, "а") * 1_000, numbering=numbering)


SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED_CELL = '<row><c t="s"><v>0</v></c></row>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shared_string(folder: Path) -> Path:
    """A workbook of 500 cells that refer to one text of 30,000 characters."""
    kinds = enumerate(("worksheet", "sharedStrings"))
    related = (f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for n, kind in kinds)
    parts = {
        "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="{RELATIONS}"><sheets><sheet r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{''.join(related)}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {SHEET}><si><t>{'ж' * 30_000}</t></si></sst>",
        "xl/worksheet.xml": f"<worksheet {SHEET}><sheetData>{SHARED_CELL * 500}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(folder / "a.xlsx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return folder / "a.xlsx"


REPEATED = 'table:number-columns-repeated="200"'
ROW = f"<table:table-row>{cell('а', 'table:number-rows-spanned=' + chr(34) + '5000000' + chr(34))}</table:table-row>"
REFUSED: dict[str, Callable[[Path], Path]] = {
    "a long cell in many equal rows": odt(
        '<table:table><table:table-row table:number-rows-repeated="900">'
        f"{cell('ж' * 20_000, '')}</table:table-row></table:table>"
    ),
    "a long cell in many equal columns": odt(
        f"<table:table><table:table-row>{cell('ж' * 100_000, REPEATED)}</table:table-row></table:table>"
    ),
    "blanks by the thousand": odt(
        f"<text:p>{'<text:s text:c=' + chr(34) + '1000' + chr(34) + '/>' * 1}</text:p>" * 11_000
    ),
    "a number longer than its items": many_labels,
    "one text in many cells": shared_string,
}


@pytest.mark.parametrize("name", REFUSED)
def test_text_without_end_is_refused_by_a_bound_that_is_told(tmp_path: Path, name: str) -> None:
    path = REFUSED[name](tmp_path)
    with pytest.raises(ParseError, match="10 млн знаков"):
        read_document(path)
    assert path.stat().st_size < MEGABYTE


READ: dict[str, Callable[[Path], Path]] = {
    "spans over five million rows": odt(f"<table:table>{ROW * 3}</table:table>"),
    "spans over a million columns": html('<table><tr><td colspan="1000000">а<td>б</tr><tr><td>в<td>г</tr></table>'),
    "spans over all rows in each cell": html("<table>" + '<tr><td rowspan="9999">а<td>б</tr>' * 60 + "</table>"),
}


@pytest.mark.parametrize("name", READ)
def test_spans_end_where_the_table_ends(tmp_path: Path, name: str) -> None:
    path = READ[name](tmp_path)
    tracemalloc.start()
    document = read_document(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MEGABYTE
    for grid in (block for block in document.blocks if isinstance(block, Grid)):
        assert grid.rows * grid.cols <= 60 * 61


def test_items_of_a_list_are_numbered_without_counting_them_anew(tmp_path: Path) -> None:
    """20,000 items took 100 seconds when each looked at all before it."""
    path = html("<ol start=5>" + "<li>а" * 20_000 + "<li value=7>б<li>в</ol>")(tmp_path)
    document = read_document(path)
    assert document.blocks[0].text == "5. а"  # type: ignore[union-attr]
    assert [block.text for block in document.blocks[-2:]] == ["7. б", "8. в"]  # type: ignore[union-attr]


@pytest.mark.skipif(not tesseract.is_installed(), reason="tesseract is not installed")
def test_a_page_of_two_hundred_inches_is_read_at_the_size_of_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    from parsers.formats.ocr import recognise

    seen: list[int] = []
    real = recognise.resized

    def resized(image: tesseract.Image, factor: float) -> tesseract.Image:
        made = real(image, factor)
        seen.append(made.shape[0] * made.shape[1])
        return made[:100, :100]

    monkeypatch.setattr(recognise, "resized", resized)
    read_document(CASES / "media-14400.pdf")
    assert max(seen) <= 1.01 * limits.MAX_READ_PIXELS


# --- glyphs without Unicode -------------------------------------------------------------------------------------------


def without_unicode(folder: Path) -> Path:
    """The plan as a PDF whose second font no longer tells which letters its glyphs are."""
    path = folder / "a.pdf"
    path.write_bytes(PLAN.read_bytes().replace(b"/ToUnicode", b"/ToUnicodx", 1))
    return path


def test_glyphs_without_unicode_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from parsers.formats.pdf import reader

    recognised: list[int] = []

    def by_ocr(pdf: object, index: int) -> object:
        recognised.append(index)
        return replace(reader._by_layer(pdf, index, ()) or _empty(index), unread=0)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(tesseract, "program", lambda: "tesseract")
    monkeypatch.setattr(reader, "_by_ocr", by_ocr)
    read_document(without_unicode(tmp_path))
    assert recognised == [0, 1, 2, 3]


def _empty(index: int) -> object:
    from parsers.formats.page.arrange import PageContent
    from parsers.formats.page.tables import Page

    return PageContent(Page(index + 1), 595.0, 842.0, (), ())


def test_without_tesseract_they_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "is_installed", lambda: False)
    whole, broken = read_document(PLAN), read_document(without_unicode(tmp_path))
    assert broken.source_chars >= whole.source_chars
    assert sum(len(item.text) for item in broken.leftovers) > 100
    assert {item.locator.page for item in broken.leftovers} <= {1, 2, 3, 4}


# --- rows whose cells are moved ---------------------------------------------------------------------------------------


def test_a_plan_of_31_columns_is_read() -> None:
    """It took 70 seconds to weigh every combination of columns for each of the rows after the page break."""
    roadmap = read_roadmap(read_text((CASES / "wide-31.txt").read_text(encoding="utf-8")), HINTS)
    assert roadmap.rows
    assert roadmap.covered_chars + roadmap.misfit_chars == roadmap.source_chars


@pytest.mark.parametrize("seed", range(30))
def test_the_ways_that_are_weighed_hold_the_best_one(seed: int) -> None:
    """Against all combinations, up to the log 2 that the approximation may cost."""
    random = Random(seed)
    count, cells = random.randint(3, 8), random.randint(1, 3)
    columns = tuple(Column("activity", place) for place in range(count))
    placer = Placer(columns, senses=None)  # type: ignore[arg-type]
    for _ in range(random.randint(0, 12)):
        filled = frozenset(random.sample(range(count), random.randint(1, count)))
        placer.patterns[filled] += 1
        placer.fills.update(filled)
    placer.learn_ways()
    gains = [[random.uniform(-4, 4) for _ in range(count)] for _ in range(cells)]
    best = max(placer._weight(gains, way, False) for way in combinations(range(count), cells))
    found = max(placer._weight(gains, way, False) for way in placer._ways(gains))
    assert found >= best - log(2) - 1e-9
