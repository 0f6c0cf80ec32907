"""Pairs of wordings that are one activity, or a text and its special case: found once, when a wording is new."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.corpus.matching.candidates import candidates, told
from warehouse.corpus.matching.judge import Judgements, judge_pairs, likeness
from warehouse.corpus.matching.profiles import Booleans, Integers, Profiles, of_table
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
    left, right, judged = _worth_telling(known, *candidates(known, fresh))
    found = judged.is_found
    alike = np.full(len(left), np.nan)
    alike[found] = likeness(known, left[found], right[found])
    columns = {
        "one": np.minimum(number[left], number[right]),
        "other": np.maximum(number[left], number[right]),
        "score": np.where(found, np.round(judged.right, 4), np.nan),
        "sure": judged.is_compared,
        "likeness": alike,
        "part": np.where(judged.is_part, np.round(judged.part, 4), np.nan),
    }
    arrays = [pa.array(columns[field.name], field.type, from_pandas=True) for field in _SCHEMA]
    return pa.Table.from_arrays(arrays, schema=_SCHEMA)


def _worth_telling(known: Profiles, left: Integers, right: Integers) -> tuple[Integers, Integers, Judgements]:
    """The pairs that are the same, and those of which one is a part of the other; among many wordings few of each."""
    judged = judge_pairs(known, left, right)
    rows = [
        some[told(left[some], right[some], score[some], len(known))]
        for some, score in (
            (np.flatnonzero(judged.is_found), judged.right),
            (np.flatnonzero(judged.is_part), judged.part),
        )
    ]
    kept = np.unique(np.concatenate(rows))
    return left[kept], right[kept], judged.some(kept)


_SCHEMA = pa.schema(
    [
        *((name, pa.int64()) for name in ("one", "other")),
        *(("score", pa.float64()), ("sure", pa.bool_()), ("likeness", pa.float64()), ("part", pa.float64())),
    ]
)
_KNOWN = """
SELECT
    wording AS number, match_key, facets, printed AS wording, meaning,
    wording IN (FROM fresh) AS fresh
FROM internal.wordings INNER JOIN ranked ON first_order = order_id
ORDER BY age, first_seq, number
"""
