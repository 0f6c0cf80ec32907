"""How much of a text reads as a period, for the table repair; and the separate period phrases of a cell."""

from __future__ import annotations

from itertools import groupby

from normalize.periods.clauses import compose
from normalize.periods.doubt import LONGEST_LABEL, is_doubtful
from normalize.periods.scanner import scan

LONGEST = 2000
"""Characters that are looked at: no period cell is longer."""
LONGEST_TAIL = 12
_LEAD, _LABEL, _TAIL = 1.0, 0.5, 0.1
"""How strange an unknown word is before the first period, after a date, after a phrase («по графику ИРО»)."""


def period_score(text: str) -> float:
    """0..1: 'по отдельному графику', 'август-сентябрь' about 1; 'отдел ГИА', an activity with a year in it about 0."""
    found = scan(text[:LONGEST])
    if not found.items:
        return 0.0
    tokens = found.lexed.tokens
    strange = float(sum(tokens[at].end - tokens[at].start for at in found.named)) * _LABEL
    for at, before in found.unknown:
        after_phrase = before > 0 and found.items[before - 1].phrase is not None
        weight = _LEAD if before == 0 else _TAIL if after_phrase and len(found.unknown) <= LONGEST_TAIL else _LABEL
        strange += weight * (tokens[at].end - tokens[at].start)
    score = 1.0 - strange / sum(token.end - token.start for token in tokens)
    lead = sum(before == 0 and tokens[at].code == "?" for at, before in found.unknown)
    labelled = found.items[0].gap[-1:] in (":", "-", "(") and lead <= LONGEST_LABEL
    if is_doubtful(found) or (lead and not labelled):
        score *= 0.2
    return round(max(score, 0.0), 3)


def period_phrases(text: str) -> tuple[str, ...]:
    """The separate period phrases of a cell as printed, in order: what commas join is one phrase."""
    found = scan(text)
    if not found.items or is_doubtful(found):
        return ()
    printed = found.lexed.clean
    groups = [list(group) for _, group in groupby(compose(found), key=lambda clause: clause.group)]
    return tuple(printed[group[0].start : group[-1].end] for group in groups)
