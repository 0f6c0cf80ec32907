"""The lines of a page before they make tables: pieces joined, strokes of stamps left out, what touches together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from parsers.formats.page.geometry import Ruling

TOUCH = 3.0
"""How far from a crossing line a ruling may end."""
GAP = 4.0
"""The widest gap between the pieces of a line, dashes too."""
FREE = 60.0
"""Shorter than this a ruling must end at others."""
_SAME = 1.5
_STUB = 5.0
_TIED = 2.0


def united(count: int) -> tuple[Callable[[int, int], None], Callable[[int], int]]:
    """Sets of 0..count - 1, at first each its own: `join` makes two one (the second leads), `root` names a set."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    def join(node: int, leader: int) -> None:
        parent[root(node)] = root(leader)

    return join, root


def merge(rulings: Iterable[Ruling], gap: float = GAP) -> list[Ruling]:
    """Pieces of one line joined, doubles dropped, what is too short for a border left out."""
    joined: list[Ruling] = []
    for group in runs(sorted(rulings), _SAME):
        at = sum(r.at * (r.end - r.start + 0.1) for r in group) / sum(r.end - r.start + 0.1 for r in group)
        start, end = None, 0.0
        for piece in sorted(group, key=lambda r: r.start):
            if start is not None and piece.start <= end + gap:
                end = max(end, piece.end)
                continue
            if start is not None:
                joined.append(Ruling(at, start, end))
            start, end = piece.start, piece.end
        if start is not None:
            joined.append(Ruling(at, start, end))
    return [r for r in joined if r.end - r.start >= _STUB]


def tied_lines(rulings: list[Ruling], crossing: list[Ruling]) -> list[Ruling]:
    """Without the short ones of which an end hangs free in the table: arcs of stamps, strokes of large letters.

    A line that is broken into short pieces counts as long.
    """
    if all(ruling.end - ruling.start >= FREE for ruling in rulings):
        return rulings
    kept: list[Ruling] = []
    for group in runs(sorted(rulings), _SAME):
        if sum(r.end - r.start for r in group) >= FREE:
            kept += group
            continue
        for ruling in group:
            tied = all(_ends_at(ruling.at, end, crossing) for end in (ruling.start, ruling.end))
            if tied or not _meets(ruling, crossing):
                kept.append(ruling)
    return kept


def _meets(ruling: Ruling, crossing: list[Ruling]) -> bool:
    at, start, end = ruling
    return any(r.start - TOUCH <= at <= r.end + TOUCH and start - TOUCH <= r.at <= end + TOUCH for r in crossing)


def _ends_at(at: float, end: float, crossing: list[Ruling]) -> bool:
    return any(abs(r.at - end) <= _TIED and r.start - TOUCH <= at <= r.end + TOUCH for r in crossing)


def runs(rulings: Sequence[Ruling], snap: float) -> list[list[Ruling]]:
    """Sorted rulings in runs whose neighbours are nearer than `snap`, none of them wider than twice that."""
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        if groups and ruling.at - groups[-1][-1].at <= snap and ruling.at - groups[-1][0].at <= 2 * snap:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return groups


def components(
    across: list[Ruling], down: list[Ruling]
) -> tuple[list[tuple[list[Ruling], list[Ruling]]], list[Ruling]]:
    """Rulings grouped by touching one another; horizontals that touch no vertical are loose."""
    join, root = united(len(across) + len(down))
    touched = [False] * len(across)
    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down, len(across)):
            if x0 - TOUCH <= x <= x1 + TOUCH and y0 - TOUCH <= y <= y1 + TOUCH:
                join(i, j)
                touched[i] = True
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, ruling in enumerate(across):
        if touched[i]:
            members.setdefault(root(i), ([], []))[0].append(ruling)
    for j, ruling in enumerate(down, len(across)):
        if root(j) in members:
            members[root(j)][1].append(ruling)
    return list(members.values()), [r for r, known in zip(across, touched, strict=True) if not known]


def take_pieces(tables: Sequence[tuple[list[Ruling], list[Ruling]]], loose: Iterable[Ruling]) -> list[Ruling]:
    """Give each table the horizontals that lie in it at the height of one of its own; the rest of them."""
    rest: list[Ruling] = []
    for piece in loose:
        for across, down in tables:
            if down[0].at <= piece.start and piece.end <= down[-1].at and _lies_on(piece, across):
                across.append(piece)
                break
        else:
            rest.append(piece)
    return rest


def _lies_on(piece: Ruling, across: Iterable[Ruling]) -> bool:
    return any(abs(piece.at - own.at) <= _SAME and (own.end <= piece.start or piece.end <= own.start) for own in across)
