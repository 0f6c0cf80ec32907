"""A cell of responsibles split into mentions, whatever separates them: marks, line breaks, 'и', or nothing but blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalize.initials import is_contraction, is_legal_form
from normalize.lookups import legal_forms, nouns, organisation_aliases, territories
from normalize.text import fold_yo
from normalize.tokens import Kind, Token, collapsed, tokens_of
from normalize.wordforms import PREPOSITIONS, is_adjective, is_nominative, noun_group

Attached = Callable[[str, str], bool | None]
"""Whether the second of two abbreviations names what the first belongs to ('УО' + 'АНМО'); None where nothing tells."""

_JOINTLY = re.compile(
    r"(?:а\s+также|также|совместно\s+с[о]?|вместе\s+с[о]?|при\s+участии|с\s+участием|с\s+привлечением|при\s+поддержке|"
    r"при\s+содействии|во\s+взаимодействии\s+с[о]?|под\s+руководством|при\s+сопровождении)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:ответственн(?:ый|ые|ая)(?:\s+(?:исполнител[ьи]|лица|лицо))?|(?:со)?исполнител[ьи]|отв\.)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r".{3,}(?:щ|вш|ем|им|нн)(?:ий|ие|ый|ые|ая|ое|их|ых|ими|ыми)(?:ся)?$")
_RELATIVE = re.compile(r"котор\w+|включая|том|чь\w+|согласно|кроме", re.IGNORECASE)
_GENERAL_PEOPLE = frozenset(
    "лица лицо специалист специалисты работник работники сотрудник сотрудники педагог педагоги".split()
)
_MEANT_FOR = re.compile(r"ответственн|уполномоченн|назначенн|привлекаем|задействованн|участвующ", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """cell[start:end] of the collapsed cell, and its tokens; `jointly`: after 'совместно с', in another case.

    `joined`: what stands before it: '' blanks only, ',', ';' (or another mark), 'и', '(' inside brackets of the one before.
    """

    text: str
    tokens: tuple[Token, ...]
    joined: str = ","
    jointly: bool = False


def split_mentions(raw: str, attached: Attached = lambda first, second: None) -> tuple[str, tuple[Mention, ...]]:
    """The collapsed cell and its mentions in printed order."""
    cell, breaks = collapsed(raw)
    splitter = _Splitter(cell, tokens_of(cell, breaks), attached)
    return cell, tuple(splitter.run())


class _Splitter:
    """One pass over the tokens: the mention being read is closed where the next token begins another one."""

    def __init__(self, cell: str, tokens: Sequence[Token], attached: Attached) -> None:
        self.cell, self.tokens, self.attached = cell, tokens, attached
        self.current: list[Token] = []
        self.inner: list[Mention] = []
        self.found: list[Mention] = []
        self.joined, self.jointly = ",", False

    def run(self) -> list[Mention]:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        self._close(",")
        return self.found

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind is Kind.WORD and (skipped := self._jointly(at)):
            return skipped
        if token.kind is Kind.BRACKETS:
            self._brackets(token)
        elif token.kind is Kind.SEPARATOR or (token.kind is Kind.NUMBER and self._numbers_list(at)):
            self._close(";")
        elif token.kind is Kind.COMMA:
            self._continue_or_close(token, comma_continues(self.current, self.tokens, at), ",")
        elif token.kind is Kind.DASH:
            self._continue_or_close(token, bool(self.current) and not token.broken, ",")
        elif token.text.lower() == "и":
            self._continue_or_close(token, not and_splits(self.current, self.tokens, at), "и")
        else:
            if self.current and begins(self.tokens, at) and self._ends_before(at):
                self._close("")
            self.current.append(token)
        return at + 1

    def _jointly(self, at: int) -> int | None:
        """Skips 'совместно с'; the number of the token after it."""
        phrase = _JOINTLY.match(self.cell, self.tokens[at].start)
        if not phrase:
            return None
        self._close(",")
        self.jointly = not phrase.group().lower().endswith("также")
        while at < len(self.tokens) and self.tokens[at].start < phrase.end():
            at += 1
        return at

    def _numbers_list(self, at: int) -> bool:
        """'1. МОУО 2. ОО', '1) РЦОИ': a number that only counts."""
        after = self.tokens[at + 1 : at + 2]
        text = self.tokens[at].text
        return bool(
            after and _LIST_NUMBER.match(text) and after[0].text in (".", ")") and after[0].start == self.tokens[at].end
        )

    def _continue_or_close(self, token: Token, continues: bool, joined: str) -> None:
        if continues and self.current:
            self.current.append(token)
        else:
            self._close(joined)

    def _brackets(self, token: Token) -> None:
        inside = token.text[1:-1]
        offset = token.start + 1
        if not _is_qualifier(inside):
            tokens = [one._replace(start=one.start + offset, end=one.end + offset) for one in tokens_of(inside)]
            inner = _Splitter(self.cell, tokens, self.attached).run()
            people = [mention for mention in inner if mention.tokens[0].kind is Kind.PERSON]
            self.inner += people or inner
        if self.current:
            self.current.append(token)

    def _close(self, joined: str) -> None:
        tokens = list(self.current)
        while tokens and _trailing(tokens[-1]):
            tokens.pop()
        while tokens and tokens[0].kind in (Kind.DASH, Kind.OTHER, Kind.COMMA):
            tokens.pop(0)
        if tokens:
            text = self.cell[tokens[0].start : tokens[-1].end]
            self.found.append(Mention(text, tuple(tokens), self.joined, self.jointly))
        inner = [Mention(one.text, one.tokens, "(" if tokens else one.joined) for one in self.inner]
        self.found += inner
        self.current, self.inner = [], []
        self.joined = joined
        if joined != "и":
            self.jointly = False

    def _ends_before(self, at: int) -> bool:
        return ends_before(self.current, self.tokens, at, self.attached)


def _trailing(token: Token) -> bool:
    if token.kind in (Kind.BRACKETS, Kind.DASH, Kind.OTHER, Kind.COMMA):
        return True
    return token.text.lower() in PREPOSITIONS | {"и", "или", "др.", "др", "пр."}


def _is_qualifier(inside: str) -> bool:
    """'(по согласованию)', '(далее – МОУО)', '(г. Казань)', '(9 классы)': says something about a mention, names none."""
    first = inside.split()[:1]
    return not first or not first[0][0].isalpha() or first[0].lower() in _QUALIFYING


_QUALIFYING = PREPOSITIONS | frozenset(
    "далее г. не г. п. с. пос. дер. ул. т.е. ежемесячно при согласно кураторы".split()
) - {"кураторы"}


def head_of(tokens: Sequence[Token]) -> tuple[str, int]:
    """(kind, place) of the token that tells what a mention is: 'person', 'role', 'body', 'abbreviation', 'name', ''."""
    for at, token in enumerate(tokens):
        if token.kind is Kind.PERSON:
            return "person", at
        if token.kind is Kind.ABBREVIATION:
            return "abbreviation", at
        if token.kind is Kind.QUOTED:
            return "name", at
        if token.kind is Kind.WORD:
            if group := _group(token.text):
                return group, at
            if is_contraction(token.text):
                return "abbreviation", at
            if not _introduces(token.text):
                return "", at
    return "", len(tokens)


def _group(word: str) -> str | None:
    return "role" if word.lower() in nouns().offices else noun_group(word)


def _introduces(word: str) -> bool:
    return is_adjective(word) or word.lower() in PREPOSITIONS or word.endswith(".")


def begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mention can begin here although nothing but a blank stands before it."""
    token = tokens[at]
    if token.kind in (Kind.PERSON, Kind.ABBREVIATION):
        return True
    if token.kind is not Kind.WORD:
        return False
    if is_contraction(token.text) or token.text.lower() in ("и.о.", "врио"):
        return True
    adjectives: list[str] = []
    for word in tokens[at : at + 5]:
        if word.kind is Kind.ABBREVIATION:
            return bool(adjectives)
        if word.kind is not Kind.WORD:
            return False
        if is_nominative(word.text, "roles") or is_nominative(word.text, "bodies"):
            previous = tokens[at - 1] if at else None
            return _reads_as_nominative(word.text, adjectives, token, previous)
        if not is_adjective(word.text, nominative=True):
            return False
        adjectives.append(word.text)
    return False


