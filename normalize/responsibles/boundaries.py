"""Where one mention ends and the next begins, for every kind of separator that says too little by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.language.wordforms import is_adjective, is_nominative, noun_group
from normalize.organisations.abbreviations import OrderAbbreviations
from normalize.organisations.initials import is_contraction, is_genitive_contraction
from normalize.organisations.lookups import is_federal, legal_forms, name_words
from normalize.responsibles.head_words import (
    LOOK_AHEAD,
    agree,
    begins,
    head_of,
    is_legal,
    is_preposition,
    like_genitive,
    token_at,
)
from normalize.responsibles.tokens import ABBREVIATION, BRACKETS, COMMA, DASH, NUMBER, PERSON, QUOTED, WORD, Token

_PARTICIPLE = re.compile(r"[а-яё]{3,}(?:щ|вш|ем|им|нн)(?:[иы][йеемх]|ая|ое|ими|ыми)(?:ся)?", re.IGNORECASE)
_MEANT_FOR = re.compile(r"ответственн|уполномоченн|назначенн|привлекаем|привлеченн|задействованн", re.IGNORECASE)
_GOES_ON = re.compile(r"котор\w+|включая|чь\w+|согласно|кроме|в|на", re.IGNORECASE)
_WAITING = frozenset({"и", "или", "имени", "их", "его", "все", "всех", "каждый", "каждая", "прочие", "иные", "другие"})
_INITIALS_FIRST = re.compile(r"[А-ЯЁ]\.")
_DISTRICT = re.compile(r"(?:район|округ|город|кра|област|республик|улус)(?:у|ю|е|и)", re.IGNORECASE)
_SHORTEST_FORM = 2
_REGION_LIKE = re.compile("[А-ЯЁ]К|Р[А-ЯЁ]")
"""'ПК' is Приморский and Пермский край too, 'РТ' a republic."""
_UNIVERSITY = re.compile("[А-ЯЁ]{1,3}(?:ГУ|ГПУ|ГПИ)")
"""'ОГПУ' behind 'ГОУ ДПО ИПКиППРО': whose institute it is."""
_LONGEST_TAIL = 2
"""Letters of what stands after an abbreviation and belongs to it: 'ЦОКО ПК', 'РЦОИ ДВ'."""
_LIKELY = 0.3
"""The least score of a nominative parse: 'общественность' reads as one (0.42), 'науки' does not (0.06)."""


def ends_before(current: Sequence[Token], tokens: Sequence[Token], at: int, order: OrderAbbreviations) -> bool:
    """Whether the mention read so far is complete, so that tokens[at], which can begin one, begins the next."""
    solid = [token for token in current if token.kind is not BRACKETS]
    if not solid:
        return True
    last, token = solid[-1], tokens[at]
    if is_namesake(last, token) or is_legal_noun(solid, token):
        return False
    if awaits(last) or modifies(last, token) or any(map(_is_relative, solid)):
        return False
    if PERSON in (last.kind, token.kind) or last.kind is NUMBER:
        return True
    kind, head = head_of(solid)
    bare = head == len(solid) - 1
    if is_legal_form(solid) or (bare and _is_firm(last, tokens, at)):
        return False
    if is_contraction(token.text) and last.kind is WORD and not token.broken:
        return not (last.text.islower() or is_genitive_contraction(token.text))
    if token.kind is not ABBREVIATION:
        return kind != "role" or not bare or not _belongs_to_role(tokens, at)
    if last.kind is ABBREVIATION or is_contraction(last.text):
        return _are_two_names(solid, tokens, at, order)
    if last.kind is QUOTED:
        return not order.is_territory(token.text)
    if bare or kind not in ("body", "role"):
        if is_federal(token.text):
            return False
        return bare and kind == "body" and not like_genitive(last.text) and order.parts_issuer(last.text, token.text)
    if kind == "body" and order.is_place(token.text):
        return False
    if kind == "body":
        return order.names_body(token.text) or is_legal(tokens, at) or token.broken
    return is_legal(tokens, at) and token.broken and noun_group(last.text) != "body"


def is_legal_form(tokens: Sequence[Token]) -> bool:
    """'ГАУ ДПО' alone, which a name follows."""
    return all(one.text in legal_forms().forms or one.text in legal_forms().suffixes for one in tokens)


def _is_firm(last: Token, tokens: Sequence[Token], at: int) -> bool:
    """'ООО' before 'Медицинский центр «Пульс»': a firm whose name begins with what it is."""
    if last.text not in name_words("firms") or tokens[at].kind is not WORD or tokens[at].broken:
        return False
    name = [token.kind for token in tokens[at : at + LOOK_AHEAD]]
    return QUOTED in name and all(kind is WORD for kind in name[: name.index(QUOTED)])


def is_namesake(last: Token, token: Token) -> bool:
    """'Дом-музей' before 'С.Т.Волгина': whose name the institution bears."""
    if token.kind is not PERSON or last.kind is not WORD or token.broken:
        return False
    named = last.text.lower() in name_words("named_after")
    return named and _INITIALS_FIRST.match(token.text) is not None and token.text[-1] in "аяйо"


def is_legal_noun(current: Sequence[Token], token: Token) -> bool:
    """'Муниципальное бюджетное учреждение' before 'Центр физической подготовки': the legal form, then the name."""
    words = [one.text.lower() for one in current if one.kind is WORD]
    if len(words) < len(current) or len(words) < _SHORTEST_FORM or not token.text[0].isupper():
        return False
    return all(word in legal_forms().words for word in words) and words[-1] in name_words("legal_nouns")


def awaits(token: Token) -> bool:
    """'за', 'и', 'муниципальный', 'зам.': something has to follow."""
    if token.kind is not WORD:
        return token.kind in (COMMA, DASH)
    word = token.text.lower()
    if is_preposition(token) or word in _WAITING or word.endswith(".") or f"{word}." in name_words("dotted"):
        return True
    return is_adjective(word) and not noun_group(word) and not _is_noun(word)


def _is_noun(word: str) -> bool:
    """'комиссий', 'инвестиций': nouns that end as adjectives do."""
    from normalize.language.morphology import parses

    read = parses(word)
    return bool(read) and "NOUN" in read[0].grammemes


def _is_relative(token: Token) -> bool:
    """'организации, на базе которых размещены ППЭ': only a mark ends a clause."""
    return token.text.lower().startswith("котор")


def modifies(last: Token, token: Token) -> bool:
    """'ответственные' before 'организаторы': an adjective here."""
    if last.kind is not WORD or token.kind is not WORD or token.broken:
        return False
    noun = is_nominative(token.text, "roles") or is_nominative(token.text, "bodies")
    return noun and is_adjective(last.text, nominative=True) and agree(last.text, token.text)


def _belongs_to_role(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun here belongs to the bare role before it: 'директор школы', 'заместитель директора'."""
    noun = next((token.text for token in tokens[at : at + LOOK_AHEAD] if noun_group(token.text)), "")
    return bool(noun) and like_genitive(noun) and not tokens[at].broken


