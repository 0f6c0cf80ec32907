"""A cell of responsibles split into mentions, whatever separates them: marks, line breaks, 'и', nothing but blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.language.nouns import nouns
from normalize.language.wordforms import is_nominative
from normalize.organisations.abbreviations import OrderAbbreviations, order_abbreviations
from normalize.organisations.context import OrderContext
from normalize.organisations.lookups import name_words
from normalize.responsibles.author_lines import begins_line
from normalize.responsibles.boundaries import and_splits, comma_continues, ends_before
from normalize.responsibles.head_words import begins, head_of, is_preposition
from normalize.responsibles.tokens import (
    ABBREVIATION,
    BRACKETS,
    COMMA,
    DASH,
    NUMBER,
    OTHER,
    PERSON,
    SEPARATOR,
    WORD,
    Token,
    collapsed,
    tokens_of,
)
from normalize.territories.regions import find_regions

_ONE_WORD = re.compile(r"[а-яё]+")
_JOINTLY = re.compile(
    r"(?:а\s+также|также|совместно\s+со?|вместе\s+со?|при\s+участии|с\s+участием|с\s+привлечением|при\s+поддержке|"
    r"при\s+содействии|во\s+взаимодействии\s+со?|под\s+руководством|при\s+сопровождении)\b",
    re.IGNORECASE,
)
_JOINING = frozenset(("а", "также", "совместно", "вместе", "при", "с", "во", "под"))
"""The first words of `_JOINTLY`."""
_ONLY_LETTERS = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(
    r"(?:ответственн(?:ый|ые|ая)(?:\s+(?:исполнител[ьи]|лица|лицо))?|(?:со)?исполнител[ьи]|отв\.)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"\d{1,2}$")
_COUNTS = re.compile(r"все|всех|всем|кажд\w+", re.IGNORECASE)
_NO_CONTEXT = OrderContext()
_TRAILING = frozenset({"и", "или", "др.", "др", "пр.", "т.д."})


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of the collapsed cell and its tokens. `jointly`: after 'совместно с', hence in another case.

    `joined` is what stands before it: '' blanks only, ',', ';' or another mark, 'и', '(' in brackets of the one before.
    """

    text: str
    tokens: tuple[Token, ...]
    joined: str = ";"
    jointly: bool = False


def split_mentions(raw: str, context: OrderContext | None = None) -> tuple[str, tuple[Mention, ...]]:
    """The collapsed cell and its mentions in printed order."""
    context = context or _NO_CONTEXT
    order = order_abbreviations(context)
    cell, breaks = collapsed(_without_label(raw))
    splitter = _Splitter(cell, tokens_of(cell, breaks, order.names_body), order, authored=context.authored_breaks)
    return cell, tuple(splitter.run())


def _without_label(raw: str) -> str:
    """The cell without 'Ответственные:' before its list."""
    match = _LABEL.match(raw.strip())
    return raw.strip()[match.end() :] if match else raw


