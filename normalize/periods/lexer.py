"""First step of reading a period: the text of a cell as tokens, OCR confusions and misspellings read through."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from normalize.language.text import DASHES, collapse, fold_dashes, fold_quotes, fold_yo
from normalize.periods.expressions import month_length
from normalize.periods.joining import joined, months_by_place
from normalize.periods.other_languages import with_other_dates
from normalize.periods.spelling import garbled_name, is_mixed, mend_digits, mend_letters, mend_word
from normalize.periods.tokens import Lexed, Token
from normalize.periods.vocabulary import vocabulary

_TAG = re.compile(r"<[^<>]{1,200}>")
_BULLETED = re.compile(rf"^\s*[{DASHES}•*]\s")
_LINE_BULLET = re.compile(rf"(?m)^[ \t]*[{DASHES}•]\s")
_TOKEN = re.compile(
    r"(?P<word>ь(?=[^\W\d_])|[^\W\d_]+)"
    r"|(?=\d)(?:(?P<iso>\d{4}(?:-\d\d-\d\d|\.\d\d?\.\d\d?)(?!\d))"
    r"|(?P<clocked>\d{1,2}:\d\d:\d{4}(?!\d))"
    r"|(?P<dmy>\d{1,2} ?\. ?\d{1,2} ?\. ?\d{4}(?!\d)|\d{1,2}\.\d{1,2}\.\d\d(?!\d)(?!\.\d)"
    r"|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d))"
    r"|(?P<dmy_slip>(?:1[3-9]|2\d|3[01])-\d\d\.\d{4}(?!\d)|\d{1,2}(?:\.\.|,|\. ?)\d\d(?:\.\.|,|\.? |\.)\d{4}(?!\d))"
    r"|(?P<glued>\d{3,4}\.\d{4}(?!\d))"
    r"|(?P<my>\d{1,2}[./]\d{4}(?!\d))"
    r"|(?P<clock>\d{1,2}-[0-5]\d ?- ?\d{1,2}-[0-5]\d(?![\d.])|(?<=[а-я] )\d{1,2}-[0-5][05](?=$|[,;)])"
    r"|\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d{1,2}-00(?![\d.])|\d{1,2}[-.]\d\d(?= ?(?:час|ч\b)))"
    r"|(?P<dm>\d{1,2}\.\d\d(?:\.(?! ?\d{4}))?(?!\d))"
    r"|(?P<broken>(?<!\d)(?=[\d ]{5})2 ?0 ?[1-3] ?\d(?= ?г(?:од|\.|\b)))"
    r"|(?P<bullet>\d{1,2}\.(?= [а-яa-z]))"
    r"|(?P<num>\d+)(?P<suffix>-?(?:го|ого|му|ому|ый|ой|й|я|ая|е|ое|ую|х|ти|ом|м)(?![а-яa-z]))?)"
    r"|(?P<mark>[-,;:()/&*•\\№])"
)
_SIGNS = str.maketrans("÷~=+і", "---&i")
_LONE_UNDERSCORE = re.compile("(?<!_)_(?!_)")
"""A dash that a scan set too low; a run of them is a blank to fill in."""
_CUT_MONTH = re.compile(r"[а-яё]\n\s*ь", re.IGNORECASE)
"""A month cut by a narrow column, whose lines then part nothing: «Сентябр» / «ьдекабр» / «ь»."""
_YEARS = range(1990, 2060)


def without_markup(raw: str) -> str:
    """The cell's text without HTML remains; a tag ends a line."""
    if "<" in raw:
        raw = _TAG.sub("\n", raw)
    return html.unescape(raw) if "&" in raw else raw


def clean_text(raw: str) -> str:
    """The text without quotation marks, blanks single."""
    if "\n" in raw and _BULLETED.match(raw):
        raw = _LINE_BULLET.sub("• ", raw)
    return collapse(fold_quotes(raw).replace('"', " "))


def _line_starts(raw: str, clean: str) -> tuple[int, ...]:
    """Where in the cleaned text the lines after the first begin; () for a text of one line."""
    if "\n" not in raw:
        return ()
    starts, at = [], 0
    for line in raw.split("\n"):
        length = len(clean_text(line))
        starts.append(at)
        at += length + 1 if length else 0
    return tuple(dict.fromkeys(starts[1:])) if at - 1 == len(clean) else ()


def fold(clean: str) -> str:
    """Lower case, 'е' for 'ё', one kind of dash; as long as the text itself."""
    lower = clean.lower()
    if len(lower) != len(clean):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in clean)
    folded = fold_dashes(fold_yo(lower)).translate(_SIGNS)
    return _LONE_UNDERSCORE.sub("-", folded) if "_" in folded else folded


def lex(raw: str, garbled: bool = False) -> Lexed:
    """The tokens of a cell, `garbled` where it was mended before. Never fails."""
    raw = without_markup(raw).strip()
    clean = clean_text(raw)
    printed = fold(clean)
    folded = mend_digits(mend_letters(printed))
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        _READERS[match.lastgroup or ""](match, tokens)
    if folded != printed:
        tokens = [
            token._replace(garbled=token.garbled or folded[token.start : token.end] != printed[token.start : token.end])
            for token in tokens
        ]
    tokens = joined(tokens)
    codes = "".join([token.code for token in tokens])
    if "?" in codes:
        tokens = with_other_dates(months_by_place(tokens, codes), printed)
        codes = "".join([token.code for token in tokens])
    lines = 1 if _CUT_MONTH.search(raw) else raw.count("\n") + 1
    return Lexed(clean, folded, tuple(tokens), codes, garbled, lines, _line_starts(raw, clean) if lines > 1 else ())


