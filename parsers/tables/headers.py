"""The header of a table: which rows hold captions, and what role each caption names (columns.yml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

import yaml

from parsers.tables.printed_rows import Line
from parsers.text.numbering import parse_number
from parsers.text.wording import collapse

ROLES = (
    "number",
    "activity",
    "period",
    "period_end",
    "period_also",
    "period_year",
    "responsible",
    "responsible_also",
    "result",
    "category",
    "action",
    "note",
)
MAX_CAPTION = 160
"""Characters; no caption seen is longer, an activity often is."""
MAX_HEADER_ROWS = 4
SURE = 4.0
"""The weight of a caption that is listed in full."""
_LEVEL = re.compile(
    r"(?:муниципал|регионал|федерал|институционал|школ|окружн|краев|областн|республикан|государственн|районн|городск|образовательн)\w*",
    re.IGNORECASE,
)
_LEVEL_ALONE = re.compile(
    r"(?:муниципальн|региональн|федеральн|институциональн|школьн|окружн|краев|областн|республиканск)(?:ый|ой)"
    r"(?:\s*\([^()]*\))?$"
)
_LEVEL_WORD = re.compile(r"\bна\s+(?=\w+\s+уровне\b)|\s*\bуровен?[ьеяюмй]*\b\s*", re.IGNORECASE)
_Patterns = list[tuple[re.Pattern[str], str]]
_LISTED = re.compile(r",|/|\sи\s")
_NOT_CAPTION = re.compile(r"[^\w№*]+")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands over one grid column: the printed texts from the lowest header row up."""

    texts: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The lowest non-blank caption."""
        return next((text for text in self.texts if text), "")

    def weights(self) -> dict[str, float]:
        """How much each role is named, 0..4: the lowest caption in full, those above it or hung over by half.

        What hangs over a caption that is listed in full says nothing more: 'факт' under 'Срок' is no period of a plan.
        """
        total: dict[str, float] = {}
        for height, text in enumerate(text for text in self.texts if text):
            for role, weight in caption_roles(text).items():
                total[role] = max(total.get(role, 0.0), weight / (1 + height))
            if SURE in total.values():
                break
        return total

    @property
    def level(self) -> str:
        """'муниципальный (МАУ ЦРО)' for the caption 'муниципальный уровень (МАУ ЦРО)'; '' where none is named."""
        for text in self.texts:
            if names_level(text):
                return collapse(_LEVEL_WORD.sub(" ", collapse(text)))
        return ""


@dataclass(frozen=True, slots=True)
class Header:
    """The caption rows at the top of a grid and what stands over each of its columns."""

    rows: int
    captions: tuple[Caption, ...]
    printed: tuple[str, ...]
    """The cells of the header as printed, in reading order."""
    over: tuple[str, ...] = ()
    """Lines of one cell over the captions: the head of an order pasted into its sheet."""

    @property
    def roles(self) -> frozenset[str]:
        """Every role that some caption names."""
        return frozenset(role for caption in self.captions for role in caption.weights())


def names_level(text: str) -> bool:
    """'муниципальный уровень (МАУ ЦРО)', 'На уровне ОО', 'институциональный (ОО)'."""
    lowered = text.lower().strip()
    if "уров" in lowered:
        return bool(_LEVEL.search(lowered)) or "на уровне" in lowered
    return bool(_LEVEL_ALONE.match(lowered))


@lru_cache(maxsize=1 << 12)
def folded(text: str) -> str:
    """A caption as it is compared: 'Сроки  реализации:' -> 'сроки реализации'."""
    return _NOT_CAPTION.sub(" ", text.lower().replace("ё", "е")).strip()


@lru_cache(maxsize=4096)
def caption_roles(text: str) -> dict[str, float]:
    """Roles that one caption names, 2..4 each: 4 where the whole caption is listed, else 2.5 by its words."""
    if len(text) > MAX_CAPTION or not text.strip():
        return {}
    plain = folded(text)
    wholes, words, excluded = _captions()
    if not plain and "№" not in text:
        return {}
    if plain in wholes:
        found = dict.fromkeys(wholes[plain], SURE)
    elif _is_place_and_time(text, wholes):
        found = {"period": SURE}
    else:
        ruled_out = {role for pattern, role in excluded if pattern.search(plain)}
        found = {role: 2.5 for pattern, role in words if role not in ruled_out and pattern.search(plain)}
    if names_level(text):
        found = {"action": 3.0} | {role: weight / 2 for role, weight in found.items() if role != "action"}
    else:
        found.pop("action", None)
    return found


def _is_place_and_time(text: str, wholes: dict[str, list[str]]) -> bool:
    """'Место, дата и время проведения': every part is a caption of places or times, one of times."""
    parts = [wholes.get(folded(part), []) for part in _LISTED.split(text)]
    places = ("note" in roles or "period" in roles for roles in parts)
    return len(parts) > 1 and all(places) and any("period" in roles for roles in parts)


@cache
def _captions() -> tuple[dict[str, list[str]], _Patterns, _Patterns]:
    """The whole captions with their roles, the patterns of words with theirs and with those they rule out."""
    text = resources.files("parsers").joinpath("tables", "columns.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    wholes: dict[str, list[str]] = {}
    for role in ROLES:
        for text in data[role]["is"]:
            wholes.setdefault(folded(text), []).append(role)
    words = [(_pattern(text), role) for role in ROLES for text in data[role]["has"]]
    excluded = [(_pattern(text), role) for role, texts in data["excludes"].items() for text in texts]
    return wholes, words, excluded


def _pattern(words: str) -> re.Pattern[str]:
    """'вид* документ*' as a pattern over folded captions."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in words.lower().replace("ё", "е").split())
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")


