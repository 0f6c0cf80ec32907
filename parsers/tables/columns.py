"""The logical columns of a table: what role each plays, told by its caption and by what its cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log

from parsers.tables.cell_profile import Profile, Senses, profile_of
from parsers.tables.day_columns import clock_times, with_end
from parsers.tables.headers import ROLES, SURE, Caption, Header
from parsers.tables.period_marks import marked_periods
from parsers.tables.printed_rows import Line

SINGLE = frozenset(ROLES) - {"action", "note"}
"""Roles that one table has once; `action` and `note` may come many times."""
PERIODS = frozenset({"period", "period_end", "period_also"})
RESPONSIBLES = frozenset({"responsible", "responsible_also"})
SECOND = {"period_also": "period", "responsible_also": "responsible"}
"""Role -> the role that it repeats: where one caption stands over two columns, the second one is meant too."""
MARKED = "period_mark"
"""The role of a column whose caption is a period and whose cells only mark it."""
TEXTUAL = frozenset({"activity", "result", "category", "action", "note"})
_NO_ACTIVITY = -12.0
_LEVELS = 2
_DISPLACED = 0.4
"""What is left of the captions' weight where one stands over a blank column: others may be misplaced too."""
_SURE_PERIOD, _BY_CAPTION = 0.9, 2.0
"""A caption that is itself a period ('2024 год') stands over periods."""
_YEAR = 12
"""Characters of '2024-2025 г.'."""
_FEW = 3
_SECOND_LEAST, _NOT_SECOND = 0.4, -9.0
"""Share of cells that must read as what a second column of a kind holds: 'телефон' beside 'исполнители' does not."""
_SURE_CELLS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One logical column of a table, in printed order. `home`: its grid column under the header."""

    role: str
    home: int
    caption: str = ""
    level: str = ""
    profile: Profile = field(default_factory=Profile)


def content_fit(profile: Profile, role: str) -> float:
    """How well what the cells hold fits a role; 0 says nothing, below 0 speaks against it."""
    if not profile.cells:
        return 0.0
    if role == "period_year":
        return 0.0 if profile.length <= _YEAR else -9.0
    if role in SECOND and getattr(profile, SECOND[role]) < _SECOND_LEAST:
        return _NOT_SECOND
    sureness = min(1.0, (profile.cells + 1) / 4)
    return _FITS["period" if role in PERIODS else role](profile, _plain(profile), _texts(profile)) * sureness


def _plain(profile: Profile) -> float:
    """How much of a column reads as nothing but text."""
    return 1.0 - max(profile.number, profile.period, 0.7 * profile.responsible)


def _texts(profile: Profile) -> float:
    """How much longer its cells are than names: 0 at 25 characters."""
    return log(max(profile.length, 1.0) / 25.0)


def _responsible_fit(profile: Profile, plain: float, texts: float) -> float:
    return 5.0 * profile.responsible - 1.5 - 4.0 * (profile.period + profile.number) - max(texts, 0.0)


_FITS: dict[str, Callable[[Profile, float, float], float]] = {
    "number": lambda one, plain, texts: 6.0 * one.number - 3.0,
    "period": lambda one, plain, texts: 7.0 * one.period - 2.5 - 3.0 * one.number,
    "responsible": _responsible_fit,
    "responsible_also": _responsible_fit,
    "activity": lambda one, plain, texts: (
        3.0 * plain - 1.2 + 1.2 * min(texts, 2.0) - 4.0 * one.number + 2.0 * (one.fill - 0.6)
    ),
    "result": lambda one, plain, texts: 2.0 * plain - 0.8 + 0.4 * min(texts, 2.0) - 4.0 * one.number,
    "category": lambda one, plain, texts: 1.0 * plain - 0.9 - 4.0 * one.number,
    "action": lambda one, plain, texts: 2.0 * plain - 1.4 + 0.4 * min(texts, 2.0) - 4.0 * one.number,
    "note": lambda one, plain, texts: -1.5 * plain * one.fill * min(max(texts, 0.0), 2.0),
}
"""How well the cells of a column fit each role, by its profile, how plain and how long its texts are."""


def caption_fit(weights: dict[str, float], role: str) -> float:
    """How well a caption fits a role: its weight, or a deduction where it names another one."""
    if role in weights:
        return weights[role]
    if role in SECOND:
        return weights.get(SECOND[role], -2.0) - 0.5
    if role == "note":
        return -0.5 if weights else 0.3
    if role in ("action", "category"):
        return -4.0
    if role in ("period_end", "period_year"):
        return -9.0
    return -0.5 * max(weights.values(), default=0.0)


def caption_weights(captions: Sequence[Caption]) -> list[dict[str, float]]:
    """What each caption names. One level of government alone splits nothing, so it names no column of actions."""
    named = [caption.weights() for caption in captions]
    if len({caption.level for caption in captions} - {""}) < _LEVELS:
        named = [{role: weight for role, weight in weights.items() if role != "action"} for weights in named]
    return named


def learn_columns(header: Header | None, lines: Sequence[Line], width: int, senses: Senses) -> tuple[Column, ...]:
    """The columns of a table from its header and its rows of two cells at least; blank columns are left out."""
    rows = [line for line in lines if len(line.cells) >= 2]
    texts: dict[int, list[str]] = {col: [] for col in range(width)}
    for cell in (cell for line in rows for cell in line.cells if cell.col < width):
        texts[cell.col].append(cell.text)
    profiles = [profile_of(texts[col], senses, len(rows)) for col in range(width)]
    captions = [header.captions[col] if header and col < len(header.captions) else Caption() for col in range(width)]
    marked = marked_periods(captions, texts, senses)
    used = [col for col in range(width) if (profiles[col].cells or captions[col].printed) and col not in marked]
    weights = caption_weights(captions)
    for col in used:
        if not weights[col] and senses.period(captions[col].printed) >= _SURE_PERIOD:
            weights[col] = {"period": _BY_CAPTION}
    if any(weights[col].keys() - {"note"} and not profiles[col].cells for col in used) and len(rows) >= _FEW:
        weights = [{role: _DISPLACED * weight for role, weight in named.items()} for named in weights]
    for col in clock_times(captions, texts, weights):
        weights[col] = {"note": SURE}
    roles = _best_roles([(weights[col], profiles[col]) for col in used], _possible_roles(weights))
    roles = with_end(roles, [(texts[col], bool(weights[col])) for col in used])
    found = [
        Column(role, col, captions[col].printed, captions[col].level if role == "action" else "", profiles[col])
        for col, role in zip(used, roles, strict=True)
    ]
    found += [Column(MARKED, col, label, profile=profiles[col]) for col, label in marked.items()]
    found.sort(key=lambda column: column.home)
    return tuple(column for column in found if column.profile.cells or not _has_filled(found, column))


def _has_filled(columns: list[Column], blank: Column) -> bool:
    """A blank column whose role a filled one plays, or that plays none: its caption stands over the wrong place."""
    return blank.role in ("note", MARKED) or any(
        other.role == blank.role and other.role in SINGLE and other.profile.cells for other in columns
    )


def _possible_roles(weights: Sequence[dict[str, float]]) -> list[str]:
    """All roles; a second column of a kind only where captions say so, or where no caption tells what dates are."""
    named = Counter(role for caption in weights for role in caption)
    ruled_out = {role for role, first in SECOND.items() if not named[role] and named[first] < 2}
    return [role for role in ROLES if role not in ruled_out or (role == "period_also" and not named)]


def _best_roles(columns: list[tuple[dict[str, float], Profile]], possible: Sequence[str]) -> list[str]:
    """The likeliest role of each column, taken together: single roles at most once, an activity if at all possible."""
    best: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {frozenset(): (0.0, ())}
    for place, (weights, profile) in enumerate(columns):
        step: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {}
        gains = {
            after: {role: _fit(weights, profile, role, place, after) for role in possible}
            for after in {"activity" in taken for taken in best}
        }
        for taken, (score, roles) in best.items():
            for role in possible:
                if role in taken:
                    continue
                gain = gains["activity" in taken][role]
                state = taken | {role} if role in SINGLE else taken
                if score + gain > step.get(state, (float("-inf"), ()))[0]:
                    step[state] = (score + gain, (*roles, role))
        best = step
    return list(max(best.items(), key=lambda item: item[1][0] + (0.0 if "activity" in item[0] else _NO_ACTIVITY))[1][1])


def _fit(weights: dict[str, float], profile: Profile, role: str, place: int, after_activity: bool) -> float:
    """Caption, content and place in the row together. A blank column takes a role only where no filled one wants it."""
    if not profile.cells:
        return 0.1 * caption_fit(weights, role)
    order = 0.0
    if role == "number":
        order = 0.5 if place == 0 else -1.0
    elif role == "result":
        order = 0.5 if after_activity else -1.0
    return caption_fit(weights, role) + content_fit(profile, role) + order


def map_part(
    columns: tuple[Column, ...], lines: Sequence[Line], width: int, home_width: int, senses: Senses
) -> dict[int, int]:
    """Grid column -> index of the logical column, for one grid of the table; the order of columns is kept.

    A page may lack columns that hold nothing on it, or have a blank one more; so what the cells hold decides, and the
    place where the header has the column counts for it.
    """
    texts: dict[int, list[str]] = {}
    for line in lines:
        if len(line.cells) >= 2 or len(lines) <= _FEW:
            for cell in line.cells:
                texts.setdefault(cell.col, []).append(cell.text)
    filled = sorted(texts)
    ruled = any(line.spans_known for line in lines)
    profiles = {col: profile_of(texts[col], senses, len(lines)) for col in filled}
    gains = [
        [_part_fit(profiles[col], column) + _place(col, width, column.home, home_width, ruled) for column in columns]
        for col in filled
    ]
    chosen = monotone(gains, skip_column=-1.0, skip_cell=-4.0)
    mapping = {col: index for col, index in zip(filled, chosen, strict=True) if index is not None}
    return _with_blanks(mapping, columns) if width == home_width else mapping


def _with_blanks(mapping: dict[int, int], columns: tuple[Column, ...]) -> dict[int, int]:
    """Grid columns that hold nothing on a page stand where the header has them."""
    taken = set(mapping.values())
    blank = {
        column.home: index for index, column in enumerate(columns) if index not in taken and column.home not in mapping
    }
    return {**blank, **mapping}


def _place(col: int, width: int, home: int, home_width: int, ruled: bool) -> float:
    """What the place in the row says: the same place in an equally wide grid, else the same distance from an end.

    Cells of a ruled table do not move.
    """
    if width == home_width:
        return (8.0 if ruled else 2.0) if col == home else 0.0
    return 0.4 * (col == home) + 0.4 * (width - col == home_width - home)


def _part_fit(profile: Profile, column: Column) -> float:
    """How well cells fit a column that is known: by its role and by how long its texts are."""
    fit = content_fit(profile, column.role)
    if column.role in TEXTUAL and column.profile.cells:
        fit = content_fit(profile, "action")
        fit -= 0.5 * abs(log((profile.length + 5.0) / (column.profile.length + 5.0)))
    fit += 0.5 * log(column.profile.fill + 0.05)
    return fit * min(1.0, profile.cells / _SURE_CELLS)


def monotone(gains: Sequence[Sequence[float]], skip_column: float = 0.0, skip_cell: float = -3.0) -> list[int | None]:
    """The best way to give cells (rows of `gains`) to columns in the same order; None where a cell gets no column.

    `skip_column` is paid for each column left out, `skip_cell` for each cell left out. Time: cells x columns.
    """
    count = len(gains[0]) if gains else 0
    score = [[0.0] * (count + 1) for _ in range(len(gains) + 1)]
    for index in range(len(gains) + 1):
        for place in range(count + 1):
            options = []
            if index:
                options.append(score[index - 1][place] + skip_cell)
            if place:
                options.append(score[index][place - 1] + skip_column)
            if index and place:
                options.append(score[index - 1][place - 1] + gains[index - 1][place - 1])
            score[index][place] = max(options, default=0.0)
    return _traced(gains, score, skip_cell)


def _traced(gains: Sequence[Sequence[float]], score: list[list[float]], skip_cell: float) -> list[int | None]:
    chosen: list[int | None] = [None] * len(gains)
    index, place = len(gains), len(score[0]) - 1
    while index and place:
        if score[index][place] == score[index - 1][place - 1] + gains[index - 1][place - 1]:
            index, place = index - 1, place - 1
            chosen[index] = place
        elif score[index][place] == score[index - 1][place] + skip_cell:
            index -= 1
        else:
            place -= 1
    return chosen
