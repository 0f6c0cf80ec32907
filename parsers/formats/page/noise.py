"""Text that belongs to the pages, not to the order: page numbers, running headers and footers, footnotes, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parsers.formats.page.arrange import PageContent
from parsers.formats.page.geometry import Ruling
from parsers.formats.page.layout import Line
from parsers.model import Noise, NoiseKind

_EDGE = 0.12
"""The share of the page's height at its top and bottom where headers and footers stand."""
_NUMBER = re.compile(
    r"(?:[-–—]\s*)?\d{1,4}(?:\s*[-–—])?|(?:стр(?:аница|\.)?|лист|с\.)\s*\d{1,4}(?:\s*из\s*\d{1,4})?", re.I
)
_OF = re.compile(r"\d{1,4}\s*(?:/|из)\s*\d{1,4}")
_OPENING = re.compile(r"\s*(?:приложени|продолжени|окончани|утвержд|к приказу|от\s+#)", re.I)
_DIGITS = re.compile(r"\d+")
_OFTEN = 3
"""Pages, at least, that print a header."""
_MOST_PAGES = 0.6
"""Share of the pages from its first on that print the opening of an annex as their header."""
_FOOTNOTE_RULE = (40.0, 0.45)
"""A footnote stands under a rule that is at least so many points and at most so much of the page wide."""


def split_noise(pages: Sequence[PageContent]) -> list[tuple[list[Line], list[Noise]]]:
    """For each page the lines that say something, and those that do not, with their kind."""
    repeated = _repeated(pages)
    openings = _repeated_openings(pages)
    result: list[tuple[list[Line], list[Noise]]] = []
    for number, content in enumerate(pages):
        kept: list[Line] = []
        noise = [Noise(NoiseKind.STAMP, stamp.text, content.page.locator(stamp.bbox)) for stamp in content.stamps]
        foot = _footnotes_from(content)
        for place, line in enumerate(content.lines):
            kind = _kind(line, place, content, repeated, foot)
            if kind is None and _at_edge(line, content) and openings.get(line.text, number) < number:
                kind = NoiseKind.PAGE_HEADER
            if kind is None:
                kept.append(line)
            else:
                noise.append(Noise(kind, line.text, content.page.locator(line.bbox)))
        result.append((kept, noise))
    return result


def _kind(line: Line, place: int, content: PageContent, repeated: set[str], foot: float) -> NoiseKind | None:
    at_edge = _at_edge(line, content)
    outermost = place in (0, len(content.lines) - 1)
    if at_edge and outermost and (_NUMBER.fullmatch(line.text) or _OF.fullmatch(line.text)):
        return NoiseKind.PAGE_NUMBER
    if at_edge and _signature(line) in repeated:
        return NoiseKind.PAGE_HEADER
    if line.bbox[1] >= foot:
        return NoiseKind.FOOTNOTE
    return None


def _at_edge(line: Line, content: PageContent) -> bool:
    return line.bbox[3] < _EDGE * content.height or line.bbox[1] > (1 - _EDGE) * content.height


def _signature(line: Line) -> str:
    """What a header shares over the pages: its words without numbers, and its height to 8 points."""
    return f"{_DIGITS.sub('#', line.text)}@{round(line.bbox[1] / 8)}"


def _repeated(pages: Sequence[PageContent]) -> set[str]:
    """Signatures of lines at the edge of at least three pages and a third of all; openings of annexes are none."""
    counts: Counter[str] = Counter()
    for content in pages:
        counts.update({_signature(line) for line in content.lines if _at_edge(line, content)})
    enough = max(_OFTEN, len(pages) // 3)
    return {mark for mark, count in counts.items() if count >= enough and not _OPENING.match(mark)}


def _repeated_openings(pages: Sequence[PageContent]) -> dict[str, int]:
    """'Приложение к приказу № 5' on most pages from one on: what it says, and the first of these pages."""
    found: dict[str, list[int]] = {}
    for number, content in enumerate(pages):
        for text in {line.text for line in content.lines if _at_edge(line, content) and _OPENING.match(line.text)}:
            found.setdefault(text, []).append(number)
    return {
        text: places[0]
        for text, places in found.items()
        if len(places) >= max(_OFTEN, _MOST_PAGES * (len(pages) - places[0]))
    }


def _footnotes_from(content: PageContent) -> float:
    """The height below which a short rule in the lower half sets footnotes apart; infinite where there is none."""
    last_grid = max((grid.locator.bbox[3] for _, grid in content.grids if grid.locator.bbox), default=0.0)
    rules = [r for r in content.loose if r.at > max(0.5 * content.height, last_grid) and _is_short(r, content.width)]
    for rule in sorted(rules):
        below = [line for line in content.lines if line.bbox[1] >= rule.at - 2]
        above = [line for line in content.lines if line.bbox[3] <= rule.at + 2]
        starts_small = below and (not above or below[0].height < 0.93 * max(line.height for line in above))
        if starts_small and re.match(r"[\d*¹²³⁴⁵]", below[0].text):
            return rule.at - 2
    return float("inf")


def _is_short(rule: Ruling, width: float) -> bool:
    least, share = _FOOTNOTE_RULE
    return least <= rule.end - rule.start <= share * width
