"""Plain text in pieces: prose, and the rows of tables however their cells are set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from parsers.formats.plain import aligned, commas, pipes, semicolons, tabs
from parsers.formats.plain.broken_rows import whole_rows
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.text.markup import is_rule


@dataclass(slots=True)
class Prose:
    """Lines of text between two blank lines."""

    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """Rows of one table between two page breaks; `captions`: what names or counts its columns once more."""

    rows: list[TextRow] = field(default_factory=list)
    captions: Sequence[TextLine] = ()


@dataclass(slots=True)
class Drawn:
    """A line of dashes: it only draws."""

    line: TextLine


Segment = Prose | Rows | Drawn
_Tells = Callable[[Sequence[TextLine]], bool]
_Reads = Callable[[Sequence[TextLine]], Iterator[TextRow | TextLine]]


def segments(text: str) -> Iterator[Segment]:
    """The text in reading order. A blank line ends prose, and a page of a table; one of tabs only is a blank row."""
    yield from segments_of([TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)])


def segments_of(lines: Iterable[TextLine]) -> Iterator[Segment]:
    """The same of lines that are numbered already: a part of a text."""
    run: list[TextLine] = []
    for line in lines:
        if line.text.strip(" \u00a0\r\f\v\ufeff"):
            run.append(line)
        elif run:
            yield from _of_run(run)
            run = []
    if run:
        yield from _of_run(run)


def of_columns(lines: Sequence[TextLine]) -> list[Segment] | None:
    """The text as one page whose columns are set with blanks, blank lines between its rows; None where it is none."""
    if not aligned.may_be_table(lines):
        return None
    kept, dropped = aligned.pages_as_one(lines)
    found = list(aligned.rows(kept))
    if not any(isinstance(item, TextRow) for item in found):
        return None
    printed = [item for item in found if isinstance(item, TextRow) or item.text.strip()]
    return [*_parted(printed), *(Prose([line]) for line in dropped)]


def _of_run(run: Sequence[TextLine]) -> Iterator[Segment]:
    """What stands between two blank lines: prose, rows and drawn lines in turn."""
    run = whole_rows(run)
    kinds = [_kind(line.text) for line in run]
    if not set(kinds) & _READERS.keys() and (whole := _as_one_table(run)):
        yield from _parted(whole)
        return
    place = 0
    while place < len(run):
        kind, end = kinds[place], place + 1
        while end < len(run) and kinds[end] in _GOES_WITH.get(kind, (kind,)):
            end += 1
        yield from (Drawn(run[index]) for index in range(place, end) if kinds[index] == "rule")
        own = [run[index] for index in range(place, end) if kinds[index] != "rule"]
        if kind == "prose":
            yield Prose(own)
        elif kind != "rule":
            yield from _parted(_READERS[kind](own))
        place = end


def _as_one_table(run: Sequence[TextLine]) -> list[TextRow | TextLine]:
    """The rows of a table that no tab or bar tells, and the lines around it; empty where there is none."""
    ways: tuple[tuple[_Tells, _Reads], ...] = (
        (semicolons.is_table, semicolons.rows),
        (commas.is_table, commas.rows),
        (aligned.may_be_table, aligned.rows),
    )
    for may_be, read in ways:
        if may_be(run):
            found = list(read(run))
            if any(isinstance(item, TextRow) for item in found):
                return found
    return []


def _parted(items: Iterable[TextRow | TextLine]) -> Iterator[Segment]:
    """Rows as tables; the lines between them that are no rows stay prose."""
    segment: Prose | Rows | None = None
    for item in items:
        if isinstance(item, TextRow):
            if not isinstance(segment, Rows):
                if segment:
                    yield segment
                segment = Rows()
            segment.rows.append(item)
        else:
            if not isinstance(segment, Prose):
                if segment:
                    yield segment
                segment = Prose()
            segment.lines.append(item)
    if segment:
        yield segment


_READERS: dict[str, Callable[[Sequence[TextLine]], Iterator[TextRow | TextLine]]] = {
    "tabs": tabs.rows,
    "pipes": pipes.rows,
}
_GOES_WITH = {"tabs": ("tabs", "prose", "rule")}
"""A line without tabs among lines with tabs may belong to a cell; a drawn line parts nothing."""


def _kind(line: str) -> str:
    if "\t" in line.strip(" "):
        return "rule" if is_rule(line) else "tabs"
    if pipes.is_row(line) or pipes.is_frame(line):
        return "pipes"
    return "rule" if is_rule(line) else "prose"
