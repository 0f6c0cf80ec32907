"""Fields of a Word paragraph: their codes print nothing, their results do; numbers that Word counts are counted here.

AUTONUM, AUTONUMLGL, AUTONUMOUT and LISTNUM keep no result in the file: Word numbers them as it shows the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from parsers.formats.office.numerals import word_number

_LISTNUM = (
    ("decimal", "{})"),
    ("lowerLetter", "{})"),
    ("lowerRoman", "{})"),
    ("decimal", "({})"),
    ("lowerLetter", "({})"),
    ("lowerRoman", "({})"),
    ("decimal", "{}."),
    ("lowerLetter", "{}."),
    ("lowerRoman", "{}."),
)
"""Formats of the nine levels of Word's list 'NumberDefault'."""
_LONGEST_START = 4


@dataclass(slots=True)
class FieldNumbers:
    """Counts the numbering fields of a document in reading order."""

    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def result(self, code: str) -> str:
        """What a field without a stored result prints: '3.' for the third AUTONUM; '' for fields of other kinds."""
        name, *words = code.split() or [""]
        if name.upper() == "LISTNUM":
            return self._of_list(words)
        if name.upper() in ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT"):
            return f"{self._next(name.upper(), 0)}."
        return ""

    def _of_list(self, words: list[str]) -> str:
        """LISTNUM with its level (\\l) and its start (\\s); the levels below begin anew."""
        named = words[0] if words and not words[0].startswith("\\") else ""
        level = min(max(_switch(words, "\\l") or 1, 1), len(_LISTNUM))
        start = _switch(words, "\\s")
        if start is not None:
            self._counts[named, level] = start - 1
        for lower in range(level + 1, len(_LISTNUM) + 1):
            self._counts.pop((named, lower), None)
        form, frame = _LISTNUM[level - 1]
        return frame.format(word_number(self._next(named, level), form))

    def _next(self, name: str, level: int) -> int:
        self._counts[name, level] = self._counts.get((name, level), 0) + 1
        return self._counts[name, level]


def _switch(words: list[str], name: str) -> int | None:
    """The number after a switch, None without one."""
    for word, value in pairwise(words):
        if word.lower() == name and value.isdecimal() and len(value) <= _LONGEST_START:
            return int(value)
    return None


@dataclass(slots=True)
class _Field:
    code: str = ""
    printing: bool = False


class Fields:
    """Whether the runs just read are the code of a field (between its begin and its separator) or what it prints.

    broken: a field begins and never ends, so nothing but w:instrText counts as code.
    """

    def __init__(self, broken: bool = False) -> None:
        self._open: list[_Field] = []
        self._broken = broken

    def turn(self, kind: str | None) -> str:
        """Takes a w:fldChar; gives the code of a field that ends without a result, else ''."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].printing = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            return "" if ended.printing or self.in_code else ended.code
        return ""

    def add_code(self, text: str) -> None:
        """Takes a w:instrText."""
        if self._open:
            self._open[-1].code += text

    @property
    def in_code(self) -> bool:
        """Whether what is read now is the code of a field."""
        return any(not part.printing for part in self._open) and not self._broken