def _reads_as_nominative(noun: str, adjectives: Sequence[str], first: Token, previous: Token | None) -> bool:
    """'школы' may be of one school or many schools: adjectives, a line break or what stands before decides."""
    if adjectives:
        return all(_agree(adjective, noun) for adjective in adjectives)
    if not _like_genitive(noun):
        return True
    closed = previous is None or previous.kind in (Kind.PERSON, Kind.ABBREVIATION, Kind.QUOTED, Kind.NUMBER)
    return closed or (first.broken and first.text[0].isupper())


def _like_genitive(noun: str) -> bool:
    folded = fold_yo(noun.lower())
    return folded in nouns().plurals and (folded[-1] in "ая" or folded in nouns().feminine_plurals)


def _agree(adjective: str, noun: str) -> bool:
    ending, plural = adjective[-2:], fold_yo(noun.lower()) in nouns().plurals
    if plural:
        return ending in ("ые", "ие")
    if noun[-1] in "ая":
        return ending in ("ая", "яя")
    return ending in ("ое", "ее") if noun[-1] in "ое" else ending in ("ый", "ий", "ой")


def ends_before(current: Sequence[Token], tokens: Sequence[Token], at: int, attached: Attached) -> bool:
    """Whether the mention read so far is complete, so that tokens[at] begins the next one."""
    solid = [token for token in current if token.kind is not Kind.BRACKETS]
    if not solid:
        return True
    last, token = solid[-1], tokens[at]
    if last.kind in (Kind.PERSON, Kind.NUMBER) or token.kind is Kind.PERSON:
        return not _awaits(last)
    if _awaits(last):
        return False
    kind, head = head_of(solid)
    if token.kind is not Kind.ABBREVIATION:
        return (
            kind != "role"
            or head < len(solid) - 1
            or _group(_noun_from(tokens, at)) == "role"
            or not _oblique(tokens, at)
        )
    if last.kind is Kind.ABBREVIATION or is_contraction(last.text):
        return parts(solid, tokens, at, attached)
    if last.kind is Kind.QUOTED:
        return token.text not in territories()
    if kind == "body" and head < len(solid) - 1:
        return _stands_alone(tokens, at) or token.broken
    return (
        kind == "role" and head < len(solid) - 1 and (is_legal(tokens, at) and not _names_body(last)) and token.broken
    )


