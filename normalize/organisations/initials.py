"""Abbreviations against the words they stand for: Schwartz and Hearst (2003) from left to right, made Russian.

Every piece of an abbreviation begins a word ('КЦМКО'), a piece may be longer than a letter ('АлтГУ', 'Минобрнауки'),
'и' may be written or left out ('УГУиОКО'), and both halves of a compound count ('информационно-методический' in 'ИМЦ').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from normalize.language.nouns import is_abbreviation
from normalize.language.text import fold_yo
from normalize.language.wordforms import is_adjective, noun_of, same_word
from normalize.organisations.lookups import legal_forms, name_words

_COMPOUND = "психолого|медико|информационно|научно|учебно|социально|организационно|дежурно"
_WORD = re.compile(rf"(?:{_COMPOUND})(?=[а-яё]{{5}})|\w+", re.IGNORECASE)
"""A compound may have lost its hyphen at the end of a printed line: 'психологопедагогической'."""
_PIECE = re.compile(r"[А-ЯЁA-Z][а-яёa-z]*")
_CONTRACTION = re.compile(
    r"(?:мин|деп|ком|обл|край|рай|гор|рес|рос|глав|упр)(?:обр|просв|прос(?![а-яё])|здрав|культ|спорт|фин|цифр|труд|соц|молод|надзор|"
    r"потреб|гвард|наук|вуз|связ|строй|эконом|имущ|юст|пром|сель|природ|транс|он[оа])[а-яё]*"
)
MAX_LETTERS = 16
_made = tuple.__new__
_SHORT_TEXT = 400
_PIECE_LENGTH = 3
"""The least that a contraction takes of a word: 'Мин|обр|науки'."""
_SHORTENED = 2
"""'Пб' of 'СПб': the first letter and one from inside."""


_GLUED = re.compile(rf"\b({_COMPOUND})(?=[а-яё]{{5}})", re.IGNORECASE)


class Word(NamedTuple):
    """A word of a text, or half of a hyphenated one; offsets into that text."""

    text: str
    start: int
    end: int


def with_hyphens(text: str) -> str:
    """'психологопедагогической' -> 'психолого-педагогической'."""
    return _GLUED.sub(r"\1-", text)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text with offsets; halves of compounds are words of their own."""
    return _words_of_name(text) if len(text) < _SHORT_TEXT else _found_words(text)


def _found_words(text: str) -> tuple[Word, ...]:
    return tuple([_made(Word, (match.group(), *match.span())) for match in _WORD.finditer(text)])


_words_of_name = lru_cache(maxsize=1 << 12)(_found_words)


@lru_cache(maxsize=1 << 12)
def pieces(abbreviation: str) -> tuple[str, ...]:
    """'УГУиОКО' -> ('у', 'г', 'уи', 'о', 'к', 'о'); 'АлтГУ' -> ('алт', 'г', 'у'); () for an ordinary word."""
    found = _PIECE.findall(fold_yo(abbreviation))
    return tuple(piece.lower() for piece in found) if is_abbreviation(abbreviation) else ()


def matched(abbreviation: str, words: Sequence[str]) -> int | None:
    """How many words from the first on the abbreviation (of one or several tokens) stands for; None where it doesn't.

    >>> matched("КЦМКО", "Кузбасский центр мониторинга качества образования".split())
    5
    >>> matched("УО АНМО", "управление образования администрации Новокузнецкого муниципального округа".split())
    6
    """
    tokens = [token for token in re.split(r"[^\w]+", abbreviation) if token and not token.isdigit()]
    return _matched(tuple(tokens), tuple(words[: 4 * MAX_LETTERS])) if tokens else None


def is_genitive_contraction(word: str) -> bool:
    """'Рособрнадзора': of somebody else's name; 'Минтруда' is what the ministry itself is called.

    >>> is_genitive_contraction("Роспотребнадзора"), is_genitive_contraction("Минтруда")
    (True, False)
    """
    return word.endswith(("надзора", "надзору", "надзором", "надзоре"))


@lru_cache(maxsize=1 << 12)
def _matched(tokens: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    parts: list[tuple[str, str]] = []
    for token in tokens:
        letters = pieces(token)
        if letters:
            parts += [("letter", piece) for piece in letters]
        elif len(token) == 1:
            parts.append(("letter", fold_yo(token.lower())))
        else:
            kind = "contraction" if _CONTRACTION.fullmatch(token.lower()) else "word"
            parts.append((kind, fold_yo(token.lower())))
    if len(parts) > MAX_LETTERS:
        return None
    return _aligned(parts, [fold_yo(word.lower()) for word in words], 0, 0)


def _aligned(parts: Sequence[tuple[str, str]], words: Sequence[str], part: int, word: int) -> int | None:
    """The end of the best alignment of parts[part:] with words[word:]; every step consumes a word."""
    if part == len(parts):
        return word
    if word == len(words):
        return None
    kind, text = parts[part]
    now = words[word]
    if _stands_for(kind, text, now) and (end := _aligned(parts, words, part + 1, word + 1)) is not None:
        return end
    if kind == "letter" and len(text) > 1 and text.endswith("и") and _conjunction_follows(words, word, text[:-1]):
        return _aligned(parts, words, part + 1, word + 2)
    if kind == "contraction" and (end := _contracted(text, words, word)) is not None:
        return _aligned(parts, words, part + 1, end)
    return _aligned(parts, words, part, word + 1) if part and _gives_no_letter(now) else None


def _gives_no_letter(word: str) -> bool:
    """'и', 'по', 'в сфере', 'осуществляющие': МОУО are '… органы, осуществляющие управление …'; 'города': ДОНМ."""
    return word == "города" or word in name_words("unlettered") or word.startswith("осуществляющ")


def _stands_for(kind: str, text: str, word: str) -> bool:
    if kind == "letter":
        return word.startswith(text) or (len(text) == _SHORTENED and word[0] == text[0] and text[1] in word)
    return text == word or same_word(text, word)


def _conjunction_follows(words: Sequence[str], at: int, start: str) -> bool:
    return words[at].startswith(start) and at + 1 < len(words) and words[at + 1] == "и"


def _contracted(text: str, words: Sequence[str], at: int) -> int | None:
    """'минобрнауки' over 'министерство', 'образования', 'и', 'науки': each word gives three letters or more."""
    if not text:
        return at
    if at == len(words):
        return None
    if _gives_no_letter(words[at]) or (is_adjective(words[at]) and not words[at].startswith(text[:_PIECE_LENGTH])):
        return _contracted(text, words, at + 1)
    shared = 0
    for one, other in zip(text, words[at], strict=False):
        if one != other:
            break
        shared += 1
    if shared > _PIECE_LENGTH and len(text) - shared < _PIECE_LENGTH:
        return at + 1
    lengths = (length for length in range(shared, _PIECE_LENGTH - 1, -1))
    return next((end for length in lengths if (end := _contracted(text[length:], words, at + 1)) is not None), None)


def is_contraction(word: str) -> bool:
    """'Минобрнауки', 'Депобразования', 'Рособрнадзор': a name made of the beginnings of words."""
    ministry = word[:1].isupper() or word.startswith(("мин", "деп"))
    return bool(_CONTRACTION.fullmatch(word.lower())) and ministry and not noun_of(word, "bodies")


def is_legal_form(token: str) -> bool:
    """'ГБУ', 'ФГБОУ', 'ДПО': a legal form or what stands after one."""
    known = legal_forms()
    return token in known.forms or token in known.suffixes
