"""Where one mention ends and the next begins, for every kind of separator that says too little by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.abbreviations import OrderAbbreviations
from normalize.initials import is_contraction
from normalize.lookups import legal_forms, name_words, nouns, organisation_aliases, territories
from normalize.text import fold_yo
from normalize.tokens import Kind, Token
from normalize.wordforms import is_adjective, is_nominative, noun_group

_PARTICIPLE = re.compile(r"[а-яё]{3,}(?:щ|вш|ем|им|нн)(?:ий|ие|ый|ые|ая|ое|их|ых|ими|ыми|им|ым)(?:ся)?", re.IGNORECASE)
_MEANT_FOR = re.compile(r"ответственн|уполномоченн|назначенн|привлекаем|привлеченн|задействованн", re.IGNORECASE)
_RELATIVE = re.compile(r"котор\w+|включая|чь\w+|согласно|кроме|в", re.IGNORECASE)
_ACTING = re.compile(r"и\.\s?о\.|в\.\s?о\.|вр\.\s?и\.\s?о\.|врио", re.IGNORECASE)
_LOOK_AHEAD = 5
_LIKELY = 0.3
"""The least score of a nominative parse: 'общественность' reads as one (0.42), 'науки' does not (0.06)."""


def head_of(tokens: Sequence[Token]) -> tuple[str, int]:
    """(kind, place) of the token that tells what a mention is: 'person', 'role', 'body', 'abbreviation', 'name', ''."""
    for at, token in enumerate(tokens):
        if token.kind in (Kind.PERSON, Kind.ABBREVIATION, Kind.QUOTED):
            return {Kind.PERSON: "person", Kind.QUOTED: "name"}.get(token.kind, "abbreviation"), at
        if token.kind is Kind.WORD:
            if group := noun_group(token.text):
                return _substantive(tokens, at, group)
            if is_contraction(token.text):
                return "abbreviation", at
            if not (
                is_adjective(token.text) or token.text.lower() in name_words("prepositions") or token.text[-1] == "."
            ):
                return "", at
    return "", len(tokens)


def _substantive(tokens: Sequence[Token], at: int, group: str) -> tuple[str, int]:
    """'ответственные организаторы': the adjective before a noun is not the head, though it can be one."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind is not Kind.WORD or not is_adjective(tokens[at].text, nominative=True):
        return group, at
    noun = is_nominative(after.text, "roles") or is_nominative(after.text, "bodies")
    return (noun_group(after.text) or group, at + 1) if noun and _agree(tokens[at].text, after.text) else (group, at)


def begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mention can begin here although nothing but a blank stands before it."""
    token = tokens[at]
    if token.kind in (Kind.PERSON, Kind.ABBREVIATION):
        return token.text not in name_words("exam_words")
    if token.kind is not Kind.WORD:
        return False
    if is_contraction(token.text) or _ACTING.fullmatch(token.text):
        return True
    adjectives: list[str] = []
    for word in tokens[at : at + _LOOK_AHEAD]:
        if word.kind is Kind.ABBREVIATION:
            return bool(adjectives)
        if word.kind is not Kind.WORD:
            return False
        if is_nominative(word.text, "roles") or is_nominative(word.text, "bodies"):
            return _reads_as_nominative(word.text, adjectives, token, tokens[at - 1] if at else None)
        if not is_adjective(word.text, nominative=True):
            return False
        adjectives.append(word.text)
    return False


def _reads_as_nominative(noun: str, adjectives: Sequence[str], first: Token, previous: Token | None) -> bool:
    """'школы' may be of one school or many schools: adjectives, a line break or what stands before decides."""
    if adjectives:
        return all(_agree(adjective, noun) for adjective in adjectives)
    if not like_genitive(noun):
        return True
    closed = previous is None or previous.kind in (Kind.PERSON, Kind.ABBREVIATION, Kind.QUOTED, Kind.NUMBER, Kind.COMMA)
    return closed or (first.broken and first.text[0].isupper())


def like_genitive(noun: str) -> bool:
    """Whether the plural of a noun reads as the genitive of one: 'школы', 'директора', not 'члены'."""
    folded = fold_yo(noun.lower())
    return folded in nouns().plurals and (folded[-1] in "ая" or folded in nouns().feminine_plurals)


def _agree(adjective: str, noun: str) -> bool:
    ending = adjective[-2:]
    if fold_yo(noun.lower()) in nouns().plurals:
        return ending in ("ые", "ие")
    if noun[-1] in "ая":
        return ending in ("ая", "яя")
    return ending in (("ое", "ее") if noun[-1] in "ое" else ("ый", "ий", "ой"))


def ends_before(current: Sequence[Token], tokens: Sequence[Token], at: int, order: OrderAbbreviations) -> bool:
    """Whether the mention read so far is complete, so that tokens[at], which can begin one, begins the next."""
    solid = [token for token in current if token.kind is not Kind.BRACKETS]
    if not solid:
        return True
    last, token = solid[-1], tokens[at]
    if _awaits(last) or _modifies(last, tokens, at):
        return False
    if Kind.PERSON in (last.kind, token.kind) or last.kind is Kind.NUMBER:
        return True
    kind, head = head_of(solid)
    if token.kind is not Kind.ABBREVIATION:
        return not (kind == "role" and head == len(solid) - 1) or not _complements(tokens, at)
    if last.kind is Kind.ABBREVIATION or is_contraction(last.text):
        return _two_names(solid, tokens, at, order)
    if last.kind is Kind.QUOTED:
        return not order.is_territory(token.text)
    if kind == "body" and head < len(solid) - 1:
        return order.names_body(token.text) or is_legal(tokens, at) or token.broken
    return (
        kind == "role"
        and head < len(solid) - 1
        and is_legal(tokens, at)
        and token.broken
        and noun_group(last.text) != "body"
    )


def _awaits(token: Token) -> bool:
    """'за', 'и', 'муниципальный', 'зам.': something has to follow."""
    if token.kind in (Kind.COMMA, Kind.DASH):
        return True
    word = token.text.lower()
    if token.kind is not Kind.WORD or word in name_words("prepositions") or word in ("и", "или", "имени"):
        return token.kind is Kind.WORD
    return word.endswith(".") or (is_adjective(word) and not noun_group(word))


def _modifies(last: Token, tokens: Sequence[Token], at: int) -> bool:
    """'ответственные' before 'организаторы': an adjective here."""
    word = tokens[at].text
    noun = last.kind is Kind.WORD and tokens[at].kind is Kind.WORD and is_nominative(word, "roles")
    return noun and not tokens[at].broken and is_adjective(last.text, nominative=True) and _agree(last.text, word)


def _complements(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun that begins here belongs to the bare role before it: 'директор школы', 'заместитель директора'."""
    noun = next((token.text for token in tokens[at : at + _LOOK_AHEAD] if noun_group(token.text)), "")
    return bool(noun) and like_genitive(noun) and not tokens[at].broken


