"""What the table repair has to know of language, composed from the normalisers."""

from __future__ import annotations

from functools import cache

from parsers.model import Hints


@cache
def language_hints() -> Hints:
    """The functions that parsers.roadmap asks about a cell's text; built once a process."""
    from normalize.activities.action import names_action
    from normalize.language.morphology import is_word
    from normalize.periods.score import period_phrases, period_score
    from normalize.responsibles.score import responsible_score

    return Hints(
        period_score=period_score,
        responsible_score=responsible_score,
        is_word=is_word,
        period_phrases=period_phrases,
        names_action=names_action,
    )
