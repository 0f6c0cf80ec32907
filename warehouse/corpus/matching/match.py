"""Fill `matches` and `clusters`: the same activity in other orders, texts taken from them, canonical activities.

Only stored columns of `items` are read. What is known of wordings stays in the store (the tables said, wordings, alike,
decided, stars and centres of the schema `internal`): orders that change ask it for the wordings that they touch, and
only wordings that nobody had before are compared.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb

from warehouse.corpus.matching.alike import find_alike
from warehouse.corpus.matching.pairing import pair
from warehouse.corpus.matching.said import Note, said_of
from warehouse.corpus.matching.stars import draw_stars


def match(connection: duckdb.DuckDBPyConnection, folder: Path, orders: Collection[str], note: Note) -> None:
    """Bring the pairs and canonical activities of these orders, and all that follows, to what their items say now.

    `orders`: those that differ from what the store knows of them, also those that are there no longer. `note` takes
    rows out of the tables and puts others in; `folder` is for files in between. Left in the temporary table
    `reclustered`: the items whose rows of `clusters` may have changed.
    """
    said_of(connection, orders, note)
    find_alike(connection, folder, note)
    pair(connection, folder, note)
    draw_stars(connection, folder, note)
