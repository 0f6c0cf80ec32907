"""Prints files as PDF by LibreOffice and tells which rows and merged cells of a known order the page breaks cut."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contents import Order
from benchmarks.rendering import mark_name

PDF_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


def to_pdf(files: list[Path], folder: Path, seconds: int = 600) -> list[Path]:
    """The files as PDF by LibreOffice, in one call; bookmarks become named destinations, unseen in print."""
    return convert(files, folder, PDF_FILTER, ".pdf", seconds)


def convert(files: list[Path], folder: Path, target: str, ending: str, seconds: int = 600) -> list[Path]:
    """The files in another format by LibreOffice, with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", target]
        command += ["--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, timeout=seconds, capture_output=True)
    made = [folder / (file.stem + ending) for file in files]
    missing = [file.name for file in made if not file.exists()]
    if missing:
        raise RuntimeError(f"LibreOffice made no {', '.join(missing)}")
    return made


Place = tuple[int, float]
"""Page (from 0) and height above its lower edge."""


def destinations(pdf: Path) -> dict[str, Place]:
    """Every named destination of a PDF that `to_pdf` made."""
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(pdf)
    found: dict[str, Place] = {}
    for number in range(raw.FPDF_CountNamedDests(document)):
        size = ctypes.c_long(0)
        raw.FPDF_GetNamedDest(document, number, None, size)
        name = ctypes.create_string_buffer(size.value)
        target = raw.FPDF_GetNamedDest(document, number, name, size)
        flags, spot = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
        raw.FPDFDest_GetLocationInPage(target, *flags, *spot)
        page = raw.FPDFDest_GetDestPageIndex(document, target)
        found[name.raw.decode("utf-16-le").rstrip("\0")] = (page, spot[1].value)
    document.close()
    return found


@dataclass(frozen=True)
class Crossings:
    """Indexes into `Order.items`: rows cut by a page break, and rows whose merged cell starts on another page."""

    split: frozenset[int]
    merged_over: frozenset[int]
    pages: int


def crossings(order: Order, pdf: Path) -> Crossings:
    """What the page breaks of this PDF cut, by the named destinations."""
    import pypdfium2

    places = destinations(pdf)
    split, over, index = set(), set(), -1
    for number, table in enumerate(order.tables):
        head = 0
        starts: dict[str, int] = {}
        for place, row in enumerate(table.rows):
            head = head if row.beside else place
            if row.kind not in ("item", "group"):
                continue
            index += 1
            pages = {
                places[name][0]
                for column in table.columns
                for end in "se"
                if column.role not in row.merged and (name := mark_name(number, head, column.role, end)) in places
            }
            if len(pages) > 1:
                split.add(index)
            for column in table.columns:
                if column.role not in row.merged:
                    starts[column.role] = min(pages)
                elif starts.get(column.role) != max(pages):
                    over.add(index)
    document = pypdfium2.PdfDocument(pdf)
    pages_total = len(document)
    document.close()
    return Crossings(frozenset(split), frozenset(over), pages_total)
