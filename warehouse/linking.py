"""Who is who over all orders: abbreviations that an order leaves open, told by other orders of the same region."""

from __future__ import annotations

import duckdb


def link(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `entities` and `aliases`; the result depends on the set of orders only, not on the order of loading."""
    connection.execute(
        """insert into entities by name
        select entity_id, any_value(kind order by canonical) as kind,
            mode(canonical) as canonical,
            min(responsibles.level) as level,
            any_value(region_code order by region_code) as region_code,
            bool_or(resolved) as resolved
        from responsibles join orders using (order_id) group by entity_id"""
    )
    connection.execute(
        """insert into aliases by name
        select entity_id, mention as alias, order_id, min(basis) as basis
        from responsibles group by all"""
    )
