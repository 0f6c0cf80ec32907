"""What became of a file of a load, as one line."""

from __future__ import annotations

from ingest.orders.outcomes import Outcome, Status, told
from ingest.outputs.labels import OUTCOMES


def outcome_line(outcome: Outcome) -> str:
    """'приказ.docx: обновлён: 42-2023-3654 (было 41, стало 40: нет пунктов 7; прежнюю вернёт dorkarta restore ...)'."""
    line = f"{outcome.source_name}: {OUTCOMES[outcome.status]}"
    if outcome.error:
        return f"{line}: {outcome.error}"
    return f"{line}: {outcome.order_id}{remark(outcome)}"


def remark(outcome: Outcome) -> str:
    """What there is to say of a file that was loaded: what its version changes, or why it is an order of its own."""
    if outcome.why:
        return f" — другой приказ с теми же реквизитами или мероприятиями ({outcome.why})"
    if outcome.status is not Status.REPLACED:
        return ""
    changed = told(outcome.difference) or "мероприятия те же"
    back = f"; прежнюю версию вернёт dorkarta restore {outcome.order_id}" if outcome.earlier else ""
    return f" ({changed}{back})"
