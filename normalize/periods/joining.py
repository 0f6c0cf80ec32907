"""Tokens that belong together are one: «не позднее», «де- кабрь», «двадцать пятого», «ГИА-9», «10.00 часов»."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from normalize.periods.spelling import is_like, month_by_place
from normalize.periods.tokens import Token
from normalize.periods.vocabulary import vocabulary

Join = Callable[[list[Token], Token], "tuple[int, Token] | None"]
"""Tokens before, a token -> how many of those before it swallows, and what they are together."""
SHORT_YEARS = range(15, 32)
_ENDINGS = frozenset(("й", "ый", "ой", "я", "ая", "е", "го", "м"))
_NOTHING = Token("", 0, 0)
_COURSE_ENDINGS = frozenset(("е", "и", "ие", "ии", "нии", "ние"))
_UNIT_NOUNS = {"квартал": "q", "квартала": "q", "квартале": "q", "полугодие": "h", "полугодия": "h", "полугодии": "h"}
_SHORTEST_UNIT = 6


def _before(out: list[Token], distance: int = 1) -> Token:
    return out[-distance] if len(out) >= distance else _NOTHING


def not_later(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«не позднее», «не ранее»; «не пзднее», «непозднее», «не по зднее» with a slip or a blank."""
    last, word = _before(out), token.word
    if last.word in ("не", "ни"):
        if word.startswith(("поздн", "позж")):
            return 1, Token("L", last.start, token.end, 0, "не позднее")
        if word.startswith(("ранее", "раньше")):
            return 1, Token("F", last.start, token.end, 0, "не ранее")
        if is_like(word, "позднее") or is_like(word, "позже"):
            return 1, Token("L", last.start, token.end, 0, "не позднее", garbled=True)
    elif last.code in ("-", ",") and _before(out, 2).word == "не" and word.startswith("поздн"):
        return 2, Token("L", _before(out, 2).start, token.end, 0, "не позднее", garbled=True)
    elif word.startswith(("непозд", "непозж")):
        return 0, token._replace(code="L", garbled=True)
    elif last.code in ("?", "T", "R") and _before(out, 2).word == "не" and is_like(last.word + word, "позднее"):
        return 2, Token("L", _before(out, 2).start, token.end, 0, "не позднее", garbled=True)
    return None


