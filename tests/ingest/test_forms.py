"""The same order in every form gives the same rows. The files are made by benchmarks/against_peers/fixtures.py."""

from __future__ import annotations

import json
import shutil
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import contents
from benchmarks import plain as plain_text
from benchmarks.fixtures import SEED
from benchmarks.plain_shapes import SHAPES
from ingest.orders.assemble import Draft, read_order
from ingest.orders.hints import language_hints
from parsers.formats.office.convert import antiword, office
from parsers.model import Document, Row
from parsers.registry import read_document
from parsers.roadmap import read_roadmap

ORDERS = Path(__file__).parents[1] / "orders"
WHOLE = ("plan.docx", "plan.odt", "plan.html", "plan.xlsx", "plan.txt", "plan.pdf", "plan.doc")
OFFICE = (".doc", ".rtf")
LOSES_CELLS = ("a blank line under each cell", "a line for each cell")
"""Shapes of text that leave out blank cells, so that a merged one shifts its row."""
FIELDS = ("section", "number", "activity", "period", "responsible", "result")
UNTOLD = {"plan.html": ("number", "section")}
"""What a form does not tell: Writer saves automatic numbers to HTML as lists, whose upper levels a browser does not
print ('1.' for '1.1.')."""


@cache
def expected() -> list[dict[str, Any]]:
    lines = (ORDERS / "plan.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def document(name: str) -> Document:
    return read_document(ORDERS / name)


@cache
def draft(name: str) -> Draft:
    return read_order(ORDERS / name)


def items(name: str) -> list[Row]:
    return [item.row for item in draft(name).items]


def plain(text: str) -> str:
    return " ".join(text.split())


def skip_without_office(name: str) -> None:
    if name.endswith(OFFICE) and office() is None:
        pytest.skip(f"{name}: LibreOffice is not installed")


def told(name: str, item: dict[str, Any], field: str) -> str:
    """What a form tells of a field: text does not tell a merged period or result from an empty one."""
    untold = name == "plan.txt" and field in ("period", "result") and field in item["merged"]
    return "" if untold else plain(item[field])


@pytest.mark.parametrize("name", WHOLE)
def test_every_form_gives_the_same_rows(name: str) -> None:
    skip_without_office(name)
    fields = [field for field in FIELDS if field not in UNTOLD.get(name, ())]
    found = [{field: plain(getattr(row, field)) for field in fields} for row in items(name)]
    assert found == [{field: told(name, item, field) for field in fields} for item in expected()]


def test_rtf_gives_the_first_rows() -> None:
    skip_without_office("plan-head.rtf")
    found = [(row.number, row.activity, row.period, row.responsible) for row in items("plan-head.rtf")]
    assert found == [
        tuple(plain(item[field]) for field in ("number", "activity", "period", "responsible"))
        for item in expected()[: len(found)]
    ]
    assert len(found) == 5


@pytest.mark.parametrize("name", ["plan.docx", "plan.odt", "plan.doc", "plan.xlsx"])
def test_merged_responsibles_hold_for_every_row_under_them(name: str) -> None:
    skip_without_office(name)
    inherited = [place for place, row in enumerate(items(name)) if row.responsible_inherited]
    repeated = [
        place
        for place in range(1, len(expected()))
        if expected()[place]["responsible"] == expected()[place - 1]["responsible"]
    ]
    assert inherited
    assert set(inherited) <= set(repeated)


def test_nothing_of_a_docx_is_lost() -> None:
    roadmap = read_roadmap(document("plan.docx"), language_hints())
    assert roadmap.covered_chars == roadmap.source_chars > 3000
    assert roadmap.leftovers == ()


@pytest.mark.skipif(office() is None or antiword() is None, reason="LibreOffice or antiword is not installed")
def test_libreoffice_and_antiword_find_the_same_rows_in_a_doc() -> None:
    from parsers.formats import doc

    by_antiword = doc._by_antiword(ORDERS / "plan.doc")
    assert by_antiword is not None
    headings, header = len({item["section"] for item in expected()}), 2
    assert doc._rows(document("plan.doc")) == doc._rows(by_antiword) == len(expected()) + headings + header


Values = tuple[str, tuple[tuple[str, str, str], ...], tuple[tuple[str, str], ...]]


def values(read: Draft) -> list[Values]:
    """What the whole pipeline makes of a file: activity, periods as dates, responsibles by their names."""
    return [
        (
            item.row.activity,
            tuple((period.kind, str(period.start), str(period.end)) for period in item.periods),
            tuple((who.kind, who.canonical) for who in item.responsibles),
        )
        for item in read.items
    ]


@cache
def reference() -> list[Values]:
    """The values of the order as DOCX: its text and merged cells are exact."""
    return values(draft("plan.docx"))


def same(found: list[Values], wanted: list[Values], merges_told: bool) -> None:
    """Equal items; where a form does not tell merged cells, a period printed once holds for its own row only."""
    assert len(found) == len(wanted)
    for place, (item, other) in enumerate(zip(found, wanted, strict=True)):
        own = merges_told or "period" not in expected()[place]["merged"]
        assert item == (other if own else (other[0], (), other[2])), item[0]


@pytest.mark.parametrize("name", WHOLE)
def test_every_form_gives_the_same_periods_and_responsibles(name: str) -> None:
    skip_without_office(name)
    same(values(draft(name)), reference(), merges_told=name != "plan.txt")


def test_rtf_gives_the_same_periods_and_responsibles() -> None:
    skip_without_office("plan-head.rtf")
    found = values(draft("plan-head.rtf"))
    assert found == reference()[: len(found)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_text_gives_the_same_periods_and_responsibles(tmp_path: Path, shape: str) -> None:
    order = contents.generated_order(SEED, auto=False)
    path = tmp_path / "plan.txt"
    path.write_text(plain_text.as_text(order, SHAPES[shape]), encoding="utf-8")
    found = values(read_order(path))
    if shape in LOSES_CELLS:
        assert [item[0] for item in found] == [item[0] for item in reference()]
    else:
        same(found, reference(), merges_told=False)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_gives_the_same_periods_and_nearly_the_same_texts() -> None:
    found, wanted = values(draft("plan-head.scan.pdf")), reference()
    assert len(found) >= 5
    for item, other in zip(found, wanted, strict=False):
        assert SequenceMatcher(None, item[0], other[0]).ratio() > 0.9
        assert item[1] == other[1]
        assert len(item[2]) == len(other[2])
