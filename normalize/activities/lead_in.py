"""A point of a list with the words that lead to it: «Подготовка приказов об утверждении: шкалы перевода баллов»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from normalize.activities.operations import governs
from normalize.language.text import collapse

_BULLET = re.compile(r"^[-–—•·*]\s*")
_FIRST_POINT = re.compile(r"^(?P<lead>[^:]{1,200}:)\s*[-–—•·*]\s")
"""«ГИА–11: – мест и сроков …»: the lead-in and the first point of its list stand in one cell."""


def in_full(activity: str, above: Sequence[str], headings: Sequence[str] = ()) -> str:
    """The activity after the words whose sentence it goes on with; alone where it is one by itself.

    `above` are the rows that it is a point of, `headings` those over the table's rows, each the nearest first. A
    heading leads only to a text that begins in the middle of a sentence.

    >>> in_full("– шкалы перевода баллов", ["ГИА-9:", "Подготовка приказов об утверждении:"])
    'Подготовка приказов об утверждении: ГИА-9: шкалы перевода баллов'
    >>> in_full("Обучение экспертов", ["Подготовка кадров"])
    'Обучение экспертов'
    """
    text = collapse(activity)
    point = _BULLET.sub("", text)
    led = _leading(above) or (_leading(headings) if point[:1].islower() else [])
    return " ".join((*led, point)) if led else text


def _leading(above: Sequence[str]) -> list[str]:
    """The lead-ins over a text, the outermost first, as far up as one leads to the next."""
    found = takewhile(bool, (_lead_in(collapse(text)) for text in above if text))
    return [*found][::-1]


def _lead_in(heading: str) -> str:
    """The words of a row that its points go on with, '' where it leads to none."""
    if governs(heading):
        return _BULLET.sub("", heading)
    listed = _FIRST_POINT.match(heading)
    return listed["lead"] if listed else ""
