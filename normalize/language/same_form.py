"""A name put into the case and number of the words that it replaces: «конфликтной комиссии» -> «апелляционной …»."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.language.morphology import WordForm, inflected, parses
from normalize.language.text import fold_yo

_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_GENDERS = frozenset({"masc", "femn", "neut"})
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_PLAIN = re.compile(r"[А-ЯЁа-яё-]+(?: [А-ЯЁа-яё-]+)*")


@lru_cache(maxsize=1 << 10)
def in_the_form_of(name: str, printed: str) -> str | None:
    """A name in the nominative, in the form that the printed words stand in; None where that can't be told surely.

    Surely: every form that the printed words may be gives the same words. What follows the head stays as it is.

    >>> in_the_form_of("апелляционная комиссия", "конфликтной комиссии")
    'апелляционной комиссии'
    >>> in_the_form_of("Кемеровская область – Кузбасс", "Кемеровской области") is None
    True
    """
    if not _PLAIN.fullmatch(name) or not _PLAIN.fullmatch(" ".join(printed.split())):
        return None
    forms = _printed_forms(printed.split())
    turned = {_turned(name.split(), form) for form in forms}
    if len(turned) != 1:
        return None
    (found,) = turned
    return found and (found[:1].upper() + found[1:] if printed[:1].isupper() else found)


def _printed_forms(words: list[str]) -> set[frozenset[str]]:
    """The (case, number) pairs that the head and its adjectives agree in."""
    place = _head(words)
    if place is None:
        return set()
    forms = [_case_and_number(form) for form in parses(words[place]) if _is_head(form)]
    adjectives = [{_case_and_number(form) for form in parses(word)} for word in words[:place]]
    return {form for form in forms if len(form) == 2 and all(form in own for own in adjectives)}


def _turned(words: list[str], form: frozenset[str]) -> str | None:
    place = _head(words)
    if place is None:
        return None
    heads = [one for one in parses(words[place]) if _is_head(one) and "nomn" in one.grammemes]
    if not heads:
        return None
    number = heads[0].grammemes & {"sing", "plur"}
    gender = heads[0].grammemes & _GENDERS if "sing" in form else frozenset()
    made = []
    for at, word in enumerate(words[: place + 1]):
        to = form if at == place else form | gender
        forms = inflected(word, frozenset({"nomn"}) | number, to)
        if not forms:
            return None
        made.append(forms[0] if "ё" in word else fold_yo(forms[0]))
    return " ".join([*made, *words[place + 1 :]])


def _head(words: list[str]) -> int | None:
    """The place of the first noun after adjectives; of the last adjective where no noun follows («обучающиеся»)."""
    for at, word in enumerate(words):
        kinds = {kind for form in parses(word) for kind in form.grammemes & {"NOUN", *_ADJECTIVES}}
        if not kinds:
            return None
        if not kinds & _ADJECTIVES:
            return at
    return len(words) - 1


def _is_head(form: WordForm) -> bool:
    return bool(form.grammemes & {"NOUN", *_ADJECTIVES})


def _case_and_number(form: WordForm) -> frozenset[str]:
    return form.grammemes & (_CASES | {"sing", "plur"})