def _noun_from(tokens: Sequence[Token], at: int) -> str:
    return next((token.text for token in tokens[at : at + 5] if _group(token.text)), "")


def _oblique(tokens: Sequence[Token], at: int) -> bool:
    return _like_genitive(_noun_from(tokens, at) or "-") and not tokens[at].broken


def _names_body(token: Token) -> bool:
    return token.kind is Kind.WORD and noun_group(token.text) == "body"


def _awaits(token: Token) -> bool:
    """'за', 'и', 'муниципальный', 'зам.': something has to follow."""
    if token.kind in (Kind.COMMA, Kind.DASH):
        return True
    if token.kind is not Kind.WORD:
        return False
    word = token.text.lower()
    if word in PREPOSITIONS or word in ("и", "или", "им.", "имени", "г."):
        return True
    return word.endswith(".") or (is_adjective(word) and not _group(word))


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """'РЦОИ', 'МКУ …' after 'Управление образования': not what it belongs to."""
    text = tokens[at].text
    return text in organisation_aliases() or is_legal(tokens, at)


def is_legal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a legal form stands here; 'МОУ', 'ОУ' are one only where a suffix, a kind of school or a name follows."""
    known, token = legal_forms(), tokens[at]
    if token.text not in known.ambiguous:
        return is_legal_form(token.text)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and (
        after.kind is Kind.QUOTED or after.text in known.suffixes or after.text in known.schools
    )


def parts(current: Sequence[Token], tokens: Sequence[Token], at: int, attached: Attached) -> bool:
    """Whether two abbreviations side by side are two mentions: 'МОК | ГКУ КЦМКО', 'ИМЦ | ОО', but 'УО АНМО'."""
    known, last, token = legal_forms(), current[-1].text, tokens[at].text
    if token in known.suffixes or is_legal_form(last) or last in known.schools:
        return is_legal(tokens, at) and token not in known.suffixes and last in known.schools
    if last in known.ambiguous and token in known.schools:
        return False
    if last in territories() and len(current) == 1:
        return False
    if is_legal(tokens, at):
        return True
    told = attached(last, token)
    return not told if told is not None else True


def comma_continues(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma stands inside a name: 'департамент образования, науки и …', 'лица, ответственные за …'."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not current:
        return False
    if after.kind is Kind.NUMBER:
        return after.text.startswith("№") or current[-1].kind is Kind.NUMBER
    if after.kind is not Kind.WORD or (after.broken and after.text[0].isupper()):
        return False
    kind, head = head_of(current)
    if kind in ("role", "body") and current[-1].text.lower() in _GENERAL_PEOPLE | {
        "организации",
        "органы",
        "учреждения",
        "учителя",
    }:
        if _MEANT_FOR.match(after.text) or (_PARTICIPLE.match(after.text.lower()) and not begins(tokens, at + 1)):
            return True
    if _RELATIVE.fullmatch(after.text) or (kind and _PARTICIPLE.match(after.text) and not _group(after.text)):
        return not begins(tokens, at + 1) or bool(
            _PARTICIPLE.match(after.text) and head_of(tokens[at + 1 : at + 2])[0] == ""
        )
    if begins(tokens, at + 1) or _JOINTLY.match(after.text) or not after.text[0].islower() or _group(after.text):
        return False
    return kind in ("body", "role") and _is_oblique_noun(tokens, at + 1)


def _is_oblique_noun(tokens: Sequence[Token], at: int) -> bool:
    """'науки', 'молодёжной политики': a noun that isn't in the nominative, so that no mention begins with it."""
    from normalize.morphology import parses

    for token in tokens[at : at + 4]:
        if token.kind is not Kind.WORD:
            return False
        if is_adjective(token.text):
            continue
        forms = [form for form in parses(token.text) if "NOUN" in form.grammemes]
        return bool(forms) and ("nomn" not in forms[0].grammemes or "anim" not in forms[0].grammemes)
    return False


