"""Abbreviations and short names that an order itself defines: '(далее – РЦОИ)', 'комиссия (ГЭК)', 'ОО – ...'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.language.morphology import parses
from normalize.language.nouns import is_abbreviation
from normalize.language.phrases import nominative_phrase
from normalize.language.text import QUOTES, collapse
from normalize.language.wordforms import is_adjective, noun_of, same_word
from normalize.organisations.initials import Word, is_contraction, is_legal_form, matched, pieces, words_of
from normalize.organisations.longforms import SENTENCE_END, is_body, is_legal_word, legal_start, squeezed
from normalize.organisations.lookups import legal_forms, name_words

_HEREAFTER = re.compile(
    r"\(?\s{0,2}(?:здесь\s+и\s+)?далее\b(?P<words>(?:\s+(?:также|по\s+тексту|именуем\w+|именует\w+|соответственно|при\s+"
    r"совместном\s+упоминании|сокращенно))*)\s*[-–—:,]*\s*(?P<short>[^()\n\t]{1,120})\)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(\s*(?P<inside>[^()\t\n]{2,200})\)")
_BEFORE_LENGTH, _SHORTEST_BEFORE = 240, 3
_ENDS_BEFORE = "()\t\n;"
_SHORT = r"[А-ЯЁ][А-ЯЁа-яё-]{1,11}(?:\sг\.\s?о\.)?"
_GLOSSARY = re.compile(
    rf"(?:^|[\n\t;,.:*]) ?(?P<short>{_SHORT}(?:\s[«\"]?{_SHORT}[»\"]?){{0,4}})\s*[–—-]\s+"
    rf"(?P<long>[а-яёА-ЯЁ«](?:(?!,\s*{_SHORT}\s*[–—-]\s)[^;\t\n()]){{5,240}})",
    re.MULTILINE,
)
_CLAUSE = re.compile(rf"[\t;:]|\n\s*\n|{SENTENCE_END}|\(\s*далее[^()]*\)|\((?=[^()]*$)")
_ONE_WORD = re.compile(r"\([а-яё]+\)$")
_LEFT = 640
_SURE = 3
"""So many letters may be chance: only longer abbreviations may leave words out."""


def find_definitions(text: str) -> tuple[tuple[str, str], ...]:
    """(short, full) pairs that a text defines, in its order; the full name in the nominative where it is a name.

    The first definition of a short name stands: «муниципальные органы управления образованием (далее – МОУО)».

    >>> find_definitions("решение Государственной экзаменационной комиссии (далее – ГЭК) о ППЭ")
    (('ГЭК', 'Государственная экзаменационная комиссия'),)
    """
    text = squeezed(text)
    found: dict[str, str] = {}
    for short, full in (*_hereafter(text), *_bracketed(text), *_glossary(text)):
        found.setdefault(short, full)
    return tuple(found.items())


def _hereafter(text: str) -> Iterator[tuple[str, str]]:
    for match in _HEREAFTER.finditer(text):
        left = _clause_before(text, match.start())
        for short in _short_names(match["short"], several="соответственно" in match["words"].lower()):
            if full := _full_name(short, left):
                yield short, full


def _clause_before(text: str, end: int) -> str:
    """The words before a bracket that can belong to the name it closes, with single blanks."""
    start = max(0, end - _LEFT)
    if "»" in text[max(start, end - 2) : end] and (quote := text.rfind("«", start, end)) >= 0:
        head = text[start:quote]
        cut = max((match.end() for match in _CLAUSE.finditer(head)), default=0)
        return collapse(head[cut:] + text[quote:end])
    left = text[start:end]
    cut = max((match.end() for match in _CLAUSE.finditer(left.rstrip())), default=0)
    return collapse(left[cut:])


def _short_names(printed: str, *, several: bool) -> list[str]:
    """'«план»' -> ['план']; 'РЦОИ, ГЭК' -> both where the order says 'соответственно'."""
    names = re.split(r"[,;]", printed) if several else [re.split(r"[,;](?!\s*\w+»)", printed)[0]]
    return [name for name in map(_unquoted, names) if name]


def _unquoted(name: str) -> str:
    bare = collapse(name.strip(" .–-"))
    return bare if re.search(r"\w\s*[«\"]", bare) else bare.strip(QUOTES)


def _full_name(short: str, left: str) -> str | None:
    words = words_of(left)
    if any(map(is_abbreviation, re.split(r"[\s-]+", short))):
        return _by_initials(short, left, words) or _body_at_end(left, words)
    named = _by_first_word(short, left, words)
    return named or (_body_at_end(left, words) if names_body(short) else None)


def names_body(short: str) -> bool:
    """'Министерство', 'Рособрнадзор', 'Минобразования': a body; 'План', 'Порядок': not."""
    first = words_of(short)[:1]
    return bool(first) and (noun_of(first[0].text, "bodies") or is_contraction(first[0].text))


def _by_initials(short: str, left: str, words: tuple[Word, ...]) -> str | None:
    """The words whose initials these are; as near to the bracket as can be, other words may follow them."""
    names = _without_legal_form(short)
    texts = [word.text for word in words]
    starts = range(len(words) - 1, -1, -1)
    ends = {at: end for at in starts if (end := matched(names, texts[at:])) is not None}
    if not ends:
        return None
    at = max(ends, key=lambda at: (at + ends[at], at))
    return _named(left, words[at].start)


def _without_legal_form(short: str) -> str:
    """'КАУ ДПО АИРО' -> 'АИРО'; what is nothing but a legal form stays."""
    tokens = [token for token in re.split(r"[^\w]+", short) if token and not token.isdigit()]
    if tokens and tokens[0] not in legal_forms().forms:
        return " ".join(tokens)
    return " ".join([token for token in tokens if not is_legal_form(token)] or tokens)


def _named(left: str, start: int) -> str:
    """The full name from `start` to the end of the clause; with its quotation marks and legal form."""
    quote = left.rfind("«", 0, start)
    if quote >= 0 and "»" not in left[quote:start]:
        start = quote
    return nominative_phrase(left[legal_start(left, start) :].strip(" ,–-"))


def _by_first_word(short: str, left: str, words: tuple[Word, ...]) -> str | None:
    """'Министерство образования и науки … (далее – Министерство)', 'план мероприятий … (далее – «план»)'."""
    first = words_of(short)[:1]
    same = [at for at, word in enumerate(words) if first and same_word(word.text, first[0].text)]
    if not same:
        return None
    at = same[0] if noun_of(first[0].text, "bodies") else same[-1]
    while at and is_adjective(words[at - 1].text) and left[words[at - 1].end : words[at].start] == " ":
        at -= 1
    return _named(left, words[at].start)


def _body_at_end(left: str, words: tuple[Word, ...]) -> str | None:
    """The last name of a body before the bracket: from its adjectives on, as far left as one name reaches."""
    start = None
    for at in range(len(words) - 1, -1, -1):
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None and _ends_name(left, words[at], after):
            break
        if words[at].text.lower() in name_words("prepositions") - {"по", "в"}:
            break
        if noun_of(words[at].text, "bodies"):
            start = at
    if start is None:
        return None
    while start and is_adjective(words[start - 1].text) and left[words[start - 1].end : words[start].start] == " ":
        start -= 1
    return _named(left, words[start].start)


def _ends_name(text: str, word: Word, after: Word) -> bool:
    """A comma, unless a participle follows it; a bracket, unless it holds one word: 'отделов (управлений)'."""
    between = text[word.end : after.start]
    if "," in between:
        return not _is_participle(after.text)
    return bool(re.match(r"\.?\)", between)) and not _ONE_WORD.search(text[: word.end + 1])


def _is_participle(word: str) -> bool:
    """'осуществляющим' after 'муниципальным органам,': the name goes on."""
    return is_adjective(word) and bool(re.search(r"(?:ющ|ящ|ущ|ащ|вш|нн)\w{2,3}$", word))


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """'Государственная экзаменационная комиссия (ГЭК)' and 'РЦОИ (региональный центр обработки информации)'."""
    for match in _IN_BRACKETS.finditer(text):
        left = text[max(0, match.start() - _BEFORE_LENGTH) : match.start()]
        left = left[max(map(left.rfind, _ENDS_BEFORE)) + 1 :]
        if len(left) < _SHORTEST_BEFORE:
            continue
        inside, before = collapse(match["inside"]), collapse(left)
        words, first = words_of(before), inside.split(" ")[0]
        if len(pieces(first)) > 1 and inside.count(" ") < 3:
            if (at := _start_of(inside, words)) is not None:
                yield inside, _governing(inside, before, words, at) or _named(before, words[at].start)
        elif words and len(pieces(words[-1].text)) > 1 and "," not in inside:
            its_words = [word.text for word in words_of(inside)]
            if matched(words[-1].text, its_words) == len(its_words):
                yield words[-1].text, nominative_phrase(inside)


def _governing(short: str, before: str, words: tuple[Word, ...], at: int) -> str | None:
    """The body that the words with the initials belong to: 'органы … образований, осуществляющие … (ОУО)'."""
    head = next((word.text for word in words[at:] if not _modifies_next(word.text)), "")
    if noun_of(head, "bodies"):
        return None
    body = _body_at_end(before, words)
    return body if body and _leaves_out(pieces(short), [word.text for word in words_of(body)]) else None


def _modifies_next(word: str) -> bool:
    """An adjective that is no form of a noun: 'муниципальных', not 'образований'."""
    return is_adjective(word) and not any("NOUN" in form.grammemes for form in parses(word))


def _start_of(short: str, words: tuple[Word, ...]) -> int | None:
    """Where the words begin whose initials stand in the brackets after them; long ones may leave words out."""
    texts = [word.text for word in words]
    letters = sum(len(pieces(token)) for token in short.split(" "))
    for at in range(max(0, len(words) - 2 * letters - 4), len(words)):
        if matched(short, texts[at:]) == len(texts) - at and (letters > 2 or is_body(texts[at:])):
            return at
    if letters <= _SURE or " " in short:
        return None
    starts = range(len(words) - letters, max(-1, len(words) - 2 * letters), -1)
    return next(
        (at for at in starts if at >= 0 and is_body(texts[at:]) and _leaves_out(pieces(short), texts[at:])), None
    )


def _leaves_out(letters: Sequence[str], words: Sequence[str]) -> bool:
    """'ТОИПКРО': Томский областной институт повышения квалификации (и переподготовки) работников образования."""
    rest = iter(words)
    first = words[0].lower().startswith(letters[0]) and words[-1].lower().startswith(letters[-1])
    return first and all(any(word.lower().startswith(letter) for word in rest) for letter in letters)


def _glossary(text: str) -> Iterator[tuple[str, str]]:
    """'РЦОИ – региональный центр обработки информации;' in a list of abbreviations: all letters must agree."""
    for match in _GLOSSARY.finditer(text):
        full = collapse(match["long"]).rstrip(" .,")
        short = collapse(match["short"])
        if sum(len(pieces(token)) for token in re.split(r"\W+", short)) > 1 and _agrees(short, full):
            yield short, nominative_phrase(full)


def _agrees(short: str, full: str) -> bool:
    """Whether a short name is made of a full one, from its first word or after its legal form.

    An explicit list may take letters from inside words too: 'АСОУ – … «Академия социального управления»'.
    """
    names = _without_legal_form(short)
    texts = [word.text for word in words_of(full)]
    if len(pieces(short)) > _SURE and is_body(texts) and _leaves_out(pieces(short), texts):
        return True
    first = next((at for at, text in enumerate(texts) if matched(names, texts[at:]) is not None), None)
    if first is None and "«" in full and is_body([word.text for word in words_of(full.partition("«")[2])]):
        inside = iter(full.partition("«")[2].lower())
        return full.partition("«")[2].lower().startswith(names[0].lower()) and all(
            letter in inside for letter in names.lower()
        )
    return first is not None and all(is_legal_word(text) or text.isupper() for text in texts[:first])
