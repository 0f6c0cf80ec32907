"""A text of one plan carried to a later one: each year by its role, terms by what is in force then.

Years of results, preparation and the plan itself move; those of cited acts and programmes stay; where the text does not
tell what a year is for, nothing is changed and the doubt is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.language.same_form import in_the_form_of
from normalize.model import PlanWindow
from normalize.obsolete import obsolete_terms
from normalize.years.lexer import shifted, shifted_date
from normalize.years.read import YearMention, first_campaign, judge, year_mentions

_STAY = ("citation", "programme")
_LAST_DAY = re.compile(r"(?:\bдо|не позднее|позже|\bпо)\s+$")
"""A last day keeps its number; other days keep their weekday."""
_COMPARISON = "comparison"
_MOVE = ("result_of", "preparation_for", "plan", "event")


@dataclass(frozen=True, slots=True)
class Rolled:
    """A text as it should be printed in the later plan, why each change was made, and what a person must decide."""

    text: str
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans:
    """The plan that a text was written for, and the one that it is carried to; `signed_on` of the old order."""

    old: PlanWindow
    new: PlanWindow
    signed_on: date | None = None

    @property
    def years(self) -> int:
        """How many years later the new plan begins."""
        return self.new.start.year - self.old.start.year


def rolled_text(
    text: str, plans: Plans, *, section: str = "", starts: date | None = None, ends: date | None = None
) -> Rolled:
    """The text with its years and terms as the new plan needs them; `starts` and `ends`: the period of its row."""
    reasons, doubts, pieces, at = [], [], [], 0
    for start, end, printed, why, doubt in sorted(
        [*_years(text, plans, section, starts, ends), *_terms(text, plans)], key=lambda one: one[0]
    ):
        if start < at:
            continue
        if doubt:
            doubts.append(doubt)
        if printed != text[start:end]:
            pieces += [text[at:start], printed]
            at = end
            reasons.append(why)
    return Rolled("".join([*pieces, text[at:]]), tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(doubts)))


Edit = tuple[int, int, str, str, str]
"""start, end, the words that should stand there, why, and the doubt where they stay."""


def _years(text: str, plans: Plans, section: str, starts: date | None, ends: date | None) -> list[Edit]:
    edits = []
    mentions = year_mentions(text, section=section, window=plans.old)
    compared = _compares_last_year(mentions, plans)
    for mention in mentions:
        if mention.role in _STAY or (mention.on is not None and mention.on == plans.signed_on):
            if _names_year_of_plan(mention, plans):
                told = f"«{mention.quote}» – год в названии: проверьте"
                edits.append((mention.start, mention.end, mention.quote, "", told))
            continue
        moves = mention.role in _MOVE or (compared and mention.role == _COMPARISON)
        if not moves and mention.year_from not in {day.year for day in (starts, ends) if day}:
            told = f"«{mention.quote}»: не видно, к чему относится год, – проверьте"
            edits.append((mention.start, mention.end, mention.quote, "", told))
            continue
        judgement = judge(mention, plans.old, starts=starts, ends=ends)
        stale = judgement.stale and judgement.certainty != "low" and judgement.expected
        last = _LAST_DAY.search(text[: mention.start]) is not None
        day = "" if last else _day(mention, plans, stale=bool(stale))
        printed = day or shifted(str(stale or mention.quote), plans.years)
        told = "тот же последний день" if last else _ROLES.get(mention.role, _OF_PERIOD)
        why = f"«{mention.quote}» → «{printed}»: {told}"
        edits.append((mention.start, mention.end, printed, why + (" (год был прежним)" if stale else ""), ""))
    return edits


_ROLES = {
    "result_of": "год, итоги которого подводят",
    "preparation_for": "год, к которому готовятся",
    "plan": "год плана",
    _COMPARISON: "годы, итоги которых сравнивают",
    "event": "день события в том же месяце и в тот же день недели",
}


_OF_PERIOD = "год срока мероприятия"


def _compares_last_year(mentions: Sequence[YearMention], plans: Plans) -> bool:
    """Whether the text compares years up to the last campaign before the plan: then all of them move together. «По
    сравнению с 2019 годом» names a base that may stay."""
    return any(
        mention.role in (_COMPARISON, "result_of") and mention.latest == first_campaign(plans.old) - 1
        for mention in mentions
    )


def _names_year_of_plan(mention: YearMention, plans: Plans) -> bool:
    """Whether a name bears a year of the plan: «Учитель года – 2024»; a programme of many years does not."""
    years = range(plans.old.start.year, plans.old.end.year + 1)
    return mention.role == "programme" and mention.kind == "year" and mention.year_from in years


def _day(mention: YearMention, plans: Plans, *, stale: bool) -> str:
    """A whole date moves to the same weekday of its month; one that was stale already, straight into the new plan."""
    if mention.kind != "date" or mention.on is None or not mention.quote[:1].isdigit():
        return ""
    before = not stale and mention.on < plans.old.start
    moved = shifted_date(mention.on, plans.new.start.replace(year=plans.new.start.year - before))
    return shifted(mention.quote, moved.year - mention.on.year, moved.day)


def _terms(text: str, plans: Plans) -> list[Edit]:
    edits = []
    for term in obsolete_terms(text, plans.new.start):
        turned = in_the_form_of(term.successor, term.quote) if term.certainty != "low" else None
        told = f"«{term.quote}» → «{turned or term.successor}» ({term.source})"
        if turned:
            edits.append((term.start, term.end, turned, told, ""))
        else:
            edits.append((term.start, term.end, term.quote, "", f"{told}: проверьте"))
    return edits
