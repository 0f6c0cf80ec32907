"""Plans that mark periods instead of printing them: a column for each month or quarter, '+' where it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsers.tables.cell_profile import Senses
from parsers.tables.headers import Caption

_MARK = re.compile(r"\s*(?:[+*xхvXХV✓✔√☑●■•]|да)\s*", re.IGNORECASE)
_FEWEST = 3
_A_PERIOD = 0.9


def is_mark(text: str) -> bool:
    """'+', 'х', '✓': a cell that says yes."""
    return bool(_MARK.fullmatch(text))


def marked_periods(captions: Sequence[Caption], texts: Mapping[int, Sequence[str]], senses: Senses) -> dict[int, str]:
    """Grid column -> the period that its caption is, where its cells only mark it; {} for fewer than three columns."""
    found = {
        col: label
        for col, caption in enumerate(captions)
        if (label := _period_over(caption, senses)) and all(map(is_mark, texts.get(col, ())))
    }
    return found if len(found) >= _FEWEST and any(texts.get(col) for col in found) else {}


def _period_over(caption: Caption, senses: Senses) -> str:
    """'сен. 2024 года' for 'сен.' under '2024 год'; '' where the caption is no period."""
    if not caption.printed or senses.period(caption.printed) < _A_PERIOD:
        return ""
    above = " ".join(text for text in caption.texts if text and text != caption.printed)
    whole = f"{caption.printed} {above}".strip()
    return whole if above and senses.period(whole) >= _A_PERIOD else caption.printed
