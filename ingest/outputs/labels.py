"""The words of the warehouse as an analyst reads them in tables, workbooks and reports."""

from __future__ import annotations

from collections.abc import Mapping

SEVERITIES = {"error": "ошибка", "warning": "внимание", "info": "к сведению"}
STATUSES = {"open": "не разобрано", "accepted": "принято", "dismissed": "отклонено"}
LEVELS = {
    "federal": "федеральный",
    "regional": "региональный",
    "municipal": "муниципальный",
    "school": "школьный",
}
ENTITY_KINDS = {"org": "организация", "person": "человек", "role": "роль"}
PERIOD_KINDS = {
    "month": "месяц",
    "range": "промежуток",
    "date": "день",
    "deadline": "до срока",
    "from": "с даты",
    "year": "год",
    "academic_year": "учебный год",
    "quarter": "квартал",
    "half_year": "полугодие",
    "season": "время года",
    "continuous": "постоянно",
    "schedule": "по графику",
    "relative": "относительно события",
    "recurring": "повторяется",
    "event": "на время события",
    "unresolved": "не прочитан",
}
YEAR_BASES = {"explicit": "напечатан", "carried": "из той же графы", "plan": "из плана", "none": "нет дат"}
FLAGS = {
    "year_rollover": "через Новый год",
    "out_of_plan": "вне плана",
    "reversed": "начало позже конца",
    "garbled": "текст повреждён",
    "second_reading": "месяц на другом языке, прочитан dateparser",
    "parts_unpaired": "не сопоставлен с пунктами",
    "weekday_mismatch": "день недели не сходится",
}
EXAMS = {"both": "ГИА-9 и ГИА-11"}
ACTIONS = {
    "loaded": "загружен",
    "superseded": "прежний файл",
    "accepted": "замечание принято",
    "dismissed": "замечание отклонено",
    "open": "решение снято",
    "corrected": "исправлено",
    "withdrawn": "исправление снято",
}
"""What became of an order."""
CORRECTED = {
    "activity": "мероприятие",
    "number": "номер",
    "section": "раздел",
    "topic": "тема",
    "exam": "экзамен",
    "period": "срок",
    "responsibles": "ответственные",
    "start_date": "начало срока",
    "end_date": "конец срока",
    "canonical": "имя",
    "region": "субъект РФ",
    "region_code": "код субъекта",
    "region_iso": "код ISO",
    "municipality": "муниципалитет",
    "level": "уровень",
    "issuer": "кто издал",
    "title": "название",
    "signed_on": "дата приказа",
    "academic_year": "учебный год",
    "plan_start": "начало плана",
    "plan_end": "конец плана",
    "signatory": "кто подписал",
    "controller": "на ком контроль",
}
"""What analysts put right."""
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
ORDERS = ("приказ", "приказа", "приказов")
ACTIVITIES = ("мероприятие", "мероприятия", "мероприятий")
FINDINGS = ("замечание", "замечания", "замечаний")
ROWS = ("строка", "строки", "строк")
BY_SEVERITY = {
    "error": ("ошибка", "ошибки", "ошибок"),
    "warning": ("вероятная ошибка", "вероятные ошибки", "вероятных ошибок"),
    "info": ("к сведению", "к сведению", "к сведению"),
}
"""Words after a count: 1, 2, 5."""
ROLES = {
    "number": "Пункт",
    "activity": "Мероприятие",
    "period": "Срок",
    "period_end": "Конец срока",
    "period_also": "Второй срок",
    "responsible": "Ответственные",
    "responsible_also": "Участники",
    "result": "Результат",
    "category": "Категория",
    "action": "Действие",
    "note": "Примечание",
}
"""Columns of a roadmap, as parsers/tables/columns.yml tells them apart."""
OUTCOMES = {
    "loaded": "загружен",
    "replaced": "обновлён",
    "unchanged": "без изменений",
    "healed": "восстановлен",
    "held": "не заменён, ждёт решения",
    "rejected": "отвергнут",
    "joined": "присоединён к плану",
}
"""What became of a file."""


def coded(labels: Mapping[str, str], code: str) -> str:
    """A code in words, itself in brackets, as SQL has it: 'месяц (month)'."""
    return f"{labels[code]} ({code})" if code in labels else code
