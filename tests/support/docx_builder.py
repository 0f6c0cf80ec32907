"""Builds small DOCX files for tests out of pieces of WordprocessingML."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}


def run(text: str, properties: str = "") -> str:
    """A run; `properties` is what stands in its w:rPr."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(content: str = "", properties: str = "") -> str:
    """A paragraph of a text or of ready-made runs; `properties` is what stands in its w:pPr."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(num: int, level: int = 0, text: str = "") -> str:
    """A paragraph of an automatic list."""
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def cell(content: str = "", properties: str = "") -> str:
    """A cell of a text or of ready-made paragraphs; `properties` is what stands in its w:tcPr."""
    inner = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; plain texts become cells."""
    made = "".join(item if item.startswith(("<w:tc>", "<w:sdt>")) else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table; `widths` of its grid columns in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def level(number: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(abstract: dict[int, list[str]], nums: dict[int, tuple[int, str]]) -> str:
    """The content of numbering.xml: levels of each definition; list -> (definition, overrides)."""
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{"".join(value)}</w:abstractNum>' for key, value in abstract.items()
    )
    made += "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'
        for key, (definition, overrides) in nums.items()
    )
    return made


def write(path: Path, body: str, *, namespaces: str = NAMESPACES, **parts: str) -> Path:
    """A DOCX with this body and the named parts (styles, numbering, footnotes, header, footer)."""
    document = f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"
    relations = "".join(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in parts)
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "_rels/.rels",
            f'{wrap}<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", document)
        package.writestr("word/_rels/document.xml.rels", f"{wrap}{relations}</Relationships>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{PARTS[name]} {namespaces}>{content}</w:{PARTS[name]}>")
    return path
