"""Organisations: what an order alone tells of the body behind a printed name.

In this order: defined by the order, its letterhead, the dictionary, initials against names in its text, as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.language.nouns import is_abbreviation
from normalize.language.phrases import nominative_phrase
from normalize.language.text import QUOTES, collapse, key
from normalize.language.wordforms import is_adjective, is_nominative, noun_of, same_word
from normalize.model import Head
from normalize.organisations.abbreviations import OrderAbbreviations, order_abbreviations
from normalize.organisations.context import OrderContext
from normalize.organisations.definitions import find_definitions
from normalize.organisations.initials import is_contraction, words_of
from normalize.organisations.legal_form import has_legal_form, legal_form_in_full, split_legal_form
from normalize.organisations.letterhead import letterhead_name, with_owner
from normalize.organisations.levels import level_of
from normalize.organisations.longforms import LongForms, long_forms
from normalize.organisations.lookups import Organisation, legal_forms, organisation_aliases

__all__ = ["OrderContext", "Resolution", "build_context", "resolve"]

_WRAPPED = 40
_ZEROS = re.compile(r"(?<![\w.])[0О]{2,4}(?![\w.])")
_QUOTED = re.compile(r"[«\"„“](?P<name>.+)[»\"”“]")


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
    """What an order tells, prepared once: names by short name, its abbreviations, the names in its text."""

    definitions: Mapping[str, str]
    """By the letters of the short name."""
    last_words: Mapping[str, str]
    """By the abbreviation after a legal form: 'ИРО' of '(далее – ГАОУ ДПО СО «ИРО»)'."""
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    """Short names in words, for comparing in any case: ('отдел', 'ГИА')."""
    order: OrderAbbreviations
    names: LongForms


@dataclass(frozen=True, slots=True)
class _Name:
    """A printed name taken apart: 'МАОУ ДПО «ИМЦ»' has the legal form 'МАОУ ДПО' and the bare name 'ИМЦ'."""

    printed: str
    legal: str
    bare: str


def build_context(head: Head, texts: Sequence[str], *, authored_breaks: bool = False) -> OrderContext:
    """The context of an order from its head and all its texts (paragraphs, headings and cells)."""
    text = "".join(f"{text}{_gap(text, after)}" for text, after in zip(texts, (*texts[1:], ""), strict=False))
    definitions = dict((*head.definitions, *find_definitions(text)))
    return OrderContext(
        issuer=head.issuer,
        region_code=head.region_code,
        region=head.region,
        municipality=head.municipality,
        definitions=tuple(definitions.items()),
        text=text,
        authored_breaks=authored_breaks,
    )


def _gap(line: str, after: str) -> str:
    """Between two texts: a paragraph ends, unless a long line goes on with a small letter."""
    return "\n" if after[:1].islower() and len(line) > _WRAPPED else "\n\n"


@lru_cache(maxsize=16)
def _evidence(context: OrderContext) -> _Evidence:
    definitions = tuple(reversed(context.definitions))
    return _Evidence(
        {_letters(short): full for short, full in definitions},
        {_last_word(short): full for short, full in definitions if _names_form(short)},
        tuple((tuple(word.text for word in words_of(short)), full) for short, full in context.definitions),
        order_abbreviations(context),
        long_forms(context.text),
    )


def _last_word(short: str) -> str:
    return short.split(" ")[-1].strip(QUOTES)


def _names_form(short: str) -> bool:
    """'ГКУ КК ЦОКО', 'КГКСУ «ЦОКО»': a legal form, then the name."""
    first, *rest = short.split(" ")
    return first in legal_forms().forms or (bool(rest) and rest[-1][0] in QUOTES)


def _letters(name: str) -> str:
    """What two printings of a short name share: 'УО АНМО' and 'УОАНМО'; letters keep their case ('ППк', 'ПМПК')."""
    return re.sub(r"[\W_]+", "", name) if is_abbreviation(name.replace(" ", "")) else key(name)


@lru_cache(maxsize=1 << 13)
def resolve(mention: str, context: OrderContext) -> Resolution:
    """The entity behind the printed name of an organisation."""
    printed = collapse(_ZEROS.sub(lambda match: "О" * len(match.group()), mention))
    legal, rest = split_legal_form(printed)
    quoted = _QUOTED.fullmatch(rest)
    name = _Name(printed, legal, quoted["name"].strip() if quoted else rest)
    evidence = _evidence(context)
    for rule in (_defined, _from_letterhead, _from_dictionary, _legal_form_only, _from_initials, _in_full):
        if (found := rule(name, context, evidence)) is not None:
            return _finished(found, name, context)
    return _as_printed(name, context)


def _defined(name: _Name, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'(далее – РЦОИ)' for 'РЦОИ', 'ГУ РЦОИ'; '(далее – Министерство)' for 'министерства'; '… «ИРО»)' for 'ИРО'."""
    for short in (name.printed, name.bare):
        if full := evidence.definitions.get(_letters(short)):
            return Resolution(_in_sentence_case(full, evidence), "defined")
    if is_abbreviation(name.bare):
        full = evidence.last_words.get(name.bare)
    else:
        words = [word.text for word in words_of(name.bare)]
        full = next((full for short, full in evidence.phrases if _same_words(words, short)), None)
    return Resolution(_in_sentence_case(full, evidence), "defined") if full else None


