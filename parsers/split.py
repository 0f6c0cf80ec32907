"""What one cell holds: several activities set apart, or one activity with bullets under its lead-in."""

from __future__ import annotations

import re
from collections.abc import Callable

from parsers.wording import collapse

_GAP = re.compile(r"\s{2,}|\n")
_LEAD_IN = re.compile(r":\s*(?=$|\n|[–—•·*-]\s|\d{1,2}[.)]\s|[а-я]\)\s)")
_MARK = re.compile(r"(?:^|(?<=[\s;:.,]))([–—•·*-]|\d{1,2}[.)]|[а-я]\))\s+")


def shares(text: str) -> tuple[str, ...]:
    """The pieces of a cell set apart by lines or runs of blanks, as printed."""
    pieces = [piece.strip() for piece in text.split("\n") if piece.strip()]
    if len(pieces) == 1:
        pieces = [piece.strip() for piece in re.split(r"\s{2,}", text) if piece.strip()]
    return tuple(pieces)


def activities(activity: str, period: str, phrases: Callable[[str], tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """(activity, its share of the periods) for each activity of a cell; one pair where there is one activity.

    Several are only told apart where the cell of periods is set apart in as many shares, or holds as many phrases.
    """
    texts = shares(activity)
    if len(texts) < 2 or has_lead_in(texts[0]):
        return ((activity, period),)
    periods = shares(period)
    if len(periods) != len(texts):
        periods = phrases(collapse(period))
    if len(periods) != len(texts) or any(not phrases(collapse(share)) for share in periods):
        return ((activity, period),)
    return tuple(zip(texts, periods, strict=True))


def has_lead_in(text: str) -> bool:
    """'Проведение: – собраний' or a line that ends in ':'."""
    return bool(_LEAD_IN.search(text)) or text.rstrip().endswith(":")


def parts(text: str, wanted: int = 0) -> tuple[str, ...]:
    """Bullets under a lead-in that ends in ':'; () where there are none. `wanted`: how many the periods count."""
    lead = _LEAD_IN.search(text)
    if lead is None:
        return ()
    rest = text[lead.end() :].strip()
    lines = [line.strip() for line in rest.split("\n") if line.strip()]
    marks = list(_MARK.finditer(rest))
    if not marks:
        return tuple(collapse(line).rstrip(" ;.,") for line in lines) if len(lines) > 1 else ()
    kind = _kind(marks[0].group(1))
    alike = [match for match in marks if _kind(match.group(1)) == kind]
    clear = [
        match
        for match in alike
        if match.start() == 0 or rest[: match.start()].rstrip()[-1:] in ";.,:\n" or rest[match.start() - 1] == "\n"
    ]
    chosen = alike if wanted and len(alike) == wanted else clear
    ends = [match.start() for match in chosen[1:]] + [len(rest)]
    found = [collapse(rest[match.end() : end]).rstrip(" ;.,") for match, end in zip(chosen, ends, strict=True)]
    return tuple(text for text in found if text)


def _kind(mark: str) -> str:
    """Dashes of all lengths are one kind, so are numbers and letters."""
    if mark[0].isdigit():
        return "digit"
    return "letter" if mark[0].isalpha() else "dash" if mark in "-–—" else mark
