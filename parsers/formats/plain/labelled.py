"""Plans without a table: numbered paragraphs, each with its period and who answers for it under labels.

'1. Открыть выставки.' / 'Срок: февраль.' / 'Отв.: Щеглова Р.Д.' A label is what captions of those columns are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.formats.plain.rows import TextLine, TextRow
from parsers.formats.plain.segments import Rows, Segment, segments_of
from parsers.tables.cell_profile import Senses
from parsers.tables.content_model import cell_fit
from parsers.tables.headers import SURE, caption_roles
from parsers.text.numbering import leading_number, parse_number
from parsers.text.wording import is_unfinished, shape

_NUMBERED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*[.)]?)\s*(?=[«\"А-ЯЁA-Z])")
_LABEL = re.compile(r"(?:^|(?<=[.;!?)»\"])|(?<=\s))\s*([А-ЯЁа-яё][а-яё]+\.?(?:\s[а-яё]+){0,2}\.?)\s?[:–—-]\s+")
_CAPTIONS = {
    "number": "№",
    "activity": "Мероприятие",
    "period": "Срок",
    "responsible": "Ответственный",
    "result": "Результат",
}
_FEWEST = 2
_TAIL_WORDS = 10
_IS_NAME = 0.9
_A_PERIOD = 1.2
"""How well the end of an activity must fit a period to be taken for one."""


@dataclass(slots=True)
class _Paragraph:
    """A numbered paragraph as it is read: its texts by role, the lines that it takes."""

    number: str
    line: int
    line_to: int
    texts: dict[str, str] = field(default_factory=dict)
    role: str = "activity"
    labels: list[TextLine] = field(default_factory=list)

    def take(self, text: str, line: int) -> None:
        """One more printed line; labels in it begin the next texts."""
        self.line_to = line
        start = 0
        for label in _labels(text):
            self._append(text[start : label.start()])
            self.role, start = _role(label), label.end()
            self.labels.append(TextLine(line, label.group().strip()))
        self._append(text[start:])

    def _append(self, text: str) -> None:
        if text.strip():
            self.texts[self.role] = f"{self.texts.get(self.role, '')} {text.strip()}".strip()

    @property
    def is_labelled(self) -> bool:
        """Something stands under a label."""
        return self.texts.keys() > {"activity"}

    def heads(self, after: _Paragraph) -> bool:
        """'2.' without labels over '2.1.'."""
        own, other = parse_number(self.number), parse_number(after.number)
        return not self.is_labelled and own is not None and other is not None and other.is_under(own)


def cut(text: str, senses: Senses) -> list[Segment] | None:
    """The text with its labelled paragraphs as one table; None where there are too few."""
    lines = [TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    items = _with_headings(list(_items(lines, senses)))
    labelled = [place for place, item in enumerate(items) if isinstance(item, _Paragraph) and item.is_labelled]
    if len(labelled) < _FEWEST:
        return None
    items = items[: labelled[-1] + 1]
    items = items[_first_of_plan(items, labelled[0]) :]
    roles = [role for role in _CAPTIONS if role in ("number", "activity") or _has(items, role)]
    if "period" not in roles:
        roles.insert(2, "period")
    rows = [row for item in items for row in _rows(item, roles, senses)]
    header = TextRow(tuple(_CAPTIONS[role] for role in roles), rows[0].line, rows[0].line)
    above, below = lines[: rows[0].line - 1], lines[rows[-1].line_to :]
    labels = [label for item in items if isinstance(item, _Paragraph) for label in item.labels]
    return [*segments_of(above), Rows([header, *rows], labels), *segments_of(below)]


def _first_of_plan(items: Sequence[_Paragraph | TextLine], first: int) -> int:
    """The heading right over the first labelled paragraph belongs to the plan where others follow like it."""
    headings = sum(isinstance(item, TextLine) for item in items[first:])
    return first - 1 if headings and first and isinstance(items[first - 1], TextLine) else first


def _has(items: Sequence[_Paragraph | TextLine], role: str) -> bool:
    return any(isinstance(item, _Paragraph) and role in item.texts for item in items)


def _items(lines: Sequence[TextLine], senses: Senses) -> Iterator[_Paragraph | TextLine]:
    """Numbered paragraphs, and the lines between them that belong to none."""
    own: _Paragraph | None = None
    for place, line in enumerate(lines):
        if match := _NUMBERED.match(line.text):
            if own:
                yield own
            own = _Paragraph(match.group(1), line.number, line.number)
            own.take(line.text[match.end() :], line.number)
        elif not line.text.strip():
            if own and own.is_labelled:
                yield own
                own = None
        elif own and not (_is_over_number(lines, place) and _is_heading(line.text.strip(), own, senses)):
            own.take(line.text, line.number)
        else:
            if own:
                yield own
            own = None
            yield line
    if own:
        yield own


def _is_over_number(lines: Sequence[TextLine], place: int) -> bool:
    """A numbered paragraph follows at once, or under one heading more."""
    return any(_NUMBERED.match(line.text) for line in lines[place + 1 : place + 3])


def _is_heading(text: str, own: _Paragraph, senses: Senses) -> bool:
    """Whether a line under a labelled paragraph goes on with none of its texts but heads what follows."""
    before = own.texts.get(own.role, "")
    if not own.is_labelled or not before or is_unfinished(before) or any(_labels(text)):
        return False
    if leading_number(text)[1] is not None:
        return True
    if senses.responsible(text) >= _IS_NAME or shape(text) not in ("title", "caps", "quote"):
        return False
    return text.isupper() or senses.action(text) or senses.period(text) >= _IS_NAME or before.endswith(".")


def _with_headings(items: Sequence[_Paragraph | TextLine]) -> list[_Paragraph | TextLine]:
    """Paragraphs without labels whose number heads that of the next one become headings: '2. Контроль' over '2.1.'."""
    found: list[_Paragraph | TextLine] = []
    for place, item in enumerate(items):
        after = items[place + 1] if place + 1 < len(items) else None
        if isinstance(item, _Paragraph) and isinstance(after, _Paragraph) and item.heads(after):
            found.append(TextLine(item.line, f"{item.number} {item.texts.get('activity', '')}".strip()))
        else:
            found.append(item)
    return found


def _labels(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _LABEL.finditer(text) if _role(match))


def _role(label: re.Match[str]) -> str:
    """period, responsible or result for a label that is listed in full as a caption, '' for any other word."""
    named = caption_roles(label.group(1).strip())
    return next((role for role in ("period", "responsible", "result") if named.get(role, 0.0) >= SURE), "")


def _rows(item: _Paragraph | TextLine, roles: Sequence[str], senses: Senses) -> Iterator[TextRow]:
    if isinstance(item, TextLine):
        yield TextRow((item.text.strip(),), item.number, item.number)
        return
    texts = {"number": item.number, **item.texts}
    if "period" not in texts:
        texts["activity"], texts["period"] = _with_period(texts.get("activity", ""), senses)
    yield TextRow(tuple(texts.get(role, "") for role in roles), item.line, item.line_to)


def _with_period(text: str, senses: Senses) -> tuple[str, str]:
    """'Установка елки до 15.12.2004.' -> the activity and the period at its end, '' without one."""
    words = text.split()
    ways = [
        (cell_fit("activity", head, senses) + cell_fit("period", tail, senses), head, tail)
        for count in range(1, min(_TAIL_WORDS, len(words) - 1) + 1)
        for head, tail in [(" ".join(words[:-count]), " ".join(words[-count:]).rstrip("."))]
        if cell_fit("period", tail, senses) >= _A_PERIOD
    ]
    best = max(ways, default=(0.0, text, ""))
    return best[1], best[2]