def _read_mark(match: re.Match[str], tokens: list[Token]) -> None:
    char = match.group()
    code = {"•": "*", "\\": "/"}.get(char, char)
    tokens.append(Token(code, match.start(), match.end(), 0, char))


def _read_number(match: re.Match[str], tokens: list[Token]) -> None:
    digits = match.group("num")
    value = int(digits[:9])
    code = "#"
    if len(digits) <= 2 and 1 <= value <= 31:
        code = "O" if match.group("suffix") else "N"
    elif len(digits) == 4 and value in _YEARS:
        code = "Y"
    tokens.append(Token(code, match.start(), match.end(), value, digits))


def _read_broken_year(match: re.Match[str], tokens: list[Token]) -> None:
    """'202 4 года'"""
    value = int(match.group().replace(" ", ""))
    tokens.append(Token("Y", match.start(), match.end(), value, garbled=" " in match.group()))


def _read_bullet(match: re.Match[str], tokens: list[Token]) -> None:
    """'1.' before a word numbers a list: «1. Октябрь 2024 2. Март 2025»; «15. марта» is a day."""
    following = re.match(r" ([а-я]+)", match.string[match.end() :])
    month = following and following[1] in vocabulary().months and following[1].endswith(("я", "а"))
    if month and 1 <= int(match.group()[:-1]) <= 31:
        tokens.append(
            Token("N", match.start(), match.end() - 1, int(match.group()[:-1]), match.group()[:-1], garbled=True)
        )
    else:
        tokens.append(Token("*", match.start(), match.end()))


def _date(match: re.Match[str], year: int, month: int, day: int, garbled: bool = False) -> Token:
    start, end = match.span()
    if year < 100:
        year += 2000
    if not (1 <= month <= 12 and year in _YEARS and 1 <= day <= month_length(year, month)):
        return Token("!", start, end, 0, match.group())
    return Token("D", start, end, day, "", month, year, garbled)


def _read_dmy(match: re.Match[str], tokens: list[Token]) -> None:
    day, month, year = (int(part) for part in re.findall(r"\d+", match.group()))
    tokens.append(_date(match, year, month, day))


def _read_dmy_slip(match: re.Match[str], tokens: list[Token]) -> None:
    day, month, year = (int(part) for part in re.findall(r"\d+", match.group()))
    tokens.append(_date(match, year, month, day, garbled=True))


def _read_iso(match: re.Match[str], tokens: list[Token]) -> None:
    """«2024-10-15», «2024.10.15»"""
    year, month, day = (int(part) for part in re.split("[-.]", match.group()))
    tokens.append(_date(match, year, month, day))


def _read_clocked(match: re.Match[str], tokens: list[Token]) -> None:
    """«15:10:2024» is a date with slips for points, no clock time."""
    day, month, year = (int(part) for part in match.group().split(":"))
    tokens.append(_date(match, year, month, day, garbled=True))


def _read_month_year(match: re.Match[str], tokens: list[Token]) -> None:
    """'09.2024' is a month and a year."""
    month, year = (int(part) for part in re.split(r"[./]", match.group()))
    start, end = match.span()
    if not (1 <= month <= 12 and year in _YEARS):
        tokens.append(Token("!", start, end, 0, match.group()))
        return
    tokens.append(Token("M", start, end - 5, month, ""))
    tokens.append(Token("Y", end - 4, end, year, ""))


def _read_day_month(match: re.Match[str], tokens: list[Token]) -> None:
    """'15.03' is a day, '10.00' a clock time, '3.2' (one digit after the point) neither."""
    day, month = (int(part) for part in match.group().rstrip(".").split("."))
    start, end = match.span()
    if 1 <= month <= 12 and 1 <= day <= month_length(2024, month):
        tokens.append(Token("d", start, end, day, "", month))
    elif day <= 24 and month < 60 and month % 5 == 0:
        tokens.append(Token("x", start, end))
    else:
        tokens.append(Token("!", start, end, 0, match.group()))


def _read_glued(match: re.Match[str], tokens: list[Token]) -> None:
    """«2012.2024», «20.12.2024» that lost a point, is no date."""
    tokens.append(Token("!", match.start(), match.end(), 0, match.group()))


def _read_clock(match: re.Match[str], tokens: list[Token]) -> None:
    tokens.append(Token("x", match.start(), match.end()))


@lru_cache(maxsize=1 << 14)
def _meanings(word: str) -> tuple[tuple[str, int, bool], ...]:
    """(code, value, garbled) of a word: one, or two where it is two glued months."""
    found = vocabulary().find(word)
    if found is not None:
        return ((*found, False),)
    mended = mend_word(word)
    if mended is None:
        return (("?", 0, is_mixed(word) or garbled_name(word)),)
    return tuple((code, value, True) for code, value in mended)


def _read_word(match: re.Match[str], tokens: list[Token]) -> None:
    word = match.group()
    start, end = match.span()
    (code, value, garbled), *second = _meanings(word)
    if not second:
        tokens.append(Token(code, start, end, value, word, 0, 0, garbled))
        return
    tokens.append(Token(code, start, start + 3, value, word, garbled=True))
    tokens.append(Token("-", start + 3, start + 3, 0, "", garbled=True))
    tokens.append(Token(second[0][0], start + 3, end, second[0][1], word, garbled=True))


_READERS = {
    "iso": _read_iso,
    "clocked": _read_clocked,
    "dmy": _read_dmy,
    "dmy_slip": _read_dmy_slip,
    "glued": _read_glued,
    "my": _read_month_year,
    "clock": _read_clock,
    "dm": _read_day_month,
    "broken": _read_broken_year,
    "bullet": _read_bullet,
    "num": _read_number,
    "suffix": _read_number,
    "word": _read_word,
    "mark": _read_mark,
}
