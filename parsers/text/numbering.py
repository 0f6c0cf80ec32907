"""Numbers of rows and headings as they are printed: '1.', '1.2.', '2)', 'IV.', 'а)', '№ 3'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ROMAN_LOOKALIKES = str.maketrans("ХІСМхісм", "XICMxicm")
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})", re.IGNORECASE)
_ARABIC = r"\d{1,3}(?:\s?[.\-]\s?\d{1,3}){0,6}"
_WHOLE = re.compile(rf"(?:№\s*|п\.\s*)?({_ARABIC}|[IVXLCХІСivxlcхіс]{{1,7}}|[а-яёa-z])\s*[.)]{{0,2}}")
_HEAD = re.compile(
    rf"({_ARABIC}(?=\s*[.)]|\s)|[IVXLCХІС]{{1,7}}(?=\s*[.)])|[а-яё](?=\s*\)))\s*[.)]{{0,2}}\s*(?=[«\"(]?[А-ЯЁA-Z]|[–—-]\s)"
)
_BROKEN = re.compile(r"(?<=[\d.])[\s\u200b]+(?=[\d.])")
_SECTION_WORD = re.compile(
    r"(?:раздел|глава|часть|блок|направление|этап)\s+(№\s*)?(\d{1,2}|[IVXLCХІС]{1,7})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RowNumber:
    """A printed number: kind arabic|roman|letter and its steps, ('1', '2') for '1.2.'."""

    kind: str
    steps: tuple[str, ...]

    @property
    def depth(self) -> int:
        """1 for '1.', 2 for '1.2.'."""
        return len(self.steps)

    def is_under(self, other: RowNumber) -> bool:
        """Whether '1.2.1' stands under '1.2'."""
        return self.kind == other.kind and self.depth > other.depth and self.steps[: other.depth] == other.steps


def is_roman(text: str) -> bool:
    """'IV', 'ХII' (Cyrillic look-alikes too); an empty text is not."""
    folded = text.strip().translate(_ROMAN_LOOKALIKES)
    return bool(folded) and _ROMAN.fullmatch(folded) is not None


@lru_cache(maxsize=1 << 13)
def parse_number(text: str) -> RowNumber | None:
    """The number that a whole cell is, None where it holds anything else.

    >>> parse_number("1.2.") == RowNumber("arabic", ("1", "2")), parse_number("2024 году")
    (True, None)
    """
    match = _WHOLE.fullmatch(whole_number(text))
    return _number(match.group(1)) if match else None


def whole_number(text: str) -> str:
    """A number as one word: a narrow column breaks '1.3.10.' into '1.3.1' and '0.'."""
    return _BROKEN.sub("", text.strip())


def _number(printed: str) -> RowNumber | None:
    if printed[0].isdigit():
        if not printed.strip("0. "):
            return None
        return RowNumber("arabic", tuple(str(int(step)) for step in re.findall(r"\d+", printed)))
    if is_roman(printed):
        return RowNumber("roman", (printed.translate(_ROMAN_LOOKALIKES).upper(),))
    return RowNumber("letter", (printed,)) if len(printed) == 1 else None


def leading_number(text: str) -> tuple[str, RowNumber | None, str]:
    """Splits a number from the head of a text: '1. Анализ' -> ('1.', ..., 'Анализ'); ('', None, text) without one.

    'Раздел IV. Анализ' counts as numbered, its text stays whole.
    """
    stripped = text.strip()
    if word := _SECTION_WORD.match(stripped):
        return "", _number(word.group(2)), stripped
    match = _HEAD.match(stripped)
    if not match or (number := _number(match.group(1))) is None:
        return "", None, stripped
    return stripped[: match.end()].strip(), number, stripped[match.end() :].strip()
