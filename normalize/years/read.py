"""Years that a text mentions, the role each plays, and whether it is left over from an earlier plan.

«Порядок проведения ГИА в 2023 году» in a plan of 2024-2025 prepares for an exam that is over: stale. «По итогам ГИА
2024 года» there tells of the exam that was, and is right; the date of a cited act is never stale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalize.language.lexicon import words
from normalize.model import PlanWindow
from normalize.years.lexer import YearSpan, shifted, shifted_date, year_spans
from normalize.years.roles import around, roles

_AROUND = 160
_MARGIN = timedelta(days=92)
_PLAUSIBLE_YEARS = 30
_RESULTS_FROM_MONTH = 7
"""From July of its campaign on a plan sums up its own exams, before it those of the year before."""
_SURE_RULES = ("governing_word", "preposition", "list_of_years", "following_word")


@dataclass(frozen=True, slots=True)
class YearMention:
    """Years printed in a text.

    `role`: result_of, preparation_for, plan, comparison, citation, programme, event or unknown; `rule` told it.
    `kind`: year, range, academic_year or date (`on`: the day, or the first of a month). `latest`: the last year of the
    list it stands in («2022, 2023 и 2024 годов» -> 2024). `exam`: it is about an exam of spring or summer; `autumn`:
    about what also happens in the first months of an academic year («итоговое сочинение», «дополнительный период»);
    `closing`: about the end of the plan itself («подведение итогов»).
    """

    year_from: int
    year_to: int | None
    role: str
    quote: str
    start: int
    end: int
    kind: str = "year"
    on: date | None = None
    latest: int = 0
    exam: bool = False
    autumn: bool = False
    closing: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class YearJudgement:
    """Whether a year is stale (None: can't be told), how sure that is (high|medium|low), what should be printed
    instead in the same form ('2025 году', 'ГИА-2025'), and why: a Russian sentence."""

    stale: bool | None
    certainty: str = "low"
    expected: str | None = None
    reason: str = ""


def year_mentions(text: str, *, section: str = "", window: PlanWindow | None = None) -> tuple[YearMention, ...]:
    """The years of a text in reading order; `section` is the heading over it, which tells where the text doesn't.

    Years more than 30 years away from `window` are numbers of something else and left out.
    """
    spans = year_spans(text)
    if not spans:
        return ()
    told = roles(text, spans, section)
    mentions = [_mention(text, section, span, *answer) for span, answer in zip(spans, told, strict=True)]
    for index in range(len(mentions) - 2, -1, -1):
        if told[index + 1][1] == "list_of_years":
            mentions[index] = replace(mentions[index], latest=max(mentions[index].latest, mentions[index + 1].latest))
    return tuple(m for m in mentions if window is None or abs(m.year_from - window.start.year) <= _PLAUSIBLE_YEARS)


def judge(
    mention: YearMention, window: PlanWindow | None, *, starts: date | None = None, ends: date | None = None
) -> YearJudgement:
    """Whether the year belongs to an earlier plan; `starts` and `ends` are the period of the row, where it has one."""
    if window is None or mention.role == "unknown":
        return YearJudgement(None)
    if mention.role in ("citation", "programme", "comparison"):
        return YearJudgement(False, "high")
    if mention.role == "event":
        return _judge_event(mention, window)
    if mention.role == "result_of":
        return _judge_result(mention, window, starts)
    return _judge_preparation(mention, window, starts, ends)


def is_stale(mention: YearMention, window: PlanWindow | None) -> bool | None:
    """Whether the year is left over from an earlier plan; None where the text alone does not tell."""
    judgement = judge(mention, window)
    return None if judgement.stale and judgement.certainty == "low" else judgement.stale


def expected(mention: YearMention, window: PlanWindow | None) -> str | None:
    """What should be printed instead of a stale year, in the same form; None where the year is right."""
    return judge(mention, window).expected


def first_campaign(window: PlanWindow) -> int:
    """The year of the first exams of spring and summer that the plan covers: 2024-09-01..2025-08-31 -> 2025."""
    return window.start.year if window.start.month <= 5 else window.start.year + 1


def last_campaign(window: PlanWindow) -> int:
    """The year of the last exams of spring and summer that the plan covers."""
    return max(first_campaign(window), window.end.year if window.end.month >= 6 else window.end.year - 1)


def _mention(text: str, section: str, span: YearSpan, role: str, rule: str) -> YearMention:
    near = around(words(text[max(0, span.start - _AROUND) : span.end + _AROUND // 2]))
    return YearMention(
        span.year_from,
        span.year_to,
        role,
        text[span.start : span.end],
        span.start,
        span.end,
        kind=span.kind,
        on=span.on,
        latest=span.year_to or span.year_from,
        exam=span.exam or "exams" in near,
        autumn="autumn" in near and not span.exam,
        closing="closing" in near | around(words(section)),
        rule=rule,
    )


def _judge_event(mention: YearMention, window: PlanWindow) -> YearJudgement:
    """A day before the plan and its months of preparation: «(06 декабря 2023 года)» in a plan of 2024-2025."""
    if mention.on is None or mention.on >= window.start - _MARGIN:
        return YearJudgement(False, "high")
    moved = shifted_date(mention.on, window.start)
    printed = shifted(mention.quote, moved.year - mention.year_from, day=moved.day)
    certainty = "high" if mention.exam or mention.autumn else "medium"
    return YearJudgement(True, certainty, printed, f"Дата раньше начала плана ({window.start:%d.%m.%Y})")


def _judge_result(mention: YearMention, window: PlanWindow, starts: date | None) -> YearJudgement:
    """What a plan sums up is the campaign before it or, in the months after the exams, its own."""
    first, last = first_campaign(window), last_campaign(window)
    over = starts is not None and starts >= date(last, _RESULTS_FROM_MONTH, 1)
    closing = over if starts is not None else mention.closing
    year = mention.on.year + (mention.on.month > 8) if mention.on else mention.latest
    if year >= (last if over and first == last else first - 1):
        return YearJudgement(False, "high")
    right = last if closing else first - 1
    certainty = "high" if closing and year < first - 1 else "medium"
    campaign = "К этому сроку подводят итоги кампании" if closing else "Последняя завершённая кампания –"
    return YearJudgement(True, certainty, shifted(mention.quote, right - year), f"{campaign} {right} года")


def _judge_preparation(
    mention: YearMention, window: PlanWindow, starts: date | None, ends: date | None
) -> YearJudgement:
    """What a plan prepares lies in it; an exam of spring is that of its campaign, not of the calendar year before, and
    nothing is prepared for a year that is over when its row begins («ситуационный центр в 2023 году», май 2024)."""
    first, year = first_campaign(window), mention.latest
    annual = mention.kind == "academic_year"
    spring = mention.exam and not mention.autumn and mention.role == "preparation_for"
    over = mention.role == "preparation_for" and starts is not None and starts.year > year and not annual
    if year >= (first if annual or spring else window.start.year) and not over:
        return YearJudgement(False, "high")
    if spring and year == window.start.year and ends is not None and ends <= date(year, 9, 30):
        return YearJudgement(False, "low")
    right = first if annual or mention.exam else (starts or ends or date(first, 1, 1)).year
    sure = mention.rule in _SURE_RULES and (mention.exam or annual or mention.role == "plan")
    certainty = "low" if mention.rule == "exam_alone" else "high" if sure else "medium"
    reason = f"План готовит {first} год, а здесь назван {year}"
    return YearJudgement(True, certainty, shifted(mention.quote, right - year), reason)
