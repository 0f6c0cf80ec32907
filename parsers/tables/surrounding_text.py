"""The text around the plan's tables: titles, appendices, signatures, tables that only lay out text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers.model import Locator, Paragraph
from parsers.tables.printed_rows import Line
from parsers.text.numbering import leading_number, parse_number
from parsers.text.wording import collapse, shape

_APPENDIX = re.compile(r"^\s*приложение(?:\s*(?:№|N|No)?\s*(\d{1,2}(?:\.\d{1,2})?|[А-ЯA-Z])(?!\w))?", re.IGNORECASE)
_ENDS_STAMP = re.compile(
    r"^\s*(?:приложение|утвержд|согласован|к\s+(?:приказу|плану|распоряжению|постановлению))"
    r"|\bприказ(?:а|ом|у)?\b(?!.*план)|\bот\s+[«\"\d]|№\s*[\d_]|[А-ЯЁ]\.\s?[А-ЯЁ]\.|_{3,}",
    re.IGNORECASE,
)
_TITLE_LINES = 8
_LONGEST_HEADING = 250
_PLAN_TITLE = re.compile(
    r"\bплан\b|\bплана\b|дорожн\w+\s+карт|\bучебн\w+\s+год|^\s*(?:приложение|приказ)", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s(?:[А-ЯЁ]\.\s?){1,2}")
_NAME_ALONE = re.compile(rf"[\s_/]*(?:{_INITIALS.pattern})[\s_/]*")
_POST = re.compile(
    r"(?:\(?(?:врио|и\.?\s?о\.?|временно\s+исполняющ\w+|исполняющ\w+|первый|заместител\w+)\s*)*"
    r"(?:начальник|руководител|директор|министр|глава|председател|ректор|заведующ|обязанности|заместител|специалист)\w*",
    re.IGNORECASE,
)
_SHEET_OF_SIGNATURES = re.compile(r"\bподпис[ьи]\b|\bф\.?\s?и\.?\s?о\.?\b|\bдолжность\b|\bтелефон\b", re.IGNORECASE)


def opens_appendix(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether some line begins with 'Приложение'."""
    return any(_APPENDIX.match(line) for paragraph in paragraphs for line in paragraph.text.split("\n"))


def appendix_of(paragraphs: Iterable[Paragraph]) -> str:
    """'1' for 'Приложение 1', '' for 'Приложение к приказу'; the last one named counts."""
    named = [_APPENDIX.match(line) for paragraph in paragraphs for line in paragraph.text.split("\n")]
    numbers = [match.group(1) or "" for match in named if match]
    return numbers[-1] if numbers else ""


def title_of(heading: Sequence[Paragraph]) -> str:
    """The title of a table: the paragraphs over it, after the last mark of approval, appendix, signature or number."""
    lines = [collapse(line) for paragraph in heading for line in paragraph.text.split("\n") if line.strip()]
    start = max((index + 1 for index, line in enumerate(lines) if _ENDS_STAMP.search(line)), default=0)
    return " ".join(lines[start:][-_TITLE_LINES:])


def is_section_title(text: str) -> bool:
    """'1. Анализ результатов', 'Обучение экспертов'; not the title of the plan, of an appendix, nor a stamp."""
    if len(text) > _LONGEST_HEADING or _ENDS_STAMP.search(text) or shape(text) == "lower":
        return False
    return leading_number(text)[1] is not None or not _PLAN_TITLE.search(text)


def is_signature(line: Line) -> bool:
    """'Начальник управления | И.И. Иванов': a post and a name, no number, nothing else."""
    texts = [collapse(cell.text) for cell in line.cells]
    if not 2 <= len(texts) <= 3 or parse_number(texts[0]) is not None:
        return False
    return bool(_POST.match(texts[0])) and bool(_NAME_ALONE.fullmatch(texts[-1])) and len(texts[0]) < 150


def is_sheet_of_signatures(lines: Sequence[Line]) -> bool:
    """A sheet of agreement or acquaintance: its first row asks for name, post, signature."""
    if not lines:
        return False
    return sum(bool(_SHEET_OF_SIGNATURES.search(cell.text)) for cell in lines[0].cells) >= 2


def as_paragraphs(lines: Iterable[Line]) -> list[Paragraph]:
    """Rows that only lay out text (a letterhead, signatures, a sheet of agreement), each as one paragraph."""
    return [
        Paragraph(
            "\n".join(cell.text.strip() for cell in line.cells), _place_of(line), all(cell.bold for cell in line.cells)
        )
        for line in lines
        if line.cells
    ]


def _place_of(line: Line) -> Locator:
    """The place of a row: that of its first cell, to the last line of any."""
    first = line.cells[0].locator
    last = max((cell.locator.line_to or cell.locator.line or 0 for cell in line.cells), default=0)
    return replace(first, line_to=last or None)
