"""Organisations: what an order alone tells of the body behind a printed name.

In this order: defined by the order, its letterhead, the dictionary, initials against names in its text, as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.definitions import find_definitions
from normalize.initials import is_legal_form, matched, words_of
from normalize.letterhead import letterhead_name, letterhead_names
from normalize.levels import level_of
from normalize.longforms import LongForms, long_forms
from normalize.lookups import Organisation, is_abbreviation, legal_forms, organisation_aliases, territories
from normalize.model import Head
from normalize.phrases import nominative_phrase
from normalize.text import QUOTES, collapse, key
from normalize.wordforms import is_adjective, noun_of, same_word

_ZEROS = re.compile(r"(?<![\w.])[0ОO]{2,4}(?![\w.])")
_QUOTED = re.compile(r"[«\"„“](?P<name>.+)[»\"”“]")
_NUMBERED = re.compile(r"№|\d")


@dataclass(frozen=True, slots=True)
class OrderContext:
    """What a whole order tells of its organisations. `text` is all of it: head and cells, one a line."""

    issuer: str = ""
    region_code: str | None = None
    region: str | None = None
    municipality: str = ""
    definitions: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The body behind a printed name; fields as in model.Responsible."""

    canonical: str
    basis: str
    resolved: bool = True
    level: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    definitions: Mapping[str, str]
    letterhead: tuple[str, ...]
    names: LongForms


def build_context(head: Head, texts: Sequence[str]) -> OrderContext:
    """The context of an order from its head and all its texts (paragraphs, headings and cells)."""
    text = "\n".join(texts)
    definitions = dict((*find_definitions(text), *head.definitions))
    return OrderContext(
        issuer=head.issuer,
        region_code=head.region_code,
        region=head.region,
        municipality=head.municipality,
        definitions=tuple(definitions.items()),
        text=text,
    )


@lru_cache(maxsize=16)
def _evidence(context: OrderContext) -> _Evidence:
    definitions = {_letters(short): full for short, full in reversed(context.definitions)}
    return _Evidence(definitions, letterhead_names(context.issuer), long_forms(context.text))


def _letters(name: str) -> str:
    """What two printings of a short name share: 'УО АНМО' and 'УОАНМО'; the case of letters counts ('ППк', 'ПМПК')."""
    return re.sub(r"[\W_]+", "", name) if is_abbreviation(name.replace(" ", "")) else key(name)


@lru_cache(maxsize=1 << 13)
def resolve(mention: str, context: OrderContext) -> Resolution:
    """The entity behind the printed name of an organisation."""
    printed = collapse(_ZEROS.sub(lambda match: "О" * len(match.group()), mention))
    evidence = _evidence(context)
    legal, name = split_legal_form(printed)
    quoted = _QUOTED.fullmatch(name)
    bare = quoted["name"].strip() if quoted else name
    for rule in (_defined, _from_letterhead, _from_dictionary, _from_initials):
        if (found := rule(bare, printed, context, evidence)) is not None:
            return _finished(found, legal, printed, context)
    return _as_printed(printed, bare, context)


def split_legal_form(name: str) -> tuple[str, str]:
    """The abbreviated legal form and the name after it: 'МАОУ ДПО ИМЦ' -> ('МАОУ ДПО', 'ИМЦ').

    >>> split_legal_form("МОУ ДПО «ИМЦ»"), split_legal_form("ОУ")
    (('МОУ ДПО', '«ИМЦ»'), ('', 'ОУ'))
    """
    tokens = name.split(" ")
    known = legal_forms()
    at = 0
    while at < len(tokens) - 1 and (
        is_legal_form(tokens[at]) or (tokens[at] in known.ambiguous and tokens[at + 1] in known.suffixes)
    ):
        at += 1
    return " ".join(tokens[:at]), " ".join(tokens[at:])


