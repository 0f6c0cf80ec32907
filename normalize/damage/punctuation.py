"""Signs that are lost or doubled: brackets, quotation marks, hyphens; words printed twice; «в 2024 в школах»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import eq

from normalize.damage.context import DamagedWord

_DOUBLE_HYPHEN = re.compile(r"(?<!\w)[^\W\d_]+[-–—]{2,3}[^\W\d_]+")
_TWO_DASHES = re.compile("[-–—]{2}")
_REPEATED = re.compile(r"(?<![\w-])([^\W\d_]+)[ \u00a0]+\1(?![\w-])", re.IGNORECASE)
_REPEATED_PHRASE = re.compile(
    r"(?<![\w-])([\w-]{1,40}(?:[ \u00a0]+[\w-]{1,40}){1,4})[ \u00a0]+\1(?![\w-])",
    re.IGNORECASE,
)
_PHRASE_LENGTHS = frozenset((2, 3, 4, 5))
_PRINTED = re.compile(r"[\w-]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
"""Two to five words, one of them at least a word of letters: «к ГИА к ГИА»; «1 2 1 2» is a table's."""
_YEAR_ALONE = re.compile(r"(?<!\w)[Вв] (20[0-6]\d) (?=[а-яё]{1,3} )(?!г|уч|и |или |по |к |до |- )")
_CENTURY = "20"
_DATE = re.compile(r"(?<![\d.])(\d{1,2}\.(?:0[1-9]|1[0-2]))(\.?) (20[0-6]\d)(?!\d)")
_MONTH = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2}"
_TIGHT = re.compile("[а-яё],[а-яё]")
_COMMA = re.compile(r"(?<![\w/.@-])([а-яё]{3,}),([а-яё]{3,})(?![\w/.@-])")
_MONTH_COMMA = re.compile(rf"(?<!\w)({_MONTH}), (20[0-6]\d)(?=\s?г)", re.IGNORECASE)
_LIST_MARK = re.compile(r"(?:^|[\s;:,])(?:\d{1,2}|[а-яёa-z])\)")
_CLOSING = {")": "(", "»": "«"}
_BRACKET = re.compile("[()«»]")
_ANY_QUOTE = re.compile(r"[«»„“”\"]")
_MOST = 20_000
_SHORT_NAMES = (2,)
_INITIAL = r"[А-ЯЁABCEHKMOPTXY]\."
_INITIALS = re.compile(rf"(?<![\w-])[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?\s(?P<initials>{_INITIAL}\s?{_INITIAL})(?!\w)")
_LATIN_CAPITAL = re.compile("[A-Z]")
_CYRILLIC_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")


def latin_initials(text: str) -> Iterator[DamagedWord]:
    """«Калинин B.C.»: initials of a Russian surname in Latin letters."""
    if _LATIN_CAPITAL.search(text) is None:
        return
    for match in _INITIALS.finditer(text):
        if _LATIN_CAPITAL.search(match["initials"]):
            yield _damage(match, "latin_letter", match.group().translate(_CYRILLIC_TWINS), "high")


def doubled_hyphens(text: str) -> Iterator[DamagedWord]:
    """«практико--ориентированных»."""
    if _TWO_DASHES.search(text) is None:
        return
    for match in _DOUBLE_HYPHEN.finditer(text):
        meant = re.sub(r"[-–—]{2,3}", "-", match.group())
        yield _damage(match, "double_hyphen", meant, "high")


@lru_cache(maxsize=64)
def _repeats(text: str) -> frozenset[int]:
    """How many words further on a word of the text stands again, up to five; to ask first is ten times faster."""
    printed = _PRINTED.findall(text.lower())
    return frozenset(away for away in range(1, 6) if any(map(eq, printed, printed[away:])))


def repeated_words(text: str) -> Iterator[DamagedWord]:
    """«по по вопросам», «проведение проведение»; abbreviations and names of two capitals may repeat."""
    if 1 not in _repeats(text):
        return
    for match in _REPEATED.finditer(text):
        if not match[1].isupper() or len(match[1]) not in _SHORT_NAMES:
            yield _damage(match, "repeated_word", match[1], "high" if match[1].islower() else "medium")


def repeated_phrases(text: str) -> Iterator[DamagedWord]:
    """«подготовка к ГИА к ГИА», «для родителей для родителей»."""
    if _repeats(text).isdisjoint(_PHRASE_LENGTHS):
        return
    for match in _REPEATED_PHRASE.finditer(text):
        if len({*match[1].lower().split()}) > 1 and _LETTERS.search(match[1]):
            yield _damage(match, "repeated_phrase", match[1], "high")


def lost_year_word(text: str) -> Iterator[DamagedWord]:
    """«(далее – ЕГЭ) в 2024 в КАУ ДПО»: the word «году» is lost."""
    if _CENTURY not in text:
        return
    for match in _YEAR_ALONE.finditer(text):
        end = match.end(1)
        printed = text[match.start() : end]
        yield DamagedWord(printed, "missing_word", f"{printed} году", match.start(), end, "high")


def tight_commas(text: str) -> Iterator[DamagedWord]:
    """«правила,процедура»: the blank after a comma is lost."""
    if _TIGHT.search(text) is None:
        return
    for match in _COMMA.finditer(text):
        yield _damage(match, "lost_blank", f"{match[1]}, {match[2]}", "medium")


def broken_dates(text: str) -> Iterator[DamagedWord]:
    """«20.04 2024» lacks a full stop, «февраль, 2024 г.» has a comma too many, «02.10. 2023» a blank."""
    if _CENTURY not in text:
        return
    for match in _DATE.finditer(text):
        yield _damage(match, "date_format", f"{match[1]}.{match[3]}", "low" if match[2] else "high")
    for match in _MONTH_COMMA.finditer(text):
        yield _damage(match, "date_format", f"{match[1]} {match[2]}", "medium")


def open_brackets(text: str) -> Iterator[DamagedWord]:
    """A bracket or quotation mark without its pair; «1)» and «а)» open a list, or close one: «(приложение № 1)»."""
    if _BRACKET.search(text) is None:
        return
    marks = {match.end() - 1 for match in _LIST_MARK.finditer(text)}
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text, 0, _MOST):
        sign, place = match.group(), match.start()
        if sign not in _CLOSING:
            opened.append((sign, place))
        elif place not in marks:
            pair = next((index for index in range(len(opened) - 1, -1, -1) if opened[index][0] == _CLOSING[sign]), None)
            if pair is None:
                yield _sign(text, sign, place)
            else:
                del opened[pair]
    left = iter(sorted(marks))
    for sign, place in opened:
        if sign != "(" or next((mark for mark in left if mark > place), None) is None:
            yield _sign(text, sign, place)


def _sign(text: str, sign: str, place: int) -> DamagedWord:
    """A sign without its pair; quotation marks inside one another are often closed by one for two."""
    bracket = sign in "()"
    end = min(len(text), place + 40) if sign in "(«" else place + 1
    alone = sign == "«" and _ANY_QUOTE.search(text, place + 1) is None and _ANY_QUOTE.search(text[:place]) is None
    return DamagedWord(
        text[place:end], "bracket" if bracket else "quote", "", place, end, "medium" if bracket or alone else "low"
    )


def _damage(match: re.Match[str], kind: str, meant: str, certainty: str) -> DamagedWord:
    return DamagedWord(match.group(), kind, meant, match.start(), match.end(), certainty)