class _Splitter:
    """One pass over the tokens: the mention being read is closed where the next token begins another one."""

    def __init__(
        self, cell: str, tokens: Sequence[Token], order: OrderAbbreviations, *, authored: bool = False
    ) -> None:
        self.cell, self.tokens, self.order, self.authored = cell, tokens, order, authored
        self.current: list[Token] = []
        self.inner: list[Mention] = []
        self.found: list[Mention] = []
        self.joined, self.jointly = ";", False

    def run(self) -> list[Mention]:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        self._close(";")
        return self.found

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind is WORD:
            return self._word(token, at)
        if token.kind is BRACKETS:
            self._read_brackets(token, at)
        elif token.text == "/" and self._is_exam(at + 1):
            self._continue_or_close(token, True, ";")
        elif token.text == "/" and self._shares_role(at):
            self.current.append(token)
        elif token.kind is SEPARATOR or (token.kind is NUMBER and self._numbers_list(at)):
            self._close(";")
        elif token.kind is COMMA:
            self._continue_or_close(token, comma_continues(self.current, self.tokens, at), ",")
        elif token.kind is DASH:
            self._continue_or_close(token, not (token.broken or self._sets_apart(at)), ";")
        else:
            self._name(token, at)
        return at + 1

    def _word(self, token: Token, at: int) -> int:
        """Reads an ordinary word; the token after it, or after the phrase that it begins."""
        if _may_join(token.text) and (after := self._jointly(at)):
            return after
        if token.text.lower() == "и":
            parts = and_splits(self.current, self.tokens, at, self.order, jointly=self.jointly)
            self._continue_or_close(token, not parts, "и")
        else:
            self._name(token, at)
        return at + 1

    def _name(self, token: Token, at: int) -> None:
        if self.current and self._parts(at):
            self._close("")
        self.current.append(token)

    def _parts(self, at: int) -> bool:
        """Whether the token begins the next mention: after a line break that the author set, or by what it is."""
        if self.authored and self.tokens[at].broken and begins_line(self.current, self.tokens, at):
            return True
        return begins(self.tokens, at) and ends_before(self.current, self.tokens, at, self.order)

    def _jointly(self, at: int) -> int | None:
        """Steps over 'совместно с'; the place after it."""
        phrase = _JOINTLY.match(self.cell, self.tokens[at].start)
        if not phrase:
            return None
        self._close(";")
        self.jointly = not phrase.group().lower().endswith("также")
        while at < len(self.tokens) and self.tokens[at].start < phrase.end():
            at += 1
        return at

    def _is_exam(self, at: int) -> bool:
        """'координаторы ОГЭ/ЕГЭ': the mark stands inside one mention."""
        return at < len(self.tokens) and self.tokens[at].text in name_words("exam_words")

    def _shares_role(self, at: int) -> bool:
        """'руководители ссузов/вузов': both sides belong to the role before them."""
        before, after = self.current[-1:], self.tokens[at + 1 : at + 2]
        if not before or not after or len(self.current) < 2 or before[0].end != self.tokens[at].start:
            return False
        words = before[0].kind is after[0].kind is WORD and after[0].start == self.tokens[at].end
        told = words and after[0].text.islower() and not is_nominative(after[0].text, "bodies")
        return told and not is_nominative(after[0].text, "roles") and head_of(self.current)[0] in ("role", "body")

    def _numbers_list(self, at: int) -> bool:
        """'1. МОУО 2. ОО', '1) РЦОИ': a number that only counts."""
        after = self.tokens[at + 1 : at + 2]
        counts = bool(after) and after[0].text in (".", ")") and after[0].start == self.tokens[at].end
        return counts and bool(_LIST_NUMBER.match(self.tokens[at].text))

    def _sets_apart(self, at: int) -> bool:
        """Whether a dash stands between two who are named: 'УО - ОУ', 'УО – Иванова И.И.', not 'начальник УО – …'."""
        before, after = self.current[-1:], self.tokens[at + 1 : at + 2]
        if not before or not after:
            return False
        kinds = {before[0].kind, after[0].kind}
        if before[0].text in name_words("exam_words") and after[0].kind is PERSON:
            return head_of(self.current)[0] == "body"
        if kinds == {ABBREVIATION}:
            return True
        return PERSON in kinds and (kinds == {PERSON} or self._names_body(after[0], before[0]))

    def _names_body(self, after: Token, before: Token) -> bool:
        """Whether it is a body, not a post, that stands beside the person."""
        if after.kind is PERSON:
            kind, head = head_of(self.current)
            return kind != "role" or not _is_office(self.current[head])
        kind, _ = head_of([after])
        return before.kind is PERSON and (
            kind in ("body", "abbreviation") or (kind == "role" and not _is_office(after))
        )

    def _continue_or_close(self, token: Token, continues: bool, joined: str) -> None:
        if continues and self.current:
            self.current.append(token)
        else:
            self._close(joined)

    def _read_brackets(self, token: Token, at: int) -> None:
        """People and bodies inside brackets are mentions of their own: 'Отдел (Иванова И.И.)'.

        A lone word within a phrase is none: 'начальники управлений (отделов) образования'.
        """
        inside = token.text[1:-1]
        is_choice = _ONE_WORD.fullmatch(inside) and self.tokens[at + 1 : at + 2] and _goes_on(self.tokens[at + 1])
        if not is_choice and not _is_qualifier(inside) and not (self.current and _is_place(inside)):
            tokens = [
                one._replace(start=one.start + token.start + 1, end=one.end + token.start + 1)
                for one in tokens_of(inside, frozenset(), self.order.names_body)
            ]
            inner = _Splitter(self.cell, tokens, self.order).run()
            people = [mention for mention in inner if mention.tokens[0].kind is PERSON]
            self.inner += people or inner
        if self.current:
            self.current.append(token)

    def _close(self, joined: str) -> None:
        tokens = list(self.current)
        while tokens and _is_trailing(tokens[-1]):
            tokens.pop()
        while tokens and (tokens[0].kind in (DASH, OTHER, COMMA) or _counts_all(tokens)):
            tokens.pop(0)
        if tokens:
            start = self._counted_from(tokens[0])
            text = self.cell[start : tokens[-1].end]
            self.found.append(Mention(text, tuple(tokens), self.joined, self.jointly))
        self.found += [Mention(one.text, one.tokens, "(" if tokens else one.joined) for one in self.inner]
        self.current, self.inner = [], []
        self.joined, self.jointly = joined, self.jointly and joined == "и"

    def _counted_from(self, first: Token) -> int:
        """Where the mention begins with the word that counts it: 'все ОУ района' names whom 'ОУ района' does."""
        counts = next((one for one in self.current if one.end <= first.start and _COUNTS.fullmatch(one.text)), None)
        return counts.start if counts else first.start


@lru_cache(maxsize=1 << 13)
def _may_join(word: str) -> bool:
    """Whether 'совместно с' and the like may begin with the word; few do."""
    first = _ONLY_LETTERS.match(word)
    return first is not None and first.group().lower() in _JOINING


def _is_office(token: Token) -> bool:
    """'начальник' tells the same person's post, 'ответственный', 'координатор' one more who answers."""
    return token.text.lower() not in nouns().duties


def _goes_on(token: Token) -> bool:
    """Whether the word after a bracket belongs to the phrase before it: a word without a capital."""
    return token.kind is WORD and token.text.islower() and token.text != "и"


def _is_trailing(token: Token) -> bool:
    if token.kind is BRACKETS and _is_place(token.text[1:-1]):
        return False
    if token.kind in (BRACKETS, DASH, OTHER, COMMA):
        return True
    return is_preposition(token) or token.text.lower() in _TRAILING


def _counts_all(tokens: Sequence[Token]) -> bool:
    """'все ОУ района', 'каждая ОО': the same bodies as without it."""
    return len(tokens) > 1 and bool(_COUNTS.fullmatch(tokens[0].text))


def _is_place(inside: str) -> bool:
    """'Республики Саха (Якутия)': the region's other name."""
    return any(region.raw == inside.strip() for region in find_regions(inside))


def _is_qualifier(inside: str) -> bool:
    """'(по согласованию)', '(далее – МОУО)', '(г. Казань)', '(9 классы)': says something, names nobody."""
    first = inside.split()[:1]
    if not first or not first[0][0].isalpha():
        return True
    return first[0].lower() in name_words("prepositions") | name_words("qualifying")
