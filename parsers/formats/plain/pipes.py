"""Rows whose cells are set apart by bars: Markdown tables, tables drawn with + - | or with box characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers import limits
from parsers.formats.plain.rows import TextLine, TextRow

_BAR = re.compile(r"[|│┃║¦]")
_FRAME = re.compile(r"[\s|+\-–—=:_─━═│┃║¦┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫]+")
_ESCAPED = "\ue000"
_SHORTEST = 3
_MARGINS = 2
"""Blanks at the sides of a drawn cell."""
_DRAWS = re.compile(r"[-–—=_─━═]{2,}|[┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋]")


def is_row(line: str) -> bool:
    """'| 1 | Анализ | май |', '1 | Анализ | май', '│ II. Контроль │'; a bar at the end of a lone cell makes no row."""
    stripped = line.strip()
    if is_frame(line) or len(stripped) < _SHORTEST:
        return False
    edges = bool(_BAR.match(stripped)) + bool(_BAR.match(stripped[-1]))
    inner = len(_BAR.findall(stripped[1:-1]))
    return inner >= 2 or (inner >= 1 and edges >= 1) or edges == 2


def is_frame(line: str) -> bool:
    """'|---|:-:|', '+-----+', '├──┼──┤': lines of the frame, with a bar or a corner."""
    stripped = line.strip()
    if not _FRAME.fullmatch(stripped) or not _DRAWS.search(stripped):
        return False
    return bool(_BAR.search(stripped)) or "+" in stripped or bool(re.search(r"[┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋]", stripped))


def rows(lines: Sequence[TextLine]) -> Iterator[TextRow | TextLine]:
    """Rows of a run of lines. Where the frame parts the rows, a row may take several lines; else each line is one."""
    frames = [place for place, line in enumerate(lines) if is_frame(line.text)]
    edge = 2 * sum(bool(_BAR.match(line.text.strip())) for line in lines) > len(lines)
    if not _parts_rows(lines, frames):
        yield from (_row([line], edge) for line in _unbroken([line for line in lines if not is_frame(line.text)], edge))
        return
    start = 0
    for end in [*frames, len(lines)]:
        if end > start:
            yield _row(lines[start:end], edge)
        start = end + 1


def _unbroken(lines: Sequence[TextLine], edge: bool) -> Iterator[TextLine]:
    """Lines of whole rows: one that opens with a bar and does not close goes on in the next that opens with none."""
    own: list[TextLine] = []
    for line in lines:
        if own and not (edge and not _opens(line.text) and _opens(own[0].text) and not _closes(own[-1].text)):
            yield _one_line(own)
            own = []
        own.append(line)
    if own:
        yield _one_line(own)


def _one_line(lines: Sequence[TextLine]) -> TextLine:
    return TextLine(lines[0].number, " ".join(line.text.strip() for line in lines)) if lines[1:] else lines[0]


def _opens(text: str) -> bool:
    return bool(_BAR.match(text.strip()))


def _closes(text: str) -> bool:
    return bool(_BAR.match(text.strip()[-1:]))


def _parts_rows(lines: Sequence[TextLine], frames: Sequence[int]) -> bool:
    """Whether frame lines stand between the rows, not only around the table and under its header."""
    inner = [place for place in frames if 0 < place < len(lines) - 1]
    if len(inner) >= 2:
        return True
    closed = frames[:1] == [0] and frames[-1:] == [len(lines) - 1]
    return len(inner) == 1 and closed and _wraps(lines[1 : inner[0]]) and _wraps(lines[inner[0] + 1 : -1])


def _wraps(lines: Sequence[TextLine]) -> bool:
    """Whether all lines after the first go on in its cells: nothing stands in their first column."""
    return all(not _cells(line.text, edge=True)[0].strip() for line in lines[1:])


def _row(lines: Sequence[TextLine], edge: bool) -> TextRow:
    """The cells of a row, those of several lines joined column by column. `edge`: the table has outer bars."""
    columns: list[list[str]] = []
    for line in lines:
        for place, cell in enumerate(_cells(line.text, edge)):
            while len(columns) <= place:
                columns.append([])
            columns[place].append(cell)
    return TextRow(tuple(_joined(cell) for cell in columns), lines[0].number, lines[-1].number)


def _joined(lines: Sequence[str]) -> str:
    """Printed lines of a cell: wrapped ones with a blank, one cut within a word as '-\\n', paragraphs on their own.

    A paragraph begins with a bullet, or where its first word would have fitted on the line above.
    """
    width = max(map(len, lines)) - _MARGINS
    printed = [line.strip() for line in lines if line.strip()]
    text = printed[0] if printed else ""
    for above, line in pairwise(printed):
        cut = above[-1] in "-\u00ad" and above[-2:-1].isalnum()
        fits = len(above) + 1 + len(line.split()[0]) <= width
        bullet = line[0] in "-–—•" and line[1:2] == " "
        text += ("\n" if cut or fits or bullet else " ") + line
    return text


def _cells(line: str, edge: bool) -> list[str]:
    """What stands between the bars, with the blanks around it. An escaped bar (\\|) is text."""
    inner = _BAR.split(line.strip().replace("\\|", _ESCAPED), limits.MAX_COLUMNS)
    if edge and not inner[0].strip():
        inner = inner[1:]
    if edge and len(inner) > 1 and not inner[-1].strip():
        inner = inner[:-1]
    return [cell.replace(_ESCAPED, "|") for cell in inner]
