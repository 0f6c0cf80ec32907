"""Automatic numbers of OpenDocument text: list styles, continued lists, outline numbers of headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from parsers.formats.office.numerals import LATIN, RUSSIAN, letters, positional_letters, roman, symbol
from parsers.formats.office.odf_styles import LOEXT, STYLE, TEXT, whole

LEVELS = 10


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list style. pattern: '%1%.%2%.' with places for the levels' numbers; bullet: printed as it is."""

    form: str = ""
    pattern: str = ""
    start: int = 1
    suffix: str = " "
    bullet: str = ""
    letter_sync: bool = False


def level_of(element: Any) -> ListLevel:
    """A text:list-level-style-number, -bullet or text:outline-level-style."""
    properties = element.find(f"{STYLE}list-level-properties")
    alignment = properties.find(f"{STYLE}list-level-label-alignment") if properties is not None else None
    followed = "" if alignment is None else alignment.get(f"{TEXT}label-followed-by", "")
    if element.tag == f"{TEXT}list-level-style-bullet":
        character = "".join(map(symbol, element.get(f"{TEXT}bullet-char", "•")))
        return ListLevel(bullet=character, suffix=" ")
    if element.tag == f"{TEXT}list-level-style-image":
        return ListLevel(bullet="•")
    form = element.get(f"{STYLE}num-format", "")
    return ListLevel(
        form,
        element.get(f"{LOEXT}num-list-format") or _pattern(element, form),
        whole(element.get(f"{TEXT}start-value"), 1),
        "" if followed == "nothing" else " ",
        letter_sync=element.get(f"{STYLE}num-letter-sync") == "true",
    )


def _pattern(element: Any, form: str) -> str:
    """Prefix, the numbers of the displayed levels with dots between, suffix; nothing where the level has no format."""
    if not form:
        return ""
    level = whole(element.get(f"{TEXT}level"), 1)
    shown = min(whole(element.get(f"{TEXT}display-levels"), 1), level)
    places = ".".join(f"%{number}%" for number in range(level - shown + 1, level + 1))
    return f"{element.get(f'{STYLE}num-prefix', '')}{places}{element.get(f'{STYLE}num-suffix', '')}"


def printed_number(number: int, level: ListLevel) -> str:
    """A number in the form of its level: 1, a, A, i, I, 'а, б, ... (ru)'.

    >>> printed_number(4, ListLevel("I")), printed_number(29, ListLevel("а, б, .., аа, аб, ... (ru)"))
    ('IV', 'аа')
    """
    form = level.form
    if form in ("i", "I"):
        printed = roman(number)
    elif form in ("a", "A"):
        printed = letters(number, LATIN) if level.letter_sync else positional_letters(number, LATIN)
    elif form[:1] in ("а", "А"):
        repeated = "бб" in form.lower()
        printed = letters(number, RUSSIAN) if repeated else positional_letters(number, RUSSIAN)
    else:
        return str(number) if form else ""
    return printed.upper() if form[0].isupper() else printed


class Counter:
    """How far one list has counted, level by level."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def next(self, levels: dict[int, ListLevel], number: int, start: int | None = None) -> str:
        """The label of the next item of a level (from 1), with what follows it; `start`: it is given this number."""
        level = levels.get(number, ListLevel())
        if start is not None:
            self._counts[number] = start
        elif number in self._counts:
            self._counts[number] += 1
        else:
            self._counts[number] = level.start
        for other in range(1, LEVELS + 1):
            if other > number:
                self._counts.pop(other, None)
            elif other not in self._counts:
                self._counts[other] = levels.get(other, ListLevel()).start
        if level.bullet:
            return level.bullet + level.suffix
        printed = re.sub(r"%(\d{1,2})%", lambda place: self._place(levels, int(place.group(1))), level.pattern)
        return printed + level.suffix if printed else ""

    def _place(self, levels: dict[int, ListLevel], number: int) -> str:
        level = levels.get(number, ListLevel())
        return "" if level.bullet else printed_number(self._counts.get(number, level.start), level)


class Lists:
    """The lists of a document: which go on with which."""

    def __init__(self, styles: dict[str, dict[int, ListLevel]]) -> None:
        self._styles = styles
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str, Counter] = {}
        self._outline = Counter()

    def open(self, element: Any, style: str) -> Counter:
        """The counter of a text:list that is not inside another: a new one, or that of the list it continues."""
        continued = element.get(f"{TEXT}continue-list")
        counter = self._by_id.get(continued or "")
        if counter is None and (continued or element.get(f"{TEXT}continue-numbering") == "true"):
            counter = self._by_style.get(style)
        counter = counter or Counter()
        own = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if own:
            self._by_id[own] = counter
        self._by_style[style] = counter
        return counter

    def levels(self, style: str) -> dict[int, ListLevel]:
        """The levels of a list style."""
        return self._styles.get(style, {})

    def heading(self, element: Any) -> str:
        """The outline number of a heading that stands in no list."""
        if element.get(f"{TEXT}is-list-header") == "true":
            return ""
        level = whole(element.get(f"{TEXT}outline-level"), 1)
        return self._outline.next(self.levels(""), level)
