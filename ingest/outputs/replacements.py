"""What a finding or a correction would put in the place of the printed words; None where a person must say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from normalize.language.same_form import in_the_form_of
from normalize.rolling.periods import period_words

PERIOD_CHECKS = (
    "period_out_of_plan",
    "period_reversed",
    "inconsistent_year_sequence",
    "year_rollover_ambiguous",
    "federal_date",
)
VERBATIM = (*PERIOD_CHECKS, "stale_year_in_text", "garble", "number_format")
"""Checks whose suggestion stands for the quoted words as it is."""
NAMES = ("person_variant", "org_variant")
PRINTED_COLUMNS = ("activity", "number", "section", "period", "responsibles")
"""Corrections of what the order prints; topic and exam are concluded."""
_SAME_ENDING = 2


def of_finding(finding: Mapping[str, Any]) -> str | None:
    """The words that should stand instead of the quote of a record of findings_in_context.

    A finding «к сведению» is no error: it changes nothing unless an analyst accepted it.
    """
    quote, suggestion = _one_line(finding["quote"]), _one_line(finding["suggestion"])
    if not quote or not suggestion or (finding["severity"] == "info" and finding["status"] != "accepted"):
        return None
    if finding["check"] in VERBATIM:
        return suggestion
    if finding["check"] in NAMES:
        return suggestion if _ends_alike(quote, suggestion) else None
    return in_the_form_of(suggestion, quote) if finding["check"] == "obsolete_term" else None


def of_correction(made: Mapping[str, Any]) -> str | None:
    """The words of an analyst that should stand instead of the printed ones; of a corrected date, its whole period."""
    if made["period_quote"]:
        return period_words(made["period_start"], made["period_end"]) or None
    printed, value = _one_line(made["printed"]), _one_line(made["value"])
    return value if printed and value and made["column_name"] in PRINTED_COLUMNS else None


def _ends_alike(quote: str, suggestion: str) -> bool:
    """Whether a name stands in the case of the quote: its words are as many, or its letters the same, and end alike."""
    one, other = _letters(quote), _letters(suggestion)
    counts = len(quote.split()) == len(suggestion.split()) or one == other
    words = zip(quote.split(), suggestion.split(), strict=False)
    return (
        counts
        and one[-_SAME_ENDING:] == other[-_SAME_ENDING:]
        and all(_letters(a)[-_SAME_ENDING:] == _letters(b)[-_SAME_ENDING:] for a, b in words)
    )


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _one_line(text: object) -> str:
    return " ".join(str(text or "").split())
