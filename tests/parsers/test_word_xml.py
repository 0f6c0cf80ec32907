"""Word as one XML file, documents and sheets within a document, and old files that hold others: read or told."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from parsers.errors import ParseError
from parsers.formats.office.ole import MAGIC, ole_kind
from parsers.model import Document, Grid
from parsers.registry import read_document
from tests.support.docx_builder import cell, par, row, run, table, write

PLAN = [["№", "Мероприятие", "Срок"], ["1", "Анализ итогов", "май 2024"]]
BODY = "".join(row(*(cell(par(run(text))) for text in line)) for line in PLAN)
OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
AUX = "http://schemas.microsoft.com/office/word/2003/auxHint"
AML = "http://schemas.microsoft.com/aml/2001/core"


def found(document: Document) -> list[str]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [one.text for one in grid.cells]


def saved(path: Path, data: str | bytes) -> Document:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_document(path)


def test_flat_package(tmp_path: Path) -> None:
    source = write(tmp_path / "order.docx", table(BODY))
    parts = ""
    with zipfile.ZipFile(source) as package:
        for name in package.namelist():
            text = package.read(name).decode()
            data = f"<pkg:xmlData>{text[text.find('?>') + 2 if text.startswith('<?') else 0 :]}</pkg:xmlData>"
            if name.endswith("styles.xml"):
                data = f"<pkg:binaryData>{base64.b64encode(text.encode()).decode()}</pkg:binaryData>"
            parts += f'<pkg:part pkg:name="/{name}">{data}</pkg:part>'
    flat = f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'
    assert found(saved(tmp_path / "order.xml", f"<?xml version='1.0'?>{flat}")) == [*PLAN[0], *PLAN[1]]


def test_a_package_without_word_is_refused(tmp_path: Path) -> None:
    flat = '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'
    with pytest.raises(ParseError, match="нет документа Word"):
        saved(tmp_path / "order.xml", f"<?xml version='1.0'?>{flat}")


def test_word_2003(tmp_path: Path) -> None:
    def old(text: str, properties: str = "") -> str:
        return f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    gone = (
        '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>июнь</w:t></w:r></aml:content></aml:annotation>'
    )
    listed = '<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="1."/></w:listPr></w:pPr>'
    first = f"<w:tc><w:p>{listed}</w:p></w:tc>"
    merged = '<w:tcPr><w:vmerge w:val="{}"/></w:tcPr>'
    rows = [
        "".join(old(text) for text in PLAN[0]),
        first + old("Анализ", merged.format("restart")) + f"<w:tc><w:p>{gone}<w:r><w:t>май</w:t></w:r></w:p></w:tc>",
        old("2.") + old("", merged.format("continue")) + old("июль"),
    ]
    body = f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in rows)}</w:tbl>"
    names = f'xmlns:w="{OLD}" xmlns:wx="{AUX}" xmlns:aml="{AML}"'
    page = f"<w:wordDocument {names}><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    assert found(saved(tmp_path / "order.doc", f"<?xml version='1.0'?>{page}")) == [
        *PLAN[0],
        "1.",
        "Анализ",
        "май",
        "2.",
        "июль",
    ]


def related(path: Path, body: str, kind: str, name: str, data: bytes) -> Document:
    """A DOCX with one more part that its text refers to as rIdX."""
    write(path, body)
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            if member == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdX" Type="http://x/{kind}" Target="{name}"/></Relationships>'
                text = text.replace(b"</Relationships>", link.encode())
            new.writestr(member, text)
        new.writestr(f"word/{name}", data)
    return saved(path, made.getvalue())


OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12" '
    'r:id="rIdX"/></w:object></w:r></w:p>'
)
CHUNK = '<w:altChunk r:id="rIdX"/>'


def sheet() -> bytes:
    workbook, made = Workbook(), io.BytesIO()
    for line in PLAN:
        workbook.active.append(line)
    workbook.save(made)
    return made.getvalue()


def test_a_sheet_within_a_document_is_read(tmp_path: Path) -> None:
    document = related(tmp_path / "order.docx", par(run("План")) + OBJECT, "package", "embeddings/a.xlsx", sheet())
    assert found(document) == [*PLAN[0], *PLAN[1]]


def test_a_document_within_a_document_is_read(tmp_path: Path) -> None:
    inner = write(tmp_path / "inner.docx", table(BODY)).read_bytes()
    document = related(tmp_path / "order.docx", par(run("План")) + CHUNK, "aFChunk", "a.docx", inner)
    assert found(document) == [*PLAN[0], *PLAN[1]]


@pytest.mark.parametrize(("body", "why"), [(OBJECT, "объект (Excel.Sheet.12)"), (CHUNK, "документ (altChunk)")])
def test_what_is_not_read_is_told(tmp_path: Path, body: str, why: str) -> None:
    document = related(tmp_path / "order.docx", par(run("План")) + body, "oleObject", "a.bin", b"\x00" * 100)
    assert [(one.text, one.why) for one in document.leftovers] == [("word/a.bin", f"вложенный {why} не прочитан")]


def entry(name: str, right: int, child: int) -> bytes:
    told = name.encode("utf-16-le") + b"\0\0"
    return told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told), 1, 1, 2**32 - 1, right, child).ljust(64, b"\0")


@pytest.mark.parametrize(
    ("top", "inner", "kind"), [("Workbook", "WordDocument", "xls"), ("WordDocument", "Book", "doc")]
)
def test_an_old_file_is_of_the_program_of_its_outer_document(top: str, inner: str, kind: str) -> None:
    none = 2**32 - 1
    header = bytearray(MAGIC.ljust(512, b"\0"))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    entries = entry("Root Entry", none, 2) + entry(inner, none, none) + entry("MBD01", 3, 1) + entry(top, none, none)
    assert ole_kind(bytes(header) + entries, "order.bin") == kind
