"""Which row heads which, and what rows take over from merged cells above them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parsers.model import RowKind
from parsers.rows.drafts import Draft
from parsers.tables.columns import Column
from parsers.text.numbering import RowNumber

_MERGED = ("responsible", "responsible_also", "category")
"""Roles whose printed-once cells hold for the rows below even where the format tells no merged cells."""
_RARE = 0.1


def relate(drafts: Sequence[Draft], columns: tuple[Column, ...]) -> None:
    """Sets parents, groups and inherited cells of a table's rows, in place."""
    roles = {column.role: index for index, column in enumerate(columns)}
    for block in _blocks(drafts):
        _set_parents(block)
        _set_lead_ins(block, roles)
    _set_groups(drafts, roles.get("period"))
    rarely_blank = _rarely_blank(drafts, columns)
    for block in _blocks(drafts):
        _inherit(block, columns, rarely_blank)


def _blocks(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Items between two headings."""
    blocks: list[list[Draft]] = [[]]
    for draft in drafts:
        if draft.kind is RowKind.ITEM:
            blocks[-1].append(draft)
        else:
            blocks.append([])
    return [block for block in blocks if block]


def _set_parents(block: Sequence[Draft]) -> None:
    """'2.1.1' stands under '2.1', a bullet and a row that goes on with an activity under the last row of its own."""
    open_rows: list[Draft] = []
    head: Draft | None = None
    for draft in block:
        number = draft.parsed_number
        if number is None:
            draft.parent = head if draft.is_sub or draft.is_bullet else (head.parent if head else None)
        else:
            while open_rows and not _is_under(number, open_rows[-1].parsed_number, open_rows):
                open_rows.pop()
            draft.parent = open_rows[-1] if open_rows else None
            open_rows.append(draft)
        if not (draft.is_sub or draft.is_bullet):
            head = draft


def _is_under(number: RowNumber, other: RowNumber | None, open_rows: Sequence[Draft]) -> bool:
    """By its steps; a number of another kind ('а)' after '1.') opens a level of its own."""
    if other is None:
        return False
    if number.kind != other.kind:
        return not any((row.parsed_number or other).kind == number.kind for row in open_rows)
    return number.is_under(other)


def _set_lead_ins(block: Sequence[Draft], roles: dict[str, int]) -> None:
    """In a table without numbers a row that ends in ':' and has neither period nor responsible heads the rows below."""
    if "number" in roles:
        return
    head: Draft | None = None
    for draft, following in zip(block, [*block[1:], None], strict=True):
        activity = draft.last(roles["activity"]) if "activity" in roles else ""
        bare = not any(draft.has(roles.get(role)) for role in ("period", "responsible"))
        if bare and activity.rstrip().endswith(":") and following is not None:
            draft.is_group, head = True, draft
        elif draft.parent is None:
            draft.parent = head


def _set_groups(drafts: Sequence[Draft], period: int | None) -> None:
    """A row with rows under it and no period heads them; so do its equals where most rows of its depth do."""
    children: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.parent is not None and not draft.is_sub:
            children[id(draft.parent)].append(draft)
    heads = [draft for draft in drafts if draft.kind is RowKind.ITEM and children[id(draft)]]
    depths: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for draft in heads:
        depths[_depth(draft)].append(not draft.has(period))
    for draft in heads:
        numbered = any(child.number for child in children[id(draft)])
        mostly = 2 * sum(depths[_depth(draft)]) > len(depths[_depth(draft)])
        draft.is_group = not draft.has(period) or (numbered and mostly)


def _depth(draft: Draft) -> tuple[str, int]:
    number = draft.parsed_number
    return (number.kind, number.depth) if number else ("", 0)


def _inherit(block: Sequence[Draft], columns: tuple[Column, ...], rarely_blank: frozenset[int]) -> None:
    for index, column in enumerate(columns):
        owner: Draft | None = None
        for draft in block:
            if draft.has(index):
                owner = draft
            elif owner is not None and _takes_over(draft, owner, index, column.role, index in rarely_blank):
                draft.inherited[index] = owner
        _fill_gaps(block, index)


def _fill_gaps(block: Sequence[Draft], index: int) -> None:
    """A merged cell has no holes: a row between its owner and a row that it holds for is covered too."""
    for draft, following in zip(reversed(block[:-1]), reversed(block[1:]), strict=True):
        owner = following.inherited.get(index)
        if owner is not None and owner is not draft and not draft.has(index) and not draft.spans_known:
            draft.inherited.setdefault(index, owner)


def _takes_over(draft: Draft, owner: Draft, index: int, role: str, rarely_blank: bool) -> bool:
    """Whether the merged cell of a row above holds for a row without a cell of its own.

    The first cell of a row, printed once, heads the rows beside it: 'Сентябрь' before the activities of the month.
    """
    if role == "number":
        return False
    if index in draft.merged or (draft.is_sub and role in ("activity", "period", *_MERGED)):
        return True
    if role == "activity":
        return bool(draft.number)
    if draft.spans_known:
        return draft.page_top and rarely_blank and _reaches(owner, draft)
    if index == 0:
        return not draft.is_group
    return role in _MERGED and _reaches(owner, draft)


def _rarely_blank(drafts: Sequence[Draft], columns: tuple[Column, ...]) -> frozenset[int]:
    """Columns whose cells are hardly ever left empty where no merged cell covers them."""
    items = [draft for draft in drafts if draft.kind is RowKind.ITEM and not draft.page_top and not draft.is_group]
    blank = {
        index: sum(not draft.has(index) and index not in draft.merged for draft in items)
        for index in range(len(columns))
    }
    return frozenset(index for index, count in blank.items() if count <= _RARE * len(items))


def _reaches(owner: Draft, draft: Draft) -> bool:
    """A merged cell reaches over the rows of one group: those under its own row, and its equals; not further."""
    above: Draft | None = draft.parent
    while above is not None:
        if above is owner:
            return True
        above = above.parent
    if draft.is_group:
        return False
    own, other = draft.parsed_number, owner.parsed_number
    if own is None or other is None:
        return _family(draft) is _family(owner) or (draft.parent is not None and _reaches(owner, draft.parent))
    if owner.is_group:
        return False
    return any(row.parent is owner.parent and row is not None for row in _line_of(draft))


def _family(draft: Draft) -> Draft | None:
    """What a row without a number belongs to; a lead-in without a number of its own opens no new group of cells."""
    parent = draft.parent
    return parent.parent if parent is not None and parent.is_group and not parent.number else parent


def _line_of(draft: Draft) -> list[Draft]:
    """The row and those over it."""
    line = [draft]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    return line
