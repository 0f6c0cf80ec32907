"""What two activities must share to be the same one: exam, grades, subjects, stage, audience, action, object.

Words alone do not decide: «Обучение экспертов ОГЭ по математике» and «Обучение экспертов ЕГЭ по физике» differ in two
words of five. Every list is in reading order without repeats; its Russian values go into the warehouse as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import zip_longest

from normalize.activities.grades import grades
from normalize.activities.topics import exam, exam_in
from normalize.language import morphology
from normalize.language.lexicon import Hit, Lexicon, Word, dictionary, words
from normalize.language.lookalikes import folded
from normalize.language.text import fold_yo
from normalize.years.lexer import year_spans

_LIGHT = frozenset({"проведение", "организация", "обеспечение", "осуществление"})
_LIGHT_REACH = 3
_PREPOSITIONS = frozenset({"в", "во", "на", "по", "с", "со", "к", "ко", "о", "об", "от", "из", "за", "для", "при", "у"})
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"«[^»]{0,400}»|\"[^\"]{0,400}\"|“[^”]{0,400}”")
_LANGUAGE = re.compile(r"\b([А-Яа-я]{3,20})ск(?:ий|ого|ому|им|ом)\s+язык", re.IGNORECASE)
_MEMBERS = re.compile(r"(?<!\w)[Чч]лен(?:ы|ов|ам|ами|ах)\s+([А-ЯЁ]{2,8})(?!\w)")
_LISTED = re.compile(r"\s*(?:[,;/()-]\s*)*(?:и\s+)?")
_KINDS = ("subjects", "stages", "procedures", "audiences", "levels", "forms", "objects")
_STOP = _PREPOSITIONS | {
    *("и", "а", "но", "не", "или", "как", "что", "это", "их", "его", "том", "же", "так", "также"),
    *("до", "через", "под", "над", "г", "гг", "год", "года", "году", "др", "пр", "т", "д", "п", "далее"),
}
_TERRITORY = re.compile(
    r"(?:\b[А-ЯЁ][\w-]{1,30}?(?:ск|цк)\w{1,4}\s(?:муниципальн\w{2,3}\s|городск\w{2,3}\s|автономн\w{2,3}\s){0,2}"
    r"(?:кра[йяюе]\w?|област\w{1,3}|район\w{0,3}|округ\w{0,3}|республик\w{1,2})\b(?:\s?[–—-]\s?[А-ЯЁ]\w{1,20})?"
    r"|\bРеспублик\w\s[А-ЯЁ][\w-]{1,30}|\bг(?:\.|ород\w{0,2})\s?[А-ЯЁ][\w-]{1,30}|городского\sокруга\s«[^»]{1,40}»)"
)


@dataclass(frozen=True, slots=True)
class Facets:
    """`exam`: of the text itself; `exam_in_context`: else of the section or the title ('ГИА-9', 'ГИА-11', 'both').

    `action`: the group of the head's action («провести анализ» -> 'анализ'), '' without one; `actions`: every group.
    `numbers`: numbers that are neither years, grades nor exams, as printed.
    """

    exam: str | None
    exam_in_context: str | None
    grades: tuple[int, ...]
    subjects: tuple[str, ...]
    stages: tuple[str, ...]
    procedures: tuple[str, ...]
    audiences: tuple[str, ...]
    levels: tuple[str, ...]
    forms: tuple[str, ...]
    objects: tuple[str, ...]
    action: str
    actions: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[int, ...]
    state_exam: bool = False
    """Whether the text names the state exam in any of its forms: ГИА, ЕГЭ, «итоговая аттестация»."""


def facets(activity: str, section: str = "", title: str = "") -> Facets:
    """The facets of an activity; section and title tell only the exam, where the text does not."""
    own = _own_facets(activity)
    around = None if own.exam else exam("", section, title)
    return replace(own, exam_in_context=around) if around else own


@lru_cache(maxsize=1 << 12)
def _own_facets(activity: str) -> Facets:
    text = folded(activity)
    text_words = folded_words(activity)
    named: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for hit in _facet_words().find_longest(text_words):
        kind, value = hit.value
        if value != "-" and value not in named[kind]:
            named[kind].append(value)
    actions = _actions(text_words)
    own = exam_in(activity)
    school = grades(text.lower())
    return Facets(
        exam=own,
        exam_in_context=own,
        grades=tuple(sorted(school)),
        action=_head_action(actions, text_words),
        actions=tuple(dict.fromkeys(group for _, _, group in actions)),
        numbers=_numbers(text, school),
        state_exam=names_state_exam(activity),
        years=tuple(
            dict.fromkeys(year for span in year_spans(text) for year in (span.year_from, span.year_to) if year)
        ),
        subjects=tuple(named["subjects"]),
        stages=tuple(named["stages"]),
        procedures=tuple(named["procedures"]),
        audiences=_with_members(named["audiences"]),
        levels=tuple(named["levels"]),
        forms=tuple(named["forms"]),
        objects=tuple(named["objects"]),
    )


@lru_cache(maxsize=1 << 12)
def folded_words(text: str) -> tuple[Word, ...]:
    """The words of a text as the dictionaries are compared with them; several lexicons ask for the same text."""
    return words(folded(text))


@lru_cache(maxsize=4096)
def names_state_exam(text: str) -> bool:
    """Whether a text names the state exam in any of its forms."""
    return bool(_facet_words("state_exam").find(folded_words(text)))


@lru_cache(maxsize=1 << 12)
def subjects(text: str) -> tuple[str, ...]:
    """The school subjects named, in reading order: «учителей химии и биологии» -> ('химия', 'биология')."""
    hits = _facet_words("subjects").find_longest(folded_words(text))
    return tuple(dict.fromkeys(hit.value[1] for hit in hits if hit.value[1] != "-"))


@lru_cache(maxsize=4096)
def audiences(text: str) -> tuple[str, ...]:
    """For whom: «для членов ГЭК» -> ('члены ГЭК',); a general name brings those it covers (`members` of facets.yml)."""
    hits = _facet_words("audiences").find_longest(folded_words(text))
    named = [hit.value[1] for hit in hits if hit.value[1] != "-"]
    return _with_members(named or list(_unknown_members(text)))


def _unknown_members(text: str) -> Iterator[str]:
    """Members of a body that the dictionary lacks: «члены РКК» are others than technical specialists."""
    yield from (f"члены {body}" for body in _MEMBERS.findall(text))


def special_audiences() -> frozenset[str]:
    """Audiences that narrow what is done to a part of the pupils (`special` of facets.yml)."""
    return frozenset(dictionary("facets.yml")["special"])


def without_quoted(text: str) -> str:
    """The text with blanks for names in quotation marks: «Курсы «Подготовка экспертов»» are not for experts by that."""
    return _QUOTED.sub(" ", text)


def is_general(text: str) -> bool:
    """Whether it names all for whom it is by one general name: «лица, привлекаемые к проведению ГИА»."""
    hits = _facet_words("audiences").find_longest(folded_words(text))
    named = {hit.value[1] for hit in hits} - {"-"}
    return bool(named) and named <= set(dictionary("facets.yml")["members"])


@lru_cache(maxsize=4096)
def leading_subjects(text: str) -> tuple[str, ...]:
    """The first subjects named one after another: «учителей химии и биологии … раздел физики» -> химия, биология."""
    plain = folded(text)
    text_words = words(plain)
    found: list[Hit[tuple[str, str]]] = []
    for hit in _facet_words("subjects").find_longest(text_words):
        if hit.value[1] == "-":
            continue
        if found and not _LISTED.fullmatch(plain, text_words[found[-1].after - 1].end, text_words[hit.first].start):
            break
        found.append(hit)
    named = tuple(dict.fromkeys(hit.value[1] for hit in found))
    return named or tuple(f"{language.lower()}ский язык" for language in _LANGUAGE.findall(plain)[:1])


def _with_members(named: Iterable[str]) -> tuple[str, ...]:
    members = dictionary("facets.yml")["members"]
    return tuple(dict.fromkeys(one for name in named for one in (name, *members.get(name, ()))))


@lru_cache(maxsize=1 << 12)
def match_key(text: str) -> str:
    """The content words of an activity in their order: lemmas, verbs as nouns, one word for one thing, without years,
    numbers and names of territories.

    >>> match_key("Провести анализ результатов ГИА-9 в 2024 году") == match_key("Проведение анализа результатов ГИА-9")
    True
    """
    text_words = words(folded(without_territories(text)))
    replaced = {hit.first: hit for hit in _equivalents().find_longest(text_words)}
    key: list[str] = []
    index = 0
    while index < len(text_words):
        hit = replaced.get(index)
        if hit is not None:
            key += [hit.value] if hit.value else []
            index = hit.after
            continue
        word = text_words[index].key
        if not word.isdigit() and word not in _STOP:
            key.append(_noun(word))
        index += 1
    return " ".join(key)


@lru_cache(maxsize=1 << 12)
def territory_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the text names territories by their kind."""
    return tuple(match.span() for match in _TERRITORY.finditer(text))


