"""Full names of bodies in the text of an order: where one stands, how far it reaches, which initials it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from normalize.language.nouns import is_abbreviation
from normalize.language.phrases import nominative_phrase
from normalize.language.text import collapse, fold_yo, key
from normalize.language.wordforms import is_adjective, noun_of, same_word
from normalize.organisations.initials import Word, is_legal_form, matched, pieces, with_hyphens, words_of
from normalize.organisations.lookups import legal_forms, name_words, organisation_aliases, territories

SENTENCE_END = r"(?<![\s(«][гпс])(?<!\sим)(?<![А-ЯЁ])\.\s+(?=[А-ЯЁ])"
"""Where a sentence ends, not 'г. Пенза', 'им. В.М. Шукшина'."""
_BREAK = re.compile(rf"[\t;:!?()]|{SENTENCE_END}|\n\s*\n|\n(?=\s*[\d•–-])")
_GAP = r"(?:[^\S\n\t]+|\n(?=[а-яё]))"
_OWNER = re.compile(
    rf"{_GAP}(?i:управления|департамента|комитета|министерства|отдела)\s+(?:образовани[яю]|по\s+образованию|просвещения)"
    r"(?:\s+и\s+(?:науки|молод[её]жной\s+политики|культуры|спорта))?(?![\w-])"
)
_TERRITORY = re.compile(
    rf"(?:{_GAP}(?:(?:г|р|п|с|пос|ст)\.\s?|(?:город[ае]?|район[ае]?|области|края|республики|муниципальн(?:ого|ых)|городск(?:ого|их|ой)|округ[ае]?|"
    r"образования|администрации|[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?!\s*[А-ЯЁ]\.)(?<!Министерства)(?<!Департамента)|[А-ЯЁ]{2,5}(?:-[А-ЯЁ][а-яё]*)?)(?![\w-])|"
    r"[–-](?=\s)|«[^«»]{2,40}»)){1,12}"
)
_LEGAL_BEFORE = re.compile(r"[\w.-]+(?:\([А-ЯЁ]\))?|[–-]")
_AUTONOMOUS = re.compile(r"автономн\w+\s+(?:округ|област)\w*")
"""A kind of region, no 'автономное учреждение'."""
_WRITTEN_OUT = re.compile(r"[а-яё]{4}")
"""'Ханты-Мансийского' has two capitals and is no abbreviation."""
_MAX_TEXT = 2_000_000
_BLANKS = re.compile(r"[^\S\n\t]+")
_EMPTY_LINES = re.compile(r"(?: ?\n){2,}")
_LONGEST = 240
_FARTHEST = 6
_LONGEST_PLACE = 5
_BETWEEN = frozenset({"в", "по", "и", "сфере"})
"""'учреждение в сфере образования Вологодской области «…»'."""
_FORM_GOES_ON = re.compile(
    r"образовани|дополнительн|профессиональн|высш|средн|культур|здравоохр|детей|специалист", re.I
)


@dataclass(frozen=True, slots=True)
class LongForms:
    """The words of a text by their initials; `breaks` separate what can't be one name."""

    text: str
    words: tuple[Word, ...]
    initials: str
    places: tuple[int, ...]
    """Of each letter of `initials` (function words have none): its place in `words`; -1 for a break."""
    found: dict[str, str | None] = field(default_factory=dict, compare=False, hash=False)

    def of(self, abbreviation: str) -> str | None:
        """The full name, in the nominative, that the initials stand for in this text; None where there is none."""
        if abbreviation not in self.found:
            self.found[abbreviation] = _best(self, abbreviation)
        return self.found[abbreviation]

    def like(self, name: str) -> str | None:
        """The most frequent name of the text that contains these words: 'институт развития образования'."""
        return _most_frequent(self._all_like(name))

    def whose(self, name: str) -> str | None:
        """The one fuller name that the text has for these words, with the body or place they belong to."""
        found = (full for full in self._all_like(name) if not full.split(" ")[-1].isupper())
        fuller = {key(full): full for full in found if key(full).startswith(f"{key(name)} ")}
        return next(iter(fuller.values())) if len(fuller) == 1 else None

    def _all_like(self, name: str) -> list[str]:
        """Every printing of these words in the text, as far as the name reaches there."""
        letters = "".join(fold_yo(word.text[0]) for word in words_of(name) if word.text not in name_words("unlettered"))
        wanted = [word.text for word in words_of(name)]
        spans = (span for span in _spans(self, letters.lower()) if _same_words(self, span, wanted))
        return [_extended(self.text, *_offsets(self, span)) for span in spans]


