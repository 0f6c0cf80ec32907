"""Plain text in pieces: prose, and the rows of tables however their cells are set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from parsers.markup import is_rule
from parsers.plain import pipes, tabs
from parsers.plain.rows import TextLine, TextRow


@dataclass(slots=True)
class Prose:
    """Lines of text between two blank lines."""

    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """Rows of one table between two page breaks."""

    rows: list[TextRow] = field(default_factory=list)


@dataclass(slots=True)
class Drawn:
    """A line of dashes: it only draws."""

    line: TextLine


Segment = Prose | Rows | Drawn


def segments(text: str) -> Iterator[Segment]:
    """The text in reading order. A blank line ends prose, and a page of a table; one of tabs only is a blank row."""
    run: list[TextLine] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \u00a0\r\f\v\ufeff"):
            run.append(TextLine(number, line))
        elif run:
            yield from _of_run(run)
            run = []
    if run:
        yield from _of_run(run)


def _of_run(run: Sequence[TextLine]) -> Iterator[Segment]:
    """What stands between two blank lines: prose, rows and drawn lines in turn."""
    place = 0
    while place < len(run):
        kind = _kind(run[place])
        end = place + 1
        while end < len(run) and _same_kind(kind, run[end]):
            end += 1
        own = run[place:end]
        yield from (Drawn(line) for line in own if _kind(line) == "rule")
        own = [line for line in own if _kind(line) != "rule"]
        if kind == "prose":
            yield Prose(own)
        elif kind != "rule":
            yield from _table(_READERS[kind], own)
        place = end


def _table(
    read: Callable[[Sequence[TextLine]], Iterator[TextRow | TextLine]], lines: Sequence[TextLine]
) -> Iterator[Segment]:
    """The rows of a run; lines within that are no rows stay prose."""
    segment: Prose | Rows | None = None
    for item in read(lines):
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


def _kind(line: TextLine) -> str:
    if "\t" in line.text.strip(" ") and not is_rule(line.text):
        return "tabs"
    if pipes.is_row(line.text):
        return "pipes"
    if pipes.is_frame(line.text):
        return "pipes"
    return "rule" if is_rule(line.text) else "prose"


def _same_kind(kind: str, line: TextLine) -> bool:
    """A line without tabs among lines with tabs may belong to a cell; a drawn line parts nothing."""
    own = _kind(line)
    if kind == "tabs":
        return own in ("tabs", "prose", "rule")
    return own == kind
