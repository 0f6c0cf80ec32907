"""Words that do not go together: «муниципального округ», «по организации и проведения», «Обучения лиц …».

Only few patterns, each so narrow that it is nearly never right Russian. A word counts as a noun or adjective only where
every reading that the dictionary knows says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from normalize.damage.context import CYRILLIC, DamagedWord
from normalize.damage.vocabulary import Token
from normalize.language import morphology
from normalize.language.lexicon import dictionary
from normalize.language.morphology import WordForm

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_GENDERS = ("masc", "femn", "neut")
_GOVERNS = {"по": "datv", "к": "datv", "о": "loct", "об": "loct", "при": "loct"}
_LOCATIVE = frozenset({"о", "об", "в", "на", "при"})
_HANGING = frozenset({"и", "в", "по", "для", "с", "о", "об", "при", "на", "к", "от", "за", "а", "или"})
_BEARING_NAMES = frozenset({"город", "село", "посёлок", "поселок", "деревня", "станица", "округ", "улица"})
"""«в школах города Заречного»: an adjective after them is a name."""
_FEWEST_WORDS = 4
_LONGEST = 40
_STRANGE = frozenset({"Apro", "Abbr", "Surn", "Name", "Patr", "Geox", "Fixd", "Anum"})


def lost_ending(text: str, found: Sequence[Token]) -> Iterator[DamagedWord]:
    """«муниципального округ»: an adjective and the noun after it share no case."""
    for one, other in pairwise(found):
        adjectives = _only(one, "ADJF")
        if not adjectives or text[one.end : other.start] != " ":
            continue
        nouns = _only(other, "NOUN", "ADVB") if CYRILLIC.fullmatch(one.text) and CYRILLIC.fullmatch(other.text) else ()
        if not nouns or _agree(adjectives, nouns) or _is_person(one):
            continue
        meant = _fitting(other.text, adjectives)
        if meant:
            printed = text[one.start : other.end]
            yield DamagedWord(printed, "ending", f"{one.text} {meant}", one.start, other.end, "high")


def lost_conjunction(text: str, found: Sequence[Token]) -> Iterator[DamagedWord]:
    """«об организации проведении», «о местах расположении»: two prepositional cases in a row."""
    if "нии" not in text.lower():
        return
    for preposition, one, other in zip(found, found[1:], found[2:], strict=False):
        if preposition.lower not in _LOCATIVE or not _deverbal(other, "ении", "ании"):
            continue
        nouns = _only(one, "NOUN") and _only(other, "NOUN")
        if text[one.end : other.start] != " " or not nouns or not _in_case(one, "loct") or not _in_case(other, "loct"):
            continue
        deverbal = one.lower.endswith(("ии", "ке"))
        meant = f"{one.text} и {other.text}" if deverbal else f"{one.text} {other.text[:-1]}я"
        yield DamagedWord(text[one.start : other.end], "ending", meant, one.start, other.end, "high")


def broken_pair(text: str, found: Sequence[Token]) -> Iterator[DamagedWord]:
    """«по организации и проведения»: the second of a pair is not in the case that the preposition asks for."""
    if "ния" not in text.lower():
        return
    for preposition, one, conjunction, other in zip(found, found[1:], found[2:], found[3:], strict=False):
        case = _GOVERNS.get(preposition.lower)
        if case is None or conjunction.lower != "и" or not other.lower.endswith(("ения", "ания")):
            continue
        if text[one.end : other.start] == " и " and _in_case(one, case) and _only(other, "NOUN"):
            right = f"{other.text[:-1]}{'ю' if case == 'datv' else 'и'}"
            start = preposition.start
            meant = f"{text[start : other.start]}{right}"
            yield DamagedWord(text[start : other.end], "ending", meant, start, other.end, "high")


def strange_conjunction(text: str, found: Sequence[Token]) -> Iterator[DamagedWord]:
    """«Обучение и экспертов ПК»: «и» joins a nominative at the beginning with a genitive."""
    if len(found) < 3 or found[1].lower != "и" or not found[0].lower.endswith(("ение", "ание")):
        return
    forms = _only(found[2], "NOUN")
    if forms and not any("nomn" in form.grammemes for form in forms) and text[found[0].end : found[2].start] == " и ":
        meant = f"{found[0].text} {found[2].text}"
        yield DamagedWord(text[found[0].start : found[2].end], "ending", meant, found[0].start, found[2].end, "high")


def genitive_beginning(text: str, found: Sequence[Token]) -> Iterator[DamagedWord]:
    """«Осуществления контроля …», «Обучения лиц …»: a capitalised beginning in the genitive, of an action that has no
    plural."""
    if len(found) < 2 or text[: found[0].start].strip(" -–—•") or text[found[0].end : found[1].start] != " ":
        return
    first, meant = found[0], found[0].text[:-1] + "е"
    if first.text[0].isupper() and first.lower.endswith("ия") and meant.lower() in _uncountable():
        yield DamagedWord(first.text, "ending", meant, first.start, first.end, "high")


@cache
def _uncountable() -> frozenset[str]:
    return frozenset(dictionary("words.yml")["uncountable"])


def cut_end(text: str, found: Sequence[Token]) -> Iterator[DamagedWord]:
    """«… на территории Кемеровской», «… в рамках и»: the text stops before the noun."""
    if len(found) < _FEWEST_WORDS or not re.fullmatch(r"\s*[.,]?\s*", text[found[-1].end :]):
        return
    last, before = found[-1], found[-2]
    hanging = last.lower in _HANGING and last.text.islower()
    forms = _only(last, "ADJF")
    oblique = (
        forms
        and not _is_person(last)
        and not any("nomn" in form.grammemes or "Subx" in form.grammemes for form in forms)
    )
    named = last.text[0].isupper() and morphology.lemma(before.text) in _BEARING_NAMES
    apart = not named and (last.text[0].isupper() or _differ(before, last))
    if hanging or (oblique and apart and _only(before, "NOUN") and text[before.end : last.start] == " "):
        yield DamagedWord(text[before.start : last.end], "truncated", "", before.start, last.end, "medium")


def _is_person(token: Token) -> bool:
    """«дежурными», «несовершеннолетних»: adjectives that stand for people, without a noun."""
    return morphology.lemma(token.text) in _people()


@cache
def _people() -> frozenset[str]:
    return frozenset(dictionary("words.yml")["people"])


def _only(token: Token, part_of_speech: str, *others: str) -> tuple[WordForm, ...]:
    """The readings of a word of the dictionary, where all of them are this part of speech (or one of the `others`,
    which are left out: «округ» is also an adverb); else ()."""
    return _all_of(token.text, part_of_speech, others)


@lru_cache(maxsize=1 << 14)
def _all_of(word: str, part_of_speech: str, others: tuple[str, ...]) -> tuple[WordForm, ...]:
    forms = _forms(word)
    allowed = {part_of_speech, *others}
    if not forms or not all(form.known and allowed & form.grammemes for form in forms):
        return ()
    if any(_STRANGE & form.grammemes for form in forms):
        return ()
    return tuple(form for form in forms if part_of_speech in form.grammemes)


def _forms(word: str) -> tuple[WordForm, ...]:
    known = len(word) <= _LONGEST and morphology.is_word(word)
    return morphology.parses(word) if known else ()


def _deverbal(token: Token, *endings: str) -> bool:
    return token.lower.endswith(endings) and morphology.lemma(token.text).endswith("ние")


def _agree(adjectives: Sequence[WordForm], nouns: Sequence[WordForm]) -> bool:
    return any(_fit(adjective, noun) for adjective in adjectives for noun in nouns)


def _fit(adjective: WordForm, noun: WordForm) -> bool:
    ours, theirs = adjective.grammemes, noun.grammemes
    case = any(name in ours and (name in theirs or (name == "gent" and "gen2" in theirs)) for name in _CASES)
    number = ("plur" in ours) == ("plur" in theirs)
    gender = "plur" in ours or any(name in ours and name in theirs for name in _GENDERS) or "ms-f" in theirs
    animate = (
        "accs" not in ours or "nomn" in ours or not {"anim", "inan"} & ours or bool({"anim", "inan"} & ours & theirs)
    )
    return case and number and gender and animate


def _fitting(noun: str, adjectives: Sequence[WordForm]) -> str | None:
    """The noun in the case and number of the adjective, where that adds or changes but its last letter."""
    for adjective in adjectives:
        asked = frozenset(name for name in (*_CASES, "sing", "plur") if name in adjective.grammemes)
        for form in morphology.inflected(noun, frozenset({"NOUN"}), asked):
            if form.startswith(noun.lower()) and len(form) - len(noun) <= 2 and form != noun.lower():
                return noun + form[len(noun) :]
    return None


def _in_case(token: Token, case: str) -> bool:
    return any(form.known and {"NOUN", case} <= form.grammemes for form in _forms(token.text))


def _differ(noun: Token, adjective: Token) -> bool:
    """The adjective does not belong to the noun before it: «на территории Кемеровской», but not «класс выпускной»."""
    return not _agree(_only(adjective, "ADJF"), _only(noun, "NOUN"))
