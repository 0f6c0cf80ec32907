"""Plans that mark periods instead of printing them: a column for each month or quarter, '+' where it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsers.tables.cell_profile import Senses
from parsers.tables.headers import Caption

_MARK = re.compile(r"\s*(?:[+*xхvXХV✓✔√☑●■•]|да)\s*", re.IGNORECASE)
_NO_MARK = re.compile(r"\s*(?:[-–—−]|нет)?\s*", re.IGNORECASE)
_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_WEEKDAY = re.compile(r"\s*\([а-яё]+\)", re.IGNORECASE)
_DAY = re.compile(rf"\s*{_DAY_NUMBER}(?:\s*[-–—,;и]\s*{_DAY_NUMBER})*(?:\s*\([а-яё]+\))?\s*", re.IGNORECASE)
_WHOLE_MONTH = re.compile(
    r"\s*(?:в\s+теч[а-яё.-]*\s+(?:всего\s+)?месяца|весь\s+месяц|постоянно\s+в\s+месяце)\s*", re.IGNORECASE
)
_FEWEST = 3
_A_PERIOD = 0.9


def is_mark(text: str) -> bool:
    """'+', 'х', '✓': a cell that says yes."""
    return bool(_MARK.fullmatch(text))


def is_no_mark(text: str) -> bool:
    """'-', '': a cell that says no where others are marked."""
    return bool(_NO_MARK.fullmatch(text))


def is_day(text: str) -> bool:
    """'1 (суббота)', '14', '4 – 8', '3, 17': days of the month that stands over them."""
    return bool(_DAY.fullmatch(text))


def is_whole_month(text: str) -> bool:
    """'в течение месяца': of the month that stands over it."""
    return bool(_WHOLE_MONTH.fullmatch(text))


def period_of(text: str, caption: str) -> str:
    """The period that a cell under a month or quarter says: the caption for a mark, '1 Сентябрь' for a day."""
    if is_no_mark(text):
        return ""
    return caption if is_mark(text) else f"{_WEEKDAY.sub('', text).strip()} {caption}"


def marked_periods(captions: Sequence[Caption], texts: Mapping[int, Sequence[str]], senses: Senses) -> dict[int, str]:
    """Grid column -> the period that its caption is, where its cells only mark it; {} for fewer than three columns."""
    found = {
        col: label
        for col, caption in enumerate(captions)
        if (label := _period_over(caption, senses)) and all(_says_when(text) for text in texts.get(col, ()))
    }
    return (
        found
        if len(found) >= _FEWEST and any(not is_no_mark(text) for col in found for text in texts.get(col, ()))
        else {}
    )


def _says_when(text: str) -> bool:
    return is_mark(text) or is_no_mark(text) or is_day(text)


def _period_over(caption: Caption, senses: Senses) -> str:
    """'сен. 2024 года' for 'сен.' under '2024 год'; '' where the caption is no period."""
    if not caption.printed or senses.period(caption.printed) < _A_PERIOD:
        return ""
    above = " ".join(text for text in caption.texts if text and text != caption.printed)
    whole = f"{caption.printed} {above}".strip()
    return whole if above and senses.period(whole) >= _A_PERIOD else caption.printed
