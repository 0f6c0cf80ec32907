"""What an activity has to do with a dated event: it is the event, takes applications for it, or prepares it.

An activity is the event only where its words say nothing else: «Проведение итогового сочинения в 11-х классах» is,
«Анализ проведения итогового сочинения» and «Обеспечение проведения …» are not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum
from functools import cache

from normalize.federal.rules import FILE, Rule
from normalize.language.lexicon import Hit, Lexicon, Word, dictionary, words
from normalize.years.lexer import year_spans

_BESIDE = 3
"""Words that may stand between «подготовка к» and the event."""
_REPEATED = Lexicon((phrase, True) for phrase in ("дополнительн*", "повторн*", "неудовлетворительн*", "незачет*"))
_MAIN = Lexicon((phrase, True) for phrase in ("основн* срок*", "основн* дат*", "основн* этап*", "основн* период*"))
_OTHER_TERM = Lexicon((phrase, True) for phrase in ("дополнительн*", "досрочн*", "повторн*", "пересдач*"))


class Link(Enum):
    """What an activity does with the event."""

    IS = "is"
    APPLIES = "applies"
    PREPARES = "prepares"


def link_to(activity: str, rule: Rule) -> Link | None:
    """What an activity has to do with the event of a rule; None where its words don't tell surely."""
    text_words = words(activity)
    named = rule.phrases.find(text_words)
    if not named:
        return None
    if rule.is_deadline:
        return (
            Link.APPLIES
            if _is_only(activity, text_words, named, "applying") and _usual_term(rule, text_words)
            else None
        )
    if _is_only(activity, text_words, named, "holds"):
        return Link.IS
    return Link.PREPARES if _prepares(activity, text_words, named) else None


def holds_exam(activity: str, phrases: Iterable[str], subject: Collection[str]) -> bool:
    """Whether an activity is an exam («Проведение ЕГЭ по физике») and nothing else; `subject`: phrases that name it."""
    text_words = words(activity)
    named = _phrases(tuple(phrases)).find(text_words)
    told = _phrases(tuple(subject)).find(text_words)
    return bool(named and told) and _is_only(activity, text_words, [*named, *told], "holds")


@cache
def _phrases(phrases: tuple[str, ...]) -> Lexicon[bool]:
    return Lexicon((phrase, True) for phrase in phrases)


def does_only(activity: str, named: Iterable[Hit[bool]], doing: str) -> bool:
    """Whether an activity does something (`doing` of the dictionary) with what is named, and says nothing else."""
    return _is_only(activity, words(activity), named, doing)


def stages(activity: str) -> frozenset[str]:
    """The terms that the words name: main, repeat, or both where they name neither."""
    text_words = words(activity)
    told = {"repeat"} if _REPEATED.find(text_words) else set()
    told |= {"main"} if _MAIN.find(text_words) else set()
    return frozenset(told or {"main", "repeat"})


def _usual_term(rule: Rule, text_words: tuple[Word, ...]) -> bool:
    """Applications for an additional period have other last days; those for repeats have days of their own."""
    return rule.until is None or not _OTHER_TERM.find(text_words)


def _is_only(activity: str, text_words: tuple[Word, ...], named: Iterable[Hit[bool]], doing: str) -> bool:
    """Whether the words name the event, what is done (dictionary `doing`), and nothing beside fillers and names."""
    named = list(named)
    done = _lexicon(doing).find(text_words)
    first = min(hit.first for hit in named)
    if not done and (first > 0 or doing != "holds"):
        return False
    covered = {
        at for hit in (*named, *done, *_lexicon("fillers").find(text_words)) for at in range(hit.first, hit.after)
    }
    return all(at in covered or _is_name(activity, word, at) for at, word in enumerate(text_words))


def _is_name(activity: str, word: Word, at: int) -> bool:
    """A number, or a proper name within the sentence."""
    printed = activity[word.start : word.end]
    return printed.isdigit() or (at > 0 and printed[:1].isupper() and printed[1:].islower())


def _prepares(activity: str, text_words: tuple[Word, ...], named: Iterable[Hit[bool]]) -> bool:
    """Whether the event is what is prepared, in the year of the plan."""
    if (
        _lexicon("looking_back").find(text_words)
        or len({span.year_to or span.year_from for span in year_spans(activity)}) > 1
    ):
        return False
    prepared = _lexicon("preparing").find(text_words)
    return any(hit.after <= event.first <= hit.after + _BESIDE for hit in prepared for event in named)


@cache
def _lexicon(name: str) -> Lexicon[bool]:
    return Lexicon((phrase, True) for phrase in dictionary(FILE)[name])
