"""A database brought from one generation to the next: orders that changed, and what they have to do with others.

What changed is worked out in a database of its own (`scratch`, in memory) that holds these orders and as much of others
as linking and the checks ask for; every stage runs there as it does over all orders. What differs from the database
before is noted in Changes and laid over it.

The result is that of building all anew, but for pairs of activities in large warehouses: up to 1,000 distinct wordings
and 16 orders with one wording matching compares everything; beyond that a pair stays as it was found when it came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import duckdb

from warehouse import damage
from warehouse.columns import Stage
from warehouse.corpus import findings, linking, partners, parts, reviews, rows
from warehouse.corpus.changes import Changes
from warehouse.corpus.corrections import NAME_COLUMN
from warehouse.corpus.database import create_tables, insert, read_parquet
from warehouse.corpus.linked import ORDER_TABLES, Linking, named_in
from warehouse.corpus.matching.match import match
from warehouse.corpus.reviews import Correction
from warehouse.corpus.rows import MAIN, of_orders
from warehouse.corpus.topics import topics
from warehouse.generation import Generation
from warehouse.order_list import differing
from warehouse.records import Row
from warehouse.schema import REJECTED, REVIEWS, TABLES, TOPICS, tables
from warehouse.sql import among

_MATCHED = ("orders", "items", "parts", "actions")
"""What matching reads: where rows of another table alone differ, pairs and clusters stay."""


def changed_orders(new: Generation, base: Generation) -> set[str]:
    """The orders that are there in another version, only before, or only now."""
    return differing(new.entries, base.entries)


def update(
    connection: duckdb.DuckDBPyConnection,
    curated: Path,
    new: Generation,
    changed: set[str],
    rejected: Sequence[Row],
    folder: Path,
) -> dict[str, set[str]]:
    """Bring the database of the generation before to what `new` says, and note what was changed in `folder`; the parts
    of tables of all orders that came to differ."""
    run = _Update(connection, curated, new, folder)
    connection.execute("ATTACH ':memory:' AS scratch")
    connection.execute("USE scratch")
    create_tables(connection, described=False)
    run.run(changed, rejected)
    connection.execute(f"USE {MAIN}")
    connection.execute("DETACH scratch")
    return parts.touched(connection, run.changes, run.rematched)


class _Update:
    """One run over one database; the current catalog of the connection is `scratch`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, curated: Path, new: Generation, folder: Path) -> None:
        self._connection = connection
        self._curated = curated
        self._new = new
        self._folder = folder
        self.changes = Changes(folder)
        self.rematched: dict[str, set[str]] = {}

    def run(self, changed: set[str], rejected: Sequence[Row]) -> None:
        """Every stage, in the order in which they need one another."""
        made = reviews.read_corrections(self._curated)
        orders, touched = self._linked(changed, made)
        entities = self._entities_of(touched)
        items, matching = self._rows(touched)
        self._entities(entities | self._entities_of(touched))
        if matching:
            self._match(matching)
        self._findings(orders, touched, items)
        self._whole(made, rejected)

    def _linked(self, changed: set[str], made: Sequence[Correction]) -> tuple[set[str], set[str]]:
        """Read, correct and link in scratch; (the orders that were read, those and others that came to differ)."""
        corrected = self._changed_corrections(made)
        names = {one.target for one in corrected if one.column == NAME_COLUMN}
        about = {rows.order_of(one) for one in corrected} & self._new.orders.keys()
        orders = changed | about | (named_in(self._connection, names) if names else set())
        work = Linking(self._connection, made, self._new.orders, self._folder)
        self._read(orders)
        work.correct(orders)
        beside = work.beside(orders)
        if renamed := work.with_corrected_names(beside):
            self._read(renamed)
            work.correct(renamed)
            orders |= renamed
        linked = work.link(beside - renamed)
        work.tell(orders, corrected)
        return orders, orders | linked

    def _changed_corrections(self, made: Sequence[Correction]) -> list[Correction]:
        """Corrections that were made, changed or taken back since, as they were and as they are."""
        columns = ", ".join(f'"{column.name}"' for column in rows.MADE.columns)
        before = [Correction(*map(str, row)) for row in self._all(f"SELECT {columns} FROM {MAIN}.internal.made")]
        differ = {_said(one) for one in before} ^ {_said(one) for one in made}
        return [one for one in (*before, *made) if _said(one) in differ]

    def _read(self, orders: set[str]) -> None:
        """Rows of orders as their Parquet files have them."""
        read = {order: self._new.orders[order] for order in sorted(orders) if order in self._new.orders}
        damage.refuse(damage.of_orders(self._curated, read))
        folders = [self._curated / entry.path for entry in read.values()]
        for table in tables(Stage.ORDER):
            read_parquet(self._connection, table, [folder / table.parquet_name for folder in folders])

    def _rows(self, touched: set[str]) -> tuple[set[str], set[str]]:
        """Lay what differs of orders over the database; (items that came to differ, orders to be matched anew)."""
        items: set[str] = set()
        matching: set[str] = set()
        for name in (*ORDER_TABLES, "internal.linked", "aliases"):
            differing = rows.differing(self._connection, name, touched)
            if not differing:
                continue
            if name in _MATCHED:
                matching |= differing
            if name == "orders":
                sides = (of_orders(f"{MAIN}.items", differing), of_orders("items", differing))
                items |= {item for side in sides for item in rows.texts(self._connection, f"SELECT item_id {side}")}
            elif name in partners.READ_ACROSS:
                items |= rows.differing(self._connection, name, differing, "item_id")
            self._note(name, of_orders(f"{MAIN}.{name}", differing), of_orders(name, differing))
        return items, matching

    def _entities_of(self, orders: set[str]) -> set[str]:
        return rows.texts(self._connection, f"SELECT entity_id {of_orders(f'{MAIN}.responsibles', orders)}")

    def _entities(self, some: set[str]) -> None:
        """Entities that a responsible of the orders was or is."""
        if not some:
            return
        columns = ", ".join(column.name for column in TABLES["entities"].columns)
        with self._in_main():
            before = f"SELECT {columns} FROM entities WHERE {among('entity_id', some)}"
            now = f"SELECT {columns} FROM ({linking.entities(among('r.entity_id', some))})"
            self._differing("entities", before, now)

    def _match(self, orders: set[str]) -> None:
        """Pairs of the items that these orders had and have, and the canonical activities that they touch."""
        with self._in_main():
            match(self._connection, self._folder, orders, self._note)
        self.rematched = parts.rematched(self._connection, self.changes)

    def _findings(self, orders: set[str], touched: set[str], items: set[str]) -> None:
        """What the checks say of the orders, and of what is matched with their items; what analysts decided of it."""
        connection = self._connection
        namesakes = partners.naming(connection, orders) - touched
        partners.take_whole(connection, namesakes)
        told = partners.told(connection, touched | namesakes, items, self.changes)
        settled = findings.settled(connection, told.rows)
        for table, some in (
            (TABLES["findings"], settled.findings),
            (TABLES["finding_places"], settled.places),
            (rows.TOLD, told.rows),
        ):
            insert(connection, table, some, self._folder)
        decided = reviews.read_reviews(self._curated)
        again = partners.take_decided(connection, decided.values(), told.orders)
        findings.decide(connection, decided.values())
        for name in ("findings", "finding_places"):
            before = f"FROM {MAIN}.{name} WHERE {among('order_id', told.orders)} OR {among('finding_id', again)}"
            self._differing(name, before, f"FROM {name}")
        if differing := rows.differing(connection, "internal.told", told.orders):
            main = f"{MAIN}.internal.told"
            self._note("internal.told", of_orders(main, differing), of_orders("internal.told", differing))

    def _whole(self, made: Sequence[Correction], rejected: Sequence[Row]) -> None:
        """Small tables that are exchanged where they differ, and the number of the generation."""
        insert(self._connection, REJECTED, rejected, self._folder)
        insert(self._connection, TOPICS, topics(), self._folder)
        insert(self._connection, REVIEWS, rows.of_reviews(self._curated), self._folder)
        insert(self._connection, rows.MADE, [asdict(one) for one in made], self._folder)
        for name in ("corrections", "rejected", "topics", "reviews", "internal.made"):
            main, now = f"FROM {MAIN}.{name}", f"FROM {name}"
            if self._all(f"FROM (({main} EXCEPT ALL {now}) UNION ALL ({now} EXCEPT ALL {main})) LIMIT 1"):
                self._note(name, main, now)
        state = f"FROM {MAIN}.internal.state"
        self._note("internal.state", state, f"SELECT {self._new.number}::BIGINT AS generation, built_bytes {state}")

    def _differing(self, table: str, before: str, now: str) -> None:
        self._note(table, f"({before}) EXCEPT ({now})", f"({now}) EXCEPT ({before})")

    def _note(self, table: str, out: str, into: str) -> None:
        """Note a change and lay it over the database."""
        gone = self.changes.gone(self._connection, table, out)
        come = self.changes.come(self._connection, table, into)
        with self._in_main():
            if gone:
                self.changes.take_out(self._connection, table)
            if come:
                self.changes.put_in(self._connection, table)

    @contextmanager
    def _in_main(self) -> Iterator[None]:
        """With the database that is changed as the current catalog."""
        (catalog,) = self._all("SELECT current_catalog()")[0]
        self._connection.execute(f"USE {MAIN}")
        try:
            yield
        finally:
            self._connection.execute(f"USE {catalog}")

    def _all(self, sql: str) -> list[tuple[object, ...]]:
        return self._connection.execute(sql).fetchall()


def _said(one: Correction) -> tuple[object, ...]:
    """All that a correction says: two of other authors are equal otherwise."""
    return tuple(asdict(one).values())
