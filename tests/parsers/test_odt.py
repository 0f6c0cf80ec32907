"""OpenDocument: one phenomenon of its XML a case, and what Writer prints of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import odt
from parsers.formats.office.odf_lists import ListLevel, printed_number
from parsers.model import Document, Grid, NoiseKind, Paragraph
from parsers.registry import read_document

PARTS = ("office", "style", "text", "table", "drawing", "xsl-fo-compatible", "meta")
SHORT = {"drawing": "draw", "xsl-fo-compatible": "fo"}
NAMESPACES = " ".join(
    f'xmlns:{SHORT.get(name, name)}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in PARTS
)
NAMESPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def build(path: Path, body: str, styles: str = "", kind: str = "text") -> Path:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
    return path


def read(tmp_path: Path, body: str, styles: str = "", kind: str = "text") -> Document:
    return read_document(build(tmp_path / "order.odt", body, styles, kind))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(document: Document) -> Grid:
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    return found


def cell(text: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def style(name: str, family: str, properties: str, parent: str = "") -> str:
    head = f'style:name="{name}" style:family="{family}" style:parent-style-name="{parent}"'
    return f"<style:style {head}>{properties}</style:style>"


COVERED = "<table:covered-table-cell/>"


def row(*cells: str, attributes: str = "") -> str:
    made = "".join(item if item.startswith("<") else cell(item) for item in cells)
    return f"<table:table-row {attributes}>{made}</table:table-row>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        pytest.param("<text:p>май <text:span>2024</text:span> года</text:p>", ["май 2024 года"], id="spans are joined"),
        pytest.param('<text:p>а<text:s text:c="3"/>б<text:tab/>в</text:p>', ["а   б\tв"], id="blanks and tabs"),
        pytest.param("<text:p>а<text:line-break/>б</text:p>", ["а\nб"], id="line break"),
        pytest.param(
            "<text:tracked-changes><text:p>убрали</text:p></text:tracked-changes>"
            "<text:p><text:change-start/>ввели<text:change-end/><text:change/></text:p>",
            ["ввели"],
            id="tracked changes accepted",
        ),
        pytest.param(
            "<text:p>а<office:annotation><text:p>примечание</text:p></office:annotation>б</text:p>",
            ["аб"],
            id="comment",
        ),
        pytest.param(
            "<text:p>ПРИКАЗ<draw:frame><draw:text-box><text:p>штамп</text:p></draw:text-box></draw:frame></text:p>",
            ["ПРИКАЗ", "штамп"],
            id="text box after its paragraph",
        ),
        pytest.param("<text:section><text:p>в разделе</text:p></text:section>", ["в разделе"], id="section"),
        pytest.param(
            '<text:p text:style-name="hid">скрыто</text:p><text:p>видно</text:p>', ["видно"], id="hidden paragraph"
        ),
    ],
)
def test_text(tmp_path: Path, body: str, printed: list[str]) -> None:
    hidden = style("hid", "paragraph", '<style:text-properties text:display="none"/>')
    assert texts(read(tmp_path, body, hidden)) == printed


def test_footnote_is_noise(tmp_path: Path) -> None:
    body = "<text:note-body><text:p>см. порядок</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    document = read(tmp_path, f"<text:p>ГИА{note}</text:p>")
    assert texts(document) == ["ГИА"]
    assert [(item.kind, item.text) for item in document.noise] == [(NoiseKind.FOOTNOTE, "см. порядок")]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        pytest.param(
            row(cell("1. Анализ", 'table:number-columns-spanned="2"'), COVERED) + row("1", "май"),
            [(0, 0, 1, 2, "1. Анализ"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "май")],
            id="columns spanned",
        ),
        pytest.param(
            row("1", cell("РЦОИ", 'table:number-rows-spanned="2"')) + row("2", COVERED) + row("3", "ОО"),
            [(0, 0, 1, 1, "1"), (0, 1, 2, 1, "РЦОИ"), (1, 0, 1, 1, "2"), (2, 0, 1, 1, "3"), (2, 1, 1, 1, "ОО")],
            id="rows spanned",
        ),
        pytest.param(
            row(cell("–", 'table:number-columns-repeated="2"'), "а") + row("1", "2", "3"),
            [
                (0, 0, 1, 1, "–"),
                (0, 1, 1, 1, "–"),
                (0, 2, 1, 1, "а"),
                (1, 0, 1, 1, "1"),
                (1, 1, 1, 1, "2"),
                (1, 2, 1, 1, "3"),
            ],
            id="columns repeated",
        ),
        pytest.param(
            row("1", "2") + row("а", "б", attributes='table:number-rows-repeated="2"'),
            [
                (0, 0, 1, 1, "1"),
                (0, 1, 1, 1, "2"),
                (1, 0, 1, 1, "а"),
                (1, 1, 1, 1, "б"),
                (2, 0, 1, 1, "а"),
                (2, 1, 1, 1, "б"),
            ],
            id="rows repeated",
        ),
        pytest.param(
            row("1", "2") + row("а", "б", attributes='table:visibility="collapse"'),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2")],
            id="hidden row",
        ),
    ],
)
def test_cells(tmp_path: Path, rows: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    found = grid(read(tmp_path, f"<table:table>{rows}</table:table>"))
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in found.cells] == cells


def test_header_rows_shading_and_bold(tmp_path: Path) -> None:
    styles = style("grey", "table-cell", '<style:table-cell-properties fo:background-color="#eeeeee"/>')
    styles += style("base", "paragraph", '<style:text-properties fo:font-weight="bold"/>')
    styles += style("b", "paragraph", "", parent="base")
    grey = cell("Анализ", 'table:style-name="grey"')
    bold = '<table:table-cell><text:p text:style-name="b">№</text:p></table:table-cell>'
    body = (
        f"<table:table><table:table-header-rows>{row(bold, 'Срок')}</table:table-header-rows>"
        f"{row(grey, 'май')}</table:table>"
    )
    found = grid(read(tmp_path, body, styles))
    assert (found.header_rows, found.spans_known) == (1, True)
    assert [(c.text, c.bold, c.shaded) for c in found.cells] == [
        ("№", True, False), ("Срок", False, False), ("Анализ", False, True), ("май", False, False),
    ]  # fmt: skip


LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="–"/></text:list-style>'
    '<text:list-style style:name="F"><text:list-level-style-number text:level="1" style:num-format="I" '
    'loext:num-list-format="Раздел %1%:" text:start-value="2"/></text:list-style>'
)


def item(text: str, inner: str = "", attributes: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f"<text:list-item {attributes}>{paragraph}{inner}</text:list-item>"


def listed(*items: str, attributes: str = 'text:style-name="L"') -> str:
    return f"<text:list {attributes}>{''.join(items)}</text:list>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        pytest.param(
            listed(item("а", listed(item("б"), item("в"), attributes="")), item("г", listed(item("д"), attributes=""))),
            ["1. а", "1.1. б", "1.2. в", "2. г", "2.1. д"],
            id="levels",
        ),
        pytest.param(listed(item("а"), item("б")) + listed(item("в")), ["1. а", "2. б", "1. в"], id="a new list"),
        pytest.param(
            listed(item("а")) + listed(item("б"), attributes='text:style-name="L" text:continue-numbering="true"'),
            ["1. а", "2. б"],
            id="numbering continued",
        ),
        pytest.param(
            listed(item("а"), attributes='text:style-name="L" xml:id="x"')
            + listed(item("б"))
            + listed(item("в"), attributes='text:style-name="L" text:continue-list="x"'),
            ["1. а", "1. б", "2. в"],
            id="list continued by its id",
        ),
        pytest.param(listed(item("а", attributes='text:start-value="5"'), item("б")), ["5. а", "6. б"], id="start"),
        pytest.param(listed(item("", listed(item("а"), attributes=""))), ["1.1. а"], id="an item with a list only"),
        pytest.param(
            listed(item("", listed(item("", listed(item("а"), attributes="")), attributes=""))), ["– а"], id="bullet"
        ),
        pytest.param(listed(item("а", "<text:p>б</text:p>")), ["1. а", "б"], id="a second paragraph has no number"),
        pytest.param(
            listed(item("Анализ"), attributes='text:style-name="F"'), ["Раздел II: Анализ"], id="words, another start"
        ),
        pytest.param(
            "<text:list text:style-name='L'><text:list-header><text:p>а</text:p></text:list-header></text:list>",
            ["а"],
            id="header of a list",
        ),
    ],
)
def test_list_numbers(tmp_path: Path, body: str, printed: list[str]) -> None:
    assert texts(read(tmp_path, body, LIST)) == printed


def test_numbers_in_the_cells_of_a_plan(tmp_path: Path) -> None:
    numbers = [
        f'<table:table-cell><text:list text:style-name="L" text:continue-numbering="{go}"><text:list-item><text:p/>'
        "</text:list-item></text:list></table:table-cell>"
        for go in ("false", "true")
    ]
    body = f"<table:table>{row(numbers[0], 'а')}{row(numbers[1], 'б')}</table:table>"
    assert [c.text for c in grid(read(tmp_path, body, LIST)).cells] == ["1.", "а", "2.", "б"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "1", "3"),
        (28, "a", "ab"),
        (2, "A", "B"),
        (9, "i", "ix"),
        (30, "а, б, .., аа, аб, ... (ru)", "аб"),
        (30, "А, Б, .., АА, ББ, ... (ru)", "ББ"),
        (3, "", ""),
    ],
)
def test_number_forms(number: int, form: str, printed: str) -> None:
    assert printed_number(number, ListLevel(form)) == printed


def test_pages_by_soft_page_breaks(tmp_path: Path) -> None:
    rows = f"{row('1', '2')}<text:soft-page-break/>{row('3', '4')}"
    body = f"<text:p>а</text:p><text:p>б<text:soft-page-break/>в</text:p><table:table>{rows}</table:table>"
    document = read(tmp_path, body)
    assert document.pages == 3
    assert [c.locator.page for c in grid(document).cells] == [2, 2, 3, 3]


def test_spreadsheet_with_text_above_the_table(tmp_path: Path) -> None:
    empty = row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048570"')
    rows = row("План мероприятий") + row("№", "Срок") + row("1", "май") + empty
    document = read(tmp_path, f"<table:table>{rows}</table:table>", kind="spreadsheet")
    assert texts(document) == ["План мероприятий"]
    assert [c.text for c in grid(document).cells] == ["№", "Срок", "1", "май"]


def test_flat_file(tmp_path: Path) -> None:
    path = tmp_path / "order.fodt"
    path.write_text(
        f'<?xml version="1.0"?><office:document {NAMESPACES}><office:body><office:text><text:p>Приказ</text:p>'
        "</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    assert texts(read_document(path)) == ["Приказ"]


def test_repeats_beyond_reason(tmp_path: Path) -> None:
    endless = row("1", "2", attributes='table:number-rows-repeated="1000000"')
    with pytest.raises(ParseError, match="повторена слишком много раз"):
        read(tmp_path, f"<table:table>{endless}</table:table>")


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    with pytest.raises(ParseError, match="слишком много ячеек"):
        read(tmp_path, f"<table:table>{row('1', '2') * 60}</table:table>")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<table:table><table:table-row><table:table-cell>" * 5000, "XML|глубок"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DTD"),
        ("<a/>", "office:body"),
    ],
)
def test_hostile_content(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "order.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", odt.MEDIA_TYPE)
        package.writestr("content.xml", content.replace("<table:table>", f"<table:table {NAMESPACES}>", 1))
    with pytest.raises(ParseError, match=said):
        odt.read(path)
