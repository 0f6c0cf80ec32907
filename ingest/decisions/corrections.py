"""What an analyst asks to put right -> corrections: checked against the warehouse, with what follows from them.

A region brings its code, an academic year the first and the last day of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ingest.decisions.cells import cell_correction
from ingest.decisions.links import link_correction
from ingest.questions.naming import one_order
from normalize.model import PlanWindow
from normalize.periods.read import read_period
from normalize.territories.regions import Region, find_regions, regions
from warehouse.corpus.corrections import (
    HEAD_COLUMNS,
    ITEM_COLUMNS,
    LINK_COLUMNS,
    NAME_COLUMN,
    PERIOD_COLUMNS,
    PRINTED_IN,
    corrected_period,
    of_cell,
    parsed,
    place_of,
)
from warehouse.corpus.overlay import period_at
from warehouse.corpus.reviews import Correction
from warehouse.errors import CorrectionError, UnknownColumnError
from warehouse.ids import normalised
from warehouse.sql import literal

if TYPE_CHECKING:
    import duckdb

Values = dict[str, str | date | None]
REGION_COLUMNS = ("region_code", "region", "region_iso")
NAME_CHECKS = ("person_variant", "org_variant")
PLAN_COLUMNS = ("academic_year", "plan_start", "plan_end")


def corrections_of(
    connection: duckdb.DuckDBPyConnection, target: str, column: str, value: str, why: str
) -> list[Correction]:
    """The corrections that one asks for and those that follow from it.

    Raises CorrectionError for an unknown target or column, a name that several entities have, a value that does not
    fit, or a start after the end.
    """
    if column in LINK_COLUMNS:
        return [link_correction(connection, target, column, value, why)]
    if column in ITEM_COLUMNS and (column not in HEAD_COLUMNS or "." in target):
        return [cell_correction(connection, target, column, value, why)]
    if column in HEAD_COLUMNS:
        target = one_order(connection, target).order_id
        values = _head_values(column, value)
        return [Correction(target, name, _text(one), why) for name, one in values.items()]
    if column in PERIOD_COLUMNS:
        return [_of_period(connection, target, column, value, why)]
    if column == NAME_COLUMN:
        name = parsed(column, value)
        if not name:
            raise CorrectionError("Имя не может быть пустым")
        return [Correction(_entity(connection, target), column, _text(name), why)]
    known = (*HEAD_COLUMNS, *ITEM_COLUMNS, *PERIOD_COLUMNS, NAME_COLUMN)
    near = get_close_matches(column, known, 3, 0.6)
    told = f"возможно, {', '.join(near)}" if near else f"можно: {', '.join(dict.fromkeys(known))}"
    raise UnknownColumnError(f"Столбец {column} исправить нельзя; {told}")


def corrected_with(column: str) -> tuple[str, ...]:
    """The columns that a correction of this one puts right, itself among them."""
    if column in REGION_COLUMNS:
        return REGION_COLUMNS
    return PLAN_COLUMNS if column == "academic_year" else (column,)


def suggested(connection: duckdb.DuckDBPyConnection, finding: Mapping[str, Any], why: str) -> list[Correction]:
    """What a finding's suggestion puts right: the name of a variant, else the period that it quotes."""
    if finding["check"] in NAME_CHECKS:
        return _of_variant(connection, finding, why)
    return _of_suggested_period(connection, finding, why)


def _of_variant(connection: duckdb.DuckDBPyConnection, finding: Mapping[str, Any], why: str) -> list[Correction]:
    """The name of a variant as the order prints it elsewhere.

    None where the printed name has it already, and where other orders name somebody so: that may be another person.
    """
    rows = connection.execute(
        """SELECT DISTINCT own.entity_id, coalesce(usual.canonical, $3)
        FROM responsibles AS own
        LEFT JOIN responsibles AS usual
            ON own.order_id = usual.order_id AND own.kind = usual.kind AND $3 IN (usual.mention, usual.canonical)
        WHERE own.item_id = $1 AND own.mention = $2 AND own.entity_id IS NOT NULL
            AND own.canonical IS DISTINCT FROM coalesce(usual.canonical, $3)
            AND NOT EXISTS (
                FROM responsibles AS other WHERE other.entity_id = own.entity_id AND other.order_id <> own.order_id)""",
        [finding["item_id"], finding["quote"], finding["suggestion"]],
    ).fetchall()
    return [Correction(entity_id, NAME_COLUMN, name, why) for entity_id, name in rows] if len(rows) == 1 else []


