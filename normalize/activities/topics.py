"""What an activity is about: the exam (ГИА-9, ГИА-11, both) and the topic, from its text, its section, its order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from normalize.activities.grades import grades
from normalize.language.lexicon import Lexicon, Word, dictionary, words
from normalize.language.lookalikes import folded

GIA, GIA_9, GIA_11, BOTH = "ГИА", "ГИА-9", "ГИА-11", "both"
OTHER = "other"
_HEAD_WORDS = 4
_LOWEST_EXAM_GRADE = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of activities as topics.yml states it: id for queries, examples."""

    id: str
    examples: tuple[str, ...]


def exam(activity: str, section: str = "", title: str = "") -> str | None:
    """'ГИА-9', 'ГИА-11', 'both' or None: as the text says, else as its section, else as the title of the order.

    >>> exam("Обучение экспертов ОГЭ"), exam("Расписание ГИА – 9, 11"), exam("Итоговое сочинение")
    ('ГИА-9', 'both', 'ГИА-11')
    """
    return exam_in(activity) or exam_in(section) or exam_in(title)


@lru_cache(maxsize=1 << 12)
def exam_in(text: str) -> str | None:
    """The exam that the text itself names: by name («ОГЭ»), level («среднего общего образования») or grade.

    Grades from below the eighth («5-11 классов») name no exam.
    """
    named = {hit.value for hit in _exams().find(words(folded(text)))}
    school = grades(folded(text).lower())
    if school and min(school) >= _LOWEST_EXAM_GRADE:
        named |= {GIA_9} if 9 in school else set()
        named |= {GIA_11} if school & {11, 12} else set()
    return BOTH if len(named) == 2 else next(iter(named), None)


def topic(activity: str, section: str = "") -> str:
    """The id of the topic whose words weigh most, the heading of the section weighing for its own; else 'other'."""
    scores = _scores(words(activity))
    act = _starts().get(activity.split(maxsplit=1)[0]) if activity.strip() else None
    if act is not None:
        scores[act] = scores.get(act, 0.0) + _weight("start_weight")
    heading = section_topic(section)
    if heading is not None:
        scores[heading] = scores.get(heading, 0.0) + _weight("section_weight")
    return max(scores, key=lambda name: scores[name]) if scores else OTHER


@lru_cache(maxsize=4096)
def section_topic(section: str) -> str | None:
    """The topic a heading names, None where it names none: «6. Информационное сопровождение» -> 'information'."""
    hits = _headings().find(words(section))
    return hits[0].value if hits else None


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic in the order of the dictionary."""
    return tuple(Topic(entry["id"], tuple(entry["examples"])) for entry in _entries())


def _scores(activity_words: tuple[Word, ...]) -> dict[str, float]:
    """Weight of each topic: its strongest phrase, half of the next, a quarter of the one after; each phrase once."""
    weights: dict[str, dict[str, float]] = {}
    for hit in _topic_words().find_longest(activity_words):
        name, weight, phrase = hit.value
        if hit.first < _HEAD_WORDS:
            weight *= _weight("head_weight")
        weights.setdefault(name, {}).setdefault(phrase, weight)
    return {
        name: sum(weight / 2**rank for rank, weight in enumerate(sorted(found.values(), reverse=True)))
        for name, found in weights.items()
    }


def _entries() -> list[dict[str, Any]]:
    return list(dictionary("topics.yml")["topics"])


def _weight(name: str) -> float:
    return float(dictionary("topics.yml")[name])


@cache
def _starts() -> dict[str, str]:
    return {word: entry["id"] for entry in _entries() for word in entry.get("starts", ())}


@cache
def _topic_words() -> Lexicon[tuple[str, float, str]]:
    return Lexicon(
        (phrase, (entry["id"], float(weight), phrase))
        for entry in _entries()
        for weight, phrases in entry["words"].items()
        for phrase in phrases
    )


@cache
def _headings() -> Lexicon[str]:
    return Lexicon((phrase, entry["id"]) for entry in _entries() for phrase in entry["sections"])


@cache
def _exams() -> Lexicon[str]:
    return Lexicon((phrase, name) for name, phrases in dictionary("exams.yml").items() for phrase in phrases)
