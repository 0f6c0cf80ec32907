"""Names in running text stand in any case; entities are named in the nominative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalize.language.morphology import WordForm, inflected, parses
from normalize.language.text import fold_yo
from normalize.language.wordforms import is_adjective, is_nominative, noun_of

_WORD = re.compile(r"([А-ЯЁа-яё][А-ЯЁа-яё-]*)(\W*)")
_IN_BRACKETS = re.compile(r"\(([а-яё]+)\)")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_GENDERS = frozenset({"masc", "femn", "neut"})


@lru_cache(maxsize=1 << 12)
def nominative_phrase(text: str) -> str:
    """A noun phrase with its head and the adjectives before it in the nominative; what follows stays as printed.

    >>> nominative_phrase("Государственному казенному учреждению «Кузбасский центр»")
    'Государственное казенное учреждение «Кузбасский центр»'
    >>> nominative_phrase("муниципальных органов управления образованием")
    'муниципальные органы управления образованием'
    >>> nominative_phrase("отделов (управлений) образования")
    'отделы (управления) образования'
    """
    printed = text.split(" ")
    words = [_WORD.fullmatch(part) for part in printed]
    head = next((at for at, word in enumerate(words) if not (word and _modifies(word[1]))), len(words))
    leading = [word[1] for word in words[: head + 1] if word]
    if head == len(words) or len(leading) <= head or sum(map(str.isupper, leading[-1])) > 1:
        return text
    form = _form_to_turn(leading[-1], leading[:-1])
    other = _IN_BRACKETS.fullmatch(printed[head + 1]) if head + 1 < len(printed) else None
    if form is None or (other and not _agree_in_case(form, other[1])):
        return text
    turned = [*(_turned(word, form, adjective=True) for word in leading[:-1]), _turned(leading[-1], form)]
    if other:
        printed[head + 1] = f"({_turned(other[1], form)})"
    _turn_participle(printed, head, form)
    _turn_apposition(printed, head, form)
    endings = [word[2] for word in words[: head + 1] if word]
    return " ".join([*(word + ending for word, ending in zip(turned, endings, strict=True)), *printed[head + 1 :]])


def _agree_in_case(form: WordForm, other: str) -> bool:
    """Whether the word in brackets may stand in the same form: 'управления (отделы)' are many in the nominative."""
    return any(parse.grammemes.issuperset(form.grammemes & (_CASES | {"sing", "plur"})) for parse in parses(other))


def _turn_participle(printed: list[str], head: int, form: WordForm) -> None:
    """'органам, осуществляющим управление': the participle after the comma follows the noun into the nominative."""
    comma = next((at for at in range(head, len(printed) - 1) if printed[at].endswith(",")), None)
    if comma is None:
        return
    case = form.grammemes & (_CASES | {"sing", "plur"})
    if any(parse.grammemes.issuperset(case | {"PRTF"}) for parse in parses(printed[comma + 1])):
        printed[comma + 1] = _turned(printed[comma + 1], form, adjective=True)


def _turn_apposition(printed: list[str], head: int, form: WordForm) -> None:
    """'учреждению Краснодарского края Центру оценки качества': a second name in the same case, with a capital."""
    case = form.grammemes & (_CASES | {"sing", "plur"})
    for at in range(head + 1, len(printed)):
        if printed[at][:1] in '«"(' or case & {"gent", "nomn"}:
            return
        if printed[at][:1].isupper() and noun_of(printed[at], "bodies"):
            if any(parse.grammemes.issuperset(case | {"NOUN"}) for parse in parses(printed[at])):
                printed[at] = _turned(printed[at], form)
            return


def _modifies(word: str) -> bool:
    if not is_adjective(word) or noun_of(word, "bodies") or noun_of(word, "roles"):
        return False
    return any(form.grammemes & {"ADJF", "PRTF"} for form in parses(word))


def _form_to_turn(noun: str, adjectives: Sequence[str]) -> WordForm | None:
    """The parse of the noun that is to be put into the nominative; None where it stands in it or is no noun.

    'управления образования' alone is the genitive of one, not the nominative of many: orders name bodies one by one.
    """
    forms = [form for form in parses(noun) if "NOUN" in form.grammemes]
    fitting = [form for form in forms if all(_agree(form, parses(adjective)) for adjective in adjectives)]
    nominative = [form for form in fitting if "nomn" in form.grammemes]
    if not nominative:
        return fitting[0] if fitting else None
    if adjectives or any(form.lemma == noun.lower() for form in nominative) or not is_nominative(noun, "bodies"):
        return None
    return next((form for form in fitting if form.grammemes.issuperset({"gent", "sing"})), None)


def _agree(noun: WordForm, adjective: Sequence[WordForm]) -> bool:
    wanted = noun.grammemes & (_CASES | {"sing", "plur"})
    if "sing" in wanted:
        wanted |= noun.grammemes & _GENDERS
    return any(form.grammemes.issuperset(wanted) for form in adjective)


def _turned(word: str, noun: WordForm, *, adjective: bool = False) -> str:
    number = noun.grammemes & {"sing", "plur"}
    of = noun.grammemes & (_CASES | number)
    to = frozenset({"nomn"}) | number
    if adjective and "sing" in number:
        to |= noun.grammemes & _GENDERS
    forms = inflected(word, of if adjective else of | {"NOUN"}, to)
    return _with_case_of(word, forms[0]) if forms else word


def _with_case_of(printed: str, word: str) -> str:
    word = word if "ё" in printed.lower() else fold_yo(word)
    if printed.isupper():
        return word.upper()
    return word.capitalize() if printed[0].isupper() else word