@lru_cache(maxsize=2)
def squeezed(text: str) -> str:
    """A text with single blanks and at most one empty line, cut at two million characters."""
    return _EMPTY_LINES.sub("\n\n", _BLANKS.sub(" ", text[:_MAX_TEXT]))


def long_forms(text: str) -> LongForms:
    """Indexes a text; longer ones than two million characters are cut."""
    text = squeezed(text)
    words = words_of(text)
    breaks = iter([*(match.start() for match in _BREAK.finditer(text)), len(text) + 1])
    coming = next(breaks)
    initials: list[str] = []
    places: list[int] = []
    for at, word in enumerate(words):
        if coming < word.start:
            initials.append(" ")
            places.append(-1)
        while coming < word.start:
            coming = next(breaks)
        lower = word.text.lower()
        if lower not in name_words("unlettered"):
            initials.append(lower[0].replace("ё", "е"))
            places.append(at)
    return LongForms(text, words, "".join(initials), tuple(places))


def _spans(index: LongForms, letters: str) -> Iterator[tuple[int, int]]:
    """(first, last) places in `words` of every run of words with these initials."""
    at = index.initials.find(letters) if len(letters) > 1 else -1
    while at >= 0:
        yield index.places[at], index.places[at + len(letters) - 1]
        at = index.initials.find(letters, at + 1)


def _offsets(index: LongForms, span: tuple[int, int]) -> tuple[int, int]:
    return index.words[span[0]].start, index.words[span[1]].end


def _same_words(index: LongForms, span: tuple[int, int], wanted: list[str]) -> bool:
    """The head and what stands before it in any case, the rest as wanted: not 'управления образованием'."""
    printed = [word.text for word in index.words[span[0] : span[1] + 1]]
    if len(printed) != len(wanted) or not all(map(same_word, printed, wanted)):
        return False
    head = next((at for at, word in enumerate(wanted) if noun_of(word, "bodies")), len(wanted))
    return list(map(key, printed[head + 1 :])) == list(map(key, wanted[head + 1 :]))