def _are_two_names(current: Sequence[Token], tokens: Sequence[Token], at: int, order: OrderAbbreviations) -> bool:
    """Whether two abbreviations side by side are two mentions: 'МОК | ГКУ КЦМКО', 'ИМЦ | ОО', but 'УО АНМО'."""
    known, last, word = legal_forms(), current[-1].text, tokens[at].text
    before = current[-2].text if len(current) > 1 else ""
    of_form = before in known.forms or before in known.suffixes
    if _goes_on_with_form(current, word) or (last in name_words("units") and word in name_words("departments")):
        return False
    if _leads(current, tokens[at], order):
        return False
    if order.is_territory(last) and (of_form or (len(current) == 1 and is_legal(tokens, at))):
        return False
    if not is_legal(tokens, at) and _is_tail(last, tokens[at], order):
        return False
    if before in known.suffixes and _UNIVERSITY.fullmatch(word) and not tokens[at].broken:
        return False
    if is_legal(tokens, at) or last in known.schools or (of_form and not order.is_territory(word)):
        return True
    return not order.one_name(last, word, together=not tokens[at].broken)


def _leads(current: Sequence[Token], token: Token, order: OrderAbbreviations) -> bool:
    """'ПК' of 'ПК ИРО', 'НГ' of 'НГ МАУК «Центр»': two letters that name no body say whose the one behind them is."""
    lead = current[-1]
    if len(current) > 1 or token.broken or len(lead.text) > _LONGEST_TAIL or len(token.text) <= _LONGEST_TAIL:
        return False
    return _REGION_LIKE.fullmatch(lead.text) is not None or not (
        lead.text in order.alone or order.names_body(lead.text)
    )


def _is_tail(last: str, token: Token, order: OrderAbbreviations) -> bool:
    """'ПК' of 'ГАУ ДПО ИРО ПК': two letters on the same line that name no body of their own say where or whose."""
    if token.broken or len(token.text) > _LONGEST_TAIL or len(last) <= _LONGEST_TAIL or token.text in order.alone:
        return False
    return _REGION_LIKE.fullmatch(token.text) is not None or not order.names_body(token.text)


def _goes_on_with_form(current: Sequence[Token], word: str) -> bool:
    """'МАОУ' + 'ДПО', 'МАОУ ДПО' + 'ИМЦ', 'МОУ' + 'СОШ': the legal form, or the name that it waits for."""
    known, last = legal_forms(), current[-1].text
    before = current[-2].text if len(current) > 1 else ""
    if word in known.suffixes:
        return last in known.forms or last in known.ambiguous or before in known.forms
    if last in known.ambiguous:
        return word in known.schools
    return last in known.forms or (last in known.suffixes and len(current) > 1)


