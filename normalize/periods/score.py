"""How much of a text reads as a period, for the table repair; and the separate period phrases of a cell."""

from __future__ import annotations

from itertools import groupby

from normalize.periods.clauses import compose
from normalize.periods.scanner import is_doubtful, scan


def period_score(text: str) -> float:
    """0..1: 'по отдельному графику', 'август-сентябрь' about 1; 'отдел ГИА', an activity with a year in it about 0."""
    if not text.strip():
        return 0.0
    found = scan(text[:2000])
    if not found.items:
        return 0.0
    tokens = found.lexed.tokens
    letters = sum(token.end - token.start for token in tokens)
    strange = sum(tokens[at].end - tokens[at].start for at in (*(at for at, _ in found.unknown), *found.named))
    score = 1.0 - strange / letters if letters else 0.0
    lead = any(before == 0 and tokens[at].code == "?" for at, before in found.unknown)
    if is_doubtful(found) or (lead and ":" not in found.items[0].gap and "-" not in found.items[0].gap):
        score *= 0.2
    return round(score, 3)


def period_phrases(text: str) -> tuple[str, ...]:
    """The separate period phrases of a cell as printed, in order: what commas join is one phrase."""
    found = scan(text)
    if not found.items or is_doubtful(found):
        return ()
    printed = found.lexed.clean
    groups = [list(group) for _, group in groupby(compose(found), key=lambda clause: clause.group)]
    return tuple(printed[group[0].start : group[-1].end] for group in groups)
