"""Values and counts as an analyst reads them: 12.11.2024, 99,9, '5 мероприятий'."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def shown(value: object) -> str:
    """A value as an analyst reads it: 12.11.2024, 99,9, '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return f"{value:.4g}".replace(".", ",")
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list | tuple):
        return ", ".join(shown(part) for part in value)
    return str(value)


def agreeing(count: int, one: str, few: str, many: str) -> str:
    """The word as it stands after a count: 1 мероприятие, 2 мероприятия, 5 мероприятий."""
    tens, units = count % 100, count % 10
    return many if 11 <= tens <= 14 else one if units == 1 else few if 2 <= units <= 4 else many


def plural(count: int, one: str, few: str, many: str) -> str:
    """'1 мероприятие', '2 мероприятия', '5 мероприятий'."""
    return f"{count} {agreeing(count, one, few, many)}"
