"""People in text: surnames with initials in either order and full names, their nominative, and variants of one name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import OSA

from normalize.language.morphology import has, lemma
from normalize.language.text import DASHES, collapse, fold_dashes, fold_yo
from normalize.persons.surnames import nominative_surname, surname_likeness

_LATIN_TWINS = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_WORD = rf"(?:[А-ЯЁ][а-яё]+(?:[{DASHES}]\s{{0,9}}\n\s{{0,9}}[а-яё]+)?|[А-ЯЁ]{{3,40}})"
_SURNAME = (
    rf"(?![А-ЯЁ]{{3,40}}\s[{DASHES}]\s[А-ЯЁ][а-яё])"
    rf"(?:(?<=[А-ЯЁ]\.\s){_WORD}(?:[{DASHES}]{_WORD}){{0,2}}(?=\s[{DASHES}]\s{_WORD}\s[А-ЯЁ]\.)"
    rf"|{_WORD}(?:\s?[{DASHES}]\s?{_WORD}){{0,2}})(?:[{DASHES}](?:оол|кыс|кызы|оглы|гызы|заде|ипа|уулу|улы))?"
)
"""'А. С. Попова - Иванова И.И.' are two.

A Tuvan or Turkic surname may end in a word of its own: 'Маннай-оол', 'Иса-заде'. 'ГТО - Дрёмов' is none.
"""
_SON = r"(?:[\s-]?(?:[А-ЯЁ][а-яё]+\s)?(?:[Оо]гл[ыу]|оглые|[Кк]ызы|кызым|[Гг]ызы))?"
_LETTER = r"[А-ЯЁ](?:\.?-[А-ЯЁо])?"
"""An initial; a double name has two letters: 'Абдурахманова П.М-Р.', 'Тамбиев Д.-Х.М.', 'Оюн С.К-о.'."""
_INITIALS = (
    rf"(?:(?:0|{_LETTER})\s?\.\s?{_LETTER}(?:\s?\.|(?![\w.]))|"
    r"[А-ЯЁ],[А-ЯЁ]\.|[А-ЯЁ]\.,[А-ЯЁ]\.|[А-ЯЁ]\.(?!\s?[А-ЯЁ]\.))"
    rf"{_SON}(?!\w\.)"
)
_MAY_BE_INITIAL = re.compile(r"[А-ЯЁ0о]\s?[.,]")
"""Asked first: it stands in all initials, and in few texts without any."""
_TOKEN = re.compile(rf"(?<![А-ЯЁ\d.,])(?P<initials>{_INITIALS})|(?<![\w-])(?P<word>{_SURNAME})(?![а-яё])")
_PATRONYMIC = re.compile(
    r"[А-ЯЁ][а-яё]{2,20}(?:(?:[ое]в|[ьиао])ич(?:а|у|ем|е)?|(?:[ое]в|ич)н(?:а|ы|е|у|ой|ою))(?![а-яё])"
)
_FULL_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_FULL_WITH_SON = re.compile(
    rf"(?<![\w-])(?P<surname>{_FULL_WORD})\s+(?P<first>{_FULL_WORD})\s+(?P<father>{_FULL_WORD})\s+(?P<son>[Оо]гл[ыу]|[Кк]ызы|[Гг]ызы)\b"
)
_BEFORE_PATRONYMIC = re.compile(rf"(?:(?<![\w-])(?P<surname>{_FULL_WORD})\s+)?(?<![\w-])(?P<first>{_FULL_WORD})\s+$")
_WITHIN = r"(?!\s*(?:$|\n|[А-ЯЁ][а-яё]|\d{1,2}\.))"
"""After a point that ends no sentence: 'Ирина Ивановна Тел. 2-15'."""
_AFTER_PATRONYMIC = re.compile(
    rf"\s+(?P<surname>{_FULL_WORD})(?![\w-])(?!\.{_WITHIN})(?!\s+{_FULL_WORD}\s+\w+(?:вич|вн|ичн))"
)
_NAMED_AFTER = re.compile(
    r"(?:\bим\.?|\bимени)(?:\s+(?:[Гг]ероя|Советского|Союза|России|Российской|Федерации|[а-яё]+(?:а|я|го)|дважды)){0,5}\s*$"
)
_NO_SURNAME = re.compile(
    "министр|директор|начальник|руководитель|заместитель|председатель|глава|специалист|ректор|заведующий|исполнитель"
    "|рассылка|приказ|распоряжение|постановление|утверждать|утвердить|согласовать|приложение|план|контроль"
    "|комитет|департамент|управление|министерство|администрация|отдел|район|округ|область|республика|школа|центр"
)
"""Lemmas of words that stand next to a name but are none: 'И.О. Министра', 'Исполнитель А.А. Петрова'."""
_SET_APART = re.compile(rf"(?P<word>[А-ЯЁ][а-яё]+)\s[{DASHES}]\s(?=[А-ЯЁ])")
_LIKE_SURNAME = 1.2


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One person as printed: `raw` is text[start:end]."""

    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    surname: str
    initials: tuple[str, ...]
    son: str = ""
    case: str | None = None
    gender: str | None = None


