"""What an activity does: the operations that its beginning names, «Разработка и утверждение плана», «Провести анализ».

The beginning decides: «Контроль за обучением» is control, not training. Words that name nothing by themselves
(«организация и проведение», «работа по») pass the question on to what they carry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from normalize.activities.facets import folded_words, verb_noun, without_territories
from normalize.activities.heads import action_word, as_nouns, from_head, is_participle, is_verb
from normalize.language.lexicon import Hit, Lexicon, Word, dictionary, words
from normalize.language.lookalikes import folded
from normalize.language.morphology import lemma

_CARRYING = 5
"""Words between a light word and what it carries: «организация и проведение на муниципальном уровне инструктажей»."""
_JOINING = re.compile(r"\s*(?:[,;/-]\s*|(?:,\s*)?(?:и|или)\s+)")
_HEAD, _DESCRIPTION, _IMPLYING = 7, 4, 3
_DESCRIBING = ("привлекаем", "задействован", "ответственн", "назначенн", "участвующ", "претендующ", "изъявивш")
_DENYING = frozenset({"не", "без", "вне"})
_GOVERNING = re.compile(r"(?:\b(?:об?|по|для|за|при)|\bоб утверждении|:)\s*$")
_UNFINISHED = re.compile(r"\b(?:об?|по|для|за|при|об утверждении)\s*:?\s*$")
_IN_THE_MIDDLE = re.compile(r"[-–—•·*\s]*[а-яё]")
"""A bullet and a small letter: the text begins in the middle of a sentence."""
_LIGHT, _GENERAL = "-", frozenset({"подготовка"})
"""«Подготовка писем»: what follows tells more, where it follows at once."""


@lru_cache(maxsize=1 << 12)
def operations_in(text: str) -> tuple[str, ...]:
    """The operations of a text's beginning in reading order: «сбор и анализ сведений» -> ('сбор сведений', 'анализ').

    Those that only a comma or 'и' parts from the first belong to it, and what «организация и контроль обучения»
    organises; () where the beginning names none.
    """
    plain = folded(without_territories(text))
    found: list[Hit[str]] = []
    reach, light, carries = _CARRYING, None, False
    text_words = _readable(words(plain))
    for hit in _operations().find_longest(text_words):
        if hit.first > reach:
            break
        if is_participle(text_words[hit.first].key) or _describes_people(text_words, hit):
            reach = hit.after + _CARRYING
            continue
        if hit.value == _LIGHT:
            reach, light = max(reach, hit.after + _CARRYING), light if found else hit
            continue
        beside = bool(found) and (hit.first == found[-1].first or _beside(plain, text_words, found[-1], hit))
        if found and not beside and not carries and not _is_general(found[-1], hit):
            break
        carries = not found and light is not None and light.first == 0 and _beside(plain, text_words, light, hit)
        found.append(hit)
        reach = hit.after + _CARRYING
    named = tuple(dict.fromkeys(hit.value for hit in found))
    return tuple(name for name in named if name not in _GENERAL) or named


def operation_word(text: str) -> str:
    """The noun of what is done where no dictionary names it: «Поощрить лучших учителей» -> 'поощрение', else ''."""
    if operations_in(text):
        return ""
    headed = from_head(words(folded(without_territories(text))))
    return action_word(headed[_after_light(headed) :])


def _after_light(text_words: Sequence[Word]) -> int:
    """How many words at the beginning name nothing by themselves: «Провести», «Организация и проведение»."""
    after = 0
    for hit in _operations().find_longest(text_words):
        if hit.value != _LIGHT or hit.first > after + 1:
            break
        after = hit.after
    return after


@lru_cache(maxsize=4096)
def _readable(text_words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words from the head on, verbs that the dictionary lacks as the nouns made of them."""
    headed = from_head(text_words)
    hits = [hit for hit in _operations().find(headed) if hit.after - hit.first > 1 or not _is_listed(headed[hit.first])]
    named = {place for hit in hits for place in range(hit.first, hit.after)}
    nouns = as_nouns(headed, _HEAD)
    return tuple(word if place in named else noun for place, (word, noun) in enumerate(zip(headed, nouns, strict=True)))


