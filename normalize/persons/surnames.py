"""The nominative of a surname from any case: by the dictionary, else by dictionaries/surname_endings.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from normalize.language.lexicon import parsed
from normalize.language.morphology import WordForm, has, inflected, parses
from normalize.language.text import fold_yo

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS = ("masc", "femn")
_SURNAME_ENDING = re.compile(
    r"(?:(?:[оеё]в|[иы]н)(?:а|у|ой|ым|е)?|[сц]к(?:ий|ая|ой|ого|ому|им|ую)|(?:вич|чук|юк|ян)(?:а|у|ем|ом)?|ко|[иы]х"
    r"|швили|дзе|ец|льца|льцу|ман|берг|штейн)$"
)


_MAN = re.compile(r"(?:[оеё]в|[иы]н)$")
"""A man's surname in the nominative and nothing else, so that the other half of it is no case form: 'Сивцев-Доллу'."""


@dataclass(frozen=True, slots=True)
class SurnameReading:
    """One way to read a printed surname. gender: 'masc', 'femn', or 'both'."""

    nominative: str
    case: str
    gender: str


@dataclass(frozen=True, slots=True)
class _Ending:
    case: str
    gender: str
    cut: int
    add: str


@cache
def _endings() -> dict[str, tuple[_Ending, ...]]:
    text = files("normalize").joinpath("dictionaries", "surname_endings.yml").read_text(encoding="utf-8")
    return {
        ending: tuple(_Ending(**reading) for reading in entry["readings"])
        for entry in parsed(text)
        for ending in entry["endings"]
    }


def _one_of(form: WordForm, grammemes: Iterable[str]) -> str:
    return next((grammeme for grammeme in grammemes if grammeme in form.grammemes), "")


_TIERS = (frozenset({"Surn", "sing"}), frozenset({"NOUN", "sing"}), frozenset({"ADJF", "sing"}))
"""Dictionary words that bear surnames, surest first: 'Орлов', 'Коваль', 'Терновая'; 'Лысых' is plural: not declined."""
_NO_SURNAME = frozenset({"Name", "Patr", "Geox", "Orgn", "Trad", "Abbr", "neut"})


def _by_dictionary(surname: str, tiers: Sequence[frozenset[str]]) -> list[SurnameReading]:
    """Readings as a surname of the dictionary, or as a common noun ('Ковалю') or an adjective ('Белая')."""
    forms = [form for form in parses(surname) if form.known and not form.grammemes & _NO_SURNAME]
    for tier in tiers:
        if readings := [reading for form in forms if tier <= form.grammemes for reading in _readings(surname, form)]:
            return sorted(readings, key=lambda reading: _preference(reading, tier))
    return []


def _readings(surname: str, form: WordForm) -> Iterator[SurnameReading]:
    case = _one_of(form, CASES)
    nominatives = inflected(surname, form.grammemes, frozenset({"nomn", "sing"}))
    if case and nominatives:
        yield SurnameReading(nominatives[0], case, _one_of(form, GENDERS) or "both")


def _preference(reading: SurnameReading, tier: frozenset[str]) -> tuple[bool, bool]:
    """Nominative first, but 'Белой' is rather a woman's dative; most of an education office are women."""
    nominative = reading.case == "nomn" and not ("ADJF" in tier and reading.nominative.endswith("ой"))
    return not nominative, reading.gender == "masc"


def _by_sure_ending(surname: str) -> list[SurnameReading]:
    """By an ending that surnames have rather than words: 'Мамонтовой' is no form of «мамонтовый»."""
    return _by_ending(surname) if _SURNAME_ENDING.search(surname.lower()) else []


def _by_ending(surname: str) -> list[SurnameReading]:
    lower = surname.lower()
    for length in range(min(5, len(lower) - 2), 0, -1):
        if endings := _endings().get(lower[-length:]):
            return [
                SurnameReading(lower[: len(lower) - rule.cut] + rule.add, rule.case, rule.gender) for rule in endings
            ]
    return []


def _choose(readings: list[SurnameReading], case: str | None, gender: str | None) -> SurnameReading:
    def contradictions(reading: SurnameReading) -> tuple[bool, bool]:
        return (
            gender is not None and reading.gender not in (gender, "both"),
            case is not None and reading.case != case,
        )

    return min(readings, key=contradictions)


def _like_printed(printed: str, nominative: str) -> str:
    spelled = nominative if "ё" in printed.lower() else fold_yo(nominative)
    return spelled.capitalize()


def nominative_surname(surname: str, *, case: str | None = None, gender: str | None = None) -> str:
    """The nominative of one printed surname; what may be a nominative stays as printed.

    case, gender: what the context tells (OpenCorpora names): the accusative 'Орлова' is a man's.

    >>> nominative_surname("Шеврдиной"), nominative_surname("Орлова"), nominative_surname("Орлова", case="accs")
    ('Шеврдина', 'Орлова', 'Орлов')
    """
    parts = [part for part in re.split(r"\s*-\s*", surname) if part]
    if case is None and len(parts) > 1 and any(_MAN.search(part.lower()) for part in parts):
        case = "nomn"
    return "-".join(_nominative_part(part, case, gender) for part in parts)


def _nominative_part(part: str, case: str | None, gender: str | None) -> str:
    if part.islower():
        return part
    readings = _all_readings(part)
    if not readings or (case == "nomn" and all(reading.case != case for reading in readings)):
        return part.capitalize()
    return _like_printed(part, _choose(readings, case, gender).nominative)


def _all_readings(surname: str) -> list[SurnameReading]:
    """By the dictionary where it has the printed nominative, else by an ending that only surnames have.

    The dictionary has many a surname of men only: 'Хлебникова' is no genitive to it but a woman's nominative.
    """
    listed = _by_dictionary(surname, _TIERS[:1])
    if any(reading.case == "nomn" for reading in listed):
        return listed
    return _by_sure_ending(surname) or listed or _by_dictionary(surname, _TIERS[1:]) or _by_ending(surname)


SURE = 3.0
"""The likeness of a word that is a surname and nothing else."""


def surname_likeness(word: str) -> float:
    """How much a capitalised word looks like a surname: 3 surely, 1.5 an unknown word, below 0 a place."""
    last = word.rsplit("-", 1)[-1]
    if has(last, "Surn"):
        return SURE
    if has(last, "Geox"):
        return -1.0
    if not has(last):
        return SURE if _SURNAME_ENDING.search(last.lower()) else 1.5
    return 1.2 if has(last, "ADJF") else 0.8 if has(last, "NOUN", "anim") else 0.2
