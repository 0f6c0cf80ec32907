"""Which item says what: the wordings of the items of some orders, brought up to date in the store.

internal.said has a row for each activity, internal.wordings one for each distinct wording (match key, facets, as
printed), numbered by a digest of these three, so that a number means the same in every warehouse.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import duckdb

from warehouse.sql import among, literals

Note = Callable[[str, str, str], None]
"""Takes rows out of a table and puts others in: its name, both as SELECT."""
_WRITTEN = 1_000
"""Orders that are written out: DuckDB then reads only the parts of a table that can have them."""


def said_of(connection: duckdb.DuckDBPyConnection, orders: Collection[str], note: Note) -> None:
    """Bring internal.said and internal.wordings to what these orders say now.

    Left in temporary tables: `ranked` (order_id, age, place: its rank by date, and by territory and date), `was_said`
    and `saying` (what the items of the orders said and say), `touched` (wordings of both), `fresh` (those that nothing
    is known of yet), `gone` (those that nobody has any more, or that are fresh again).
    """
    connection.execute(_RANKED)
    ours = _of(connection, orders)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE was_said AS SELECT item_id, item, wording FROM internal.said WHERE {ours}"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE saying AS {_SAYING.format(ours=ours)}")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched AS SELECT wording FROM was_said UNION SELECT wording FROM saying"
    )
    note(
        "internal.said",
        f"SELECT order_id FROM internal.said WHERE {ours}",
        "SELECT order_id, item_id, item, seq, wording FROM saying ORDER BY item",
    )
    note(
        "internal.names",
        f"SELECT order_id FROM internal.names WHERE {ours}",
        "SELECT order_id, item_id, item FROM saying ORDER BY item",
    )
    connection.execute(_COUNTED)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE worded AS {_WORDED}")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE was_worded AS FROM internal.wordings SEMI JOIN touched USING (wording)"
    )
    connection.execute(_FRESH)
    connection.execute(_GONE)
    note("internal.wordings", "FROM was_worded EXCEPT FROM worded", "FROM worded EXCEPT FROM was_worded")


def _of(connection: duckdb.DuckDBPyConnection, orders: Collection[str]) -> str:
    """Whether a row is of one of the orders, as SQL."""
    if len(orders) <= _WRITTEN:
        return among("order_id", orders)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE asked_orders AS SELECT unnest({literals(sorted(orders))}) AS order_id"
    )
    return "order_id IN (FROM asked_orders)"


_RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
SELECT
    order_id, row_number() OVER (ORDER BY signed_on NULLS LAST, order_id) AS age,
    row_number() OVER (ORDER BY region_code, municipality NULLS FIRST, signed_on NULLS LAST, order_id) AS place
FROM orders
"""
_WORDING = """
(md5_number_lower(
    concat_ws(chr(30), match_key, array_to_string(coalesce(facets, []), chr(31)), coalesce(wording, ''))
) >> 1)::BIGINT"""

# Groups are matched like rows, for one order's group is another's row; so are rows below a merged cell that have an
# action of their own.
_SAYING = f"""
WITH said AS (
    SELECT order_id, item_id, seq, {_WORDING} AS wording
    FROM items
    WHERE match_key <> '' AND {{ours}}
        AND (NOT coalesce(activity_inherited, false) OR item_id IN (SELECT item_id FROM actions))
)

SELECT
    order_id, item_id, seq, said.wording,
    coalesce(
        was_said.item,
        (SELECT coalesce(max(item), 0) FROM internal.said) + row_number() OVER (ORDER BY order_id, seq, item_id)
    )::INTEGER AS item
FROM said LEFT JOIN was_said USING (item_id)
"""

_COUNTED = """
CREATE OR REPLACE TEMP TABLE counted AS
SELECT
    wording, count(DISTINCT order_id)::INTEGER AS orders,
    arg_min(item_id, age * 4294967296 + coalesce(seq, 0)) AS first_item,
    arg_min(order_id, age * 4294967296 + coalesce(seq, 0)) AS first_order,
    arg_min(seq, age * 4294967296 + coalesce(seq, 0)) AS first_seq
FROM internal.said SEMI JOIN touched USING (wording) INNER JOIN ranked USING (order_id)
GROUP BY wording
"""

_WORDED = """
SELECT
    counted.wording, match_key, coalesce(facets, []) AS facets, coalesce(items.wording, '') AS printed,
    coalesce(wording_full, items.wording, '') AS label, meaning, orders, first_order, first_seq
FROM items INNER JOIN counted ON item_id = first_item
"""

_FRESH = """
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT wording FROM worded
WHERE NOT EXISTS (
    SELECT 1 FROM was_worded AS was
    WHERE was.wording = worded.wording
        AND was.meaning IS NOT DISTINCT FROM worded.meaning
)
"""

_GONE = """
CREATE OR REPLACE TEMP TABLE gone AS
SELECT wording FROM was_worded WHERE wording NOT IN (SELECT wording FROM worded) OR wording IN (FROM fresh)
"""
