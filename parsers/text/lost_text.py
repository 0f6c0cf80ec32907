"""What a file holds and its reader did not give: every text of the source, counted without the reader, against it.

A reader walks a file by the rules of its format and passes over what it doesn't know; counted over what it visited,
nothing would ever be missing. So all texts of the source are listed by a walk that knows nothing of rows and cells, and
compared with all that was read. The comparison takes time in proportion to the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from parsers.model import Block, Grid, Leftover, Locator, Noise
from parsers.text.entering import LOWERED

UNREAD = "текст есть в файле, но в прочитанное не попал"
_SCATTERED = "знаки есть в файле, но в прочитанное не попали; где они стоят, не установлено"
HIDDEN_ROW, HIDDEN_COLUMN, HIDDEN_TEXT = "скрытая строка", "скрытый столбец", "скрытый текст"
"""One rule for all formats: what the file hides is no part of the order, is not read as a row, and is told."""
STRUCK = "зачёркнутый текст"
"""What is struck out was taken out of the order, as by a tracked change: it is not read, and is told."""
_MARKS = re.compile(r"[\s\u00ad\u200b\ufeff]+")
_MOST_SOUGHT = 1_000
"""Texts that are looked for one by one; those beyond are told together."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as the source holds it; `tell` gives why it may not have been read and where it stands, if asked."""

    text: str
    tell: Callable[[], tuple[str, Locator]] = field(default=lambda: (UNREAD, Locator()))


def read_texts(blocks: Iterable[Block], *others: Iterable[Noise | Leftover]) -> list[str]:
    """All that a reader gave, as texts."""
    texts: list[str] = []
    for block in blocks:
        texts += [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
    return texts + [item.text for group in others for item in group]


def lost(source: Iterable[SourceText], read: Iterable[str], kept: re.Pattern[str] = _MARKS) -> list[Leftover]:
    """The texts of the source that are missing from what was read, as leftovers in the order of the source.

    `kept`: what does not count, white space by default. Their characters are at least as many as are missing.
    """
    held = [(item, plain) for item in source if (plain := kept.sub("", item.text.translate(LOWERED)))]
    lines = [kept.sub("", line.translate(LOWERED)) for text in read for line in text.split("\n")]
    missing = Counter[str]()
    for _, plain in held:
        missing.update(plain)
    for line in lines:
        missing.subtract(line)
    missing = +missing
    if not missing:
        return []
    found = [_leftover(item, plain) for item, plain in _unread(held, lines)]
    for leftover in found:
        missing.subtract(kept.sub("", leftover.text))
    rest = "".join(sorted((+missing).elements()))
    return [*found, *([Leftover(rest, _SCATTERED)] if rest else [])]


def _leftover(item: SourceText, plain: str) -> Leftover:
    why, locator = item.tell()
    return Leftover(" ".join(item.text.split()) or plain, why, locator)


def _unread(held: list[tuple[SourceText, str]], lines: list[str]) -> list[tuple[SourceText, str]]:
    """The texts that are no line of what was read, nor stand within one, as often as the source has them."""
    whole = Counter(lines)
    others: dict[str, list[SourceText]] = {}
    for item, plain in held:
        if whole[plain] > 0:
            whole[plain] -= 1
        else:
            others.setdefault(plain, []).append(item)
    rest = "\n".join((+whole).elements())
    flat = rest.replace("\n", "")
    unread = []
    for plain, items in list(others.items())[:_MOST_SOUGHT]:
        times = max(rest.count(plain), flat.count(plain))
        unread += [(item, plain) for item in items[times:]]
    return unread
