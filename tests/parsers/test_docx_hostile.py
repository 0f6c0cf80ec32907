"""Packages that are broken, encrypted or made to harm: refused in one clear line, within bounds."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import docx, odt, xlsx
from parsers.formats.office.package import Package, local_members, package_kind
from parsers.model import Grid
from parsers.registry import read_document
from tests.support.docx_builder import NAMESPACES, TYPES, cell, par, row, table, write

ZEROS = b"0" * (40 * 2**20)


def package(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        for name, data in members.items():
            made.writestr(name, data)
    return path


def document(content: str) -> bytes:
    return f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>".encode()


def cut(path: Path) -> Path:
    whole = write(path, par("текст " * 5000)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def broken_member(path: Path) -> Path:
    data = bytearray(write(path, par("текст " * 5000)).read_bytes())
    at = data.find(b"word/document.xml") + 60
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)
    return path


def encrypted_member(path: Path) -> Path:
    data = bytearray(write(path, par("текст")).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(data)
    return path


def many_members(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", TYPES)
        for number in range(limits.MAX_MEMBERS + 1):
            made.writestr(f"word/{number}", b"")
    return path


def entities(path: Path) -> Path:
    steps = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 12))
    dtd = f'<!DOCTYPE w:document [<!ENTITY e0 "ха">{steps}]>'
    return package(path, **{"word/document.xml": dtd.encode() + document(par("<w:r><w:t>&e11;</w:t></w:r>"))})


def outside_entity(path: Path) -> Path:
    dtd = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return package(path, **{"word/document.xml": dtd + document(par("<w:r><w:t>&x;</w:t></w:r>"))})


def nested(path: Path) -> Path:
    return package(path, **{"word/document.xml": document("<w:tbl><w:tr><w:tc>" * 10_000)})


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "cut in half": (cut, "повреждён или обрезан"),
    "a member that does not unpack": (broken_member, "повреждён или обрезан"),
    "encrypted members": (encrypted_member, "защищён паролем"),
    "not a zip at all": (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 100) and path, "повреждён или обрезан"),
    "no document in it": (lambda path: package(path, **{"word/other.xml": b"<a/>"}), "нет обязательной части"),
    "no body": (lambda path: package(path, **{"word/document.xml": b"<a/>"}), "нет текста документа"),
    "no XML": (lambda path: package(path, **{"word/document.xml": b"\x00\x01"}), "разметка XML нарушена"),
    "bomb in the document": (lambda path: package(path, **{"word/document.xml": ZEROS}), "архивную бомбу"),
    "bomb in a picture": (lambda path: package(path, **{"word/media/a.png": ZEROS}), "архивную бомбу"),
    "a hundred thousand members": (many_members, "частей, допустимо"),
    "path traversal": (lambda path: package(path, **{"../../word/document.xml": b"<a/>"}), "за его пределы"),
    "absolute path": (lambda path: package(path, **{"/word/document.xml": b"<a/>"}), "за его пределы"),
    "entities that multiply": (entities, "не читается|DTD"),
    "entity of another file": (outside_entity, "DTD"),
    "ten thousand tables in one another": (nested, "вложенность слишком глубока"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_package_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    make, said = HOSTILE[name]
    with pytest.raises(ParseError, match=said) as refusal:
        docx.read(make(tmp_path / "order.docx"))
    assert "\n" not in str(refusal.value)


def test_spans_beyond_reason_are_bounded(tmp_path: Path) -> None:
    body = table(row(cell("а", '<w:gridSpan w:val="2000000000"/>'), "б"), row("1", "2"))
    (grid,) = docx.read(write(tmp_path / "order.docx", body)).blocks
    assert isinstance(grid, Grid)
    assert [(c.row, c.col, c.col_span, c.text) for c in grid.cells] == [
        (0, 0, 2, "а"), (0, 2, 1, "б"), (1, 0, 1, "1"), (1, 1, 1, "2"),
    ]  # fmt: skip


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    with pytest.raises(ParseError, match="слишком много ячеек"):
        docx.read(write(tmp_path / "order.docx", table(*(row("1", "2") for _ in range(60)))))


def test_a_member_longer_than_allowed(tmp_path: Path) -> None:
    with (
        Package(write(tmp_path / "order.docx", par("текст" * 100))) as opened,
        pytest.raises(ParseError, match="велика"),
    ):
        opened.read("word/document.xml", limit=50)


def compound(path: Path, stream: str) -> Path:
    """A compound file whose directory names one stream."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    struct.pack_into("<I", header, 76, 1)
    name = (stream + "\0").encode("utf-16-le")
    directory = bytearray(512)
    directory[: len(name)] = name
    struct.pack_into("<H", directory, 64, len(name))
    path.write_bytes(bytes(header + directory) + struct.pack("<I", 0xFFFFFFFE) * 128)
    return path


@pytest.mark.parametrize(
    ("stream", "said"),
    [("EncryptedPackage", "защищён паролем"), ("PowerPoint Document", "не документ Word")],
)
def test_compound_files_that_are_no_doc(tmp_path: Path, stream: str, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        read_document(compound(tmp_path / "order.docx", stream))


def test_encrypted_opendocument(tmp_path: Path) -> None:
    path = tmp_path / "order.odt"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        made.writestr("content.xml", b"\x8f\x00\x13")
    with pytest.raises(ParseError, match="защищён паролем"):
        odt.read(path)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "word"),
        (["[Content_Types].xml", "docProps/app.xml"], "word"),
        (["xl/workbook.xml"], "xl"),
        (["ppt/slide.xml"], "ppt"),
        (["readme.txt"], ""),
    ],
)
def test_kind_of_a_package_by_its_head(tmp_path: Path, names: list[str], kind: str) -> None:
    path = tmp_path / "some.bin"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, TYPES if name == "[Content_Types].xml" else "x")
    head = path.read_bytes()
    assert package_kind(head) == kind
    assert docx.claims(head, "order.pdf") == (3 if kind == "word" else 0)
    assert xlsx.claims(head, "order.docx") == (3 if kind == "xl" else 0)
    assert set(local_members(head)) == set(names)


@pytest.mark.parametrize(
    "head", [b"", b"PK", b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 40, b"%PDF-1.7", "Приказ".encode()]
)
def test_heads_that_are_no_package(head: bytes) -> None:
    assert package_kind(head) == ""