def _defined(name: str, printed: str, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'(далее – РЦОИ)' for 'РЦОИ', 'ГУ РЦОИ'; '(далее – Министерство)' for 'министерства'."""
    for short in (printed, name):
        if full := evidence.definitions.get(_letters(short)):
            return Resolution(full, "defined")
    if not is_abbreviation(name):
        for short, full in context.definitions:
            words, its_words = words_of(name), words_of(short)
            if len(words) == len(its_words) and all(
                same_word(one.text, other.text) for one, other in zip(words, its_words, strict=True)
            ):
                return Resolution(full, "defined")
        return None
    for short, full in context.definitions:
        if name == split_legal_form(short)[1].strip(QUOTES) or name in re.findall(r"«([^«»]+)»", short):
            return Resolution(full, "defined")
    return None


def _from_letterhead(name: str, printed: str, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'УО АНМО', 'УО', 'Управление', 'АНМО' under 'Управление образования администрации Новокузнецкого … округа'."""
    found = letterhead_name(name, evidence.letterhead)
    return Resolution(found, "letterhead") if found else None


def _from_dictionary(name: str, printed: str, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    known = _known(printed) or _known(name)
    if known is None:
        return _with_territory(name, context, evidence)
    if known.scope == "generic" and (own := _own_name(known, evidence)):
        return own
    return Resolution(known.canonical, "dictionary", level=known.level, key=key(known.canonical))


def _known(name: str, *, regional: bool = False) -> Organisation | None:
    aliases = organisation_aliases(regional)
    return aliases.get(name) or (None if is_abbreviation(name) else aliases.get(key(name)))


def _own_name(kind: Organisation, evidence: _Evidence) -> Resolution | None:
    """The name that the one body of a kind has in this order: ИРО is «Институт развития образования» of its region."""
    if found := letterhead_name(kind.canonical, evidence.letterhead):
        return Resolution(found, "letterhead")
    found = evidence.names.like(kind.canonical)
    return Resolution(found, "initials") if found and key(found) != key(kind.canonical) else None


def _with_territory(name: str, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'ГЭК РК', 'Минобрнауки РД', 'ИРО Кузбасса': a kind of body with the region after it."""
    first, _, territory = name.partition(" ")
    known = _known(first, regional=True) if territory and is_territory(territory, context) else None
    if known is None:
        return None
    return Resolution(f"{known.canonical} {territory}", "dictionary", level=known.level)


def is_territory(text: str, context: OrderContext) -> bool:
    """Whether the words after a name say where: 'РК', 'Кузбасса', 'Оренбургской области', 'города Х', 'ОО' of Оренбург."""
    words = text.split()
    if all(is_abbreviation(word) for word in words):
        return text in territories() or (bool(context.region) and _is_region(text, context.region or ""))
    return words[0][0].isupper() and not noun_of(words[0], "bodies") or words[0] in _PLACES


def _is_region(abbreviation: str, region: str) -> bool:
    words = [word.text for word in words_of(region)]
    return matched(abbreviation, words) == len(words)


_PLACES = frozenset("города города г. района района области края республики округа муниципального городского".split())


def _from_initials(name: str, printed: str, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'КЦМКО' from «Кузбасский центр мониторинга качества образования» in the text of the order."""
    if " " in name or not is_abbreviation(name):
        return None
    found = evidence.names.of(name)
    return Resolution(found, "initials") if found else None


def _finished(found: Resolution, legal: str, printed: str, context: OrderContext) -> Resolution:
    canonical = found.canonical
    if legal and found.basis in ("dictionary", "initials") and not _has_legal_form(canonical) and "«" not in canonical:
        canonical = f"{legal} «{canonical[:1].upper()}{canonical[1:]}»"
    elif legal and not _has_legal_form(canonical) and canonical.startswith("«"):
        canonical = f"{legal} {canonical}"
    level = found.level or level_of(f"{printed} {canonical}", municipal=bool(context.municipality))
    return Resolution(canonical, found.basis, True, level, found.key or entity_key(canonical, level, context))


def _has_legal_form(name: str) -> bool:
    words = [word.text for word in words_of(name.partition("«")[0])]
    return any(is_legal_form(word) or same_word(word, "учреждение") for word in words)


def entity_key(canonical: str, level: str | None, context: OrderContext) -> str:
    """What names of one body share over orders of a region: no legal form, no quotation marks, lower case.

    A municipal body that does not say whose it is ('отдел общего образования') gets its municipality.
    """
    _, name = split_legal_form(collapse(canonical))
    quoted = re.search(r"«(.+)»", name)
    if quoted and _has_legal_form(name):
        name = quoted[1]
    own = any(letter.isupper() for letter in name[1:])
    folded = key(name)
    return (
        f"{folded} {key(context.municipality)}" if level == "municipal" and not own and context.municipality else folded
    )


def _as_printed(printed: str, bare: str, context: OrderContext) -> Resolution:
    canonical = nominative_phrase(printed)
    words = [word.text for word in words_of(bare)]
    told = any(_tells(word) for word in words) or bool(_NUMBERED.search(bare))
    level = level_of(printed, municipal=bool(context.municipality))
    folded = entity_key(canonical, level, context) if told else key(re.sub(r"[\W_]+", "", bare))
    return Resolution(canonical, "printed", told, level, folded)


def _tells(word: str) -> bool:
    """A word of a name that is written out, not an abbreviation."""
    return len(word) > 3 and not is_abbreviation(word) and not is_adjective(word)
