"""One document under two names: the plan's title in the order, over its table and in the stamps of its annexes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.activities.facets import match_key
from normalize.language.lexicon import words
from normalize.language.text import collapse

_DOCUMENT = re.compile(
    r"(?:план\w{0,3}\s(?:\w+\s){0,2}?мероприятий|дорожн\w{2,3}\sкарт\w{1,3}|план\w{0,3}(?:-график\w{0,3})?(?=\sпо\w*\s|\sпроведени))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"государственн\w{2,3}\sитогов\w{2,3}\sаттестаци\w|\bГИА\b|\bЕГЭ\b|\bОГЭ\b", re.IGNORECASE)
_APPROVES = re.compile(r"\s*(?:\d+[.)]\s*)?Утвердить\b|\s*Об\sутверждении\b", re.IGNORECASE)
_STAMP = re.compile(r"\s*Приложени[ея](?:\s?№?\s?\d+)?\s+к\s", re.IGNORECASE)
_ANNEX_NAMED = re.compile(
    r"\(\s*(Приложени[ея](?:\s?№?\s?\d{1,2})?)\s*\)|согласно\s+(приложени[юя](?:\s?№?\s?\d{1,2})?)", re.I
)
_ANNEX_MARK = re.compile(r"(?:^|\n)\s*(?:Приложени[ея]\b|УТВЕРЖД[ЕЁ]Н)", re.IGNORECASE)
_LONGEST_NAME = 12
_USUAL = 3
_SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class TitleSlip:
    """Words of a title or heading (`quote`) that differ from what the order prints elsewhere (`expected`, '' unknown).

    kind: 'name' (the document is called otherwise), 'missing_word', 'annex' (named, but nothing bears its mark).
    """

    kind: str
    quote: str
    expected: str


def name_slips(title: str, paragraphs: Sequence[str], table_titles: Sequence[str]) -> tuple[TitleSlip, ...]:
    """Where the adopted plan is called otherwise: «подготовки и проведения» and «организации и проведения».

    Looks at the title of the order, the point that approves the plan, the plan's own heading and the stamps of its
    annexes; other plans that the order mentions may be called as they like. The name most often used is right, the
    order's title where two are even. A name that says the same at more length is no other: «подготовки обучающихся
    г. Вельска к ГИА» beside «подготовки к ГИА».
    """
    named = [name for text in [title, *_adopting(paragraphs), *table_titles] if (name := _name(text))]
    if not named:
        return ()
    usual = Counter(_compared(name) for name, _ in named)
    ways = {_compared(name): (name, quote) for name, quote in reversed(named)}
    right = max(ways, key=lambda way: (usual[way], way == _compared(named[0][0])))
    return tuple(
        TitleSlip("name", quote, ways[right][0]) for way, (_, quote) in ways.items() if not _one_name(way, right)
    )


def _adopting(paragraphs: Sequence[str]) -> Iterator[str]:
    for text in paragraphs:
        if _APPROVES.match(text) or _STAMP.match(text) or _DOCUMENT.match(collapse(text)):
            yield collapse(text)


def _name(text: str) -> tuple[str, str] | None:
    """(the words between the document's kind and its subject, the same with both): 'подготовки и проведения'."""
    line = collapse(text)
    documents = list(_DOCUMENT.finditer(line))
    for document in reversed(documents[:2]):
        subject = _SUBJECT.search(line, document.end())
        if subject and len(line[document.end() : subject.start()].split()) <= _LONGEST_NAME:
            inside = re.sub(r"\([^)]{0,60}\)|[«»\"“”]", " ", line[document.end() : subject.start()])
            return collapse(inside).strip(" ,:()"), line[documents[0].start() : subject.end()]
    return None


@dataclass(frozen=True, slots=True)
class _Way:
    """The words of a name and how they are joined: «подготовке и проведению», «подготовке к проведению»."""

    content: tuple[str, ...]
    joined: frozenset[str]


def _compared(name: str) -> _Way:
    found = {word.key for word in words(name)[1:]}
    return _Way(tuple((match_key(name) or name.lower()).split()), frozenset(found & {"и", "к"}))


def _one_name(one: _Way, other: _Way) -> bool:
    """Whether two names are alike, or one only adds words between those of the other."""
    shorter, longer = sorted((one, other), key=lambda way: len(way.content))
    if len(shorter.content) == len(longer.content):
        return one == other
    rest = iter(longer.content)
    return shorter.joined <= longer.joined and all(word in rest for word in shorter.content)


class UsualPhrases:
    """Every five words in a row of an order, to tell a heading that leaves one out."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._between: dict[tuple[str, ...], Counter[str]] = {}
        self._printed: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            row = [word.key for word in words(text)]
            for at in range(len(row) - 3):
                self._printed[tuple(row[at : at + 4])] += 1
            for at in range(len(row) - 4):
                around = (*row[at : at + 3], row[at + 4])
                self._between.setdefault(around, Counter())[row[at + 3]] += 1

    def missing_word(self, heading: str) -> TitleSlip | None:
        """«основного общего и среднего образования» where the order prints «… и среднего общего образования»."""
        row = words(heading)
        for at in range(len(row) - 3):
            around = tuple(word.key for word in row[at : at + 4])
            (word, times), *_ = self._between.get(around, Counter()).most_common(1) or [("", 0)]
            if len(word) >= _SHORTEST_WORD and times >= _USUAL * max(1, self._printed[around]):
                quote = heading[row[at].start : row[at + 3].end]
                last = row[at + 3].start - row[at].start
                return TitleSlip("missing_word", quote, f"{quote[:last]}{word} {quote[last:]}")
        return None


def unmarked_annex(paragraphs: Sequence[str], after: Sequence[str]) -> TitleSlip | None:
    """The order names its annex, but neither «Приложение» nor «Утверждён» stands over what follows."""
    named = next((found for text in paragraphs if (found := _ANNEX_NAMED.search(text))), None)
    if named is None or any(_ANNEX_MARK.search(text) for text in (*paragraphs, *after)):
        return None
    return TitleSlip("annex", collapse(named.group()), "")
