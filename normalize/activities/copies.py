"""The same activity printed twice in one order: equal texts, equal words, or one text that says what another says.

Words alone do not decide: «Обучение экспертов по физике» and «… по химии» share all but one. So the content words of
two copies differ in nothing, or one only adds a few, and no facet (subject, stage, audience, grade, number) differs.
What is printed twice word for word is a copy whatever its period and its responsibles are, unless the headings tell
for whom each is.
Two blocks for ГИА-9 and ГИА-11 may print the same activity, unless its own text already names both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from normalize.activities.facets import Facets, audiences, facets, match_key
from normalize.activities.topics import BOTH, exam_in
from normalize.language.text import key

_LIGHT = frozenset(
    {"организация", "проведение", "обеспечение", "осуществление", "мероприятие", "гиа", "огэ", "егэ", "гвэ", "рамка"}
    | {"основный", "основной", "средний", "общий", "образование", "образовательный", "программа"}
    | {"государственный", "итоговый", "аттестация", "вопрос", "работа"}
)
"""Words that nearly every activity has, and those that name the exam, which is compared by itself."""
_FEWEST, _FEWEST_NEAR, _FEWEST_PRINTED, _FEWEST_REPEATED = 2, 3, 6, 4
_NEAR = 0.8
_WINDOW = 40
_SAME_FACETS = ("grades", "stages", "levels", "forms", "numbers", "years")


@dataclass(frozen=True, slots=True)
class Printed:
    """An activity in its place: `headings` over it, nearest first; `bullet`: a point of another activity's list."""

    text: str
    headings: tuple[str, ...] = ()
    parent: int | None = None
    bullet: bool = False
    category: str = ""
    period: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """`later` repeats `earlier` (places in the sequence); `reason` tells in Russian why it is thought so."""

    later: int
    earlier: int
    reason: str
    certainty: str


@dataclass(frozen=True)
class _Words:
    place: int
    printed: Printed

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple(match_key(self.printed.text).split())

    @cached_property
    def text(self) -> str:
        """The text letter by letter, without case and punctuation."""
        return key(self.printed.text)

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset(self.key) - _LIGHT

    @cached_property
    def facets(self) -> Facets:
        return facets(self.printed.text)

    @cached_property
    def exam(self) -> str | None:
        return self.facets.exam

    @cached_property
    def exam_over_it(self) -> str | None:
        return next(filter(None, map(exam_in, self.printed.headings)), None)

    @cached_property
    def audiences_over_it(self) -> frozenset[str]:
        return frozenset(name for text in self.printed.headings for name in audiences(text))

    @cached_property
    def years_over_it(self) -> frozenset[int]:
        return frozenset(year for text in self.printed.headings for year in facets(text).years)


def find_copies(activities: Sequence[Printed]) -> tuple[Copy, ...]:
    """Each activity that repeats an earlier one, with the first that it repeats; in reading order.

    Time grows with the number of activities: only texts that share one of their rarest words are compared, and each
    with the forty before it that do.
    """
    texts = [_Words(place, printed) for place, printed in enumerate(activities)]
    found: dict[int, Copy] = {}
    for earlier, later in _candidates(texts):
        if later.place not in found and (reason := _reason(earlier, later)):
            found[later.place] = Copy(later.place, earlier.place, *reason)
    return tuple(found[place] for place in sorted(found))


def _candidates(texts: Sequence[_Words]) -> Iterator[tuple[_Words, _Words]]:
    """Pairs that may be near enough: two sets that share 80 % share one of the rarest fifth of their words."""
    usual = Counter(word for text in texts for word in text.content)
    sharing: dict[str, list[_Words]] = defaultdict(list)
    for text in texts:
        rarest = sorted(text.content, key=lambda word: (usual[word], word))
        prefix = rarest[: int(len(rarest) * (1 - _NEAR)) + 1]
        before = {id(other): other for word in prefix for other in sharing[word][-_WINDOW:]}
        for other in sorted(before.values(), key=lambda one: one.place):
            yield other, text
        for word in prefix:
            sharing[word].append(text)


