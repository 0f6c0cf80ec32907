"""What the corpus stage compares activities by: stored with each item, so that no text is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalize.activities.facets import (
    Facets,
    audiences,
    facets,
    is_general,
    leading_subjects,
    match_key,
    names_state_exam,
    special_audiences,
    without_quoted,
)
from normalize.activities.fingerprints import minhash
from normalize.activities.meaning import meaning
from normalize.activities.occasion import occasion_words, quoted_words
from normalize.activities.operations import (
    document,
    implied_operations,
    negated,
    operation_word,
    operations_in,
    reads_on,
)
from normalize.activities.topics import BOTH, GIA, GIA_9, GIA_11, exam
from normalize.activities.wording import wording

_LEADING = 3
"""Headings whose sentence a point may go on with: «приказов об утверждении:», «ГИА-9:»."""
_INFORMING = ("информирование",)
"""«Размещение в СМИ: о сроках и местах»: what people are told of is no act that somebody draws up."""
_EXAM_FORMS = frozenset({"ЕГЭ", "ОГЭ", "ГВЭ"})
_KINDS = {
    "класс": "grades",
    "предмет": "subjects",
    "этап": "stages",
    "уровень": "levels",
    "форма": "forms",
    "объект": "objects",
    "число": "numbers",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an activity stands: rows it is a point of and headings over it, the nearest first; the order's title."""

    headings: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """`match_key`: content words in their order; `facets`: 'предмет: математика'; `wording`: as printed, masked;
    `wording_full`: with what leads to it.

    `minhash`: a digest for each band of words; two activities that share four words of five share one most likely.
    `meaning`: see meaning.py. Numbers are signed 64-bit ones.
    """

    match_key: str
    facets: tuple[str, ...]
    wording: str
    wording_full: str
    minhash: tuple[int, ...]
    meaning: tuple[int, ...]


def traits(activity: str, place: Place | None = None, full: str = "") -> Traits:
    """Everything that matching needs to know of an activity; `full`: with its lead-in, where it has one.

    The words of a fragment are those of the whole sentence: «шкалы перевода баллов» says nothing of an order on them.
    A row that can be read by itself is what it says, whatever leads to it.
    """
    place = place or Place()
    fragment = any(reads_on(heading, activity) for heading in place.headings[:_LEADING])
    key = match_key(full if full and fragment else activity)
    found = facets(activity, next(filter(_names_exam, place.headings), ""), place.title)
    named = tuple(dict.fromkeys((*_named(activity, found, place.headings), *_around(activity, found, place))))
    return Traits(key, named, wording(activity), wording(full or activity), minhash(key), meaning(key))


def _named(activity: str, found: Facets, headings: Sequence[str]) -> Iterator[str]:
    """Facets as texts 'kind: value'; headings tell what the activity leaves open, the nearest that tells."""
    yield from _of_kind("экзамен", _exams(found.exam))
    yield from _of_kind("экзамен по разделу", _exams(found.exam_in_context))
    yield from _of_kind("вид экзамена", (name for name in found.procedures if name in _EXAM_FORMS))
    yield from _of_kind("испытание", _trials(found))
    yield from _of_kind("процедура", (name for name in found.procedures if name not in _EXAM_FORMS))
    for kind, name in _KINDS.items():
        yield from _of_kind(kind, getattr(found, name))
    yield from _of_kind("участники", found.audiences)
    yield from _of_kind("особые участники", (name for name in found.audiences if name in special_audiences()))
    yield from _of_kind("участники по разделу", _audiences(activity, headings))
    yield from _of_kind("предмет по разделу", _subjects(activity, headings))
    led = next(filter(None, (operations_in(text) for text in headings[:_LEADING] if reads_on(text, activity))), ())
    yield from _of_kind("дело", led or operations_in(activity) or implied_operations(activity))
    yield from _of_kind("дело по слову", () if led else filter(None, (operation_word(activity),)))
    if led != _INFORMING:
        yield from _of_kind("документ", document(activity))
    yield from _of_kind("отрицание", negated(activity))


def _around(activity: str, found: Facets, place: Place) -> Iterator[str]:
    """What the plan is about, and the words of names in quotation marks."""
    yield from _of_kind("повод", _occasion(found, place))
    yield from _of_kind("название", quoted_words(activity))


def _occasion(found: Facets, place: Place) -> tuple[str, ...]:
    """The state exam where the text, a heading or the title names it, else the words of the title."""
    if found.state_exam or found.exam or any(map(names_state_exam, (*place.headings, place.title))):
        return (GIA,)
    return occasion_words(place.title)


def _trials(found: Facets) -> tuple[str, ...]:
    """What is held: every form of the state exam is one, so that ЕГЭ is another than ВПР, but no other than ГИА."""
    named = tuple(name for name in found.procedures if name not in _EXAM_FORMS)
    return (*named, GIA) if found.state_exam else named


def _audiences(activity: str, headings: Sequence[str]) -> tuple[str, ...]:
    """For whom: as the text says, else the nearest heading, else the name of a course in quotation marks.

    A heading tells which of a general group are meant: «лица, привлекаемые к ГИА» under «Технические специалисты».
    """
    own = audiences(without_quoted(activity))
    above = next(filter(None, map(audiences, headings)), ())
    if own and not is_general(without_quoted(activity)):
        return own
    return above or own or audiences(activity)


def _subjects(activity: str, headings: Sequence[str]) -> tuple[str, ...]:
    """The subjects named first, by the text or the nearest heading: of a long list of themes the others say little."""
    return next(filter(None, map(leading_subjects, (activity, *headings))), ())


def _of_kind(kind: str, values: Iterable[object]) -> Iterator[str]:
    return (f"{kind}: {value}" for value in values)


def _names_exam(heading: str) -> bool:
    return exam("", heading) is not None


def _exams(named: str | None) -> tuple[str, ...]:
    return (GIA_9, GIA_11) if named == BOTH else (named,) if named else ()
