"""School grades named in a text: «9-х, 11-х классов», «10-11 кл.», «IX и XI классы» -> {9, 11}, {10, 11}, {9, 11}."""

from __future__ import annotations

import re

_NUMBER = r"(?:1[0-2]|[1-9]|x{0,1}i{1,3}|i?[vx]|vi{1,3})"
_LETTER = r"(?:\s?[\"«]?[а-д][\"»]?(?![а-я]))?"
_ENDING = r"(?:\s?-?\s?(?:ых|ого|ому|ые|ым|ом|х|го|му|е|м)(?![а-я]))?" + _LETTER
_SEPARATOR = r"\s?(?:,|;|/|\(|-|и|или|по)\s?"
_GRADES = re.compile(
    rf"(?<![\w.])(?P<list>{_NUMBER}{_ENDING}\)?(?:{_SEPARATOR}{_NUMBER}{_ENDING}\)?){{0,11}})\s?(?:кл\b|класс(?!н))"
)
_ITEM = re.compile(rf"(?P<separator>-\s?)?(?P<number>{_NUMBER}){_ENDING}(?=\W|$)")
_WORDS = {"девят": 9, "десят": 10, "одиннадцат": 11, "двенадцат": 12}
_WORD = re.compile(
    r"\b(девят|десят|одиннадцат|двенадцат)(?:ого|ый|ые|ых|ому|ом)\b[^.;]{0,24}?\bкласс|\b(девят|одиннадцат)икласс"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def grades(folded: str) -> frozenset[int]:
    """The grades (1..12) a text names; `folded` is in lower case with '-' for every dash; ranges give all between."""
    if "кл" not in folded:
        return frozenset()
    found: set[int] = set()
    for match in _GRADES.finditer(folded):
        found |= _listed(match["list"])
    for word in _WORD.finditer(folded):
        found.add(_WORDS[word[1] or word[2]])
    return frozenset(found)


def _listed(text: str) -> set[int]:
    found: set[int] = set()
    last: int | None = None
    for match in _ITEM.finditer(text):
        number = _number(match["number"])
        if match["separator"] and last is not None and last < number:
            found |= set(range(last, number))
        if 1 <= number <= 12:
            found.add(number)
        last = number
    return found


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
