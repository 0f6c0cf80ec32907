"""Words cut by the end of a line or page made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.model import Block, Hints, Paragraph
from parsers.text.wording import collapse

HYPHENS = "-\u00ad\u2010\u2011\ufffe"
"""What may stand at the end of a printed line within a word; \ufffe is pdfium's mark of a line-end hyphen."""
_SOFT = "\u00ad"
_BREAK = "\u200b"
"""Before a line end: the line is full and holds one word, which may be cut there without a hyphen."""
_CUT = re.compile(rf"(\w+)([{HYPHENS}]{{1,2}})$")
_LAST_PART = re.compile(r"\w+$")
_FIRST_PART = re.compile(r"(\w+)")
_PRINTED_WORD = re.compile(rf"\w+(?:-\w+)*(?![\w{_BREAK}])")
_CUT_DATE = re.compile(r"[\d.]$")
_REST_OF_DATE = re.compile(r"[\d.]+")
_DATE = re.compile(r"^(?:\d{1,2}\.\d{1,2}\.)?(?:19|20)\d\d$")
_LITTLE_WORDS = frozenset("ивскоуа")
_SHORT = 2
"""Letters: so short a piece is an ending where the other half is no word."""
_REACH = 80
"""How far from the cut the parts of a word are looked for."""
_ENDINGS = ("", "ый", "ий", "ой", "ический")
_BEFORE_MARK = re.compile(r"(?<=\w)\s(?=[,;.)»](?:\s|$))")
_BROKEN_WORD = re.compile(r"(?<![\w-])([А-ЯЁа-яё][а-яё]*)\s([а-яё]{1,12})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Healer:
    """Joins the pieces of a text. `printed`: words that the document prints whole, in lower case.

    `heads`: what stands before the hyphen in its compound words ('организационно').
    """

    hints: Hints
    printed: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    @classmethod
    def of(cls, blocks: Iterable[Block], hints: Hints) -> Healer:
        """A healer that knows the document's own words: abbreviations, names, words that no dictionary has."""
        printed = frozenset(word.lower() for text in _texts(blocks) for word in _PRINTED_WORD.findall(text))
        return cls(hints, printed, frozenset(word.split("-")[0] for word in printed if "-" in word))

    def whole(self, text: str) -> str:
        """The text in one line: 'по отдель-\\nному графику' -> 'по отдельному графику'."""
        return collapse(self.lines(text, " ")) if "\n" in text or _SOFT in text else collapse(text)

    def lines(self, text: str, glue: str = "\n") -> str:
        """The lines of a cell with words cut at their ends made whole; other line ends become `glue`."""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        healed: list[str] = lines[:1]
        for line in lines[1:]:
            kept, between = self._seam(healed[-1], line, glue)
            healed[-1] = healed[-1][:kept]
            healed += [between, line]
        return "".join(healed).replace(_SOFT, "").replace(_BREAK, "")

    def join(self, head: str, tail: str, glue: str = " ") -> str:
        """Two pieces of one cell as one text; a hyphen at the cut goes, stays or becomes part of a number.

        'про-' + 'ведение' -> 'проведение'; 'ГИА-' + '9' -> 'ГИА-9'; 'научно-' + 'методический' keeps its hyphen.
        """
        head, tail = head.rstrip(), tail.lstrip()
        if not head or not tail:
            return head or tail
        kept, between = self._seam(head, tail, glue)
        return head[:kept] + between + tail

    def mend(self, text: str) -> str:
        """Words that a narrow column broke without a hyphen, in formats that know printed lines only.

        'Федеральног о центра' -> 'Федерального центра': one half is no word, both together are.
        """
        text = _BEFORE_MARK.sub("", text)
        mended, start = [], 0
        while match := _BROKEN_WORD.search(text, start):
            left, right = match.groups()
            cut = match.start(2)
            joined = left + right
            broken = not (self._knows(left) and self._knows(right)) and self._knows(joined)
            mended.append(text[start : match.end(1)] + right if broken else text[start:cut])
            start = match.end() if broken else cut
        return "".join(mended) + text[start:]

    def _knows(self, word: str) -> bool:
        return self.hints.is_word(word)

    def _seam(self, head: str, tail: str, glue: str) -> tuple[int, str]:
        """How much of `head` stays, and what comes between it and `tail`."""
        if head.endswith(_BREAK):
            return len(head) - 1, "" if self._is_one_word(head[-_REACH:-1], tail[:_REACH]) else " "
        cut, right = _CUT.search(head[-_REACH:]), _FIRST_PART.match(tail[:_REACH])
        if not cut or not right:
            return len(head), glue
        left, hyphens = cut.groups()
        if len(hyphens) > 1:
            return len(head), ""
        is_middle = tail[right.end() : right.end() + 1] == "-" and self._are_two_heads(left, right.group(1))
        return len(head) - 1, "-" if is_middle or self._keeps_hyphen(left, right.group(1)) else ""

    def _is_one_word(self, head: str, tail: str) -> bool:
        """Whether a line end cuts a word or a date in two: 'отдельном' + 'у', 'Минпросвещени' + 'я', '01.02.20' + '24'.

        A half that the document prints as a word of its own elsewhere is no half.
        """
        if _CUT_DATE.search(head) and (rest := _REST_OF_DATE.match(tail)):
            return bool(_DATE.search(head.split()[-1] + rest.group()))
        end, start = _LAST_PART.search(head), _FIRST_PART.match(tail)
        if not end or not start:
            return False
        left, right = end.group(), start.group()
        if self._knows(left + right) or (left + right).lower() in self.printed:
            return True
        is_half = not self._knows(left) and left.lower() not in self.printed
        return is_half and right not in _LITTLE_WORDS and (len(right) <= _SHORT or not self._knows(right))

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether the hyphen belongs to the word, not to the end of the line."""
        if left[-1].isdigit() or right[0].isdigit():
            return True
        if (left + right).lower() in self.printed:
            return False
        if left.isupper() or right[0].isupper() or f"{left}-{right}".lower() in self.printed:
            return True
        if left.lower() in self.heads and self.hints.is_word(left) and self.hints.is_word(right):
            return True
        is_word = self.hints.is_word
        if is_word(left + right):
            return False
        return is_word(f"{left}-{right}") or (is_word(right) and self._heads_compound(left))

    def _are_two_heads(self, left: str, right: str) -> bool:
        """'психолого' + 'медико' before '-педагогическая'; not 'контроль' + 'но' before '-измерительных'."""
        return not self._heads_compound(left + right) and all(map(self._heads_compound, (left, right)))

    def _heads_compound(self, left: str) -> bool:
        """'научно', 'химико', 'интернет': what stands before a hyphen in compound words."""
        if self.hints.is_word(left):
            return True
        return left[-1] in "ое" and any(self.hints.is_word(left[:-1] + ending) for ending in _ENDINGS)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)
