"""A cell of periods carried to a later plan: months stay, years move, days follow federal acts and weekdays."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from normalize.activities.topics import exam_in
from normalize.federal.activities import Link, link_to, stages
from normalize.federal.rules import FederalDay, Rule, federal_days, rules, school_year
from normalize.federal.timetable import exam_dates, timetabled
from normalize.federal.working_days import is_off
from normalize.model import Period, PlanWindow
from normalize.rolling.text import Plans, Rolled
from normalize.years.lexer import shifted, shifted_date

CORRECTED = "corrected"
"""Flag of a period whose dates an analyst put right: its printed words say something else."""
_SURE_YEAR = 0.7
_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_MARGIN = timedelta(days=92)
"""What a plan may begin with before its first day: the summer in which it is made."""
_NEAR_YEARS = (0, 1, -1, 2)


@dataclass(frozen=True, slots=True)
class _Moved:
    """One period in the new plan: its words, why, and what a person must decide."""

    words: str
    why: str = ""
    doubt: str = ""


def rolled_cell(cell: str, periods: Sequence[Period], activities: Sequence[str], plans: Plans) -> Rolled:
    """The printed cell with every period of it moved; `activities`: what each of the periods is for."""
    pieces, reasons, doubts, at = [], [], [], 0
    for period, activity in zip(periods, activities, strict=True):
        place = cell.find(period.raw, at) if period.raw else -1
        if place < 0:
            continue
        moved = rolled_period(period, activity, plans)
        if moved.doubt:
            doubts.append(moved.doubt)
        if _same_dash(moved.words) != _same_dash(period.raw):
            pieces += [cell[at:place], moved.words]
            reasons.append(f"«{period.raw}» → «{moved.words}»: {moved.why}")
        else:
            pieces.append(cell[at : place + len(period.raw)])
        at = place + len(period.raw)
    return Rolled("".join([*pieces, cell[at:]]), tuple(reasons), tuple(dict.fromkeys(doubts)))


def _same_dash(text: str) -> str:
    return re.sub(r"[–—−]", "-", text)


def rolled_period(period: Period, activity: str, plans: Plans) -> _Moved:
    """One period in the new plan, in the words it is printed in wherever these hold."""
    if period.start is None and period.end is None:
        return _Moved(period.raw)
    if period.year_confidence is not None and period.year_confidence < _SURE_YEAR:
        return _Moved(period.raw, doubt=f"«{period.raw}»: год неясен, срок не перенесён")
    base = (period.start, period.end) if _names_year(activity, period) else _meant(period, plans.old)
    if base is None:
        return _Moved(period.raw, doubt=f"«{period.raw}» лежит вне прежнего плана, срок не перенесён")
    if _begins_before(base, plans):
        moved = shifted(period.raw, plans.years)
        return _Moved(moved, _LATER, f"«{moved}» начинается раньше нового плана: проверьте")
    put_right = base != (period.start, period.end) or CORRECTED in period.flags
    federal = _federal(base, activity, plans)
    if federal is not None:
        return _in_federal_words(period, base, federal, plans, put_right)
    if put_right and not (period.kind == "date" and timetabled(activity)):
        return _Moved(period_words(*_later(base, plans)), _PUT_RIGHT)
    if "year_rollover" in period.flags and re.search(r"\d{4}", period.raw):
        return _Moved(period_words(*_later(base, plans)), "срок переходит через Новый год, названы оба года")
    return (
        _by_weekday(period, activity, plans) if _has_day(period) else _Moved(shifted(period.raw, plans.years), _LATER)
    )


_LATER = "тот же месяц в новом плане"
_PUT_RIGHT = "прежний срок был ошибочен, исправлен и перенесён"


def _begins_before(base: tuple[date | None, date | None], plans: Plans) -> bool:
    """Whether a span begins long before the plan in which it ends: «январь 2024 г. – март 2025 г.» in 2024-2025."""
    start, end = base
    return bool(start and end and start != end and start < plans.old.start - _MARGIN and end >= plans.old.start)


def _names_year(activity: str, period: Period) -> bool:
    """Whether the activity names the printed year and not the one that seemed to be meant: «дополнительный период 2025
    года» in September 2025."""
    printed, meant = (day and str(day.year) for day in (period.start, period.suggested_start))
    return bool(printed and meant and printed in activity and meant not in activity)


def _meant(period: Period, plan: PlanWindow) -> tuple[date | None, date | None] | None:
    """The dates that were meant; None where the printed ones lie outside the plan and nothing tells which were."""
    if period.suggested_start or period.suggested_end:
        return period.suggested_start, period.suggested_end
    if "out_of_plan" not in period.flags:
        return period.start, period.end
    for years in _NEAR_YEARS[1:]:
        start, end = _in_years(period.start, years), _in_years(period.end, years)
        if all(day is None or plan.start <= day <= plan.end for day in (start, end)):
            return start, end
    return None


def _by_weekday(period: Period, activity: str, plans: Plans) -> _Moved:
    """A day keeps its month and weekday; a last day keeps its date; spans of days are left to a person."""
    day = period.start if period.kind == "date" else period.end
    if day is None or period.kind not in ("date", "deadline"):
        words = shifted(period.raw, plans.years)
        return _Moved(words, "тот же срок в новом плане", f"«{words}»: проверьте дни")
    if period.kind == "date" and (exam := timetabled(activity)):
        return _on_exam_day(period.raw, day, exam, plans)
    if period.kind == "deadline":
        later = _in_years(day, plans.years)
        words = shifted(period.raw, plans.years)
        off = later is not None and is_off(later)
        return _Moved(words, "тот же последний день в новом плане", f"«{words}» – нерабочий день" if off else "")
    moved = shifted_date(day, day.replace(year=day.year + plans.years, day=1))
    return _Moved(_with_day(period.raw, day, moved), "тот же день недели в новом плане")


def _on_exam_day(raw: str, day: date, exam: tuple[str, str], plans: Plans) -> _Moved:
    """An exam moves to its day in the new timetable: one that stands in the same period and place as the old one."""
    new = exam_dates(exam, day.year + plans.years)
    if not new:
        doubt = f"{exam[0]}, {exam[1]}: расписания {day.year + plans.years} года в словаре нет, проверьте день"
        moved = shifted_date(day, day.replace(year=day.year + plans.years, day=1))
        return _Moved(_with_day(raw, day, moved), "тот же день недели в новом плане", doubt)
    old = exam_dates(exam, day.year)
    stage = next((one.stage for one in old if one.first <= day <= one.last), "основной")
    places = [one.first for one in old if one.stage == stage]
    days = [one.first for one in new if one.stage == stage] or [one.first for one in new]
    place = places.index(day) if day in places and len(places) == len(days) else 0
    doubt = f"{exam[0]}, {exam[1]}: дней в расписании несколько, проверьте" if len(days) > 1 else ""
    return _Moved(_with_day(raw, day, days[place]), f"{exam[0]}, {exam[1]} ({new[0].act})", doubt)


def _federal(
    base: tuple[date | None, date | None], activity: str, plans: Plans
) -> tuple[Link, list[FederalDay], list[FederalDay], Rule] | None:
    """What the calendar fixes for an activity in the old year and in the new one; None where it fixes nothing."""
    day = base[1] or base[0]
    if day is None:
        return None
    year = school_year(day)
    for rule in rules():
        link = link_to(activity, rule)
        if link not in (Link.IS, Link.APPLIES) or exam_in(activity) != rule.exam:
            continue
        told = stages(activity) if link is Link.IS else {"main", "repeat"}
        new = [one for one in federal_days(rule, year + plans.years) if one.stage in told]
        if new:
            old = [one for one in federal_days(rule, year) if one.stage in told]
            return link, old, new, rule
    return None


def _in_federal_words(
    period: Period,
    base: tuple[date | None, date | None],
    federal: tuple[Link, list[FederalDay], list[FederalDay], Rule],
    plans: Plans,
    put_right: bool,
) -> _Moved:
    link, old, new, rule = federal
    start, end = _later(base, plans)
    why = f"{rule.event} ({rule.act})"
    if link is Link.IS and start and end and not (_has_day(period) and period.kind == "date"):
        if any(start <= one.day <= end for one in new):
            words = period_words(start, end) if put_right else shifted(period.raw, plans.years)
            return _Moved(words, _PUT_RIGHT if put_right else _LATER)
        nearest = min(new, key=lambda one: abs(one.day - end)).day
        return _Moved(period_words(nearest.replace(day=1), _month_end(nearest)), why)
    if link is Link.IS and start:
        day = _same_place(base[0] or start, start, old, new)
        return _Moved(_with_day(period.raw, period.start or day, day), why)
    if link is Link.APPLIES and end and _has_day(period):
        last = _same_place(base[1] or end, end, old, new)
        return _Moved(f"до {last:%d.%m.%Y}" if last != end else shifted(period.raw, plans.years), why)
    return _Moved(shifted(period.raw, plans.years), _LATER)


def _same_place(before: date, after: date, old: list[FederalDay], new: list[FederalDay]) -> date:
    """The day that stands where the old one stood (the main day, the first repeat), else the nearest."""
    for place, one in enumerate(old):
        if one.day == before and len(old) == len(new):
            return new[place].day
    return min(new, key=lambda one: abs(one.day - after)).day


def _with_day(raw: str, before: date, after: date) -> str:
    """The printed words with another day and year; written anew where the month is another."""
    if after.month != before.month or not re.match(r"\d", raw):
        return f"{after:%d.%m.%Y}"
    words = shifted(raw, after.year - before.year, after.day)
    return words.removeprefix("0") if re.match(r"[1-9]\d?\s+[а-яё]", raw) else words


def _later(base: tuple[date | None, date | None], plans: Plans) -> tuple[date | None, date | None]:
    return _in_years(base[0], plans.years), _in_years(base[1], plans.years)


def _in_years(day: date | None, years: int) -> date | None:
    """The same day in another year; the last day of a month stays the last."""
    if day is None:
        return None
    year = day.year + years
    last = monthrange(year, day.month)[1]
    return date(year, day.month, last if day == _month_end(day) else min(day.day, last))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _has_day(period: Period) -> bool:
    """Whether a day of a month is printed, not whole months only."""
    if period.kind == "date":
        return True
    numbers = re.findall(r"(?<!\d)\d{1,2}(?!\d)", period.raw)
    days = {str(day.day) for day in (period.start, period.end) if day}
    return period.kind in ("deadline", "range", "from") and bool(days & {str(int(number)) for number in numbers})


def period_words(start: date | None, end: date | None) -> str:
    """Dates as orders print them: 'ноябрь 2024 года – февраль 2025 года', 'до 15.05.2025', '04.12.2024'."""
    if start is None or end is None:
        return f"до {end:%d.%m.%Y}" if end else f"с {start:%d.%m.%Y}" if start else ""
    if start == end:
        return f"{start:%d.%m.%Y}"
    if start.day != 1 or end != _month_end(end):
        return f"с {start:%d.%m.%Y} по {end:%d.%m.%Y}"
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    if (start.month, end.month, start.year + 1) == (9, 8, end.year):
        return f"{start.year}-{end.year} учебный год"
    if (start.month, end.month, start.year) == (1, 12, end.year):
        return f"{end.year} год"
    if (start.year, start.month) == (end.year, end.month):
        return f"{last} {end.year} года"
    if start.year == end.year:
        return f"{first} – {last} {end.year} года"
    return f"{first} {start.year} года – {last} {end.year} года"
