"""The head of an activity by general rules: verbs as the nouns made of them, participles, what stands before the head.

No word needs to be listed: pymorphy's dictionary says which of the nouns that could be made of a verb exist, so that
«Закрепить наставников» begins with «закрепление».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from normalize.activities.facets import verb_noun
from normalize.language import morphology
from normalize.language.lexicon import Word
from normalize.language.text import fold_yo

_REACH = 14
"""Words within which a text that begins with a preposition comes to its verb."""
_VERBS = ("INFN", "VERB")
_BEFORE_HEAD = frozenset({"за", "по", "с", "со", "в", "во", "на", "для", "до", "после", "при", "к", "через", "из"})
_FORMS = {
    # endings of verbs, the longer first, and of the nouns made of them
    "ствовать": ("ствие", "ствование"),
    "изировать": ("изация", "изирование"),
    "ифицировать": ("ификация",),
    "овать": ("ование", "овка", "ация"),
    "евать": ("евание", "евка"),
    "казывать": ("каз", "казание"),
    "ывать": ("ывание",),
    "ивать": ("ивание",),
    "нимать": ("нятие",),
    "давать": ("дача", "давание"),
    "дать": ("дача", "дание"),
    "ать": ("ание", "ение", "ка", "", "от"),
    "ять": ("ятие", "яние", "ение", "ка"),
    "еть": ("ение", ""),
    "ыть": ("ытие",),
    "водить": ("ведение", "вод"),
    "возить": ("воз", "возка"),
    "носить": ("несение", "нос"),
    "ить": ("ение", "ство", "ка", ""),
    "уть": ("утие", "ение"),
    "вести": ("ведение",),
    "везти": ("воз",),
    "нести": ("несение",),
}
_SOFTENED = (
    *(("ст", "щ"), ("д", "жд"), ("д", "ж"), ("т", "щ"), ("т", "ч"), ("з", "ж"), ("с", "ш"), ("к", "ч"), ("г", "ж")),
    *((lip, f"{lip}л") for lip in "бпвмф"),
)
_LONGEST_STEM_LOST = 3
_SUFFIXES = tuple({suffix for suffixes in _FORMS.values() for suffix in suffixes if len(suffix) > 1})


@lru_cache(maxsize=1 << 13)
def nouns_of(verb: str) -> tuple[str, ...]:
    """The nouns that name what a verb says, as the dictionary of Russian has them; the likeliest first.

    >>> nouns_of("обсудить"), nouns_of("проверить"), nouns_of("осмотреть"), nouns_of("стол")
    (('обсуждение',), ('проверка',), ('осмотр',), ())
    """
    bare = verb.removesuffix("ся").removesuffix("сь")
    ending = next((one for one in _FORMS if bare.endswith(one)), None)
    if ending is None:
        return ()
    stem = bare.removesuffix(ending)
    made = (noun for suffix in _FORMS[ending] for noun in _made(stem, suffix))
    return tuple(dict.fromkeys(noun for noun in made if morphology.has(noun, "NOUN", "nomn", "sing")))


def _made(stem: str, suffix: str) -> Iterator[str]:
    if suffix == "ение":
        yield from (f"{stem.removesuffix(hard)}{soft}{suffix}" for hard, soft in _SOFTENED if stem.endswith(hard))
    yield stem + suffix


@lru_cache(maxsize=1 << 13)
def is_of_verb(noun: str) -> bool:
    """Whether a noun names an action: some verb makes it by the rules of `nouns_of`.

    >>> is_of_verb("поощрение"), is_of_verb("закупка"), is_of_verb("осмотр"), is_of_verb("стенд")
    (True, True, True, False)
    """
    return bool(_usual(noun))


@lru_cache(maxsize=1 << 13)
def _usual(noun: str) -> str:
    """The likeliest noun of the verb that a noun is made of, so that «побелка» and «побеление» are one; '' of none.

    What a bare stem names is nothing but itself: «раздел» is no «разделка».
    """
    verbs = (verb for verb in _verbs_of(noun) if morphology.has(verb, "INFN") and noun in nouns_of(verb))
    verb = next(verbs, "")
    return noun if verb and not noun.endswith(_SUFFIXES) else next(iter(nouns_of(verb)), "")


def _verbs_of(noun: str) -> Iterator[str]:
    for ending, suffixes in _FORMS.items():
        for suffix in suffixes:
            if not noun.endswith(suffix) or len(noun) - len(suffix) < _LONGEST_STEM_LOST:
                continue
            stem = noun[: len(noun) - len(suffix)]
            yield stem + ending
            if suffix == "ение":
                softened = ((hard, soft) for hard, soft in _SOFTENED if stem.endswith(soft))
                yield from (f"{stem.removesuffix(soft)}{hard}{ending}" for hard, soft in softened)


@lru_cache(maxsize=1 << 13)
def is_verb(word: str) -> bool:
    """Whether a word is an infinitive or a finite verb, as far as its likeliest reading tells."""
    forms = morphology.parses(word)
    return bool(forms) and any(one in forms[0].grammemes for one in _VERBS)


@lru_cache(maxsize=1 << 13)
def is_participle(word: str) -> bool:
    """Whether a word is a full participle that says what was done to somebody or by him: «аккредитованных», «сдавших».

    «Обучающий семинар» trains: an active participle of the present is what the event does.
    """
    forms = morphology.parses(word)
    return bool(forms) and "PRTF" in forms[0].grammemes and not {"actv", "pres"} <= forms[0].grammemes


def from_head(text_words: Sequence[Word]) -> Sequence[Word]:
    """The words from the head on: «За соблюдением порядка … установить контроль» begins with «установить».

    A text that begins with no preposition, or has no verb near it, stays as it is.
    """
    if not text_words or text_words[0].key not in _BEFORE_HEAD:
        return text_words
    verbs = (place for place, word in enumerate(text_words[:_REACH]) if is_verb(word.key))
    first = next(verbs, 0)
    return text_words[first:] if first else text_words


def as_nouns(text_words: Sequence[Word], reach: int) -> tuple[Word, ...]:
    """The words with each verb among the first `reach` as the likeliest noun of it."""
    return tuple(
        word._replace(key=noun) if place < reach and (noun := _noun(word.key)) else word
        for place, word in enumerate(text_words)
    )


def _noun(word: str) -> str:
    """The noun of a verb, as verb_nouns.csv lists it or as it is made; '' of what is no verb."""
    if not is_verb(word):
        return ""
    lemma = morphology.lemma(word)
    return fold_yo(verb_noun(lemma) or next(iter(nouns_of(lemma)), ""))


def action_word(text_words: Sequence[Word]) -> str:
    """The noun of what is done where the first word names it: «Поощрить лучших» -> 'поощрение'; '' where none does."""
    for word in text_words[:2]:
        if is_verb(word.key):
            return _noun(word.key) or morphology.lemma(word.key)
        if usual := _usual(morphology.lemma(word.key)):
            return fold_yo(usual)
    return ""