def _same_words(words: Sequence[str], others: Sequence[str]) -> bool:
    return len(words) == len(others) and all(map(same_word, words, others))


def _in_sentence_case(full: str, evidence: _Evidence) -> str:
    """A name in capitals as the letterhead has it: 'МИНИСТЕРСТВО ПРОСВЕЩЕНИЯ … (далее – Министерство)'."""
    if not full.isupper():
        return full
    return letterhead_name(full.lower(), evidence.order.letterhead) or full.capitalize()


def _from_letterhead(name: _Name, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'УО АНМО', 'УО', 'Управление', 'АНМО' under 'Управление образования администрации Новокузнецкого … округа'.

    A class keeps its meaning: 'ОО' are the schools even where the issuer is an 'Отдел образования'; and 'Минобрнауки
    России' is no ministry of a region.
    """
    known = _known(name.bare)
    if known is not None and (known.scope == "class" or (known.scope == "unique" and " " in name.bare)):
        return None
    first, _, place = name.bare.partition(" ")
    of_place = is_contraction(first) and bool(place) and evidence.order.is_territory(place)
    found = letterhead_name(first if of_place else name.bare, evidence.order.letterhead)
    return Resolution(found, "letterhead") if found else None


def _from_dictionary(name: _Name, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    known = _known(name.printed) or _known(name.bare) or _known(_in_nominative(name.bare))
    if known is None:
        return _with_territory(name, evidence)
    if known.scope == "generic" and (own := _own_name(known, evidence)):
        return own
    canonical = _in_nominative(name.printed) if known.scope == "class" and _written_out(name.bare) else known.canonical
    return Resolution(canonical, "dictionary", level=known.level, key=key(known.canonical))


def _written_out(name: str) -> bool:
    return " " in name and not any(map(is_abbreviation, name.split(" ")))


def _known(name: str, *, regional: bool = False) -> Organisation | None:
    aliases = organisation_aliases(regional)
    return aliases.get(name) or (None if is_abbreviation(name) else aliases.get(key(name)))


def _own_name(kind: Organisation, evidence: _Evidence) -> Resolution | None:
    """The name that the one body of a kind has in this order: ИРО is «Институт развития образования» of its region."""
    if found := letterhead_name(kind.canonical, evidence.order.letterhead):
        return Resolution(found, "letterhead")
    found = evidence.names.like(kind.canonical)
    return Resolution(found, "initials") if found and key(found) != key(kind.canonical) else None


def _with_territory(name: _Name, evidence: _Evidence) -> Resolution | None:
    """'ГЭК РК', 'Минобрнауки РД', 'ИРО Кузбасса', 'ОМВД России по Х району': a kind of body and where it is."""
    for printed in dict.fromkeys((name.printed, name.bare)):
        words = printed.split(" ")
        for length in (3, 2, 1):
            kind, territory = " ".join(words[:length]), " ".join(words[length:])
            known = _known(kind, regional=True) if territory and evidence.order.is_territory(territory) else None
            if known is not None:
                own = _own_name(known, evidence) if known.scope == "generic" else None
                full = _in_nominative(kind) if _written_out(kind) else known.canonical
                return own or Resolution(f"{full} {territory}", "dictionary", level=known.level)
    return None


def _legal_form_only(name: _Name, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'ФГБОУ ВО' without a name: every body of this form."""
    full = legal_form_in_full(name.printed)
    return Resolution(full, "dictionary") if full else None


def _from_initials(name: _Name, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'КЦМКО' from «Кузбасский центр мониторинга качества образования», 'УО АГО' from a full name in the text."""
    words = name.bare.split(" ")
    if not all(map(is_abbreviation, words)):
        return None
    found = evidence.names.of("".join(words))
    return Resolution(found, "initials") if found else None


def _in_full(name: _Name, context: OrderContext, evidence: _Evidence) -> Resolution | None:
    """'Отдел общего образования' where the order says once whose it is: '… Министерства образования Х'."""
    words = name.bare.split(" ")
    if is_abbreviation(words[-1]) and evidence.order.is_territory(words[-1]):
        words.pop()
    if name.legal or len(words) < 2 or not noun_of(words[0], "bodies"):
        return None
    found = evidence.names.whose(" ".join(words))
    return Resolution(found, "initials") if found else None


def _finished(found: Resolution, name: _Name, context: OrderContext) -> Resolution:
    canonical = found.canonical
    if found.basis == "initials" and "«" not in canonical:
        canonical = with_owner(canonical, _evidence(context).order.letterhead)
    part_of_alias = f"{name.legal} {name.bare.split(' ')[0]}" in organisation_aliases()
    if name.legal and not part_of_alias and not has_legal_form(canonical):
        if canonical.startswith("«"):
            canonical = f"{name.legal} {canonical}"
        elif found.basis in ("dictionary", "initials") and "«" not in canonical:
            canonical = f"{name.legal} «{canonical[:1].upper()}{canonical[1:]}»"
    level = found.level or level_of(f"{name.printed} {canonical}", municipal=bool(context.municipality))
    return Resolution(canonical, found.basis, True, level, found.key or entity_key(canonical, level, context))


def entity_key(canonical: str, level: str | None, context: OrderContext) -> str:
    """What names of one body share over orders of a region: no legal form, no quotation marks, lower case.

    A municipal body that does not say whose it is ('отдел общего образования') gets its municipality.
    """
    _, name = split_legal_form(collapse(canonical))
    quoted = re.search(r"«(.+)»", name)
    if quoted and has_legal_form(name):
        name = quoted[1]
    named = any(letter.isupper() for letter in name[1:])
    owned = level == "municipal" and not named and context.municipality
    return f"{key(name)} {key(context.municipality)}" if owned else key(name)


def _as_printed(name: _Name, context: OrderContext) -> Resolution:
    """The name itself, in the nominative; it is resolved where it is written out, not where it is an abbreviation."""
    words = [word.text for word in words_of(name.bare)]
    told = any(map(_tells, words)) or any(word.isdigit() for word in words)
    canonical = with_owner(_in_nominative(name.printed), _evidence(context).order.letterhead)
    level = level_of(name.printed, municipal=bool(context.municipality))
    return Resolution(canonical, "printed", told, level, entity_key(canonical, level, context) if told else _bare(name))


def _bare(name: _Name) -> str:
    return key(re.sub(r"[\W_]+", "", name.bare))


def _in_nominative(name: str) -> str:
    """The name, turned into the nominative where its head is not printed in it."""
    if is_abbreviation(name):
        return name
    words = [word.text for word in words_of(name)]
    head = next((word for word in words if noun_of(word, "bodies") or not is_adjective(word)), "")
    return name if is_nominative(head, "bodies") else nominative_phrase(name)


def _tells(word: str) -> bool:
    """A word of a name that is written out, not an abbreviation."""
    return len(word) > 3 and not is_abbreviation(word) and (noun_of(word, "bodies") or not is_adjective(word))