def sooner(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«ранее 15 мая» is before it, «позднее 15 мая» after it; «нг позднее» is «не позднее»."""
    later = token.word.startswith(("поздн", "позже"))
    last = _before(out)
    if later and last.code == "?" and is_like(last.word, "не"):
        return 1, Token("L", last.start, token.end, 0, "не позднее", garbled=True)
    if token.word.startswith(("ранее", "раньше")):
        return 0, token._replace(code="U")
    return (0, token._replace(code="F")) if later else None


def year_noun(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«2025 гда», «2025 г ода», «2025 го да»"""
    last, before = _before(out), _before(out, 2)
    if last.code == "Y" and len(token.word) > 2 and is_like(token.word, "года"):
        return 0, token._replace(code="y", garbled=True)
    parted = before.code == "Y" and last.code in ("y", "?") and last.word + token.word in ("год", "года", "году")
    return (1, Token("y", last.start, token.end, 0, "года", garbled=True)) if parted else None


def than(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«не позднее, чем»"""
    drop = 2 if _before(out).code == "," else 1
    last = _before(out, drop)
    return (drop, last._replace(end=token.end)) if token.word == "чем" and last.code == "L" else None


def shortened_course(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«в теч-е года»"""
    course = _before(out, 2)
    if token.word not in _COURSE_ENDINGS or _before(out).code != "-" or course.word != "теч":
        return None
    return 2, course._replace(end=token.end)


def unit_noun(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«IV кварал», «1 полугоде»: a misspelt noun after its number."""
    if _before(out).code not in "NOR" or len(token.word) < _SHORTEST_UNIT:
        return None
    code = next((code for noun, code in _UNIT_NOUNS.items() if _one_slip(token.word, noun)), None)
    return (0, token._replace(code=code, garbled=True)) if code else None


def _one_slip(word: str, right: str) -> bool:
    return DamerauLevenshtein.distance(word, right, score_cutoff=1) == 1


def misread_two(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«И квартал»: a Roman two that a scan took for a letter, where nothing stands before it that «и» could join."""
    last = _before(out)
    if last.code != "&" or _before(out, 2).code not in ("", "i", "n", "F", "U", "T", "t"):
        return None
    out[-1] = last._replace(code="R", value=2)
    return 0, token._replace(garbled=True)


def month_noun(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«сентябрь месяц»"""
    last = _before(out)
    if last.code != "M" or token.word not in ("месяц", "месяца", "месяце", "месяцем"):
        return None
    return 1, last._replace(end=token.end)


def roman_ending(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«I-й квартал»"""
    number = _before(out, 2)
    if token.word not in _ENDINGS or _before(out).code != "-" or number.code != "O":
        return None
    return 2, number._replace(end=token.end)


def broken_month(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«дек абрь», «де- кабрь»: a month broken by a blank or at the end of a line."""
    drop = 2 if _before(out).code == "-" else 1
    head = _before(out, drop)
    month = vocabulary().months.get(head.word + token.word) if head.code in ("?", "M", "P") and head.word else None
    if month is None:
        return None
    return drop, Token("M", head.start, token.end, month, head.word + token.word, garbled=True)


def short_year(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«декабрь 24 г.», «IV квартал 24 г.»"""
    number = _before(out)
    if number.code != "N" or _before(out, 2).code not in ("M", "q") or number.value not in SHORT_YEARS:
        return None
    return 1, Token("Y", number.start, token.end, 2000 + number.value)


def plural_years(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«г.г.»"""
    last = _before(out)
    return (1, Token("z", last.start, token.end, 0, "гг")) if token.word == last.word == "г" else None


def tens(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«двадцать пятого»"""
    last = _before(out)
    if last.code != "X":
        return None
    return 1, Token("O", last.start, token.end, last.value + token.value, token.word)


def clock_noun(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«10 часов»"""
    last = _before(out)
    return (1, Token("x", last.start, token.end)) if last.code in ("x", "N", "#") else None


def numbered_name(out: list[Token], token: Token) -> tuple[int, Token] | None:
    """«ГИА-9»"""
    name = _before(out, 2)
    if _before(out).code != "-" or name.code != "?" or name.end != _before(out).start:
        return None
    return 2, Token("?", name.start, token.end, 0, name.word)


_NOT = frozenset(("не", "ни"))
_JOINING = frozenset(("месяц", "месяца", "месяце", "месяцем", "чем")) | _ENDINGS | _COURSE_ENDINGS
_JOINING_STEMS = ("непозд", "непозж", "поздн", "позже", "ранее", "раньше")


JOINS: dict[str, tuple[Join, ...]] = {
    "?": (month_noun, not_later, sooner, than, roman_ending, broken_month, year_noun, shortened_course, unit_noun),
    "q": (misread_two,),
    "h": (misread_two,),
    "y": (short_year, plural_years),
    "O": (tens, numbered_name),
    "N": (numbered_name,),
    "#": (numbered_name,),
    "H": (clock_noun,),
}
"""By the code of the token that may swallow those before it."""


_MONTHS_PLACE = re.compile(r"(?<=[MyY]-)\?|\?(?=-M)|(?:^|(?<=[-,;&FTUKLiNO]))\?(?=,?Y)")


def months_by_place(tokens: list[Token], codes: str) -> list[Token]:
    """The tokens with a damaged short word a month where only one can stand: «май-нюнь», «15 мя 2025».

    «июпь» may be two and becomes an impossible date.
    """
    tokens = list(tokens)
    for match in _MONTHS_PLACE.finditer(codes):
        token = tokens[match.start()]
        months = month_by_place(token.word)
        if months:
            code = "M" if len(months) == 1 else "!"
            tokens[match.start()] = token._replace(code=code, value=months[0], garbled=True)
    return tokens


def _among_words(out: list[Token]) -> bool:
    """Whether one or two words that tell nothing, none of them «не», stand before."""
    if not out or out[-1].code != "?" or out[-1].word in _NOT:
        return False
    return len(out) == 1 or (out[-2].code == "?" and out[-2].word not in _NOT)


@lru_cache(maxsize=1 << 13)
def _stands_alone(word: str) -> bool:
    """Whether nothing in the word itself, after words that tell nothing, makes it join those: most words of a text."""
    if word in _JOINING or word.startswith(_JOINING_STEMS):
        return False
    return word not in _month_ends()


@cache
def _month_ends() -> frozenset[str]:
    """What a month that a blank broke may end with: «дек абрь»."""
    return frozenset(month[at:] for month in vocabulary().months for at in range(len(month)))


def joined(tokens: list[Token]) -> list[Token]:
    """The tokens with those that belong together made one."""
    out: list[Token] = []
    for token in tokens:
        code = token.code
        if code == "?" and _among_words(out) and _stands_alone(token.word):
            out.append(token)
            continue
        for join in JOINS.get(code, ()):
            found = join(out, token)
            if found is not None:
                drop, token = found
                del out[len(out) - drop :]
                break
        out.append(token)
    return out
