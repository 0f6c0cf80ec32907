"""The sheets of a workbook: their columns with Russian headings, widths and words for the values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.outputs import labels
from warehouse.corpus.topics import topic_titles

Record = Mapping[str, Any]
Labels = Mapping[str, str]


def _none() -> Labels:
    return {}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: field of the record, Russian heading, width in characters, words for its values."""

    name: str
    heading: str
    width: int = 16
    labels: Callable[[], Labels] = _none


def in_words(value: object, column: Column) -> object:
    """A value as people read it: the column's words for a code, alone or in a list."""
    return worded(value, column.labels())


def worded(value: object, words: Labels) -> object:
    """A value in these words; as it is where there are none for it."""
    if not words:
        return value
    if isinstance(value, list | tuple):
        return [words.get(str(part), str(part)) for part in value]
    return words.get(str(value), value) if value is not None else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, columns and records.

    `linked` is the column whose cells lead to the row of the record's item in the sheet of activities, or, where it
    has none, to the row of its order.
    """

    name: str
    columns: tuple[Column, ...]
    records: Iterable[Record]
    linked: str = ""


@cache
def _checks() -> Labels:
    from warehouse.corpus.findings import checks

    return {check.name: check.title for check in checks()}


ORDER_SHEET, ACTIVITY_SHEET, FINDING_SHEET = "Приказы", "Мероприятия", "Замечания"
PERIOD_SHEET, RESPONSIBLE_SHEET, CORRECTION_SHEET = "Сроки", "Ответственные", "Исправления"

ORDERS = (
    Column("order_id", "Приказ", 30),
    Column("region", "Субъект РФ", 28),
    Column("municipality", "Муниципалитет", 28),
    Column("level", "Уровень", 16, lambda: labels.LEVELS),
    Column("number", "Номер", 12),
    Column("signed_on", "Дата", 12),
    Column("title", "Название", 60),
    Column("issuer", "Кто издал", 40),
    Column("academic_year", "Учебный год", 13),
    Column("plan_start", "План с", 12),
    Column("plan_end", "План по", 12),
    Column("signatory", "Подписал", 20),
    Column("controller", "Контроль", 20),
    Column("activities", "Мероприятий", 13),
    Column("periods_resolved", "Сроков прочитано, %", 12),
    Column("coverage", "Разобрано текста, %", 12),
    Column("findings", "Замечаний", 12),
    Column("corrected", "Исправлено аналитиком", 20),
    Column("source_name", "Файл", 34),
)
ACTIVITIES = (
    Column("order_id", "Приказ", 26),
    Column("region", "Субъект РФ", 24),
    Column("municipality", "Муниципалитет", 24),
    Column("seq", "№ строки", 9),
    Column("section", "Раздел", 30),
    Column("subsection", "Подраздел", 20),
    Column("number", "Пункт", 9),
    Column("category", "Категория", 20),
    Column("activity", "Мероприятие", 70),
    Column("activity_full", "Мероприятие с подводкой", 70),
    Column("period_raw", "Срок, как напечатан", 26),
    Column("effective_start", "Первый день сроков", 12),
    Column("effective_end", "Последний день сроков", 12),
    Column("months", "Месяцы", 30),
    Column("responsible_raw", "Ответственные", 34),
    Column("result", "Результат", 34),
    Column("exam", "Экзамен", 12, lambda: labels.EXAMS),
    Column("topic", "Тема", 24, topic_titles),
    Column("findings", "Замечаний", 11),
    Column("corrected", "Исправлено аналитиком", 20),
    Column("is_group", "Групповая строка", 10),
    Column("activity_inherited", "Повтор объединённой ячейки", 12),
    Column("locator", "Место в файле", 18),
    Column("item_id", "item_id", 40),
)
PERIODS = (
    Column("order_id", "Приказ", 26),
    Column("number", "Пункт", 9),
    Column("activity", "Мероприятие", 60),
    Column("raw", "Как напечатано", 28),
    Column("kind", "Вид", 18, lambda: labels.PERIOD_KINDS),
    Column("start_date", "Начало", 12),
    Column("end_date", "Конец", 12),
    Column("year_basis", "Откуда год", 16, lambda: labels.YEAR_BASES),
    Column("flags", "Пометы", 22, lambda: labels.FLAGS),
    Column("suggested_start", "Вероятное начало", 12),
    Column("suggested_end", "Вероятный конец", 12),
    Column("corrected", "Исправлено аналитиком", 20),
    Column("rule", "Правило", 20),
    Column("item_id", "item_id", 40),
)
RESPONSIBLES = (
    Column("order_id", "Приказ", 26),
    Column("number", "Пункт", 9),
    Column("activity", "Мероприятие", 60),
    Column("mention", "Как напечатано", 34),
    Column("kind", "Вид", 14, lambda: labels.ENTITY_KINDS),
    Column("canonical", "Полное название", 60),
    Column("level", "Уровень", 16, lambda: labels.LEVELS),
    Column("resolved", "Раскрыто", 10),
    Column("inherited", "Из объединённой ячейки", 12),
    Column("corrected", "Исправлено аналитиком", 20),
    Column("item_id", "item_id", 40),
)
FINDINGS = (
    Column("severity", "Важность", 12, lambda: labels.SEVERITIES),
    Column("order_id", "Приказ", 26),
    Column("place", "Место", 34),
    Column("check", "Проверка", 30, _checks),
    Column("message", "Что не так", 80),
    Column("quote", "Как напечатано", 34),
    Column("suggestion", "Предложение", 34),
    Column("status", "Состояние", 14, lambda: labels.STATUSES),
    Column("decided_why", "Почему решено", 30),
    Column("decided_by", "Кто решил", 16),
    Column("decided_at", "Когда, UTC", 20),
    Column("activity", "Мероприятие", 60),
    Column("finding_id", "finding_id", 34),
    Column("item_id", "item_id", 40),
)
CORRECTIONS = (
    Column("order_id", "Приказ", 26),
    Column("target", "Что исправлено", 40),
    Column("column_name", "Столбец", 16),
    Column("printed", "Было прочитано", 50),
    Column("value", "Исправлено на", 50),
    Column("why", "Почему", 34),
    Column("made_by", "Кто", 16),
    Column("made_at", "Когда, UTC", 20),
    Column("problem", "Не применено", 34),
    Column("item_id", "item_id", 40),
)
HISTORY = (
    Column("at", "Когда, UTC", 20),
    Column("by", "Кто", 16),
    Column("action", "Что сделано", 22, lambda: labels.ACTIONS),
    Column("target", "С чем", 40),
    Column("column", "Столбец", 16),
    Column("before", "Было", 40),
    Column("after", "Стало", 40),
    Column("why", "Почему", 34),
)


_WORDS: Mapping[str, Callable[[], Labels]] = {
    "topic": topic_titles,
    "level": lambda: labels.LEVELS,
    "exam": lambda: labels.EXAMS,
    "severity": lambda: labels.SEVERITIES,
    "status": lambda: labels.STATUSES,
}
"""Columns of the warehouse whose codes have Russian words everywhere."""


def column_of(name: str) -> Column:
    """A column of a query's result under its own name, its codes in Russian words."""
    return Column(name, name, 24, _WORDS.get(name, _none))
