"""Canonical activities around what changed: the stars of these wordings, and what depends on them, are drawn anew.

What a wording belongs to follows from the wordings before it that it is the same as. So a change runs from wording to
later wording only where one became the centre of a star or ceased to be one; all other stars stay as they are.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from warehouse.corpus.matching.profiles import Integers
from warehouse.corpus.matching.said import Note
from warehouse.corpus.matching.sky import Sky


def draw_stars(connection: duckdb.DuckDBPyConnection, folder: Path, note: Note) -> None:
    """Bring internal.decided, stars and centres up to date.

    Asks for the temporary tables of said_of and find_alike, and for internal.alike as it is now; left in `reclustered`
    (item_id): the items whose rows of `clusters` may have changed.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE now_decided AS {_DECIDED}")
    connection.execute(_REDECIDED)
    note("internal.decided", *_exchanged("FROM internal.decided", "FROM now_decided"))
    connection.execute(_NOTHING_PUBLISHED)
    sky = Sky(connection, folder)
    touched = sky.some("SELECT wording FROM touched UNION FROM realike UNION FROM redecided")
    moved = sky.recentre(sky.neighbours(touched))
    stars = _concerned(sky, np.union1d(touched, moved))
    ids, labels = sky.named(stars)
    sky.put("moved", pa.table({"wording": sky.number[moved], "centre": sky.number[sky.centre[moved]]}))
    names = {"cluster_id": pa.array(ids, pa.string()), "label": labels}
    sky.put("renamed", pa.table({"centre": sky.number[stars], **names}))
    note("internal.stars", *_exchanged(f"FROM internal.stars WHERE {_MOVED}", "FROM moved"))
    connection.execute(_WERE_NAMED)
    note("internal.centres", *_exchanged("FROM were_named", "FROM renamed"))
    connection.execute(_RECLUSTERED)


def _concerned(sky: Sky, changed: Integers) -> Integers:
    """The stars that changed wordings belong to, and those that they belonged to."""
    both = np.unique(np.concatenate([sky.centre[changed], sky.was[changed]]))
    both = both[both >= 0]
    stars: Integers = both[sky.centre[both] == both]
    return stars


def _exchanged(before: str, now: str) -> tuple[str, str]:
    """What went and what came, as SELECT."""
    return f"({before}) EXCEPT ({now})", f"({now}) EXCEPT ({before})"


_NOTHING_PUBLISHED = "CREATE TEMP TABLE IF NOT EXISTS published (cluster_id VARCHAR, label VARCHAR, item_id VARCHAR)"
_DECIDED = """
WITH told AS (
    SELECT item_id, unnest(string_split(same_as, ' ')) AS other, true AS same FROM items WHERE same_as IS NOT NULL
    UNION
    SELECT item_id, unnest(string_split(not_same_as, ' ')), false FROM items WHERE not_same_as IS NOT NULL
),

pairs AS (
    SELECT least(item_id, other) AS item_id, greatest(item_id, other) AS other, bool_and(same) AS same
    FROM told GROUP BY ALL
)

SELECT DISTINCT least(ours.wording, theirs.wording) AS one, greatest(ours.wording, theirs.wording) AS other, same
FROM pairs
INNER JOIN internal.said AS ours ON pairs.item_id = ours.item_id
INNER JOIN internal.said AS theirs ON pairs.other = theirs.item_id
"""
"""A pair that was decided both ways is cut."""

_REDECIDED = """
CREATE OR REPLACE TEMP TABLE redecided AS
WITH differing AS (
    (FROM internal.decided EXCEPT FROM now_decided) UNION ALL (FROM now_decided EXCEPT FROM internal.decided)
)

SELECT one AS wording FROM differing UNION SELECT other FROM differing
"""

_MOVED = "wording IN (SELECT wording FROM moved) OR wording NOT IN (SELECT wording FROM internal.wordings)"

_WERE_NAMED = """
CREATE OR REPLACE TEMP TABLE were_named AS
FROM internal.centres
WHERE centre IN (SELECT centre FROM renamed) OR centre NOT IN (SELECT centre FROM internal.stars)
"""

_RECLUSTERED = """
CREATE OR REPLACE TEMP TABLE reclustered AS
WITH differing AS (
    SELECT wording FROM moved
    UNION
    SELECT wording FROM internal.stars WHERE centre IN (SELECT centre FROM (FROM renamed EXCEPT FROM were_named))
)

SELECT item_id FROM internal.said SEMI JOIN differing USING (wording)
UNION SELECT item_id FROM was_said
UNION SELECT item_id FROM saying
"""