def is_legal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a legal form stands here; 'МОУ', 'ОУ' are one only where a suffix, a kind of school or a name follows."""
    known, token = legal_forms(), tokens[at]
    if token.text not in known.ambiguous:
        return token.text in known.forms
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    named = after is not None and after.kind is Kind.QUOTED
    return named or (after is not None and (after.text in known.suffixes or after.text in known.schools))


def _two_names(current: Sequence[Token], tokens: Sequence[Token], at: int, order: OrderAbbreviations) -> bool:
    """Whether two abbreviations side by side are two mentions: 'МОК | ГКУ КЦМКО', 'ИМЦ | ОО', but 'УО АНМО'."""
    known, last, token = legal_forms(), current[-1].text, tokens[at].text
    before = current[-2].text if len(current) > 1 else ""
    named = last in known.schools
    if token in known.suffixes and (last in known.forms or last in known.ambiguous or before in known.forms):
        return False
    if (
        last in known.forms
        or (last in known.suffixes and len(current) > 1)
        or (last in known.ambiguous and token in known.schools)
    ):
        return False
    if order.is_territory(last) and (
        before in known.forms or before in known.suffixes or len(current) == 1 and is_legal(tokens, at)
    ):
        return False
    if named or is_legal(tokens, at) or ((before in known.forms or before in known.suffixes) and not order.is_territory(token)):
        return True
    return not order.one_name(last, token, together=not tokens[at].broken)


def comma_continues(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma stands inside a name: 'департамент образования, науки и …', 'лица, ответственные за …'."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not current:
        return False
    if after.kind is Kind.NUMBER:
        return after.text.startswith("№") or current[-1].kind is Kind.NUMBER
    if after.text in name_words("exam_words"):
        return True
    if after.kind is not Kind.WORD or (after.broken and after.text[0].isupper()):
        return False
    kind, head = head_of(current)
    general = head < len(current) and any(
        token.text.lower() in name_words("general_people") for token in current[head:]
    )
    if general and _MEANT_FOR.match(after.text):
        return not (after.text.lower().endswith(("ый", "ая")) and len(current) > head + 1)
    if begins(tokens, at + 1) or noun_group(after.text) or not after.text[0].islower():
        return False
    if _PARTICIPLE.fullmatch(after.text) or _RELATIVE.fullmatch(after.text) or _awaits(current[-1]):
        return bool(kind)
    governed = any(token.text.lower() in name_words("prepositions") for token in current)
    return kind in ("body", "role") and _is_oblique(tokens, at + 1, governed=governed)


def _is_oblique(tokens: Sequence[Token], at: int, *, governed: bool) -> bool:
    """'науки', 'молодёжной политики', 'ведение' after 'ответственный за формирование,': a noun that names nobody here."""
    from normalize.morphology import parses

    for token in tokens[at : at + _LOOK_AHEAD]:
        if token.kind is not Kind.WORD:
            return False
        if token.text == "и" or is_adjective(token.text):
            if token.text.endswith(("ая", "яя", "ый")):
                return False
            continue
        forms = [form for form in parses(token.text) if "NOUN" in form.grammemes]
        named = any("nomn" in form.grammemes and form.score > _LIKELY for form in forms)
        return bool(forms) and (not named or (governed and "inan" in forms[0].grammemes))
    return False


def and_splits(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether 'и' parts two mentions: 'РЦОИ и ОО', 'координатор и руководители ППЭ', but 'руководители ОО и ППЭ'."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not current:
        return True
    kind, head = head_of(current)
    last = current[-1]
    if Kind.PERSON in (after.kind, last.kind):
        return True
    if after.kind is Kind.ABBREVIATION:
        if after.text in name_words("exam_words"):
            return False
        if f"{last.text} и {after.text}" in organisation_aliases():
            return False
        return kind != "role" or (last.kind is not Kind.ABBREVIATION and head < len(current) - 1)
    if after.kind is Kind.QUOTED:
        return last.kind is Kind.QUOTED
    if not begins(tokens, at + 1):
        return False
    next_kind, next_head = head_of(tokens[at + 1 : at + 1 + _LOOK_AHEAD])
    shares = kind == next_kind == "role" and head == len(current) - 1 and _has_complement(tokens, at + 1 + next_head)
    return not shares


def _has_complement(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.kind in (Kind.WORD, Kind.ABBREVIATION) and after.text.lower() != "и"