def find_persons(text: str) -> tuple[PersonMention, ...]:
    """Everyone who is named in the text by a surname with one or two initials, or by a full name, in printed order.

    Both orders ('Орлов Ю.А.', 'Ю.А.Орлов'), no separators ('Полосина Н.В. Рязанов М.А.'), OCR's commas, Latin
    look-alikes and lost dots are read. Whom a school is named after ('имени А.С. Пушкина') is not a mention.
    """
    folded = text.translate(_LATIN_TWINS)
    full = list(_full_names(folded))
    rest = _blank(folded, full)
    spans = [*full, *(_with_initials(rest) if _MAY_BE_INITIAL.search(rest) else ())]
    return tuple(
        PersonMention(text[start:end], start, end)
        for start, end in sorted((_after_body(text, start), end) for start, end in spans)
        if not _NAMED_AFTER.search(text, max(0, start - 60), start)
    )


def _after_body(text: str, start: int) -> int:
    """Where the surname begins: 'Профсоюза - Лыкова Н.Г.' is no double name but a body and its person."""
    joined = _SET_APART.match(text, start)
    return joined.end() if joined and surname_likeness(joined["word"]) < _LIKE_SURNAME else start


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return "".join("\0" * len(piece) if at % 2 else piece for at, piece in enumerate(pieces))


def _full_names(text: str) -> Iterator[tuple[int, int]]:
    """'Иванова Ирина Ивановна', 'Ирина Ивановна Иванова', 'Мамедов Ахмед Октай оглы'."""
    yield from (match.span() for match in _FULL_WITH_SON.finditer(text))
    end = 0
    for patronymic in _PATRONYMIC.finditer(text):
        before = _BEFORE_PATRONYMIC.search(text, max(end, patronymic.start() - 80), patronymic.start())
        if before is None or not (has(patronymic.group(), "Patr") or has(before["first"], "Name")):
            continue
        after = _AFTER_PATRONYMIC.match(text, patronymic.end())
        if before["surname"] and surname_likeness(before["surname"]) >= _likeness_of(after):
            start, end = before.start("surname"), patronymic.end()
        elif after and not _NO_SURNAME.fullmatch(lemma(after["surname"])):
            start, end = before.start("first"), after.end()
        else:
            continue
        yield start, end


def _likeness_of(after: re.Match[str] | None) -> float:
    return surname_likeness(after["surname"]) if after and not _NO_SURNAME.fullmatch(lemma(after["surname"])) else -3.0


def _with_initials(text: str) -> Iterator[tuple[int, int]]:
    chain: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if chain and text[chain[-1].end() : token.start()].strip():
            yield from _pairs(chain)
            chain = []
        chain.append(token)
    yield from _pairs(chain)


