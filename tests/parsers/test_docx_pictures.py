"""Scanned pages pasted into a DOCX: which pictures are pages, and that they are read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from parsers.formats import docx
from parsers.formats.office.package import Relation
from parsers.formats.office.word_pictures import page_pictures
from parsers.model import Grid
from tests.support.docx_builder import NAMESPACES

EXTRA = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = {name: Relation("image", f"word/media/{name}") for name in ("page.png", "page.JPG", "page.emf")}


def drawing(width_cm: float, height_cm: float, picture: str = "page.png", kind: str = "inline") -> str:
    size = f'cx="{round(width_cm * 360_000)}" cy="{round(height_cm * 360_000)}"'
    return f'<w:drawing><wp:{kind}><wp:extent {size}/><a:blip r:embed="{picture}"/></wp:{kind}></w:drawing>'


def shape(style: str) -> str:
    return f'<w:pict><v:shape style="{style}"><v:imagedata r:id="page.JPG"/></v:shape></w:pict>'


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        pytest.param(drawing(16, 22), ["page.png"], id="a page"),
        pytest.param(drawing(16, 11, kind="anchor"), ["page.png"], id="a page lying, floating"),
        pytest.param(drawing(3, 3), [], id="an emblem"),
        pytest.param(drawing(16, 4), [], id="a letterhead"),
        pytest.param(drawing(16, 22, "page.emf"), [], id="a drawing, no photo"),
        pytest.param(drawing(16, 22, "missing"), [], id="a picture that is not there"),
        pytest.param(shape("width:468pt;height:650pt"), ["page.JPG"], id="old markup"),
        pytest.param(shape("position:absolute;width:6in;height:230mm"), ["page.JPG"], id="old markup in other units"),
        pytest.param(shape("width:40pt;height:650pt"), [], id="old markup, narrow"),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice>{drawing(16, 22)}</mc:Choice>"
            f"<mc:Fallback>{shape('width:468pt;height:650pt')}</mc:Fallback></mc:AlternateContent>",
            ["page.png"],
            id="two alternatives",
        ),
        pytest.param(drawing(16, 22) + drawing(16, 22, "page.JPG"), ["page.png", "page.JPG"], id="two pages"),
    ],
)
def test_which_pictures_are_pages(content: str, pages: list[str]) -> None:
    root = etree.fromstring(f"<w:body {NAMESPACES} {EXTRA}>{content}</w:body>")
    assert page_pictures(root, RELATIONS) == [f"word/media/{page}" for page in pages]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_pasted_scan_is_read(tmp_path: Path) -> None:
    import pypdfium2
    from docx import Document as NewDocument
    from docx.shared import Cm

    page = pypdfium2.PdfDocument(Path(__file__).parents[1] / "orders" / "plan-head.scan.pdf")[0]
    page.render(scale=200 / 72, grayscale=True).to_pil().save(tmp_path / "page.png")
    made = NewDocument()
    made.add_paragraph("ПРИКАЗ")
    made.add_picture(str(tmp_path / "page.png"), width=Cm(24))
    made.save(str(tmp_path / "order.docx"))
    document = docx.read(tmp_path / "order.docx")
    assert (document.media_type, document.pages) == (docx.MEDIA_TYPE, 1)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert "1.2." in {c.text for c in grid.cells}
    assert all(c.confidence is None or c.confidence > 0.5 for c in grid.cells)
