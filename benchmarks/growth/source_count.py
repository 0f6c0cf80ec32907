"""How many letters and digits a file prints, counted without any of dorkarta's readers; None where that is not known.

It is the judge of `benchmarks.fuzz`: what a reader gives must hold as many, or say what is missing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

WORD_PARTS = re.compile(r"word/(document|footnotes|endnotes)\.xml$")
_UNSHOWN = re.compile(
    r"<(script|style|head|title|noscript|template|select|option|button|textarea|iframe|object|canvas|video|audio|map)\b"
    r".*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, KeyError)


def letters(text: str) -> int:
    """Letters and digits of a text."""
    return sum(map(str.isalnum, text))


def letters_of(path: Path, kind: str) -> int | None:
    """What the file prints, by the ending that its format has."""
    if kind in ("docx", "odt", "xlsx"):
        try:
            with zipfile.ZipFile(path) as package:
                return sum(_package(package, kind))
        except (*_BROKEN, etree.XMLSyntaxError):
            return None
    if kind == "html":
        return _page(path.read_bytes())
    if kind == "pdf":
        return _glyphs(path)
    return None


def _package(package: zipfile.ZipFile, kind: str) -> Iterator[int]:
    if kind == "docx":
        for name in package.namelist():
            if WORD_PARTS.search(name):
                yield from _texts(package.read(name), ("t",), ("del", "moveFrom", "rt", "Fallback"))
    elif kind == "odt":
        unshown = ("annotation", "tracked-changes", "ruby-text", "note-citation", "forms", "index-title-template")
        yield from _texts(package.read("content.xml"), ("p", "h"), unshown)
    else:
        for name in package.namelist():
            if re.search(r"xl/worksheets/sheet\d+\.xml$", name):
                strings = etree.fromstring(package.read("xl/sharedStrings.xml")) if _shares(package) else ()
                yield from _cells(etree.fromstring(package.read(name)), strings)


def _shares(package: zipfile.ZipFile) -> bool:
    return "xl/sharedStrings.xml" in package.namelist()


def _texts(data: bytes, names: tuple[str, ...], unshown: tuple[str, ...]) -> Iterator[int]:
    """Letters of the elements of these local names and all in them, but for those within what is not shown."""
    stack = [(etree.fromstring(data), False)]
    while stack:
        element, counted = stack.pop()
        if not isinstance(element.tag, str) or etree.QName(element).localname in unshown:
            continue
        inner = counted or etree.QName(element).localname in names
        yield letters(element.text or "") if inner else 0
        for child in element:
            stack.append((child, inner))
            yield letters(child.tail or "") if inner else 0


def _cells(sheet: object, strings: object) -> Iterator[int]:
    table = [letters("".join(item.itertext())) for item in strings]  # type: ignore[attr-defined]
    for cell in sheet.iter("{*}c"):  # type: ignore[attr-defined]
        value = cell.find("{*}v")
        if cell.get("t") == "s" and value is not None and (value.text or "").isdecimal():
            yield table[int(value.text)] if int(value.text) < len(table) else 0


def _page(data: bytes) -> int | None:
    import lxml.html

    try:
        page = _UNSHOWN.sub(" ", data.decode("utf-8")).encode()
        root = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, UnicodeDecodeError, ValueError):
        return None
    return letters("".join(root.itertext()))


def _glyphs(path: Path) -> int | None:
    """Painted glyphs of all pages, blanks not counted."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        pdf = pypdfium2.PdfDocument(path)
        total = 0
        for page in pdf:
            text = page.get_textpage()
            total += sum(
                not pdfium.FPDFText_IsGenerated(text, at) and not chr(pdfium.FPDFText_GetUnicode(text, at)).isspace()
                for at in range(max(text.count_chars(), 0))
            )
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return None
    return total