def _pairs(chain: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Which word goes with which initials in a run 'Полосина Н.В. Рязанов М.А.': the assignment with the best score.

    best[i] is the best score of the tokens before i, paired[i] whether the last two of them make a pair in it.
    """
    best, paired = [0.0, 0.0], [False, False]
    for at in range(1, len(chain)):
        score = _pair_score(chain[at - 1], chain[at])
        joined = best[at - 1] + (score or 0.0)
        paired.append(score is not None and joined > best[at])
        best.append(max(joined, best[at]) if score is not None else best[at])
    spans, at = [], len(chain)
    while at > 0:
        if paired[at]:
            spans.append((chain[at - 2].start(), chain[at - 1].end()))
        at -= 2 if paired[at] else 1
    yield from reversed(spans)


def _pair_score(left: re.Match[str], right: re.Match[str]) -> float | None:
    """Above 0 and the higher, the surer two neighbouring tokens are one person; None where they cannot be."""
    if left.lastgroup == right.lastgroup:
        return None
    surname_first = left.lastgroup == "word"
    word, initials = (left, right) if surname_first else (right, left)
    if _NO_SURNAME.fullmatch(lemma(word.group())):
        return None
    likeness = surname_likeness(collapse(word.group()))
    if word.group().isupper() and likeness < 3 and len(word.group()) < 6:
        return None
    if likeness < 3 and len(re.findall(r"[А-ЯЁ0]", initials.group())) < 2 and not _stands_alone(left, right, likeness):
        return None
    lines = left.string.count("\n", left.end(), right.start())
    return 3 + likeness + (0.3 if surname_first else 0.0) - 0.5 * lines


def _stands_alone(left: re.Match[str], right: re.Match[str], likeness: float) -> bool:
    """'В. Лаврик' and nothing else: a name where the word is none of the dictionary's things."""
    around = left.string[: left.start()] + left.string[right.end() :]
    return likeness > 1 and not around.strip()


def _split(raw: str) -> _Name | None:
    text = collapse(raw.translate(_LATIN_TWINS))
    text = re.sub(rf"([а-яё])[{DASHES}]\s([а-яё])", r"\1\2", text)
    mentions = find_persons(text)
    if not mentions:
        return None
    mention = mentions[0].raw
    if full := _FULL_WITH_SON.fullmatch(mention):
        return _named_after_father(_Name(full["surname"], (full["first"][0], full["father"][0]), full["son"]))
    patronymic = _PATRONYMIC.search(mention)
    words = [token for token in _TOKEN.finditer(mention) if token.lastgroup == "word"]
    initials = [token.group() for token in _TOKEN.finditer(mention) if token.lastgroup == "initials"]
    if initials and words:
        son = re.search(r"[А-ЯЁ]?[а-яё]{3,}$", initials[0])
        printed = initials[0][: son.start()] if son else initials[0]
        letters = tuple(letter.replace(".", "") for letter in re.findall(_LETTER, printed.replace("0", "О")))
        return _named_after_father(_Name(words[0].group(), letters, son.group() if son else ""))
    return _split_full(mention, patronymic) if patronymic else None


def _named_after_father(name: _Name) -> _Name:
    """'оглы' is a son, 'кызы' a daughter: 'Алиеву В.М. оглы' is Алиев."""
    son = name.son.lower()
    return replace(name, son=son, gender="masc" if son.startswith("огл") else "femn") if son else name


_PATRONYMIC_CASES = {
    "ч": ("nomn", "masc"),
    "ча": ("accs", "masc"),
    "чу": ("datv", "masc"),
    "чем": ("ablt", "masc"),
    "че": ("loct", "masc"),
    "на": ("nomn", "femn"),
    "ны": ("gent", "femn"),
    "не": ("datv", "femn"),
    "ну": ("accs", "femn"),
    "ной": ("ablt", "femn"),
    "ною": ("ablt", "femn"),
}


def _split_full(mention: str, patronymic: re.Match[str]) -> _Name:
    """A full name: the ending of its patronymic tells case and gender."""
    before = mention[: patronymic.start()].split()
    surname, first = (before[0], before[1]) if len(before) > 1 else (mention[patronymic.end() :].strip(), before[0])
    ending = max((end for end in _PATRONYMIC_CASES if patronymic.group().endswith(end)), key=len)
    case, gender = _PATRONYMIC_CASES[ending]
    return _Name(surname, (first[0], patronymic.group()[0]), "", case, gender)


def nominative(raw: str, *, case: str | None = None) -> str:
    """'Фамилия И.О.' of one printed person, from any case and order; the text itself where it names nobody.

    case: what the words before it govern ('возложить на' -> 'accs'), as OpenCorpora calls it; without it, what may
    be a nominative stays as printed.

    >>> nominative("Е.Д. Шеврдиной"), nominative("Орлова Ю.А.", case="accs")
    ('Шеврдина Е.Д.', 'Орлов Ю.А.')
    """
    name = _split(raw)
    if name is None:
        return collapse(raw)
    surname = nominative_surname(name.surname, case=name.case or case, gender=name.gender)
    initials = "".join(f"{letter}." for letter in name.initials)
    return f"{surname} {initials}" + (f" {name.son}" if name.son else "")


def link_variants(names: Sequence[str]) -> dict[str, str]:
    """Each printed name of one order with the canonical spelling of its bearer; unknown ones map to themselves.

    Linked are case forms and slips of one or two letters with the same initials ('Владимилова', 'Владиминова Е.В.');
    the most frequent spelling wins, and one of the dictionary counts three times. Two surnames that the dictionary
    both knows, or that differ only by gender ('Иванов А.А.', 'Иванова А.А.'), are two people.
    """
    printed = {raw: nominative(raw) for raw in dict.fromkeys(names)}
    counts = Counter(printed[raw] for raw in names)
    canonical: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-counts[name] * _spelling_weight(name), -len(name))):
        like = [other for other in canonical.values() if _same_person(name, other)]
        canonical[name] = like[0] if len(set(like)) == 1 else name
    return {raw: canonical[name] for raw, name in printed.items()}


def _spelling_weight(name: str) -> int:
    """A surname of the dictionary counts three times: 'Владимирова' against two kinds of slips of it."""
    return 3 if has(name.partition(" ")[0], "Surn") else 1


def _same_person(name: str, other: str) -> bool:
    (surname, _, initials), (its_surname, _, its_initials) = name.partition(" "), other.partition(" ")
    if initials != its_initials and not (surname == its_surname and _shortened(initials, its_initials)):
        return False
    first, second = sorted((fold_yo(fold_dashes(surname)).lower(), fold_yo(fold_dashes(its_surname)).lower()), key=len)
    if first == second:
        return True
    if second == f"{first}а" or {first[-2:], second[-2:]} in ({"ий", "ая"}, {"ый", "ая"}, {"ой", "ая"}):
        return False
    if first[0] != second[0] or len(first) < 5 or (has(first, "Surn") and has(second, "Surn")):
        return False
    return OSA.distance(first, second) <= (2 if len(first) >= 9 else 1)


def _shortened(initials: str, others: str) -> bool:
    """'И.' of 'И.О.', either way."""
    return bool(initials and others) and (initials.startswith(others) or others.startswith(initials))
