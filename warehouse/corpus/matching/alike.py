"""Pairs of wordings that are one activity, or a text and its special case: found once, when a wording is new."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.corpus.matching.candidates import candidates
from warehouse.corpus.matching.judge import judge_pairs, likeness
from warehouse.corpus.matching.profiles import Booleans, of_table
from warehouse.corpus.matching.said import Note
from warehouse.sql import literal


def find_alike(connection: duckdb.DuckDBPyConnection, folder: Path, note: Note) -> None:
    """Bring internal.alike up to date: pairs of wordings that went go, the fresh ones meet all others.

    Asks for the temporary tables of said_of; left in `realike` (wording): both ends of every pair that went or came.
    """
    path = folder / "alike.parquet"
    pq.write_table(_found(connection), path)
    came = f"FROM read_parquet({literal(str(path))})"
    out = """SELECT one, other FROM internal.alike WHERE one IN (SELECT wording FROM gone)
        UNION SELECT one, other FROM internal.alike WHERE other IN (SELECT wording FROM gone)"""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE realike AS
        WITH pairs AS (({out}) UNION SELECT one, other {came})
        SELECT one AS wording FROM pairs UNION SELECT other FROM pairs"""
    )
    note("internal.alike", out, came)
    path.unlink()


def _found(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The rows of internal.alike that the fresh wordings bring."""
    said = connection.execute(_KNOWN).to_arrow_table()
    fresh: Booleans = said.column("fresh").to_numpy().astype(bool)
    if not fresh.any():
        return _SCHEMA.empty_table()
    known, number = of_table(said), said.column("number").to_numpy()
    left, right = candidates(known, fresh)
    judged = judge_pairs(known, left, right)
    told = np.flatnonzero(judged.is_found | judged.is_part)
    left, right, found = left[told], right[told], judged.is_found[told]
    alike = np.full(len(told), np.nan)
    alike[found] = likeness(known, left[found], right[found])
    columns = {
        "one": np.minimum(number[left], number[right]),
        "other": np.maximum(number[left], number[right]),
        "score": np.where(found, np.round(judged.right[told], 4), np.nan),
        "sure": judged.is_compared[told],
        "likeness": alike,
        "part": np.where(found, np.nan, np.round(judged.part[told], 4)),
    }
    arrays = [pa.array(columns[field.name], field.type, from_pandas=True) for field in _SCHEMA]
    return pa.Table.from_arrays(arrays, schema=_SCHEMA)


_SCHEMA = pa.schema(
    [
        *((name, pa.int64()) for name in ("one", "other")),
        *(("score", pa.float64()), ("sure", pa.bool_()), ("likeness", pa.float64()), ("part", pa.float64())),
    ]
)
_KNOWN = """
SELECT
    wording AS number, match_key, facets, printed AS wording, minhash, meaning,
    wording IN (FROM fresh) AS fresh
FROM internal.wordings INNER JOIN ranked ON first_order = order_id
ORDER BY age, first_seq, number
"""