def _best(index: LongForms, abbreviation: str) -> str | None:
    letters = "".join(piece[0] for piece in pieces(abbreviation))
    names = []
    for first, last in _spans(index, letters):
        printed = [word.text for word in index.words[first : last + 1]]
        start, end = _offsets(index, (first, last))
        if matched(abbreviation, printed) == len(printed) and is_body(printed) and _whole(index.text, start, end):
            names.append(_extended(index.text, start, end))
    return _most_frequent(names)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name can end here: not 'отдел организации общего образования | и оценочных процедур', no list."""
    commas = text.count(",", start, end)
    return not re.match(r"\s+и\s+[а-яё]|[-–][А-Яа-яё]", text[end : end + 9]) and (not commas or end - start > 60)


def is_body(words: list[str]) -> bool:
    """Whether words read as the name of a body: adjectives, then a noun such as 'центр', then anything.

    >>> is_body("отделу общего образования".split()), is_body("основного общего образования".split())
    (True, False)
    """
    for word in words:
        if noun_of(word, "bodies"):
            return True
        if not is_adjective(word) and not _first_half(word, words):
            return False
    return False


def _first_half(word: str, words: list[str]) -> bool:
    """'информационно' of 'информационно-методический', 'психолого' of 'психолого-медико-педагогическая'."""
    return word.endswith("о") and word != words[-1]


def _most_frequent(names: list[str]) -> str | None:
    """The name printed most often, the first of equals; not in capitals where it is also printed otherwise."""
    if not names:
        return None
    counts = Counter(key(name) for name in names)
    best = max(counts, key=lambda name: (not _misspells_territory(name, counts), counts[name]))
    return min((name for name in names if key(name) == best), key=str.isupper)


def _misspells_territory(name: str, names: Iterable[str]) -> bool:
    """'ау дпо хиао югры …' beside '… хмао югры …': one letter differs, and only the other is a territory."""
    return any(
        len(other) == len(name)
        and [
            (one, two)
            for one, two in zip(name.split(), other.split(), strict=False)
            if one != two and two.upper() in territories()
        ]
        and sum(one != two for one, two in zip(name, other, strict=True)) == 1
        for other in names
    )


def _extended(text: str, start: int, end: int) -> str:
    """The name with its quotation marks, its legal form and its territory, in the nominative and with single blanks."""
    opening = text.rfind("«", max(0, start - _LONGEST), start)
    if opening >= 0 and "»" not in text[opening:start] and "\t" not in text[opening:start]:
        closing = text.find("»", end, end + _LONGEST)
        end = closing + 1 if closing >= 0 else end
        start = legal_start(text, opening)
    else:
        for tail in (_OWNER, _TERRITORY):
            found = tail.match(text, end, end + _LONGEST)
            end = found.end() if found else end
    return nominative_phrase(with_hyphens(collapse(text[start:end]).rstrip(" –-")))


def legal_start(text: str, name: int) -> int:
    """Where the legal form before a name begins: 'муниципального автономного учреждения города Х «…»'."""
    words = list(_LEGAL_BEFORE.finditer(text, max(0, name - _LONGEST), name))
    start, outside, after = name, 0, name
    for word in reversed(words):
        between = text[word.end() : after]
        if re.search(r"[\t,;:()«»]|\n\s*\n|\.\s", between):
            break
        of_region = _AUTONOMOUS.match(text, word.start())
        after = word.start()
        if word.group() in _BETWEEN or (
            word.group().islower() and is_adjective(word.group()) and not _is_formal(word.group())
        ):
            continue
        if (not of_region and is_legal_word(word.group())) or (not outside and word.group() in legal_forms().ambiguous):
            start, outside = (after if _opens_form(word.group()) else start), 0
        elif outside == _FARTHEST or not (of_region or _is_place(word.group())):
            break
        else:
            outside += 1
    return _with_place_adjective(text, start) if start < name else start


def _with_place_adjective(text: str, start: int) -> int:
    """'Санкт-Петербургское' before 'государственное бюджетное учреждение'."""
    before = re.search(r"[А-ЯЁ][\w-]+(?:ое|ого|ому|ым) $", text[max(0, start - 60) : start])
    return start - len(before.group()) if before else start


def _opens_form(word: str) -> bool:
    """'ГБУ', 'государственного' begin a legal form; 'образования' only goes on with one."""
    if word in legal_forms().forms or word in legal_forms().ambiguous:
        return True
    return not is_abbreviation(word) and _is_formal(word) and not _FORM_GOES_ON.match(word)


def _is_place(word: str) -> bool:
    word = word.partition("(")[0]
    if is_abbreviation(word) and not _WRITTEN_OUT.search(word):
        return len(word) < _LONGEST_PLACE and (
            len(word) == 2 or word in territories() or word not in organisation_aliases()
        )
    return word[0].isupper() or word in name_words("places") or word in ("г", "-", "–")


def is_legal_word(word: str) -> bool:
    """'ГБУ', 'ДПО', 'государственного', 'учреждение': a word of a legal form."""
    return is_legal_form(word) or (not is_abbreviation(word) and _is_formal(word))


@lru_cache(maxsize=1 << 12)
def _is_formal(word: str) -> bool:
    return any(same_word(word, legal) for legal in legal_forms().words)
