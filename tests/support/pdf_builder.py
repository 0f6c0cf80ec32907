"""Small PDF files written by hand: pages of operators in one font."""

from __future__ import annotations

from pathlib import Path


def written(folder: Path, objects: list[bytes]) -> Path:
    """A PDF of these objects, the catalog first."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    path = folder / "made.pdf"
    path.write_bytes(out + tail % (size, table, size, len(out)))
    return path


def pages(folder: Path, *contents: bytes, more: bytes = b"") -> Path:
    """A PDF of these pages; `more` stands in the dictionary of each."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for place, content in enumerate(contents):
        resources = b"/Resources<</Font<</F 3 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents %d 0 R%s%s>>"
            % (first + 2 * place + 1, resources, more)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return written(folder, objects)


def one_page(folder: Path, content: bytes, more: bytes = b"") -> Path:
    return pages(folder, content, more=more)


TABLE = b"50 500 m 350 500 l S 50 450 m 350 450 l S 50 400 m 350 400 l S 50 400 m 50 500 l S 150 400 m 150 500 l S "
TABLE += b"350 400 m 350 500 l S BT /F 10 Tf 1 0 0 1 60 480 Tm (one) Tj 1 0 0 1 160 480 Tm (two) Tj "
TABLE += b"1 0 0 1 60 430 Tm (three) Tj 1 0 0 1 160 430 Tm (four) Tj ET "
