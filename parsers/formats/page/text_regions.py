"""Where a page without rulings stands in columns: the lines of each table, told by white space that runs down the page.

From the line of most pieces a region grows up and down as long as its channels stay open. A line that runs over them
ends it, unless the same columns go on below: then it is a heading within the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from parsers.formats.page.borderless import segments
from parsers.formats.page.layout import Line

COLUMNS = 3
_LINES = 3
"""Lines of several columns that make a table, at least."""
_PITCH = 2.6
"""Of the usual height of lines: what stands farther away is no part of the table."""
_HEADINGS = 3
"""Lines over the columns, one under another, after which a table may go on."""
_MAY_CROSS = 0.34
"""Share of the channels that a line of a table may cover: captions of captions, cells set too wide."""
_NARROWEST = 1.5
"""Points of a channel that stay open."""
_LOST = 0.25
"""Share of the lines of several pieces that may cover a channel that is one."""


@dataclass(slots=True)
class _Channel:
    left: float
    right: float
    covered: int = 0


def regions(lines: Sequence[Line]) -> list[range]:
    """The lines of every table, as ranges of their places, from the top down; none of fewer than three columns."""
    pieces = [segments(line) for line in lines]
    heights = median(line.height for line in lines) if lines else 0.0
    taken = [False] * len(lines)
    found: list[range] = []
    for seed in sorted(range(len(lines)), key=lambda place: -len(pieces[place])):
        if taken[seed] or len(pieces[seed]) < COLUMNS:
            continue
        grown = _grown(seed, lines, pieces, taken, heights)
        for place in grown:
            taken[place] = True
        region = _trimmed(grown, lines, pieces)
        if sum(len(pieces[place]) >= COLUMNS for place in region) >= _LINES:
            found.append(region)
    return sorted(found, key=lambda region: region.start)


def _grown(
    seed: int, lines: Sequence[Line], pieces: Sequence[list[tuple[float, float]]], taken: Sequence[bool], height: float
) -> range:
    own = pieces[seed]
    channels = [_Channel(a[1], b[0]) for a, b in pairwise(own)]
    ends = []
    for way in (1, -1):
        last, over, several = seed, 0, 1
        for place in _places(seed, way, len(lines)):
            if taken[place] or abs(lines[place].bbox[1] - lines[place - way].bbox[1]) > _PITCH * height:
                break
            if (over and _covers(channels, pieces[place])) or not _stays_open(channels, pieces[place], several):
                over += 1
                if over > _HEADINGS:
                    break
                continue
            several += len(pieces[place]) > 1
            if len(pieces[place]) > 1 or not over:
                last, over = place, 0
        ends.append(last)
    return range(ends[1], ends[0] + 1)


def _trimmed(region: range, lines: Sequence[Line], pieces: Sequence[list[tuple[float, float]]]) -> range:
    """Without a title above, and without what stands apart below the last line of several pieces."""
    wide = [place for place in region if len(pieces[place]) > 1]
    left = min(lines[place].bbox[0] for place in wide)
    top, bottom = wide[0], wide[-1]
    while top > region.start and lines[top - 1].bbox[0] > left + 2 * lines[top].height:
        top -= 1
    close = 1.15 * min((_step(lines, place) for place in wide[1:]), default=0.0)
    while bottom + 1 < region.stop and _step(lines, bottom + 1) <= close:
        bottom += 1
    return range(top, bottom + 1)


def _step(lines: Sequence[Line], place: int) -> float:
    return lines[place].bbox[1] - lines[place - 1].bbox[1]


def _places(seed: int, way: int, count: int) -> Iterator[int]:
    place = seed + way
    while 0 <= place < count:
        yield place
        place += way


def _covers(channels: Sequence[_Channel], pieces: Sequence[tuple[float, float]]) -> bool:
    """Whether the line covers a channel: below a line over the columns, another table may begin."""
    return any(_open(channel, pieces) is None for channel in channels)


def _stays_open(channels: list[_Channel], pieces: Sequence[tuple[float, float]], several: int) -> bool:
    """Whether the line leaves most channels open; then they are as wide as it leaves them."""
    left = [_open(channel, pieces) for channel in channels]
    closed = sum(one is None for one in left)
    if closed > _MAY_CROSS * len(channels) and not (len(pieces) > 1 and closed < len(channels) - 1):
        return False
    if len(pieces) == 1 and closed:
        return False
    for channel, one in zip(channels, left, strict=True):
        if one is not None:
            channel.left, channel.right = one
        else:
            channel.covered += 1
    lost = [channel for channel in channels if channel.covered > max(2.0, _LOST * several)]
    if len(channels) - len(lost) >= COLUMNS - 1:
        channels[:] = [channel for channel in channels if channel not in lost]
    return True


def _open(channel: _Channel, pieces: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """What of a channel the pieces of a line leave open; None where it is covered."""
    left, right = channel.left, channel.right
    for x0, x1 in pieces:
        if x0 <= left and x1 >= right:
            return None
        if x0 < right and x1 > left:
            if x0 - left >= right - x1:
                right = min(right, x0)
            else:
                left = max(left, x1)
    return (left, right) if right - left >= _NARROWEST else None