def without_territories(text: str) -> str:
    """The text with blanks for what names a territory by its kind: «Омской области», «городского округа «Усинск»»."""
    kept, last = [], 0
    for start, end in territory_spans(text):
        kept.append(text[last:start])
        last = end
    return " ".join([*kept, text[last:]]) if kept else text


@cache
def _facet_words(*kinds: str) -> Lexicon[tuple[str, str]]:
    data = dictionary("facets.yml")
    return Lexicon(
        (phrase, (kind, value))
        for kind in kinds or _KINDS
        for value, phrases in data[kind].items()
        for phrase in phrases
    )


@cache
def _equivalents() -> Lexicon[str]:
    return Lexicon((phrase, word) for word, phrases in dictionary("equivalents.yml").items() for phrase in phrases)


def names_action(lemma: str) -> bool:
    """Whether a noun names what is done: 'проведение', 'подготовка'."""
    return lemma in _verb_nouns()


def verb_noun(lemma: str) -> str:
    """The noun of a verb that verb_nouns.csv lists: 'изучать' -> 'изучение'; '' of others."""
    return _verb_nouns().get(fold_yo(lemma), ("",))[0]


@cache
def _verb_nouns() -> Mapping[str, tuple[str, str]]:
    """(noun, group) of each noun and verb of verb_nouns.csv, by lemma; the first row that has a verb owns it."""
    text = (resources.files("normalize") / "dictionaries" / "verb_nouns.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    for row in csv.DictReader(text.splitlines()):
        for lemma in (row["noun"], *filter(None, row["verbs"].split("|"))):
            found.setdefault(fold_yo(lemma), (row["noun"], row["group"]))
    return found


@lru_cache(maxsize=1 << 15)
def _lemma(word: str) -> tuple[str, bool]:
    """(lemma without 'ё', whether it can name an action: a noun, an infinitive or a finite verb)."""
    forms = morphology.parses(word)
    if not forms:
        return word, False
    return fold_yo(forms[0].lemma), bool({"NOUN", "INFN", "VERB"} & forms[0].grammemes)


@lru_cache(maxsize=1 << 14)
def _noun(word: str) -> str:
    """'провести' -> 'проведение', 'результатам' -> 'результат'."""
    lemma, acts = _lemma(word)
    return _verb_nouns()[lemma][0] if acts and lemma in _verb_nouns() else lemma


def _actions(text_words: Sequence[Word]) -> list[tuple[int, str, str]]:
    """(place among the words, noun, group) of every action named."""
    return [(index, *named) for index, word in enumerate(text_words) if (named := _action(word.key))]


@lru_cache(maxsize=1 << 14)
def _action(word: str) -> tuple[str, str] | None:
    """(noun, group) of the action that a word names."""
    lemma, acts = _lemma(word)
    return _verb_nouns().get(lemma) if acts else None


def _head_action(actions: Sequence[tuple[int, str, str]], text_words: Sequence[Word]) -> str:
    """The first action; «организация и проведение мониторинга» is what its light nouns carry: 'контроль'."""
    for (index, noun, group), following in zip_longest(actions, actions[1:]):
        if noun not in _LIGHT or following is None or following[0] - index > _LIGHT_REACH:
            return group
        if any(word.key in _PREPOSITIONS for word in text_words[index + 1 : following[0]]):
            return group
    return ""


def _numbers(text: str, school: Iterable[int]) -> tuple[str, ...]:
    others = {*map(str, school), "9", "11"}
    rest, last = [], 0
    for span in year_spans(text):
        rest.append(text[last : span.start])
        last = span.end
    found = _NUMBER.findall(" ".join([*rest, text[last:]]))
    return tuple(dict.fromkeys(number for number in found if number not in others))
