"""Plans without a table: numbered paragraphs, each with its period and who answers for it in brackets at its end.

'2. Беседа "Береги воду" (22.03.2021, отв. Л.П. Жук).'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.formats.plain.rows import TextLine, TextRow
from parsers.formats.plain.segments import Rows, Segment, segments_of
from parsers.tables.cell_profile import Senses
from parsers.text.numbering import leading_number

_CAPTIONS = ("№", "Мероприятие", "Срок", "Ответственный")
_NUMBERED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*[.)]?)\s+(?=\S)")
_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?\s*$", re.DOTALL)
_ANSWERS = re.compile(r"[,;]?\s*(?<!\w)отв(?:етственн[а-яё]+|\.)?\s?[:–—-]?\s+", re.IGNORECASE)
_PARTED = re.compile(r"[,;]\s+")
_READS = 0.9
_FEWEST = 3
_MOST = 0.6
"""Share of the numbered paragraphs that must end in brackets with a period."""
_MOST_LINES = 4


def cut(text: str, senses: Senses) -> list[Segment] | None:
    """The text with its numbered paragraphs as one table; None where they don't end in brackets."""
    lines = [TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    paragraphs = list(_paragraphs(lines))
    rows = [row for own in paragraphs if (row := _row(own, senses))]
    if len(rows) < _FEWEST or len(rows) < _MOST * len(paragraphs):
        return None
    first, last = rows[0].line, rows[-1].line_to
    table = [_row(own, senses) or _heading(own) for own in _all(lines[first - 1 : last])]
    header = TextRow(_CAPTIONS, first, first)
    labels = [TextLine(own[0].number, found.group().strip()) for own in paragraphs if (found := _label(own))]
    return [*segments_of(lines[: first - 1]), Rows([header, *table], labels), *segments_of(lines[last:])]


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    return (own for own in _all(lines) if _NUMBERED.match(own[0].text))


def _all(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Numbered paragraphs with the lines that they go on in, up to their brackets; every other line alone."""
    own: list[TextLine] = []
    for line in lines:
        goes_on = own and not _BRACKETS.search(own[-1].text) and len(own) < _MOST_LINES
        if not line.text.strip() or _NUMBERED.match(line.text) or not (goes_on and _NUMBERED.match(own[0].text)):
            if own:
                yield own
            own = []
        if line.text.strip():
            own.append(line)
    if own:
        yield own


def _row(own: Sequence[TextLine], senses: Senses) -> TextRow | None:
    """The cells of a paragraph; None where its brackets hold no period."""
    text = " ".join(line.text.strip() for line in own)
    number, brackets = _NUMBERED.match(text), _BRACKETS.search(text)
    if number is None or brackets is None or leading_number(text)[1] is None:
        return None
    period, responsible = _told(brackets.group(1), senses)
    if senses.period(period) < _READS:
        return None
    return TextRow(
        (number.group(1), text[number.end() : brackets.start()], period, responsible), own[0].number, own[-1].number
    )


def _label(own: Sequence[TextLine]) -> re.Match[str] | None:
    """'отв.' in the brackets."""
    brackets = _BRACKETS.search(" ".join(line.text.strip() for line in own))
    return _ANSWERS.search(brackets.group(1)) if brackets else None


def _told(inner: str, senses: Senses) -> tuple[str, str]:
    """'до 20 марта, отв. воспитатели' -> when and who; without «отв.» the longest beginning that is a period."""
    if label := _ANSWERS.search(inner):
        return inner[: label.start()].strip(), inner[label.end() :].strip()
    ways = [(inner[: mark.start()], inner[mark.end() :]) for mark in _PARTED.finditer(inner)]
    best = next((way for way in reversed(ways) if senses.period(way[0]) >= _READS and way[1].strip()), None)
    if best and senses.period(best[1]) < _READS:
        return best
    return inner.strip(), ""


def _heading(own: Sequence[TextLine]) -> TextRow:
    return TextRow((" ".join(line.text.strip() for line in own),), own[0].number, own[-1].number)
