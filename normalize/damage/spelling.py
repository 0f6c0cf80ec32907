"""What an unknown word was meant to be: a near word of the same order, a known name, or one of the dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from normalize.damage.context import CYRILLIC, DamagedWord, WordContext, is_name
from normalize.damage.vocabulary import Correction, Vocabulary, stem
from normalize.language import morphology
from normalize.language.lexicon import dictionary

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SHORTEST, _LONGEST = 6, 30
_LONG = 9
_RARE = 2
_FREQUENT = 3
_MOST_UNKNOWN = 500
_COMPOUND = ("о", "е")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]|\n\s*[-–—•])\s*$")
_SHORTEST_TERM = 5
_NAME_GRAMMEMES = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Abbr"})


def is_known(word: str) -> bool:
    """Whether a word, or every part of a hyphenated one, is in the dictionary of the language or of this program."""
    return all(_known_part(part) for part in word.replace("–", "-").split("-") if part)


def is_term(word: str) -> bool:
    """Whether a word is one that orders of this kind are written with: «химии», «экзаменов»."""
    return word.lower().replace("ё", "е").startswith(_terms())


def correction(word: str, vocabulary: Vocabulary, inside: bool = False) -> Correction | None:
    """The correction of an unknown Cyrillic word; None where nothing near enough is sure enough.

    A word that an order prints more than twice is a term of its own («стажировочная»), unless a known name is near:
    «Рособнадзора». Of the dictionary only one lemma may be near, so that «стажерских» stays. `inside` a sentence a
    capitalised word may be a name, and only what this order prints often is near enough. After the first 500 unknown
    words of an order the rest are not looked at.
    """
    lowered = word.lower().replace("ё", "е")
    if not _SHORTEST <= len(lowered) <= _LONGEST or is_known(word):
        return None
    names_only = inside and word[0].isupper()
    known = vocabulary.corrections
    key = (word, names_only)
    if key not in known and len(known) < _MOST_UNKNOWN:
        known[key] = _correction(word, lowered, vocabulary, names_only)
    return known.get(key)


_CUT = re.compile(r"\s{1,3}[ьъ]")
"""«Сентябр / ьдекабр»: a narrow column cut the word, it is no misspelling."""


def misspelling(context: WordContext) -> DamagedWord | None:
    """«избраным», «Рособнадзора» (kind 'name': that of an agency): an unknown word near a known one; names of people
    and places are left alone."""
    printed = context.token.text
    if _CUT.match(context.text, context.token.end):
        return None
    parts = printed.split("-")
    if not all(CYRILLIC.fullmatch(part) and (part.islower() or part[1:].islower()) for part in parts) or is_name(
        context
    ):
        return None
    starts = _SENTENCE_START.search(context.before()) is not None
    found = [
        None if part != parts[-1] and part.endswith(_COMPOUND) else correction(part, context.vocabulary, not starts)
        for part in parts
    ]
    if not any(found):
        return None
    meant = "-".join(right.word if right else part for part, right in zip(parts, found, strict=True))
    certainty = "medium" if any(right and right.certainty == "medium" for right in found) else "high"
    named = any(stem(right.word) in _names() for right in found if right)
    return context.damaged("name" if named else "misspelling", meant, certainty)


def _correction(word: str, lowered: str, vocabulary: Vocabulary, names_only: bool) -> Correction | None:
    near = _near_stem(lowered, vocabulary)
    if near is not None:
        return Correction(_in_case(near, word), "high")
    if names_only or _printings(lowered, vocabulary) > _RARE:
        return None
    return _of_dictionary(lowered, word, vocabulary)


def _printings(word: str, vocabulary: Vocabulary) -> int:
    """How often the order prints this unknown word in any form; forms that are words of the dictionary are others."""
    return sum(vocabulary.lower[form] for form in vocabulary.by_stem[stem(word)] if not is_known(form))


def _near_stem(word: str, vocabulary: Vocabulary) -> str | None:
    """The word with the stem of a name or of a word printed often in this order instead of its own."""
    own = stem(word)
    allowed = 2 if len(own) >= _LONG else 1
    needed = max(_FREQUENT, 3 * vocabulary.stems[own])
    frequent = [
        name for name, count in vocabulary.stems.items() if count >= needed and abs(len(name) - len(own)) <= allowed
    ]
    found = process.extractOne(own, [*_names(), *_long_terms(), *frequent], scorer=OSA.distance, score_cutoff=allowed)
    if found is None or found[1] == 0 or _same_word(own, found[0]):
        return next((name for name in _whole_names() if OSA.distance(word, name) == 1), None)
    corrected = found[0] + word[len(own) :]
    told = found[0] in (*_names(), *_long_terms()) or morphology.is_word(corrected) or vocabulary.lower[corrected] > 0
    return corrected if told else None


def _same_word(one: str, other: str) -> bool:
    """Stems of two forms of one word: they part only at the end."""
    return one[:-2] == other[: len(one) - 2] and len(one) < _LONG


def _of_dictionary(word: str, printed: str, vocabulary: Vocabulary) -> Correction | None:
    candidates = _dictionary_neighbours(word)
    of_order = [candidate for candidate in candidates if vocabulary.lower[candidate] > 0]
    if of_order:
        return Correction(_in_case(max(of_order, key=lambda found: vocabulary.lower[found]), printed), "high")
    doubled = [candidate for candidate in candidates if _undoubled(candidate) == _undoubled(word)]
    if len(doubled) == 1:
        return Correction(_in_case(doubled[0], printed), "high")
    of_field = [candidate for candidate in candidates if is_term(candidate)]
    if of_field:
        return Correction(_in_case(of_field[0], printed), "medium")
    lemmas = {morphology.lemma(candidate) for candidate in candidates}
    if len(lemmas) != 1 or len(word) < _LONG:
        return None
    return Correction(_in_case(candidates[0], printed), "medium")


@lru_cache(maxsize=1 << 12)
def _dictionary_neighbours(word: str) -> tuple[str, ...]:
    """Words of the dictionary at one edit that begin alike, no names; the same case as the ending tells comes first."""
    edits = (one for one in chain(_edits(word), _redoubled(word)) if one[:1] == word[0] or one[1:] == word)
    found = dict.fromkeys(candidate for candidate in edits if _common_word(candidate))
    return tuple(sorted(found, key=lambda candidate: candidate[-2:] != word[-2:]))


def _edits(word: str) -> Iterator[str]:
    """Every word at one deletion, transposition, replacement or insertion."""
    splits = [(word[:index], word[index:]) for index in range(len(word) + 1)]
    return chain(
        (left + right[1:] for left, right in splits if right),
        (left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1),
        (left + letter + right[1:] for left, right in splits if right for letter in _LETTERS),
        (left + letter + right for left, right in splits for letter in _LETTERS),
    )


def _redoubled(word: str) -> Iterator[str]:
    """The word with another letter doubled, or none: «аппеляций» -> «апелляций»."""
    single = _undoubled(word)
    if single != word:
        yield single
        yield from (single[:at] + single[at] + single[at:] for at in range(1, len(single) - 1))


def _common_word(word: str) -> bool:
    return morphology.is_word(word) and any(
        form.known and not form.grammemes & _NAME_GRAMMEMES for form in morphology.parses(word)
    )


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _in_case(word: str, printed: str) -> str:
    return word.capitalize() if printed[:1].isupper() else word


@lru_cache(maxsize=1 << 14)
def _known_part(part: str) -> bool:
    lowered = part.lower().replace("ё", "е")
    return morphology.is_word(part) or any(lowered.startswith(known) for known in _known_words())


@cache
def _known_words() -> tuple[str, ...]:
    return tuple(dictionary("words.yml")["known_words"])


@cache
def _long_terms() -> Sequence[str]:
    """New words long enough that one letter other is no other word: «маталлодетекторов»."""
    return tuple(term for term in _known_words() if len(term) >= _LONG)


@cache
def _terms() -> tuple[str, ...]:
    """Beginnings of the words that orders of this kind are written with: those of the facets, topics and sections."""
    phrases = chain.from_iterable(_strings(dictionary(name)) for name in ("facets.yml", "topics.yml", "years.yml"))
    found = {term for phrase in phrases for term in re.findall(r"[а-я]+", phrase.lower().replace("ё", "е"))}
    return tuple(term for term in sorted(found) if len(term) >= _SHORTEST_TERM)


def _strings(data: object) -> Iterator[str]:
    """Every text of a dictionary, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from chain.from_iterable(map(_strings, data.values()))
    elif isinstance(data, Sequence):
        yield from chain.from_iterable(map(_strings, data))


@cache
def _names() -> Sequence[str]:
    return tuple(map(stem, _whole_names()))


@cache
def _whole_names() -> Sequence[str]:
    return tuple(dictionary("words.yml")["known_names"])
