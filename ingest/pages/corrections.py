"""What analysts put right on the page of loading: a field of the head, a cell of a row, the dates of a period."""

from __future__ import annotations

from ingest import api
from ingest.outputs.labels import LEVELS
from ingest.pages import warehouse
from ingest.questions import place
from warehouse.errors import WarehouseError

Target = tuple[str, str]
"""(order_id, item_id or item_id#period; column)."""
HEAD_NAMES = {
    "region": "субъект РФ",
    "municipality": "муниципалитет",
    "level": "уровень",
    "number": "номер приказа",
    "signed_on": "дата приказа",
    "title": "название",
    "issuer": "кто издал",
    "academic_year": "учебный год плана",
    "plan_start": "начало плана",
    "plan_end": "конец плана",
    "signatory": "кто подписал",
    "controller": "на ком контроль",
}
PERIOD_NAMES = {"start_date": "начало срока", "end_date": "конец срока"}
CELL_NAMES = {
    "number": "номер пункта",
    "activity": "мероприятие",
    "period": "срок словами",
    "responsibles": "ответственные",
    "section": "раздел",
    "topic": "тема",
    "exam": "экзамен",
}
"""Columns of a row that `api.correct` takes."""
LONGEST_REASON = 1000
NOTHING = "нет"


def correct(target: Target, value: str, why: str) -> str:
    """Keeps a correction; a Russian line says what came of it. `NOTHING` stands for a value that isn't printed."""
    told, column = target
    words = {**{name: code for code, name in LEVELS.items()}, NOTHING: ""}
    given, reason = value.strip(), " ".join(why.split())[:LONGEST_REASON]
    if not given:
        return f"Назовите верное значение; если в приказе его нет, напишите «{NOTHING}»."
    try:
        made = api.correct(told, column, words.get(given, given), reason, place.curated())
    except WarehouseError as error:
        return str(error)
    return "Исправлено: " + "; ".join(f"{_name(one.target, one.column)} — {one.value or 'пусто'}" for one in made)


def made(order_id: str) -> dict[str, Target]:
    """The corrections of an order, in words -> what can be taken back."""
    return {
        f"{_name(row['target'], row['column_name'])}: {row['printed'] or 'пусто'} → {row['value'] or 'пусто'}": (
            row["target"],
            row["column_name"],
        )
        for row in warehouse.rows("page_corrections", [order_id])
    }


def withdraw(target: Target) -> str:
    """Takes a correction back; a Russian line says what came of it."""
    try:
        api.withdraw(*target, place.curated())
    except WarehouseError as error:
        return str(error)
    return f"Исправление снято: {_name(*target)}"


def _name(target: str, column: str) -> str:
    """The Russian name of a column, of an order's head or of a row: both have a number."""
    of_head = column in HEAD_NAMES and bool(warehouse.rows("export_orders", [[target]]))
    return HEAD_NAMES[column] if of_head else {**HEAD_NAMES, **PERIOD_NAMES, **CELL_NAMES}.get(column, column)
