"""Comments in a Word document, each at the words it is about; everything else of the document stays as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docx.text.run import Run

from ingest.outputs.quotes import find, squeezed
from ingest.outputs.remarks import AUTHOR, INITIALS, Remark
from ingest.outputs.word_text import TBL, TC, TR, Element, P, Region, cut, region

if TYPE_CHECKING:
    from docx.document import Document

ROWS_ABOVE = 60
"""How far above its row the words of a merged cell are looked for."""
SHORTEST = 4
"""Letters and digits of a quote that is looked for outside its row."""
_HEAVIEST = 80


def comment(document: Document, remarks: Iterable[Remark]) -> int:
    """Writes a comment for each remark; how many found a place (all, unless the document is empty)."""
    rows = Rows(document.element.body)
    return sum(comment_at(document, remark, rows) for remark in remarks)


def comment_at(document: Document, remark: Remark, rows: Rows) -> bool:
    """Writes the comment of a remark at its words; whether there was a place for it."""
    found = _place(remark, rows, document.element.body)
    if found is None:
        return False
    first, last = cut(*found)
    parent: Any = document
    document.add_comment([Run(first, parent), Run(last, parent)], remark.text, AUTHOR, INITIALS)
    return True


class Rows:
    """The rows of all tables, found by what their cells print."""

    def __init__(self, body: Element) -> None:
        self.rows: list[list[Element]] = [_own(row, TC, TR) for row in body.iter(TR)]
        self._tables = [next(row.iterancestors(TBL)) for row in body.iter(TR)]
        texts = [[squeezed(_cell(cell).text) for cell in row] for row in self.rows]
        self._texts = ["\n".join(row) for row in texts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(texts):
            for text in dict.fromkeys(row):
                self._places[text].append(place)

    def best(self, remark: Remark) -> int | None:
        """The row that prints most of a remark's cells, under its section where several do; None where none does."""
        votes: Counter[int] = Counter()
        wanted = {squeezed(cell.text) for cell in remark.cells} - {""}
        for text in wanted:
            for place in self._places.get(text, ()):
                votes[place] += min(len(text), _HEAVIEST)
        longest = max(wanted, key=len, default="")
        if not votes or (len(longest) >= _HEAVIEST and longest not in self._places):
            votes.update(place for place, text in enumerate(self._texts) if longest and longest in text)
        if not votes:
            return None
        most = max(votes.values())
        return min((place for place, count in votes.items() if count == most), key=self._under(remark.section))

    def in_order(self, remarks: Iterable[Remark]) -> list[int | None]:
        """The row of each of remarks about all rows of the plan in reading order: of rows alike, the next one."""
        last, found = -1, []
        for remark in remarks:
            place = next((place for place in sorted(self._alike(remark)) if place > last), None)
            last = last if place is None else place
            found.append(place)
        return found

    def _alike(self, remark: Remark) -> list[int]:
        """The rows that print most of a remark's cells."""
        wanted = {squeezed(cell.text) for cell in remark.cells} - {""}
        counts = Counter(place for text in wanted for place in self._places.get(text, ()))
        most = max(counts.values(), default=0)
        return [place for place, count in counts.items() if count == most]

    def sure(self, remark: Remark) -> int | None:
        """The row that prints all that is known of a remark's row, where one does or its section tells which."""
        found = self._alike(remark)
        under = self._under(remark.section)
        placed = sorted((under(place)[0], place) for place in found)
        if len(placed) > 1 and (not remark.section or placed[0][0] >= len(self.rows) or placed[0][0] == placed[1][0]):
            return None
        return placed[0][1] if placed else None

    def _under(self, section: str) -> Any:
        headings = self._places.get(squeezed(section), []) if section else []

        def distance(place: int) -> tuple[int, int]:
            return min((place - heading for heading in headings if heading <= place), default=len(self.rows)), place

        return distance

    def near(self, place: int) -> Iterator[list[Element]]:
        """A row, the one after it, and those above it in its table."""
        table = self._tables[place]
        for other in (place, place + 1, *range(place - 1, max(-1, place - ROWS_ABOVE), -1)):
            if other < len(self.rows) and self._tables[other] is table:
                yield self.rows[other]


def only_place(
    remark: Remark, cell: str, rows: Rows, body: Element, row: int | None = None
) -> tuple[Region, int, int] | None:
    """The words that a remark quotes, where there is no doubt that these are meant: None where they stand nowhere or
    several times in their row (in the document, of a remark without a row). `cell`: what their cell prints, '' for any.
    `row`: the row, where it is known.
    """
    if remark.cells:
        row = rows.sure(remark) if row is None else row
        regions = [] if row is None else [one for one in map(_cell, rows.rows[row]) if _prints(one, cell)]
    else:
        outside = [region([paragraph]) for paragraph in body.iter(P) if not _in_table(paragraph)]
        regions = [*outside, *(_cell(one) for cells in rows.rows for one in cells)]
    found = [(one, *place) for one in regions if one.spans for place in _places(one.text, remark.quote)]
    return found[0] if len(found) == 1 else None


def headings_and_text(body: Element) -> Iterator[Region]:
    """The paragraphs outside tables, and the cells of rows that are one heading over the whole table."""
    for paragraph in body.iter(P):
        cell = next(paragraph.iterancestors(TC), None)
        if cell is None or _is_heading(cell):
            yield region([paragraph])


def _is_heading(cell: Element) -> bool:
    row = next(cell.iterancestors(TR))
    return len(_own(row, TC, TR)) == 1


def _prints(found: Region, cell: str) -> bool:
    return not cell or squeezed(found.text) == squeezed(cell)


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := find(text[at:], quote):
        yield at + found[0], at + found[1]
        at += found[1]


def _place(remark: Remark, rows: Rows, body: Element) -> tuple[Region, int, int] | None:
    """The words that a remark is about; the whole cell or paragraph where its quote isn't printed."""
    row = rows.best(remark) if remark.cells else None
    if row is not None:
        for cells in rows.near(row):
            if found := _quoted(map(_cell, cells), remark.quote):
                return found
        return _whole(map(_cell, rows.rows[row])) or _first(body)
    if len(squeezed(remark.quote)) >= SHORTEST:
        outside = (region([paragraph]) for paragraph in body.iter(P) if not _in_table(paragraph))
        inside = (_cell(cell) for cells in rows.rows for cell in cells)
        if found := _quoted(outside, remark.quote) or _quoted(inside, remark.quote):
            return found
    return _first(body)


def _quoted(regions: Iterable[Region], quote: str) -> tuple[Region, int, int] | None:
    for one in regions:
        if one.spans and (found := find(one.text, quote)):
            return one, *found
    return None


def _whole(regions: Iterable[Region]) -> tuple[Region, int, int] | None:
    """The region that says most."""
    longest = max((one for one in regions if one.spans), key=lambda one: len(one.text), default=None)
    return (longest, 0, len(longest.text)) if longest else None


def _first(body: Element) -> tuple[Region, int, int] | None:
    for paragraph in body.iter(P):
        if found := _whole([region([paragraph])]):
            return found
    return None


def _cell(cell: Element) -> Region:
    return region(_own(cell, P, TC))


def _own(element: Element, tag: str, container: str) -> list[Element]:
    """The descendants of a kind that belong to the element itself, not to a nested table."""
    return [child for child in element.iter(tag) if next(child.iterancestors(container), None) is element]


def _in_table(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(TC), None) is not None
