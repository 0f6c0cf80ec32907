"""Cells of responsibles: every mention an organisation, a role or a person, with the entity behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from normalize.language.nouns import nouns
from normalize.language.phrases import nominative_phrase
from normalize.language.text import collapse, key
from normalize.language.wordforms import is_nominative
from normalize.model import Responsible
from normalize.organisations.levels import level_of
from normalize.organisations.lookups import name_words
from normalize.organisations.resolve import OrderContext, resolve
from normalize.persons.names import link_variants, nominative
from normalize.responsibles.head_words import head_of
from normalize.responsibles.mentions import Mention, split_mentions
from normalize.responsibles.score import responsible_score
from normalize.responsibles.tokens import Kind

__all__ = ["read_responsible", "read_responsibles", "responsible_score"]

_ACTING_FOR = re.compile(
    r"(?:и\.\s?о\.|в\.\s?о\.|врио|вр\.\s?и\.\s?о\.|(?:временно\s)?исполняющ\w+\sобязанности)\s", re.IGNORECASE
)
_ACTING = re.compile(
    r"(?<!\w)(?:и\.?\s?о\.?|в\.?\s?о\.?|вр\.?\s?и\.?\s?о\.?|врио)\s+(?P<surname>[А-ЯЁ][а-яё-]+)$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\((?![А-ЯЁ]\))(?:[^()]++|\([^()]*+\))*+\)")
_ZEROS = re.compile(r"(?<![\w.])[0О]{2,4}(?![\w.])")
_NAMES_NOBODY = name_words("prepositions") | {"согласно", "приказ", "распоряжение"}
_SAYS_NOBODY = frozenset({"и", "или", "др", "др.", "пр", "пр."})
_OF_NAMES = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "LATN", "UNKN"})
_REPEATED = re.compile(r"([А-ЯЁ])\1+")


def read_responsibles(cells: Sequence[str], context: OrderContext) -> list[tuple[Responsible, ...]]:
    """The responsibles of every cell of an order, in its order; slips in names and roles are linked over the order.

    '' and cells that name nobody ('-') give ().
    """
    read = [read_responsible(cell, context) for cell in cells]
    people = link_variants([one.canonical for found in read for one in found if one.kind == "person"])
    roles = _role_spellings([one.canonical for found in read for one in found if one.kind == "role"])
    return [tuple(_linked(one, people, roles) for one in found) for found in read]


def _linked(one: Responsible, people: dict[str, str], roles: dict[str, str]) -> Responsible:
    """The same with the canonical spelling of the order; basis 'spelling' where it differs from the printed one."""
    if one.kind == "org":
        return one
    canonical = (people if one.kind == "person" else roles).get(one.canonical, one.canonical)
    basis = one.basis if key(canonical) == one.key else "spelling"
    return replace(one, canonical=canonical, basis=basis, key=key(canonical))


def _role_spellings(names: Sequence[str]) -> dict[str, str]:
    """'руководители ООО' is a slip of 'руководители ОО' where an order writes both: the more frequent one stands."""
    counts = Counter(names)
    groups: dict[str, list[str]] = {}
    for name in counts:
        groups.setdefault(key(_REPEATED.sub(r"\1", name)), []).append(name)
    spellings: dict[str, str] = {}
    for group in groups.values():
        best = max(group, key=lambda name: counts[name])
        spellings |= dict.fromkeys(group, best)
    return spellings


@lru_cache(maxsize=1 << 12)
def read_responsible(raw: str, context: OrderContext) -> tuple[Responsible, ...]:
    """The responsibles that one cell names, in printed order, each once; a mention is a part of the collapsed cell."""
    cell, mentions = split_mentions(raw, context)
    found = [
        one for one in (read_mention(mention, context) for mention in _with_posts(cell, mentions)) if one is not None
    ]
    once: dict[tuple[str, str], Responsible] = {}
    for one in found:
        once.setdefault((one.kind, one.key), one)
    return tuple(once.values())


def _with_posts(cell: str, mentions: Sequence[Mention]) -> list[Mention]:
    """People with their posts as one mention: 'начальник отдела Петров П.П.', 'Иванов И.И., директор МБУ «ЦРО»'."""
    joined: list[Mention] = []
    for at, mention in enumerate(mentions):
        before = joined[-1] if joined else None
        after = mentions[at + 1] if at + 1 < len(mentions) else None
        if before and mention.joined == "" and _is_person(mention) and _is_post(before, nouns().singular_offices):
            joined[-1] = _together(cell, before, mention)
        elif (
            before
            and mention.joined in ("", ",")
            and _is_person(before)
            and _is_post(mention, nouns().singular_offices)
        ):
            of_next = after is not None and after.joined == "" and _is_person(after)
            joined[-1:] = [before, mention] if of_next else [_together(cell, before, mention)]
        else:
            joined.append(mention)
    return joined


def _is_person(mention: Mention) -> bool:
    return any(token.kind is Kind.PERSON for token in mention.tokens)


def _is_post(mention: Mention, singular: frozenset[str]) -> bool:
    kind, head = head_of(mention.tokens)
    if kind != "role" or _is_person(mention):
        return False
    noun = mention.tokens[head].text.lower()
    return noun in singular or noun.partition("-")[0] in singular or bool(_ACTING_FOR.match(mention.text))


def _together(cell: str, first: Mention, second: Mention) -> Mention:
    text = cell[first.tokens[0].start : second.tokens[-1].end]
    return Mention(text, (*first.tokens, *second.tokens), first.joined, first.jointly)


def read_mention(mention: Mention, context: OrderContext) -> Responsible | None:
    """The responsible behind a mention; None for words that name nobody ('-', 'в течение года')."""
    people = [token for token in mention.tokens if token.kind is Kind.PERSON]
    if people and not _bears_name(mention):
        return _person(mention, people[0].text)
    kind, _ = head_of(mention.tokens)
    if acting := _ACTING.search(mention.text):
        return _person(mention, acting["surname"])
    told = {"role": "role", "body": "org", "abbreviation": "org", "name": "org"}.get(kind) or _guessed(mention)
    if told == "person":
        return _person(mention, mention.text)
    if told == "role":
        return _role(mention, context)
    return _organisation(mention, context) if told else None


def _bears_name(mention: Mention) -> bool:
    """'Дом-музей С.Т.Волгина': an institution, not the one whose name it bears."""
    at = next(at for at, token in enumerate(mention.tokens) if token.kind is Kind.PERSON)
    return at > 0 and mention.tokens[at - 1].text.lower() in name_words("named_after")


def _person(mention: Mention, printed: str) -> Responsible:
    canonical = nominative(printed)
    return Responsible(mention.text, "person", canonical, "printed", True, None, key(canonical))


def _role(mention: Mention, context: OrderContext) -> Responsible:
    canonical = _zeros_as_letters(collapse(_BRACKETS.sub("", _uncounted(mention))))
    kind, head = head_of(mention.tokens)
    if mention.jointly or (kind == "role" and not is_nominative(mention.tokens[head].text, "roles")):
        canonical = nominative_phrase(canonical)
    level = level_of(canonical, municipal=bool(context.municipality))
    return Responsible(mention.text, "role", canonical, "printed", True, level, key(canonical))


def _organisation(mention: Mention, context: OrderContext) -> Responsible:
    printed = collapse(_BRACKETS.sub("", _uncounted(mention))) or mention.text
    found = resolve(printed, context)
    return Responsible(mention.text, "org", found.canonical, found.basis, found.resolved, found.level, found.key)


def _uncounted(mention: Mention) -> str:
    """The mention without 'все' before it."""
    return mention.text[len(mention.text) - (mention.tokens[-1].end - mention.tokens[0].start) :]


def _zeros_as_letters(text: str) -> str:
    return _ZEROS.sub(lambda match: "О" * len(match.group()), text)


def _guessed(mention: Mention) -> str | None:
    """What a mention without a known noun is: its first noun is living or not, a surname, or there is none."""
    from normalize.language.morphology import parses

    if _ZEROS.fullmatch(mention.text):
        return "org"
    if names_nobody(mention):
        return None
    words = [token.text for token in mention.tokens if token.kind is Kind.WORD]
    for word in words:
        forms = parses(word)
        if word[0].isupper() and len(words) == 1 and any("Surn" in form.grammemes for form in forms):
            return "person"
        if forms and "NOUN" in forms[0].grammemes:
            return "role" if "anim" in forms[0].grammemes else "org"
    return "org"


def names_nobody(mention: Mention) -> bool:
    """Whether a mention only says how or when: 'в течение года', 'согласно плану', 'ежедневно', '9 классы', '-'."""
    words = [token.text for token in mention.tokens if token.kind is Kind.WORD]
    if not words or mention.tokens[0].kind is Kind.NUMBER or words[0].lower() in _NAMES_NOBODY:
        return True
    return all(map(_says_how, words))


def _says_how(word: str) -> bool:
    """'ежедневно', 'и', 'др.': no name is made of such words alone; what no dictionary knows may be one ('Минзавтрак')."""
    from normalize.language.morphology import parses

    if word.lower() in _SAYS_NOBODY:
        return True
    known = [form for form in parses(word) if form.known]
    return bool(known) and all(not form.grammemes & _OF_NAMES for form in known)