def and_splits(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether 'и' parts two mentions: 'РЦОИ и ОО', 'координатор и руководители ППЭ', but 'руководители ОО и ППЭ'."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not current:
        return True
    kind, head = head_of(current)
    last = current[-1]
    if after.kind is Kind.PERSON or last.kind is Kind.PERSON:
        return True
    if after.kind is Kind.ABBREVIATION:
        if f"{last.text} и {after.text}" in organisation_aliases():
            return False
        return kind != "role" or (last.kind is not Kind.ABBREVIATION and head < len(current) - 1)
    if after.kind is Kind.QUOTED:
        return last.kind is Kind.QUOTED
    if not begins(tokens, at + 1):
        return False
    bare = head == len(current) - 1 and kind == "role"
    return not (bare and _has_complement(tokens, at + 1) and _group(_noun_from(tokens, at + 1)) == "role")


def _has_complement(tokens: Sequence[Token], at: int) -> bool:
    for place in range(at, min(at + 5, len(tokens))):
        if _group(tokens[place].text):
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            return after is not None and after.kind in (Kind.WORD, Kind.ABBREVIATION) and after.text.lower() != "и"
    return False


def without_label(raw: str) -> str:
    """The cell without 'Ответственные:' before its list."""
    match = _LABEL.match(raw.strip())
    return raw.strip()[match.end() :] if match else raw
