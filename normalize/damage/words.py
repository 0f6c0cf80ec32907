"""Damaged words: letters of another script, lost hyphens and blanks, broken abbreviations, misspellings.

Precision first: names, abbreviations, foreign words, addresses of sites and Roman figures are no damage. The rules are
in normalize/damage/, each named for its phenomenon; the first that finds something wrong with a word tells.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from normalize.damage.abbreviations import (
    abbreviation_case,
    abbreviation_fragment,
    split_abbreviation,
    strange_abbreviation,
    usual_abbreviations,
)
from normalize.damage.agreement import (
    broken_pair,
    cut_end,
    genitive_beginning,
    lost_conjunction,
    lost_ending,
    strange_conjunction,
)
from normalize.damage.context import CYRILLIC, DamagedWord, Rule, WordContext
from normalize.damage.letters import digit_inside, latin_letters, mixed_script, zero_in_abbreviation, zeros_for_letters
from normalize.damage.punctuation import (
    broken_dates,
    doubled_hyphens,
    latin_initials,
    lost_year_word,
    open_brackets,
    repeated_phrases,
    repeated_words,
    tight_commas,
)
from normalize.damage.spacing import glued_preposition, lost_blank, lost_hyphen, split_word
from normalize.damage.spelling import is_known, misspelling
from normalize.damage.vocabulary import Token, Vocabulary, tokens
from normalize.language.lookalikes import is_mixed

__all__ = ["RULES", "DamagedWord", "damaged_words"]

_URL = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.-])[\w.-]{1,64}@[\w.-]+"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:ru|рф|com|org)\b\S*"
)
_URL_SIGNS = re.compile(r"@|://|www\.|\.(?:ru|рф|com|org)")
"""One of them stands in every address; to ask first is a hundred times faster."""
_LONGEST_WORD = 80
_HABIT = 5
"""Commas without a blank in one order: more of them come from how its text was extracted."""

RULES: tuple[Rule, ...] = (
    mixed_script,
    latin_letters,
    zeros_for_letters,
    zero_in_abbreviation,
    digit_inside,
    abbreviation_fragment,
    abbreviation_case,
    strange_abbreviation,
    split_abbreviation,
    split_word,
    lost_hyphen,
    lost_blank,
    glued_preposition,
    misspelling,
)
_ASKED_OF: dict[Rule, Callable[[str], object]] = {
    mixed_script: is_mixed,
    latin_letters: str.isascii,
    zeros_for_letters: re.compile("0").match,
    zero_in_abbreviation: re.compile("0").search,
    digit_inside: re.compile(r"\d").search,
    abbreviation_fragment: re.compile("-").search,
    abbreviation_case: lambda word: not word.isupper(),
    strange_abbreviation: str.isupper,
    split_abbreviation: str.isupper,
    lost_hyphen: CYRILLIC.fullmatch,
    lost_blank: CYRILLIC.fullmatch,
    glued_preposition: CYRILLIC.fullmatch,
}
"""What a word must be for a rule to have anything to say of it; a rule that is not named here is asked of every one."""
SignRule = Callable[[str], Iterator[DamagedWord]]
SIGN_RULES: tuple[SignRule, ...] = (
    broken_dates,
    doubled_hyphens,
    latin_initials,
    repeated_words,
    repeated_phrases,
    lost_year_word,
    open_brackets,
    tight_commas,
)
PHRASE_RULES = (lost_ending, lost_conjunction, broken_pair, strange_conjunction, genitive_beginning, cut_end)


def damaged_words(texts: Sequence[str]) -> list[tuple[DamagedWord, ...]]:
    """The damaged words of each text of one order, in reading order; the order's own words tell what is usual in it."""
    tokenised = [tokens(text) for text in texts]
    vocabulary = Vocabulary(tokenised)
    tight = sum(1 for text in texts for _ in tight_commas(text)) <= _HABIT
    sign_rules = SIGN_RULES if tight else tuple(rule for rule in SIGN_RULES if rule is not tight_commas)
    return [
        tuple(sorted(_damaged(text, found, vocabulary, sign_rules), key=lambda damage: (damage.start, damage.end)))
        for text, found in zip(texts, tokenised, strict=True)
    ]


@lru_cache(maxsize=1 << 15)
def _is_sound(word: str) -> bool:
    """Whether no rule finds anything wrong with the word itself: a number, or a known word in ordinary letters.

    Nine words of ten are. Only `split_word` still asks about one, before a piece that is no word.
    """
    if word.isascii() and word.isdigit():
        return bool(word.strip("0"))
    ordinary = CYRILLIC.fullmatch(word) is not None and (len(word) == 1 or word[1:].islower())
    return ordinary and is_known(word) and word.upper() not in usual_abbreviations()


@lru_cache(maxsize=1 << 15)
def _may_be_torn(word: str) -> bool:
    """Whether the word may be the second half of one that a blank tore apart."""
    return word.islower() and not is_known(word)


def _suspects(found: Sequence[Token]) -> Iterator[int]:
    """The places of words that a rule may find something wrong with: unsound ones, and those before a torn piece."""
    last = -1
    for index, token in enumerate(found):
        if _is_sound(token.text):
            continue
        if index and last != index - 1 and _may_be_torn(token.text):
            yield index - 1
        last = index
        yield index


@lru_cache(maxsize=1 << 14)
def _rules_of(word: str) -> tuple[Rule, ...]:
    """The rules that may find something wrong with such a word, in their order."""
    return tuple(rule for rule in RULES if _ASKED_OF.get(rule, bool)(word))


def _damaged(
    text: str, found: Sequence[Token], vocabulary: Vocabulary, sign_rules: Sequence[SignRule]
) -> Iterable[DamagedWord]:
    urls = deque(match.span() for match in _URL.finditer(text)) if _URL_SIGNS.search(text) else deque()
    for index in _suspects(found):
        token = found[index]
        while urls and urls[0][1] <= token.start:
            urls.popleft()
        if (urls and urls[0][0] <= token.start) or token.end - token.start > _LONGEST_WORD:
            continue
        context = WordContext(text, found, index, vocabulary)
        damage = next(filter(None, (rule(context) for rule in _rules_of(token.text))), None)
        if damage is not None:
            yield damage
    for sign_rule in sign_rules:
        yield from sign_rule(text)
    for phrase_rule in PHRASE_RULES:
        yield from phrase_rule(text, found)