def _of_suggested_period(
    connection: duckdb.DuckDBPyConnection, finding: Mapping[str, Any], why: str
) -> list[Correction]:
    """Of the period that a finding quotes, where its suggestion reads as one whole period."""
    periods = read_period(str(finding["suggestion"] or ""), None)
    if len(periods) != 1 or not (periods[0].start or periods[0].end):
        return []
    (period,) = periods
    rows = connection.execute(
        "SELECT ordinal, raw FROM periods WHERE item_id = ? ORDER BY ordinal", [finding["item_id"]]
    ).fetchall()
    return [
        Correction(f"{finding['item_id']}#{ordinal}", column, _text(day), why, raw)
        for ordinal, raw in rows
        if normalised(raw) == normalised(finding["quote"])
        for column, day in zip(PERIOD_COLUMNS, (period.start, period.end), strict=True)
    ]


def order_id_of(connection: duckdb.DuckDBPyConnection, one: Correction) -> str:
    """The order that a correction is about; '' for a name, which may stand in several."""
    if one.column == NAME_COLUMN:
        return ""
    item_id, _ = place_of(one.target)
    found = connection.execute(f"SELECT order_id FROM items WHERE item_id = {literal(item_id)}").fetchone()
    return str(found[0]) if found else one.target


def value_before(connection: duckdb.DuckDBPyConnection, one: Correction) -> str:
    """What stands where a correction is to be laid; a name for itself."""
    if one.column == NAME_COLUMN:
        return one.target
    item_id, ordinal = place_of(one.target)
    column = PRINTED_IN.get(one.column, one.column)
    if one.column in PERIOD_COLUMNS:
        rows = connection.execute(
            f"SELECT {column} FROM periods WHERE item_id = {literal(item_id)} AND ordinal = {ordinal}"
        ).fetchall()
    else:
        table, key = ("items", "item_id") if of_cell(one) else ("orders", "order_id")
        rows = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = {literal(one.target)}").fetchall()
    return _text(rows[0][0]) if rows else ""


def _head_values(column: str, text: str) -> Values:
    value = parsed(column, text)
    if column in REGION_COLUMNS:
        region = _region(column, _text(value)) if value else None
        told = (region.code, region.name, region.iso or None) if region else (None, None, None)
        return dict(zip(REGION_COLUMNS, told, strict=True))
    if column == "academic_year":
        window = plan_window(_text(value)) if value else None
        start, end = (window.start, window.end) if window else (None, None)
        return dict(zip(PLAN_COLUMNS, (value, start, end), strict=True))
    return {column: value}


def plan_window(academic_year: str) -> PlanWindow:
    """The window of '2024-2025', or of the calendar year '2024'; CorrectionError where the years do not follow."""
    first, _, second = academic_year.partition("-")
    if not second:
        return PlanWindow(date(int(first), 1, 1), date(int(first), 12, 31))
    if int(second) != int(first) + 1:
        raise CorrectionError(f"«{academic_year}»: учебный год пишется так: 2024-2025")
    return PlanWindow.of_year(int(first))


def _region(column: str, value: str) -> Region:
    known = regions()
    codes = {mention.code for mention in find_regions(value)} if column == "region" else set()
    found = [one for one in known.values() if value in (one.code, one.iso, one.name)] or [known[code] for code in codes]
    if len(found) != 1:
        raise CorrectionError(f"Субъект РФ «{value}» не найден")
    return found[0]


def _of_period(connection: duckdb.DuckDBPyConnection, target: str, column: str, value: str, why: str) -> Correction:
    item_id, ordinal = place_of(target)
    row, plan_start = period_at(connection, item_id, ordinal)
    day = parsed(column, value)
    corrected_period(row, {column: day}, plan_start)
    return Correction(f"{item_id}#{ordinal}", column, _text(day), why, str(row["raw"]))


def _entity(connection: duckdb.DuckDBPyConnection, target: str) -> str:
    """The entity_id of a target that is an id, a full name or an alias; the name itself of a person of a head."""
    if target in (entity_id for entity_id, *_ in _named(connection, "entities.entity_id = $1", target)):
        return target
    found = dict.fromkeys(_named(connection, "canonical = $1 OR alias = $1", target))
    if len(found) > 1:
        some = "; ".join(f"{entity_id} — {name}, {region or 'РФ'}" for entity_id, name, region in list(found)[:5])
        raise CorrectionError(f"Имя «{target}» носят несколько: укажите entity_id ({some})")
    if found:
        return next(iter(found))[0]
    known = "SELECT 1 FROM order_persons WHERE name = $1 UNION ALL SELECT 1 FROM corrections WHERE target = $1"
    if connection.execute(known, [target]).fetchall():
        return target
    raise CorrectionError(f"Имени или entity_id «{target}» нет ни в одном приказе")


def _named(connection: duckdb.DuckDBPyConnection, condition: str, target: str) -> Iterator[tuple[str, str, str]]:
    yield from connection.execute(
        f"""SELECT DISTINCT entity_id, canonical, region_code FROM entities LEFT JOIN aliases USING (entity_id)
        WHERE {condition} ORDER BY ALL""",
        [target],
    ).fetchall()


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
