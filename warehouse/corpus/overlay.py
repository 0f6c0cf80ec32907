"""Corrections that analysts made, laid over what was read: heads of orders, periods, names.

The folders of the orders keep what was read; the database shows what is right, and says in `corrected` what was put
right and in `corrections` what had been read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

import duckdb

from warehouse.columns import Table
from warehouse.corpus.cells import correct_cells
from warehouse.corpus.corrections import (
    HEAD_COLUMNS,
    NAME_COLUMN,
    PERIOD_COLUMNS,
    Applied,
    corrected_head,
    corrected_name,
    corrected_period,
    of_cell,
    parsed,
    place_of,
)
from warehouse.corpus.derive import placed
from warehouse.corpus.reviews import Correction
from warehouse.errors import CorrectionError
from warehouse.ids import normalised
from warehouse.records import Row
from warehouse.schema import ORDER_PERSONS, ORDERS, PERIODS, RESPONSIBLES
from warehouse.sql import literal, literals

Replace = Callable[[Table, Sequence[Row]], None]
"""Puts rows in the place of those with the same keys."""


def correct_values(connection: duckdb.DuckDBPyConnection, made: Iterable[Correction], replace: Replace) -> list[Row]:
    """Lay corrections of heads and periods over the rows that the orders gave; the rows of `corrections`."""
    heads: dict[str, list[Correction]] = defaultdict(list)
    periods: dict[tuple[str, int], list[Correction]] = defaultdict(list)
    cells: dict[str, list[Correction]] = defaultdict(list)
    applied = Applied()
    for one in made:
        if of_cell(one):
            cells[one.target].append(one)
        elif one.column in HEAD_COLUMNS:
            heads[one.target].append(one)
        elif one.column in PERIOD_COLUMNS:
            periods[place_of(one.target)].append(one)
        elif one.column != NAME_COLUMN:
            applied.add(one, problem=f"столбец {one.column} исправить нельзя")
    if heads:
        replace(ORDERS, list(_corrected_heads(connection, heads, applied)))
        replace(PERIODS, list(_of_moved_plans(connection, heads)))
    if cells:
        correct_cells(connection, cells, replace, applied)
    if periods:
        replace(PERIODS, list(_corrected_periods(connection, periods, applied)))
    return applied.rows


def _corrected_heads(
    connection: duckdb.DuckDBPyConnection, made: Mapping[str, Sequence[Correction]], applied: Applied
) -> Iterator[Row]:
    rows = {row["order_id"]: row for row in _fetch(connection, f"FROM orders WHERE {_among('order_id', made)}")}
    for target, some in made.items():
        values: dict[str, object] = {}
        for one in some:
            try:
                if target not in rows:
                    raise CorrectionError("такого приказа нет")
                values[one.column] = parsed(one.column, one.value)
                applied.add(one, row=rows[target], printed=rows[target][one.column])
            except CorrectionError as error:
                applied.add(one, problem=str(error), row=rows.get(target))
        if values:
            yield corrected_head(rows[target], values)


def _of_moved_plans(connection: duckdb.DuckDBPyConnection, orders: Iterable[str]) -> Iterator[Row]:
    """Periods of the orders, their months counted from the start of the plan as it is now."""
    for row in _fetch(
        connection,
        f"""SELECT periods.*, orders.plan_start AS counted_from FROM periods INNER JOIN orders USING (order_id)
        WHERE {_among("order_id", orders)} ORDER BY item_id, ordinal""",
    ):
        counted_from = cast("date | None", row.pop("counted_from"))
        yield placed(row, counted_from)


def _corrected_periods(
    connection: duckdb.DuckDBPyConnection, made: Mapping[tuple[str, int], Sequence[Correction]], applied: Applied
) -> Iterator[Row]:
    for (item_id, ordinal), some in made.items():
        row: Row | None = None
        try:
            row, plan_start = period_at(connection, item_id, ordinal)
            if any(one.quote and normalised(one.quote) != normalised(row.get("raw")) for one in some):
                raise CorrectionError(f"в приказе теперь напечатано «{row.get('raw')}»")
            changes = {one.column: parsed(one.column, one.value) for one in some}
            yield corrected_period(row, changes, plan_start)
            for one in some:
                applied.add(one, row=row, printed=row.get(one.column))
        except CorrectionError as error:
            for one in some:
                applied.add(one, problem=str(error), row=row)


def period_at(connection: duckdb.DuckDBPyConnection, item_id: str, ordinal: int) -> tuple[Row, date | None]:
    """(a period of an item, the start of its order's plan).

    One beyond the last of its item comes empty, since a cell can be found blank that isn't. CorrectionError for
    others.
    """
    items = _fetch(
        connection,
        f"""SELECT order_id, item_id, source_id, plan_start FROM items INNER JOIN orders USING (order_id)
        WHERE item_id = {literal(item_id)}""",
    )
    if not items:
        raise CorrectionError(f"мероприятия {item_id} нет")
    item = dict(items[0])
    plan_start = cast("date | None", item.pop("plan_start"))
    rows = _fetch(connection, f"FROM periods WHERE item_id = {literal(item_id)} ORDER BY ordinal")
    found = {row["ordinal"]: row for row in rows}
    if ordinal not in found and ordinal != len(rows) + 1:
        raise CorrectionError(f"у мероприятия {item_id} сроков {len(rows)}, а не {ordinal}")
    return found.get(ordinal, {**item, "ordinal": ordinal, "raw": "", "inherited": False}), plan_start


def correct_names(connection: duckdb.DuckDBPyConnection, made: Iterable[Correction], replace: Replace) -> list[Row]:
    """Lay corrections of names over responsibles and persons of the heads, after linking; the rows of `corrections`."""
    names = {one.target: one for one in made if one.column == NAME_COLUMN and one.value}
    applied = Applied()
    if not names:
        return applied.rows
    same = _known_names(connection, [one.value for one in names.values()])
    changed: list[Row] = []
    told: dict[tuple[object, object], Correction] = {}
    for row in _named_rows(connection, names):
        before, region = row.pop("before"), row.pop("region_code")
        one = names.get(row["entity_id"]) or names.get(before) or names[row["canonical"]]
        told.setdefault((region, row["canonical"]), one)
        entity_id = same.get((region, row["kind"], normalised(one.value)), row["entity_id"])
        one = names.get(entity_id, one)
        changed.append(corrected_name(row, one.value, entity_id))
        applied.add(one, row=row, printed=row["canonical"])
    replace(RESPONSIBLES, changed)
    replace(ORDER_PERSONS, list(_corrected_persons(connection, names, told, applied)))
    used = {row["target"] for row in applied.rows}
    for one in names.values():
        if one.target not in used:
            applied.add(one, problem="такого имени нет")
    return list({(row["target"], row["order_id"], row["printed"]): row for row in applied.rows}.values())


def _named_rows(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[dict[str, str]]:
    """Responsibles whose entity, before or after linking, or full name is among the targets."""
    wanted = " OR ".join(_among(column, names) for column in ("r.entity_id", "r.canonical", "linked.entity_id"))
    return cast(
        "list[dict[str, str]]",
        _fetch(
            connection,
            f"""SELECT r.*, linked.entity_id AS before, orders.region_code
            FROM responsibles AS r INNER JOIN orders USING (order_id)
            LEFT JOIN internal.linked AS linked ON r.item_id = linked.item_id AND r.ordinal = linked.ordinal
            WHERE {wanted}
            ORDER BY r.item_id, r.ordinal""",
        ),
    )


def _known_names(connection: duckdb.DuckDBPyConnection, values: Iterable[str]) -> dict[tuple[object, ...], str]:
    """The entity that already has a name, by region, kind and words of the name."""
    wanted = {normalised(value) for value in values}
    rows = connection.execute(
        """SELECT region_code, kind, canonical, min(entity_id)
        FROM responsibles INNER JOIN orders USING (order_id) GROUP BY ALL ORDER BY ALL DESC"""
    ).fetchall()
    return {(region, kind, normalised(name)): one for region, kind, name, one in rows if normalised(name) in wanted}


def _corrected_persons(
    connection: duckdb.DuckDBPyConnection,
    names: Mapping[str, Correction],
    told: Mapping[tuple[object, object], Correction],
    applied: Applied,
) -> Iterator[Row]:
    """Persons of the heads that have a name corrected in an order of the same region, or as such."""
    some = {*names, *(str(name) for _, name in told)}
    for row in _fetch(
        connection,
        f"""SELECT order_persons.*, region_code FROM order_persons INNER JOIN orders USING (order_id)
        WHERE {_among("name", sorted(some))} ORDER BY order_id, ordinal""",
    ):
        person = {name: value for name, value in row.items() if name != "region_code"}
        one = told.get((row["region_code"], row["name"])) or names.get(str(row["name"]))
        if one:
            applied.add(one, row=person, printed=person["name"])
            yield {**person, "name": one.value}


def _among(column: str, values: Iterable[str]) -> str:
    return f"list_contains({literals(values)}, {column})"


def _fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", connection.execute(sql).to_arrow_table().to_pylist())
