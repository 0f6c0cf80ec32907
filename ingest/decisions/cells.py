"""A cell of a row put right: its words, and what the normalisers make of them in their place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ingest.questions.nearest import unknown_item
from ingest.questions.scope import topic_id
from normalize.model import Head, PeriodCell, PlanWindow
from warehouse.corpus.corrections import PRINTED_IN, parsed
from warehouse.corpus.reviews import Correction
from warehouse.errors import UnknownItemError

if TYPE_CHECKING:
    import duckdb

JUDGED = ("topic", "exam")
"""What is not printed but concluded: such a correction holds whatever the order comes to say."""
Row = Mapping[str, Any]
_EXAMS = {"гиа-9": "ГИА-9", "гиа-11": "ГИА-11", "both": "both", "оба": "both", "гиа-9 и гиа-11": "both"}


def cell_correction(
    connection: duckdb.DuckDBPyConnection, target: str, column: str, value: str, why: str
) -> Correction:
    """The correction of a cell. Raises UnknownItemError, CorrectionError for a value that doesn't fit."""
    row = _row(connection, target)
    words = _code(column, value.strip())
    parsed(column, words)
    read = _read(connection, row, column, words)
    printed = "" if column in JUDGED else _printed(connection, row, column)
    return Correction(target, column, " ".join(words.split()), why, printed, read=read)


def _printed(connection: duckdb.DuckDBPyConnection, row: Row, column: str) -> str:
    """What the order prints there, also where it was put right before."""
    found = connection.execute(
        "SELECT printed FROM corrections WHERE target = $1 AND column_name = $2 AND problem IS NULL",
        [row["item_id"], column],
    ).fetchone()
    return str((found[0] if found else row[PRINTED_IN.get(column, column)]) or "")


def read_again(connection: duckdb.DuckDBPyConnection, one: Correction) -> Correction:
    """A correction of a period's words read anew, as after another plan."""
    row = _row(connection, one.target)
    return replace(one, read=_read(connection, row, one.column, one.value))


def _code(column: str, value: str) -> str:
    """The code of a topic or an exam that is named in words."""
    if column == "topic" and value:
        return topic_id(value)
    return _EXAMS.get(value.casefold(), value) if column == "exam" else value


def _row(connection: duckdb.DuckDBPyConnection, item_id: str) -> Row:
    cursor = connection.execute(
        """SELECT items.*, orders.plan_start, orders.plan_end, orders.title, orders.issuer, orders.region,
            orders.region_code, orders.municipality, orders.signed_on,
            (SELECT count(*) FROM parts WHERE parts.item_id = items.item_id) AS parts
        FROM items INNER JOIN orders USING (order_id) WHERE item_id = $1""",
        [item_id],
    )
    names = [column[0] for column in cursor.description or ()]
    found = cursor.fetchone()
    if found is None:
        raise UnknownItemError(unknown_item(connection, item_id))
    return dict(zip(names, found, strict=True))


def _read(connection: duckdb.DuckDBPyConnection, row: Row, column: str, words: str) -> str:
    """What the words say, as JSON: rows of periods or responsibles, or what follows from activity and section."""
    if column == "period":
        return _json({"periods": _periods(row, words)})
    if column == "responsibles":
        return _json({"responsibles": _responsibles(connection, row, words)})
    if column in ("activity", "section"):
        return _json(_traits({**row, column: words}))
    return ""


def _json(told: Row) -> str:
    """With dates as ISO."""
    return json.dumps(told, ensure_ascii=False, default=str)


def _periods(row: Row, words: str) -> list[Row]:
    from ingest.orders.records import period_row
    from normalize.periods.read import read_periods

    window = PlanWindow(row["plan_start"], row["plan_end"]) if row["plan_start"] and row["plan_end"] else None
    section = " ".join(filter(None, (row["section"], row["subsection"])))
    cell = PeriodCell(words, section, "", row["activity"] or "", row["parts"])
    (periods,) = read_periods([cell], window, row["signed_on"])
    return [period_row(period) for period in periods]


def _responsibles(connection: duckdb.DuckDBPyConnection, row: Row, words: str) -> list[Row]:
    """In the context of the order: its abbreviations, and the names that its other rows write out."""
    from ingest.orders.records import responsible_row
    from normalize.organisations.resolve import build_context
    from normalize.responsibles.read import read_responsible

    order = [row["order_id"]]
    defined = connection.execute("SELECT short, full_name FROM definitions WHERE order_id = ?", order).fetchall()
    texts = connection.execute(
        """SELECT unnest([section, activity, responsible_raw, result]) FROM items
        WHERE order_id = ? ORDER BY seq""",
        order,
    ).fetchall()
    head = Head(
        issuer=row["issuer"] or "",
        region_code=row["region_code"],
        region=row["region"],
        municipality=row["municipality"] or "",
        definitions=tuple((str(short), str(full)) for short, full in defined),
    )
    context = build_context(head, [str(text) for (text,) in texts if text])
    return [responsible_row(one) for one in read_responsible(words, context)]


def _traits(row: Row) -> Row:
    """The topic, the exam and what matching knows of an activity."""
    from normalize.activities.lead_in import in_full
    from normalize.activities.topics import exam, topic
    from normalize.activities.traits import Place, traits

    activity, section, title = row["activity"] or "", row["section"] or "", row["title"] or ""
    headings = tuple(filter(None, (row["category"], row["subsection"], section)))
    full = in_full(activity, (), headings)
    known = asdict(traits(activity, Place(headings, title), full))
    return {**known, "activity_full": full, "topic": topic(activity, section), "exam": exam(activity, section, title)}
