"""Pages into one document: paragraphs from the lines outside of tables, grids between them, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from parsers.formats.page.arrange import PageContent
from parsers.formats.page.geometry import around
from parsers.formats.page.layout import Column, Line, joint, starts_paragraph
from parsers.formats.page.noise import split_noise
from parsers.model import Block, Document, Leftover, Locator, Noise, Paragraph
from parsers.text.wording import nonblank

OUTSIDE = "текст за краем страницы, его не видно"
UNSURE = "Сетка таблицы ненадёжна: её можно провести и иначе, текст подходит почти так же"
UNREAD = "знаки напечатаны, но файл не говорит, какие это буквы (нет таблицы Юникода)"


def document_of(pages: Sequence[PageContent], media_type: str) -> Document:
    """The document that the pages make; what repeats on them is noise.

    Raises ParseError where no page could be read.
    """
    failures = [content.failure for content in pages if content.failure]
    if failures and len(failures) == len(pages):
        raise failures[0]
    blocks: list[Block] = []
    noise: list[Noise] = []
    columns = _columns(pages)
    leftovers = tuple(leftover for content in pages for leftover in _leftovers(content))
    for content, (lines, noisy) in zip(pages, split_noise(pages), strict=True):
        blocks += _page_blocks(content, lines, columns[round(content.width)])
        noise += noisy
    return Document(
        media_type=media_type,
        blocks=tuple(blocks),
        noise=tuple(noise),
        leftovers=(*leftovers, *(note for content in pages for note in _notes(content))),
        pages=len(pages),
        source_chars=sum(content.chars for content in pages) + sum(nonblank(item.text) for item in leftovers),
    )


def _leftovers(content: PageContent) -> Iterator[Leftover]:
    """What the page holds and nobody reads or sees, or paints and nobody can spell."""
    if content.outside:
        yield Leftover(content.outside, OUTSIDE, content.page.locator((0, 0, content.width, content.height)))
    for text, why in content.aside:
        yield Leftover(text, why, content.page.locator((0, 0, content.width, content.height)))
    if content.unread:
        place = content.page.locator((0, 0, content.width, content.height))
        yield Leftover("\ufffd" * content.unread, UNREAD, place)


def _notes(content: PageContent) -> Iterator[Leftover]:
    """That a page was not read, or in another way, with the words its table begins with."""
    if content.failure:
        yield Leftover(f"[страница {content.page.number}]", str(content.failure), Locator(page=content.page.number))
    if note := content.note or ("" if content.sure else UNSURE):
        texts = [cell.text for _, grid in content.grids for cell in grid.cells if cell.text.strip()]
        texts += [line.text for line in content.lines]
        yield Leftover(texts[0], note, content.page.locator((0.0, 0.0, content.width, content.height)))


def _columns(pages: Iterable[PageContent]) -> dict[int, Column]:
    """Width of page -> limits of the running text there, over all pages of that width."""
    found: dict[int, list[Line]] = {}
    for content in pages:
        found.setdefault(round(content.width), []).extend(content.lines)
    return {width: _column(lines, width) for width, lines in found.items()}


def _column(lines: Sequence[Line], width: float) -> Column:
    if not lines:
        return Column(0, width)
    lefts = sorted(line.bbox[0] for line in lines)
    rights = sorted(line.bbox[2] for line in lines)
    return Column(lefts[len(lefts) // 20], rights[-1 - len(rights) // 20])


def _page_blocks(content: PageContent, lines: Sequence[Line], column: Column) -> list[Block]:
    """Paragraphs and grids of a page from the top down; a paragraph ends at a grid."""
    blocks: list[Block] = []
    rest = list(lines)
    for top, grid in [*content.grids, (content.height + 1, None)]:
        above = [line for line in rest if (line.bbox[1] + line.bbox[3]) / 2 < top]
        rest = rest[len(above) :]
        blocks += [_paragraph(group, column, content) for group in _paragraphs(above, column)]
        if grid is not None:
            blocks.append(grid)
    return blocks + [_paragraph(group, column, content) for group in _paragraphs(rest, column)]


def _paragraphs(lines: Sequence[Line], column: Column) -> list[list[Line]]:
    groups: list[list[Line]] = []
    steps = [after.bbox[1] - before.bbox[1] for before, after in pairwise(lines)]
    pitch = median(steps) if len(steps) > 4 else 0.0
    for line in lines:
        usual = min(max(pitch, line.height), 1.5 * line.height)
        if groups and not starts_paragraph(groups[-1][-1], line, column, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _paragraph(lines: Sequence[Line], column: Column, content: PageContent) -> Paragraph:
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        pieces += [joint(before, line, column, 2 * line.height), line.text]
    box = around([line.bbox for line in lines])
    return Paragraph("".join(pieces), content.page.locator(box), all(line.bold for line in lines))