def _reason(earlier: _Words, later: _Words) -> tuple[str, str] | None:
    """(why, certainty), None where the two are different activities."""
    one, other = earlier.printed, later.printed
    shorter = min(len(one.text.split()), len(other.text.split()))
    fewest = 1 if shorter >= _FEWEST_PRINTED else _FEWEST
    if min(len(earlier.content), len(later.content)) < fewest or not _same_place(one, other):
        return None
    alike = len(earlier.content & later.content) / len(earlier.content | later.content)
    if alike < _NEAR or not _same_facets(earlier.facets, later.facets):
        return None
    same_period, same_people = _same(one.period, other.period), _same(one.responsible, other.responsible)
    if earlier.key == later.key and not (one.period and other.period):
        same_period = True
    some_alike = same_period and same_people if shorter < _FEWEST_PRINTED else same_period or same_people
    if not some_alike and not _word_for_word(earlier, later):
        return None
    if (alike < 1 and not _says_more(earlier, later)) or _years_apart(earlier, later):
        return None
    return _by_exam(earlier, later, same_people and same_period)


def _same_place(one: Printed, other: Printed) -> bool:
    """Whether two equal texts would say the same: not for other people, not as points of two different lists."""
    return one.category == other.category and (one.parent == other.parent or not (one.bullet or other.bullet))


def _word_for_word(earlier: _Words, later: _Words) -> bool:
    """Whether a text of some words is printed again as it is, and the headings name no other audience for it."""
    one, other = earlier.audiences_over_it, later.audiences_over_it
    return earlier.text == later.text and len(earlier.text.split()) >= _FEWEST_REPEATED and (one == other)


def _years_apart(earlier: _Words, later: _Words) -> bool:
    """Headings that name different years part two blocks: «Анализ ГИА в 2024 году», «Анализ ГИА в 2025 году»."""
    one, other = earlier.years_over_it, later.years_over_it
    return bool(one and other) and one != other


def _says_more(earlier: _Words, later: _Words) -> bool:
    """Whether one text only adds words to the other."""
    return min(len(earlier.content), len(later.content)) >= _FEWEST_NEAR and (
        earlier.content <= later.content or later.content <= earlier.content
    )


def _same_facets(one: Facets, other: Facets) -> bool:
    """Whether nothing tells the two apart; an audience that only one of them names may not."""
    if one.audiences and other.audiences and set(one.audiences) != set(other.audiences):
        return False
    return (one.action, one.subjects) == (other.action, other.subjects) and all(
        set(getattr(one, name)) == set(getattr(other, name)) for name in _SAME_FACETS
    )


def _by_exam(earlier: _Words, later: _Words, same_cells: bool) -> tuple[str, str] | None:
    """What the exams of the two texts tell of two texts that are alike otherwise."""
    equal = "текст тот же" if earlier.key == later.key else "слова те же"
    if earlier.exam == later.exam:
        over = {earlier.exam_over_it, later.exam_over_it} - {None, BOTH}
        if len(over) == 2 and earlier.exam is None:
            return None
        if len(over) == 2 and earlier.exam == BOTH:
            return f"{equal}, и оба уже называют и ГИА-9, и ГИА-11", "high"
        return equal, "high" if earlier.key == later.key or same_cells else "medium"
    if None in (earlier.exam, later.exam):
        return None if earlier.exam_over_it != later.exam_over_it else (equal, "medium")
    if BOTH in (earlier.exam, later.exam):
        return f"{equal}, но один из них называет и ГИА-9, и ГИА-11", "high" if same_cells else "medium"
    return None


def _same(one: str, other: str) -> bool:
    """Whether two cells print the same, or both nothing."""
    return key(one) == key(other)
