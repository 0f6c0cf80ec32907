"""The text of a Word document by its runs, so that a comment can stand at the very words it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

P, R, TC, TR, TBL, T = (qn(f"w:{name}") for name in ("p", "r", "tc", "tr", "tbl", "t"))
HIDDEN = {qn(f"w:{name}") for name in ("del", "moveFrom", "txbxContent", "tbl")}
"""Runs within these are not part of the paragraph's own text: deleted, drawn elsewhere, a nested table's."""
BLANKS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}

Element = Any
"""An lxml element of the document."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run and the place of its text within the region's text."""

    run: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A cell, or a paragraph outside tables: its text, and the runs that hold it."""

    text: str
    spans: tuple[Span, ...]


def region(paragraphs: Iterable[Element]) -> Region:
    """The runs of some paragraphs as one text; paragraphs are set apart by a blank."""
    text, spans = "", []
    for paragraph in paragraphs:
        for run in _runs(paragraph):
            if printed := run_text(run):
                spans.append(Span(run, len(text), len(text) + len(printed)))
                text += printed
        text += " "
    return Region(text, tuple(spans))


def _runs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == R:
            yield child
        elif child.tag not in HIDDEN and child.tag != P:
            yield from _runs(child)


def run_text(run: Element) -> str:
    """What a run prints; tabs and breaks are blanks."""
    return "".join(child.text or "" if child.tag == T else BLANKS.get(child.tag, "") for child in run)


def cut(found: Region, start: int, end: int) -> tuple[Element, Element]:
    """The first and the last run of a part of the text; plain runs are cut so that they hold no more than it."""
    touched = [span for span in found.spans if span.start < end and span.end > start]
    first, last = touched[0], touched[-1]
    if end < last.end:
        _split(last.run, end - last.start)
    if start > first.start and (tail := _split(first.run, start - first.start)) is not None:
        return tail, tail if first is last else last.run
    return first.run, last.run


def _split(run: Element, place: int) -> Element | None:
    """Cuts a run that holds nothing but one text; the run with its end, None where the run holds more."""
    texts = [child for child in run if child.tag == T]
    if len(texts) != 1 or len(run) - len(run.findall(qn("w:rPr"))) != 1:
        return None
    tail = deepcopy(run)
    head_text, tail_text = texts[0], tail.find(T)
    whole = head_text.text or ""
    head_text.text, tail_text.text = whole[:place], whole[place:]
    for part in (head_text, tail_text):
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(tail)
    return tail
