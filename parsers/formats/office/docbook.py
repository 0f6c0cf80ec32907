"""What antiword prints of a DOC (`antiword -x db`): paragraphs and tables, without merges and automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from parsers.errors import ParseError
from parsers.formats.office.package import parse_xml
from parsers.formats.office.tables import Content, Line, Table, TableCell, snap
from parsers.text.lost_text import SourceText

SAME_EDGE = 15.0
"""Points (0.5 cm): column edges of two rows that are nearer than this are one."""
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]{0,500}>")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def docbook(data: bytes) -> Any:
    """antiword's DocBook as an element. Raises ParseError for what is none."""
    if not data.strip():
        raise ParseError("Файл не читается: antiword не нашёл в нём текста.")
    return parse_xml(_CONTROL.sub(b"", _DOCTYPE.sub(b"", data, count=1)), "antiword")


def docbook_content(book: Any) -> Content:
    """The lines and tables of a DocBook."""
    return list(_content(book))


def docbook_texts(book: Any) -> list[SourceText]:
    """Every text of a DocBook but its bibliographic head, whatever element it stands in."""
    heads = {element for head in book.iter("bookinfo") for element in head.iter()}
    texts = [element.text for element in book.iter() if element not in heads]
    texts += [element.tail for element in book.iter() if element.getparent() not in heads]
    return [SourceText(text) for text in texts if text and text.strip()]


def _content(parent: Any) -> Iterator[Line | Table]:
    for element in parent:
        tag = element.tag
        if tag == "informaltable":
            yield _table(element)
        elif tag in ("para", "title") and element.find("informaltable") is None:
            yield from _lines(element)
        elif tag not in ("bookinfo", "colspec"):
            yield from _content(element)


def _lines(element: Any) -> Iterator[Line]:
    text = "".join(element.itertext())
    bold = (
        bool(len(element))
        and all(child.get("role") == "bold" for child in element)
        and not (element.text or "").strip()
    )
    for line in text.split("\n"):
        if line.strip():
            yield Line(line.strip(), bold)


def _table(element: Any) -> Table:
    """The rows of all groups; antiword begins a group wherever the widths of the columns change."""
    table = Table(spans_known=False)
    groups = [(_edges(group), list(group.iter("row"))) for group in element.iterchildren("tgroup")]
    places = sorted({edge for edges, _ in groups for edge in edges})
    number = 0
    order = {edge: place for place, edge in enumerate(places)}
    used = [(order[left], order[right]) for edges, _ in groups for left, right in pairwise(edges)]
    column = snap(places, used, SAME_EDGE) if places else []
    for edges, rows in groups:
        for row in rows:
            for place, entry in enumerate(row.iterchildren("entry")):
                if place + 1 < len(edges):
                    first, last = column[order[edges[place]]], column[order[edges[place + 1]]]
                    cell = TableCell(number, first, list(_lines(entry)), 1, max(1, last - first))
                    table.cells.append(cell)
            number += 1
    return table


def _edges(group: Any) -> list[float]:
    """Places of the column edges in points from the left."""
    edges = [0.0]
    for column in group.iterchildren("colspec"):
        width = re.match(r"\d+(?:\.\d+)?", column.get("colwidth", ""))
        edges.append(round(edges[-1] + float(width.group()) if width else edges[-1] + 100, 2))
    return edges