def is_caption_row(line: Line) -> bool:
    """Whether most of the row's cells are captions of a plan's table, of at least two roles, one listed in full.

    Half of them are enough beside a «№»: what the other columns hold tells their roles.
    """
    texts = [cell.text for cell in line.cells]
    if any(len(text) > MAX_CAPTION for text in texts) or not any(folded(text) in _captions()[0] for text in texts):
        return False
    named = [caption_roles(text) for text in texts]
    roles = {max(found, key=lambda role: found[role]) for found in named if found}
    known = sum(bool(found) for found in named) + (0.5 if "number" in roles else 0.0)
    return len(roles) >= 2 and 2 * known > len(texts)


def is_column_count(line: Line) -> bool:
    """The row '1 | 2 | 3 | 4 | 5' under a header: the columns counted."""
    counts = [collapse(cell.text).strip(".") for cell in line.cells]
    return len(counts) >= 3 and counts == [str(count) for count in range(1, len(counts) + 1)]


def find_header(lines: tuple[Line, ...], marked_rows: int = 0) -> Header | None:
    """The header at the top of a grid: caption rows, with the rows of captions that hang over or under them.

    `marked_rows`: rows that the format itself marks as a repeated header. None where the grid begins with data. A title
    over all columns belongs to the header and names none of them.
    """
    top = lines[: max(MAX_HEADER_ROWS, marked_rows)]
    caption_rows = [index for index, line in enumerate(top) if is_caption_row(line)]
    if not caption_rows:
        return None
    first = caption_rows[0]
    if any(parse_number(line.cells[0].text) for line in top[:first] if line.cells):
        return None
    return header_of(lines, first, marked_rows)


def header_of(lines: Sequence[Line], first: int, marked_rows: int = 0) -> Header:
    """The header whose uppermost row of captions is `first`, with the rows that hang under it."""
    top = lines[: max(MAX_HEADER_ROWS, marked_rows)]
    rows = max(first + 1, min(marked_rows, len(top)))
    while rows < len(top) and _is_lower_captions(top[rows], top[:rows]):
        rows += 1
    if rows < len(lines) and is_column_count(lines[rows]):
        rows += 1
    head = [line for line in lines[:rows] if not is_column_count(line)]
    printed = tuple(collapse(cell.text) for line in head for cell in line.cells)
    captions = [line for place, line in enumerate(head) if place >= first or len(line.cells) > 1]
    over = tuple(line.cells[0].text for line in head[:first] if len(line.cells) == 1)
    return Header(rows, _captions_of(captions), printed, over)


