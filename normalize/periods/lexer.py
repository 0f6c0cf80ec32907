"""First step of reading a period: the text of a cell as tokens, OCR confusions and misspellings read through.

A token's code is one letter, so that a rule is a regular expression over the codes of a cell:

    M month            D day.month.year    d day.month        Y year             N number 1..31      # other number
    O ordinal          q квартал           h полугодие        k декада           w неделя            p половина
    b начало           m середина          e конец            s season           v weekday           l последний
    y год              z годы              a учебный          g текущий          c число             r период, весь
    F с                T по                U до               L не позднее       K к                 i в, n на, o от
    t течение          A включительно      x clock time       ! impossible date  % не, кроме         ? any other word
    - , ; : ( ) & / № and * for a footnote mark, a bullet or a number in a list («1. Октябрь»)
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

from normalize.periods.expressions import month_length
from normalize.periods.spelling import garbled_name, is_mixed, mend_digits, mend_word
from normalize.periods.vocabulary import vocabulary
from normalize.text import collapse, fold_dashes, fold_quotes, fold_yo

_TAG = re.compile(r"<[^<>]{1,200}>")
_BULLETED = re.compile(r"^\s*[-\u2010-\u2015•*]\s")
_LINE_BULLET = re.compile(r"(?m)^[ \t]*[-\u2010-\u2015•]\s")
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<dmy>\d{1,2} ?\. ?\d{1,2} ?\. ?\d{4}(?!\d)|\d{1,2}\.\d{1,2}\.\d\d(?!\d)(?!\.\d)"
    r"|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d))"
    r"|(?P<dmy_slip>\d{1,2}(?:\.\.|,|\. ?)\d\d(?:\.\.|,|\.? |\.)\d{4}(?!\d))"
    r"|(?P<my>\d{1,2}[./]\d{4}(?!\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d{1,2}-00(?![\d.])|\d{1,2}[-.]\d\d(?= ?(?:час|ч\b)))"
    r"|(?P<dm>\d{1,2}\.\d\d(?:\.(?! ?\d{4}))?(?!\d))"
    r"|(?P<broken>(?<!\d)(?=[\d ]{5})2 ?0 ?[1-3] ?\d(?= ?г(?:од|\.|\b)))"
    r"|(?P<bullet>\d{1,2}\.(?= [а-яa-z]))"
    r"|(?P<num>\d+)(?P<suffix>-?(?:го|ого|ый|ой|й|я|ая|е|ое|ую|х|ти|ом|м)(?![а-яa-z]))?"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[-,;:()/&*•\\№])"
)
_RANGE_SIGNS = str.maketrans("÷~", "--")
_ENDINGS = frozenset(("й", "ый", "ой", "я", "ая", "е", "го", "м"))
_YEARS = range(1990, 2060)


class Token(NamedTuple):
    """One token: its code, its place in the cleaned text, a number (month, day, year, ordinal), the folded word."""

    code: str
    start: int
    end: int
    value: int = 0
    word: str = ""
    month: int = 0
    year: int = 0
    garbled: bool = False


@dataclass(frozen=True, slots=True)
class Lexed:
    """A cell as tokens: `clean` is printed text with single blanks, `folded` the same length in lower case."""

    clean: str
    folded: str
    tokens: tuple[Token, ...]
    codes: str
    garbled: bool = False
    lines: int = 1
    """Printed lines and paragraphs: what stands on lines of its own is a list, no range that lost its dash."""


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


def fold(clean: str) -> str:
    """Lower case, 'е' for 'ё', one kind of dash; as long as the text itself."""
    lower = clean.lower()
    if len(lower) != len(clean):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in clean)
    return fold_dashes(fold_yo(lower)).translate(_RANGE_SIGNS)


def lex(raw: str, garbled: bool = False) -> Lexed:
    """The tokens of a cell, `garbled` where it was mended before. Never fails."""
    raw = without_markup(raw).strip()
    clean = clean_text(raw)
    folded, spoilt = mend_digits(fold(clean))
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        kind = match.lastgroup or ""
        if kind == "suffix":
            kind = "num"
        _READERS[kind](match, tokens)
    tokens = _attach(tokens)
    return Lexed(
        clean, folded, tuple(tokens), "".join(token.code for token in tokens), garbled or spoilt, raw.count("\n") + 1
    )


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
    year, month, day = (int(part) for part in match.group().split("-"))
    tokens.append(_date(match, year, month, day))


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


def _read_clock(match: re.Match[str], tokens: list[Token]) -> None:
    tokens.append(Token("x", match.start(), match.end()))


def _read_word(match: re.Match[str], tokens: list[Token]) -> None:
    word = match.group()
    start, end = match.span()
    found = vocabulary().find(word)
    if found is not None:
        tokens.append(Token(found[0], start, end, found[1], word))
        return
    mended = mend_word(word)
    if mended is None:
        tokens.append(Token("?", start, end, 0, word, garbled=is_mixed(word) or garbled_name(word)))
    elif len(mended) == 1:
        tokens.append(Token(mended[0][0], start, end, mended[0][1], word, garbled=True))
    else:
        (first, one), (second, two) = mended
        tokens.append(Token(first, start, start + 3, one, word, garbled=True))
        tokens.append(Token("-", start + 3, start + 3, 0, "", garbled=True))
        tokens.append(Token(second, start + 3, end, two, word, garbled=True))


def _attach(tokens: list[Token]) -> list[Token]:
    """Joins what belongs together: «де- кабрь», «не позднее», «двадцать пятого», «ГИА-9», «10.00 часов»."""
    out: list[Token] = []
    for token in tokens:
        joined = _joined(out, token) if out else None
        if joined is None:
            out.append(token)
        else:
            drop, new = joined
            del out[len(out) - drop :]
            out.append(new)
    return out


def _joined(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """How many tokens before `token` it swallows, and what they are together; None where it stands alone."""
    last = out[-1]
    if token.code == "?":
        if last.word in ("не", "ни") and token.word.startswith(("поздн", "позж")):
            return 1, Token("L", last.start, token.end, 0, "не позднее")
        if last.word in ("не", "ни") and token.word.startswith(("ранее", "раньше")):
            return 1, Token("F", last.start, token.end, 0, "не ранее")
        if token.word == "чем" and "L" in (last.code, out[-2].code if last.code == "," and len(out) > 1 else ""):
            return (1 if last.code == "L" else 2), Token("L", last.start, token.end, 0, "не позднее")
        if token.word in _ENDINGS and last.code == "-" and len(out) > 1 and out[-2].code == "O":
            return 2, Token("O", out[-2].start, token.end, out[-2].value, out[-2].word)
        return _broken_month(out, token)
    if token.word == last.word == "г":
        return 1, Token("z", last.start, token.end, 0, "гг")
    if token.code == "O" and last.code == "X":
        return 1, Token("O", last.start, token.end, last.value + token.value, token.word)
    if token.code == "H" and last.code in "xN#":
        return 1, Token("x", last.start, token.end)
    if token.code in "N#O" and last.code == "-" and len(out) > 1 and out[-2].code == "?" and out[-2].end == last.start:
        return 2, Token("?", out[-2].start, token.end, 0, out[-2].word)
    return None


def _broken_month(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«дек абрь», «де- кабрь»: a month broken by a blank or at the end of a line."""
    hyphen = out[-1].code == "-" and len(out) > 1
    head = out[-2] if hyphen else out[-1]
    if head.code not in "?M" or not head.word:
        return None
    month = vocabulary().months.get(head.word + token.word)
    if month is None:
        return None
    return 2 if hyphen else 1, Token("M", head.start, token.end, month, head.word + token.word, garbled=True)


_READERS = {
    "iso": _read_iso,
    "dmy": _read_dmy,
    "dmy_slip": _read_dmy_slip,
    "my": _read_month_year,
    "clock": _read_clock,
    "dm": _read_day_month,
    "broken": _read_broken_year,
    "bullet": _read_bullet,
    "num": _read_number,
    "word": _read_word,
    "mark": _read_mark,
}