def _is_listed(word: Word) -> bool:
    """Whether a verb has its noun in verb_nouns.csv, so that phrases of nouns hold for it: «подготовить экспертов»."""
    return is_verb(word.key) and bool(verb_noun(lemma(word.key)))


def implied_operations(text: str) -> tuple[str, ...]:
    """The operation of a text that names none, by what its first words are about: «Камеры в ППЭ» -> ('оснащение',)."""
    hits = [hit for hit in _implied().find_longest(folded_words(text)) if hit.first < _IMPLYING and hit.value != _LIGHT]
    return (hits[0].value,) if hits else ()


@lru_cache(maxsize=1 << 12)
def governs(heading: str) -> bool:
    """Whether the rows under a heading go on with its sentence: «Подготовка приказов об утверждении:»."""
    return _GOVERNING.search(heading) is not None


@lru_cache(maxsize=1 << 12)
def _is_unfinished(heading: str) -> bool:
    return _UNFINISHED.search(heading) is not None


def reads_on(heading: str, activity: str) -> bool:
    """Whether a row can't be read without the heading over it, so that the heading says what is done.

    >>> reads_on("Подготовка приказов об утверждении:", "Состава ГЭК"), reads_on("Организация обучения:", "экспертов")
    (True, True)
    >>> reads_on("Подготовка к ГИА:", "Проведение родительских собраний")
    False
    """
    if _is_unfinished(heading):
        return True
    return governs(heading) and _IN_THE_MIDDLE.match(activity) is not None


def document(text: str) -> tuple[str, ...]:
    """The document that the beginning names: «Об утверждении состава ГЭК» -> ('состав',); () without one."""
    hits = [hit for hit in _documents().find_longest(folded_words(text)) if hit.first <= _HEAD and hit.value != "-"]
    return (hits[0].value,) if hits else ()


def negated(text: str) -> tuple[str, ...]:
    """Lemmas of what is denied: «не получившие аттестат» -> ('получить',), «без применения» -> ('применение',)."""
    text_words = folded_words(text)
    return tuple(
        dict.fromkeys(lemma(following.key) for word, following in pairwise(text_words) if word.key in _DENYING)
    )


def _describes_people(text_words: Sequence[Word], hit: Hit[str]) -> bool:
    """Whether the words tell who takes part: «лиц, привлекаемых к проведению ГИА», «ответственных за ведение РИС»."""
    before = text_words[max(0, hit.first - _DESCRIPTION) : hit.first]
    return any(word.key.startswith(_DESCRIBING) for word in before)


def _beside(text: str, text_words: Sequence[Word], before: Hit[str], hit: Hit[str]) -> bool:
    """Whether only a comma or 'и' parts two phrases: «разработка, утверждение», «сбор и анализ»."""
    between = text[text_words[before.after - 1].end : text_words[hit.first].start]
    return _JOINING.fullmatch(between) is not None


def _is_general(before: Hit[str], hit: Hit[str]) -> bool:
    return before.value in _GENERAL and hit.first - before.after <= 1


def operation_names() -> tuple[str, ...]:
    """Every operation that the dictionary knows."""
    return tuple(dictionary("operations.yml")["operations"])


@cache
def _operations() -> Lexicon[str]:
    data = dictionary("operations.yml")
    named = [(phrase, name) for name, phrases in data["operations"].items() for phrase in phrases]
    taught = (data["taught"] or {}).items()
    return Lexicon([*named, *taught, *((phrase, _LIGHT) for phrase in data["light"])])


@cache
def _implied() -> Lexicon[str]:
    data = dictionary("operations.yml")["implied"]
    return Lexicon((phrase, name) for name, phrases in data.items() for phrase in phrases)


@cache
def _documents() -> Lexicon[str]:
    data = dictionary("facets.yml")["documents"]
    return Lexicon((phrase, name) for name, phrases in data.items() for phrase in phrases)
