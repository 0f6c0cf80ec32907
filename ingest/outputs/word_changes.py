"""Tracked changes in a Word document: words deleted and inserted as Word's own «Принять» and «Отклонить» know them.

Only the words that differ are touched, what is inserted looks like what it replaces, and each change carries its
reason as a comment. What can't be changed with certainty (the words are not there, or stand in a field, a picture or
another change) becomes a comment alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import count
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ingest.outputs.remarks import AUTHOR, INITIALS, Remark
from ingest.outputs.word_comments import Rows, comment_at, headings_and_text, only_place
from ingest.outputs.word_text import BLANKS, Element, Region, T, run_text

if TYPE_CHECKING:
    from docx.document import Document

INS, DEL, DEL_TEXT = qn("w:ins"), qn("w:del"), qn("w:delText")
_PROPERTIES = qn("w:rPr")
_SIMPLE = {_PROPERTIES, T, *BLANKS, qn("w:lastRenderedPageBreak")}
"""What a run may hold to be cut and deleted; anything else is left alone."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|[^\w\s]|_")
_DASHES = "-–—−"


@dataclass(frozen=True, slots=True)
class Change:
    """A remark and the words that should stand instead of its quote; without them it is a comment alone.

    `cell`: what the cell prints that the quote stands in, '' for any cell of the row. `row`: which of the document's
    rows it is, where that is known.
    """

    remark: Remark
    replacement: str | None = None
    cell: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A paragraph as it should be (None: as it is) and what is said about it; `printed`: as it was."""

    printed: str
    text: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """Which changes were written as such, in the order given; the others became comments. `comments`: all of them."""

    written: tuple[bool, ...]
    comments: int


def track(document: Document, changes: Iterable[Change], now: datetime) -> Tracked:
    """Write changes into a document, each with its comment; `now` is the time that Word shows beside them (UTC)."""
    body = document.element.body
    rows = Rows(body)
    marks = _Marks(body, now)
    written, comments = [], 0
    for change in changes:
        ends = _changed(change, rows, body, marks)
        written.append(ends is not None)
        if ends is None:
            comments += comment_at(document, change.remark, rows)
        else:
            _comment_on(document, change.remark, *ends)
            comments += 1
    return Tracked(tuple(written), comments)


def rewrite(document: Document, say: Callable[[str, str], Rewriting | None], now: datetime) -> tuple[Rewriting, ...]:
    """Write the paragraphs outside tables, and the rows that are one heading, as `say` tells of each of them and of the
    one before it; what was said."""
    body = document.element.body
    marks = _Marks(body, now)
    told, before = [], ""
    for found in headings_and_text(body):
        text = " ".join(found.text.split())
        said = say(text, before) if found.spans else None
        before = text or before
        if said is None:
            continue
        ends = _written(found, said.text, marks) if said.text is not None else None
        place = ends or (found.spans[0].run, found.spans[-1].run)
        _comment_on(document, Remark("", "info", said.why, ""), *place)
        told.append(said if ends else replace(said, text=None))
    return tuple(told)


def _written(found: Region, text: str, marks: _Marks) -> tuple[Element, Element] | None:
    """A paragraph as it should be; None where one of the words that differ can't be changed."""
    printed = found.text.rstrip()
    lead = len(printed) - len(printed.lstrip())
    edits = list(_edits(printed[lead:], text, lead))
    return _replaced(found, edits, marks) if edits and all(_is_free(found, *edit[:2]) for edit in edits) else None


def _replaced(found: Region, edits: Sequence[tuple[int, int, str]], marks: _Marks) -> tuple[Element, Element]:
    """The first and the last element of changes, written from the last to the first: what is cut off behind a place
    leaves the spans before it as they are."""
    made: list[Element] = []
    for first, last, text in reversed(edits):
        made = [*_replace(found, first, last, text, marks), *made]
    return made[0], made[-1]


class _Marks:
    """Makes the elements of changes: numbered, signed and dated."""

    def __init__(self, body: Element, now: datetime) -> None:
        used = (element.get(qn("w:id"), "") for element in body.iter(INS, DEL, qn("w:moveFrom"), qn("w:moveTo")))
        self._numbers = count(max((int(one) for one in used if one.isdigit()), default=0) + 1)
        self._now = now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def element(self, name: str) -> Element:
        """A w:ins or w:del."""
        attributes = {qn("w:id"): str(next(self._numbers)), qn("w:author"): AUTHOR, qn("w:date"): self._now}
        return OxmlElement(name, attrs=attributes)


def _changed(change: Change, rows: Rows, body: Element, marks: _Marks) -> tuple[Element, Element] | None:
    """The first and the last element of what was written; None where the words can't be changed surely."""
    if change.replacement is None or not change.remark.quote:
        return None
    place = only_place(change.remark, change.cell, rows, body, change.row)
    if place is None:
        return None
    found, start, end = place
    if _bare(found.text[start:end]) != _bare(change.remark.quote):
        return None
    edits = list(_edits(found.text[start:end], change.replacement, start))
    if not edits or not all(_is_free(found, *edit[:2]) for edit in edits):
        return None
    return _replaced(found, edits, marks)


