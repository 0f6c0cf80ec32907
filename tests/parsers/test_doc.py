"""Old Word files: which reading counts, what is said where programs are missing, and what antiword tells."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import doc, rtf, xlsx
from parsers.formats.office import convert
from parsers.formats.office.docbook import docbook, docbook_content
from parsers.formats.office.ole import ole_kind, ole_kind_of
from parsers.formats.office.tables import blocks_of
from parsers.model import Document, Grid, Paragraph

ORDERS = Path(__file__).parents[1] / "orders"
PLAN = ORDERS / "plan.doc"


def told(rows: int, chars: int) -> Document:
    return Document(doc.MEDIA_TYPE, (Grid(rows, 4, ()),), source_chars=chars)


@pytest.mark.parametrize(
    ("by_office", "by_antiword", "chosen"),
    [
        pytest.param(told(20, 1000), told(20, 990), 0, id="both alike: the one that knows merges"),
        pytest.param(told(10, 500), told(20, 1000), 1, id="LibreOffice lost a table"),
        pytest.param(told(19, 1000), told(20, 1001), 0, id="a row more, but no text more"),
        pytest.param(told(20, 900), told(20, 1000), 0, id="more text, but no row more"),
        pytest.param(None, told(20, 1000), 1, id="LibreOffice is missing or fails"),
        pytest.param(told(20, 1000), None, 0, id="antiword is missing or fails"),
    ],
)
def test_which_reading_counts(
    monkeypatch: pytest.MonkeyPatch, by_office: Document | None, by_antiword: Document | None, chosen: int
) -> None:
    monkeypatch.setattr(doc, "office", lambda: "soffice")
    monkeypatch.setattr(doc, "_by_office", lambda path: by_office)
    monkeypatch.setattr(doc, "_by_antiword", lambda path: by_antiword)
    assert doc.read(PLAN) is (by_office, by_antiword)[chosen]


def test_unreadable_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office", lambda: "soffice")
    monkeypatch.setattr(doc, "_by_office", lambda path: None)
    monkeypatch.setattr(doc, "_by_antiword", lambda path: None)
    with pytest.raises(ParseError, match="повреждён или защищён"):
        doc.read(PLAN)


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doc, "office", lambda: None)
    monkeypatch.setattr(doc, "antiword", lambda: None)
    with pytest.raises(ParseError, match=r"установите LibreOffice .* или antiword"):
        doc.read(PLAN)
    monkeypatch.setattr(convert, "office", lambda: None)
    for reader in (rtf, xlsx):
        with pytest.raises(ParseError, match="установите LibreOffice"):
            reader.read(PLAN)


def test_kinds_of_compound_files() -> None:
    head = PLAN.read_bytes()[:65536]
    assert (ole_kind(head, "order.doc"), ole_kind_of(PLAN)) == ("doc", "doc")
    assert ole_kind(head[:520], "order.xls") == "xls"
    assert ole_kind(head[:520], "order") == "doc"
    assert ole_kind(b"PK\x03\x04", "order.doc") == ""
    assert (doc.claims(head, "x"), xlsx.claims(head, "x"), rtf.claims(b"{\\rtf1", "x.doc")) == (3, 0, 3)


DOCBOOK = """<?xml version="1.0"?><!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "http://x/docbookx.dtd">
<book><bookinfo><date>2013</date></bookinfo><chapter><title/><para>
ПРИКАЗ
</para><para><emphasis role='bold'>План</emphasis></para><para><informaltable>
<tgroup cols='3'><colspec colwidth='30.00pt'/><colspec colwidth='200.00pt'/><colspec colwidth='60.00pt'/><tbody>
<row><entry>№</entry><entry>Мероприятия</entry><entry>Срок</entry></row></tbody></tgroup>
<tgroup cols='1'><colspec colwidth='290.05pt'/><tbody><row><entry>1. Анализ</entry></row></tbody></tgroup>
<tgroup cols='3'><colspec colwidth='31.20pt'/><colspec colwidth='198.80pt'/><colspec colwidth='60.00pt'/><tbody>
<row><entry>1</entry><entry>Отчёт:
- о сроках</entry><entry></entry></row></tbody></tgroup></informaltable></para></chapter></book>"""


def test_what_antiword_prints() -> None:
    blocks = blocks_of(docbook_content(docbook(DOCBOOK.encode())))
    assert [(b.text, b.bold) for b in blocks if isinstance(b, Paragraph)] == [("ПРИКАЗ", False), ("План", True)]
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    assert not grid.spans_known
    assert [(c.row, c.col, c.col_span, c.text) for c in grid.cells] == [
        (0, 0, 1, "№"), (0, 1, 1, "Мероприятия"), (0, 2, 1, "Срок"), (1, 0, 3, "1. Анализ"),
        (2, 0, 1, "1"), (2, 1, 1, "Отчёт:\n- о сроках"), (2, 2, 1, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("output", [b"", b"I'm afraid the text stream of this file is too small", b"<book><para>"])
def test_what_antiword_prints_of_no_doc(output: bytes) -> None:
    with pytest.raises(ParseError):
        docbook(output)


def test_programs_that_fail_hang_or_print_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(code: str) -> bytes:
        return convert.run([sys.executable, "-c", code], "antiword")

    assert run("print('ok', end='')") == b"ok"
    with pytest.raises(ParseError, match="сообщила об ошибке"):
        run("raise SystemExit(3)")
    monkeypatch.setattr(limits, "MAX_OUTPUT_BYTES", 10)
    with pytest.raises(ParseError, match="слишком много"):
        run("print('x' * 100)")
    monkeypatch.setattr(limits, "SUBPROCESS_SECONDS", 0.2)
    with pytest.raises(ParseError, match="за отведённое время"):
        run("import time; time.sleep(60)")


@pytest.mark.skipif(convert.office() is None, reason="LibreOffice is not installed")
def test_broken_file_with_the_right_beginning(tmp_path: Path) -> None:
    path = tmp_path / "order.doc"
    path.write_bytes(PLAN.read_bytes()[:6000])
    with pytest.raises(ParseError):
        doc.read(path)