def comma_continues(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma stands inside a name: 'департамент образования, науки и …', 'лица, ответственные за …'."""
    after = token_at(tokens, at + 1)
    if after is None or not current:
        return False
    if after.kind is NUMBER:
        return after.text.startswith("№") or current[-1].kind is NUMBER
    if after.text in name_words("exam_words"):
        return True
    if after.kind is not WORD or (after.broken and after.text[0].isupper()):
        return False
    kind, head = head_of(current)
    if _MEANT_FOR.match(after.text) and _are_general(current[head:]):
        return not (after.text.lower().endswith(("ый", "ая")) and len(current) > head + 1)
    if begins(tokens, at + 1) or noun_group(after.text) or not after.text[0].islower():
        return False
    if (
        kind == "role"
        and _is_shortened(current[-1])
        and (_is_shortened(after) or is_adjective(after.text, nominative=True))
    ):
        return False
    if _is_participle(after.text) or _GOES_ON.fullmatch(after.text) or awaits(current[-1]):
        return bool(kind)
    governed = any(map(is_preposition, current))
    return kind in ("body", "role") and _names_nobody(tokens, at + 1, governed=governed)


def _is_participle(word: str) -> bool:
    """'ответственные', 'проводящие'; not 'военный' and 'картинная', which end alike and begin a name."""
    from normalize.language.morphology import parses

    return bool(_PARTICIPLE.fullmatch(word)) and (
        "нн" not in word or any("PRTF" in form.grammemes for form in parses(word))
    )


def _is_shortened(token: Token) -> bool:
    """'рук.' and 'уч.-предм.' of 'Кл. рук., уч.-предм.': posts in short, one after the other."""
    return token.kind is WORD and (token.text.endswith(".") or "-" in token.text)


def _are_general(tokens: Sequence[Token]) -> bool:
    """'лица', 'специалисты УО': people told apart by what is said of them after a comma."""
    return any(token.text.lower() in name_words("general_people") for token in tokens)


def _names_nobody(tokens: Sequence[Token], at: int, *, governed: bool) -> bool:
    """'науки', 'молодёжной политики', 'ведение' after 'ответственный за формирование,': no mention begins with it."""
    from normalize.language.morphology import parses

    for token in tokens[at : at + LOOK_AHEAD]:
        if token.kind is not WORD or token.text.endswith(("ая", "яя", "ый", "ский")):
            return False
        if token.text == "и":
            continue
        if is_adjective(token.text) and not _is_noun(token.text):
            continue
        forms = [form for form in parses(token.text) if "NOUN" in form.grammemes]
        nominative = any("nomn" in form.grammemes and form.score > _LIKELY for form in forms)
        return bool(forms) and (not nominative or (governed and "inan" in forms[0].grammemes))
    return False


def and_splits(
    current: Sequence[Token], tokens: Sequence[Token], at: int, order: OrderAbbreviations, *, jointly: bool = False
) -> bool:
    """Whether 'и' parts two mentions: 'РЦОИ и ОО', 'координатор и руководители ППЭ', but 'руководители ОО и ППЭ'.

    jointly: after 'совместно с', where the next one is in the same case: '… управлением и руководителями ППЭ'.
    """
    after = token_at(tokens, at + 1)
    if after is None or not current:
        return True
    last = current[-1]
    if last.kind is after.kind is ABBREVIATION and _share_district(tokens, at + 2):
        return False
    if PERSON in (after.kind, last.kind) or (len(current) == 1 and _are_surnames(last, after)):
        return True
    if awaits(last):
        return False
    if last.kind in (QUOTED, ABBREVIATION) and head_of(current)[0] != "role" and is_nominative(after.text, "bodies"):
        return True
    if after.kind is ABBREVIATION:
        return _and_abbreviation_splits(current, after, order)
    if after.kind is QUOTED:
        return last.kind is QUOTED
    if jointly and noun_group(after.text):
        return True
    return begins(tokens, at + 1) and not _share_complement(current, tokens, at + 1)


def _share_district(tokens: Sequence[Token], at: int) -> bool:
    """'ОНД и ПР по Дубенскому району': one body with the territory after it."""
    place = [token.text for token in tokens[at : at + 4] if token.kind is WORD]
    if len(place) < 3 or place[0] != "по" or not place[1][0].isupper():
        return False
    return any(_DISTRICT.fullmatch(word) for word in place[2:])


def _are_surnames(*tokens: Token) -> bool:
    """'Иванова и Петров': surnames alone."""
    words = [token.text for token in tokens if token.kind is WORD and token.text.istitle()]
    if len(words) < len(tokens) or any(map(noun_group, words)):
        return False
    from normalize.persons.surnames import SURE, surname_likeness

    return all(surname_likeness(word) >= SURE for word in words)


def _and_abbreviation_splits(current: Sequence[Token], after: Token, order: OrderAbbreviations) -> bool:
    last = current[-1]
    pair = f"{last.text} и {after.text}"
    if after.text in name_words("exam_words") or pair in name_words("joined") or order.has_and(last.text, after.text):
        return False
    kind, head = head_of(current)
    return kind != "role" or (last.kind is not ABBREVIATION and head < len(current) - 1)


def _share_complement(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """'председатели и члены предметных комиссий': whose they are stands after the second only."""
    kind, head = head_of(current)
    next_kind, next_head = head_of(tokens[at : at + LOOK_AHEAD])
    after = token_at(tokens, at + next_head + 1)
    told = after is not None and after.kind in (WORD, ABBREVIATION) and after.text.lower() != "и"
    return kind == next_kind == "role" and head == len(current) - 1 and told