def _edits(printed: str, wanted: str, offset: int) -> Iterable[tuple[int, int, str]]:
    """(start, end, new words) of what differs; blanks of another kind and dashes of another length are the same."""
    old, new = _TOKEN.findall(printed), _TOKEN.findall(wanted)
    places = [offset]
    for token in old:
        places.append(places[-1] + len(token))
    matcher = SequenceMatcher(None, [_alike(token) for token in old], [_alike(token) for token in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        text = "".join(new[c:d])
        if tag != "equal" and (printed[places[a] - offset : places[b] - offset].strip() or text.strip()):
            yield places[a], places[b], text


def _bare(text: str) -> str:
    """Words without blanks, with dashes of one length: what must be printed just so to be changed."""
    return "".join(_alike(token) for token in _TOKEN.findall(text)).replace(" ", "")


def _alike(token: str) -> str:
    return " " if token.isspace() else "-" if token in _DASHES else token


def _is_free(found: Region, start: int, end: int) -> bool:
    """Whether the runs there are plain text, outside fields and other changes."""
    first = start - 1 if start == end else start
    touched = [span.run for span in found.spans if span.start < end and span.end > first]
    return bool(touched) and all(_is_plain(run) for run in touched)


def _is_plain(run: Element) -> bool:
    inside = {parent.tag for parent in run.iterancestors()}
    return {child.tag for child in run} <= _SIMPLE and not inside & {INS, DEL, qn("w:fldSimple")}


def _replace(found: Region, start: int, end: int, text: str, marks: _Marks) -> list[Element]:
    """Delete a part of the text and insert other words behind it, in the looks of what they replace."""
    runs = _isolated(found, start, end) if end > start else []
    made = [_deleted(run, marks) for run in runs]
    like = runs[-1] if runs else _ending_at(found, start)
    if text:
        inserted = marks.element("w:ins")
        inserted.append(_run_like(like, text))
        (made[-1] if made else like).addnext(inserted)
        made.append(inserted)
    return made


def _isolated(found: Region, start: int, end: int) -> list[Element]:
    """The runs of a part of the text, cut so that they hold no more than it."""
    runs = []
    for span in found.spans:
        if span.start < end and span.end > start:
            run = span.run
            _cut(run, end - span.start)
            runs.append(_cut(run, start - span.start) if span.start < start else run)
    return runs


def _ending_at(found: Region, place: int) -> Element:
    """The run that ends there, cut where it went on."""
    span = next(span for span in found.spans if span.start < place <= span.end)
    _cut(span.run, place - span.start)
    return span.run


def _cut(run: Element, place: int) -> Element:
    """Cut a plain run behind `place` letters; the run with the rest, or the run itself where no rest is."""
    if place >= len(run_text(run)):
        return run
    tail = deepcopy(run)
    _keep(run, 0, place)
    _keep(tail, place, len(run_text(tail)))
    run.addnext(tail)
    return tail


def _keep(run: Element, first: int, last: int) -> None:
    """Leave in a run the letters from `first` to before `last`; what prints nothing stays with what follows it."""
    at = 0
    for child in list(run):
        if child.tag == _PROPERTIES:
            continue
        length = len(_text(child))
        start, end = max(first - at, 0), min(last - at, length)
        if child.tag == T and start < end:
            child.text = _text(child)[start:end]
            child.set(_SPACE, "preserve")
        elif start >= end and not (length == 0 and first <= at < last):
            run.remove(child)
        at += length


def _text(child: Element) -> str:
    return child.text or "" if child.tag == T else BLANKS.get(child.tag, "")


def _deleted(run: Element, marks: _Marks) -> Element:
    deletion = marks.element("w:del")
    run.addprevious(deletion)
    deletion.append(run)
    for text in run.findall(T):
        text.tag = DEL_TEXT
        text.set(_SPACE, "preserve")
    return deletion


def _run_like(run: Element, text: str) -> Element:
    made = OxmlElement("w:r")
    properties = run.find(_PROPERTIES)
    if properties is not None:
        made.append(deepcopy(properties))
    content = OxmlElement("w:t")
    content.text = text
    content.set(_SPACE, "preserve")
    made.append(content)
    return made


def _comment_on(document: Document, remark: Remark, first: Element, last: Element) -> None:
    """A comment around changes, outside of them, so that it stays whether they are accepted or rejected."""
    number = document.comments.add_comment(text=remark.text, author=AUTHOR, initials=INITIALS).comment_id
    attributes = {qn("w:id"): str(number)}
    first.addprevious(OxmlElement("w:commentRangeStart", attrs=attributes))
    reference = OxmlElement("w:r")
    reference.append(OxmlElement("w:commentReference", attrs=attributes))
    last.addnext(reference)
    last.addnext(OxmlElement("w:commentRangeEnd", attrs=attributes))
