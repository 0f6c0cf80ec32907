"""The rules by which periods are read, in the words of an analyst: «месяц (month)»."""

from __future__ import annotations

from ingest.outputs.labels import PERIOD_KINDS

_RULES = {
    "correction": "назван аналитиком",
    "date": "день",
    "date_without_year": "день без года",
    "month": "месяц",
    "month_of_academic_year": "месяц учебного года",
    "month_chain": "месяцы через дефис",
    "months_in_years": "месяцы с их годами",
    "months_then_years": "сначала месяцы, потом годы",
    "day_of_month": "день месяца",
    "days_of_month": "дни месяца",
    "day_range": "дни одного месяца",
    "day_to_date": "с дня по дату",
    "days_and_date": "дни и дата",
    "weekday_of_month": "день недели в месяце",
    "week_of_month": "неделя месяца",
    "ten_days_of_month": "декада месяца",
    "half_of_month": "половина месяца",
    "beginning_of_month": "начало месяца",
    "middle_of_month": "середина месяца",
    "end_of_month": "конец месяца",
    "quarter": "квартал",
    "half_year": "полугодие",
    "half_of_academic_year": "полугодие учебного года",
    "season": "время года",
    "year": "год",
    "year_span": "несколько лет",
    "beginning_of_year": "начало года",
    "end_of_year": "конец года",
    "end_of_calendar_year": "конец календарного года",
    "academic_year": "учебный год",
    "academic_year_span": "несколько учебных лет",
    "academic_year_lost_dash": "учебный год с потерянным тире",
    "unnamed_academic_year": "два года подряд — учебный год",
    "plan_academic_year": "учебный год плана",
    "deadline": "до срока",
    "open_start": "с даты",
    "ordinal_span": "от одного номера до другого",
    "ordinal_list": "перечень номеров",
    "unit_range": "от одного срока до другого",
    "lost_dash": "потерянное тире между сроками",
    "impossible_date": "такой даты не бывает",
    "unknown_year": "год неизвестен",
    "unread_date": "дата не прочитана",
    "unread": "не прочитано",
    "too_long": "слишком длинный текст",
    "misread_ordinals": "номера прочитаны неверно",
    "dmy_slip": "описка в дате",
}
_RANGE, _OF_YEARS = "_range", "_of_years"


def rule_in_words(rule: str) -> str:
    """A rule in Russian, its name in brackets: 'month_range' -> 'промежуток: месяц (month_range)'."""
    return f"{_words(rule)} ({rule})" if rule else ""


def _words(rule: str) -> str:
    if rule in _RULES:
        return _RULES[rule]
    if rule.endswith(_OF_YEARS):
        return f"{_words(rule.removesuffix(_OF_YEARS))}, годы списком"
    if rule.endswith(_RANGE):
        return f"промежуток: {_words(rule.removesuffix(_RANGE))}"
    kinds = [words for kind, words in PERIOD_KINDS.items() if rule == kind or rule.startswith(f"{kind}_")]
    return f"словарь оборотов: {kinds[0]}" if kinds else "словарь оборотов"