def _is_lower_captions(line: Line, above: Sequence[Line]) -> bool:
    """A further header row: captions under one that spans them, or where the rows above leave columns blank."""
    texts = [cell.text for cell in line.cells]
    if not texts or any(len(text) > MAX_CAPTION for text in texts) or any(parse_number(text) for text in texts):
        return False
    if line.spans_known:
        return bool(line.under)
    covered = {cell.col for upper in above for cell in upper.cells}
    named = sum(bool(caption_roles(text)) for text in texts)
    if is_caption_row(line) or (2 * named >= len(texts) and any(cell.col not in covered for cell in line.cells)):
        return True
    return _parts_captions([cell.col for cell in line.cells], covered)


def _parts_captions(places: Sequence[int], covered: set[int]) -> bool:
    """Whether all cells stand under captions that reach over blank places: 'ГИА-9 | ГИА-11' under 'Сроки | '."""
    runs = list(range(min(places), max(places) + 1))
    return list(places) == runs and len(runs) >= 2 and runs[0] in covered and not covered & set(runs[1:])


def _captions_of(head: list[Line]) -> tuple[Caption, ...]:
    """The captions over each column, the lowest first; a caption holds for all columns it spans."""
    width = max(line.width for line in head)
    stacks: list[list[str]] = [[] for _ in range(width)]
    for height, line in enumerate(reversed(head)):
        is_top = height == len(head) - 1
        below = {cell.col for lower in head[len(head) - height :] for cell in lower.cells}
        spread = _spread(line, is_top, below)
        for col in range(width):
            if text := spread.get(col, ""):
                stacks[col].append(text)
    return tuple(Caption(tuple(stack)) for stack in stacks)


def _spread(line: Line, is_top: bool, below: set[int]) -> dict[int, str]:
    """Grid column -> caption. Where spans are not told, a caption of the top row reaches to the next one.

    `below`: places that have captions of their own in lower rows; a caption over the first of them reaches over all.
    """
    spread: dict[int, str] = {}
    for index, cell in enumerate(line.cells):
        reach = cell.col + cell.col_span
        for col in range(cell.col, reach):
            spread[col] = collapse(cell.text)
        if is_top and not line.spans_known and cell.col_span == 1:
            following = line.cells[index + 1].col if index + 1 < len(line.cells) else line.width
            for col in range(reach, following):
                if names_group(cell.text) or below >= {cell.col, col}:
                    spread.setdefault(col, collapse(cell.text))
    return spread


def names_group(text: str) -> bool:
    """A caption that may hang over several columns: it names actions or activities, not a number or a date."""
    return not set(caption_roles(text)) & {"number", "period", "responsible"}


def repeats(header: Header, line: Line) -> bool:
    """Whether a row prints captions of this header once more, maybe in slightly other words or cut."""
    if is_column_count(line):
        return True
    texts = [folded(cell.text) for cell in line.cells]
    known = {folded(text) for text in header.printed}
    same = sum(text in known for text in texts)
    return bool(texts) and (
        same == len(texts) or (2 * same > len(texts) and is_caption_row(line)) or is_caption_row(line)
    )


def parted(header: Header, line: Line) -> tuple[Line, ...]:
    """A repeated header with the rest of a cut row in the same cells, as two rows; any other row alone.

    Without a line between them, 'Сроки проведения | Ответственный' and '2024 года | отдел' are one row to a reader.
    """
    captions = sorted({_in_one_line(text) for text in header.printed if text}, key=len, reverse=True)
    texts = [_in_one_line(cell.text) for cell in line.cells]
    heads = [_caption_at(text, captions) for text in texts]
    rests = [text[len(head) :].strip() for text, head in zip(texts, heads, strict=True)]
    if not all(heads) or not any(rests) or 2 * len(set(heads)) < len(captions):
        return (line,)
    upper = (replace(cell, text=head) for cell, head in zip(line.cells, heads, strict=True))
    lower = (replace(cell, text=rest) for cell, rest in zip(line.cells, rests, strict=True) if rest)
    return replace(line, cells=tuple(upper)), replace(line, cells=tuple(lower))


def _in_one_line(text: str) -> str:
    return collapse(text.replace("\u200b", ""))


def _caption_at(text: str, captions: Sequence[str]) -> str:
    """The longest caption that a text begins with as whole words, '' for none."""
    return next((caption for caption in captions if f"{text} ".startswith(f"{caption} ")), "")
