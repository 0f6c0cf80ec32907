"""Who is who over all orders: abbreviations that an order leaves open, told by other orders of the same region."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from warehouse.ids import entity_id, normalised
from warehouse.sql import literals

_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«([^«»]+)»")
_LEGAL_FORM = re.compile(r"(?:Ф?Г|М|О|К|Ч)?[БКА]?[ОДПНЗС]{0,2}У|АНО|ДПО|ДО|ВО|СПО")
"""ГКУ, МАОУ, ГБПОУ, ФГБНУ, НОУ and what follows them: ДПО."""
_FUNCTION_WORDS = frozenset(
    ("и", "в", "во", "по", "с", "со", "на", "о", "об", "для", "при", "из", "от", "до", "к", "у")
)
_WIDE_LEVELS = ("federal", "regional")


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An abbreviation that its own order does not tell."""

    order_id: str
    entity_id: str
    mention: str
    region_code: str
    municipality: str


@dataclass(frozen=True, slots=True)
class LongForm:
    """A full name that an order of the region tells; `short` as that order abbreviates it, '' where it doesn't."""

    short: str
    canonical: str
    entity_id: str
    level: str | None
    region_code: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Link:
    """What an unresolved abbreviation of an order stands for."""

    unresolved: Unresolved
    told: LongForm


def letters(name: str) -> str:
    """What printings of an abbreviation share: 'УО АНМО', 'УОАНМО' -> 'УОАНМО'; the case of letters counts."""
    return "".join(_LETTERS.findall(name))


def without_legal_form(name: str) -> str:
    """'ГКУ КЦМКО', 'МАОУ ДПО «ИМЦ»' -> 'КЦМКО', '«ИМЦ»'; 'УГУиОКО МОК', a department of another body, stays whole."""
    words = name.split()
    while len(words) > 1 and _LEGAL_FORM.fullmatch(words[0]):
        words = words[1:]
    return " ".join(words)


def initials(name: str) -> frozenset[str]:
    """The abbreviations that a full name can have, in capitals: with and without its conjunctions and prepositions.

    Of a name with a quoted part the quoted part counts: 'ГКУ «Кузбасский центр мониторинга качества образования»'
    -> {'КЦМКО'}. Nothing for a single word.
    """
    quoted = _QUOTED.findall(name)
    words = _LETTERS.findall((quoted[-1] if quoted else name).casefold())
    full = [word for word in words if word not in _FUNCTION_WORDS]
    if len(full) < 2:
        return frozenset()
    return frozenset("".join(word[0] for word in some).upper() for some in (words, full))


def links(unresolved: Iterable[Unresolved], told: Iterable[LongForm]) -> Iterator[Link]:
    """Abbreviations with the one full name that orders of their region tell for them.

    First names that an order abbreviates so itself, then names with these initials; of both those of the same
    municipality, then those of the region. Where two names are as near, the abbreviation stays open.
    """
    by_short: dict[tuple[str, str], list[LongForm]] = defaultdict(list)
    by_initials: dict[tuple[str, str], list[LongForm]] = defaultdict(list)
    for form in told:
        by_short[form.region_code, letters(form.short)].append(form)
        for short in initials(form.canonical):
            by_initials[form.region_code, short].append(form)
    for one in unresolved:
        name = letters(one.mention)
        bare = letters(without_legal_form(one.mention))
        ways = [by_short[one.region_code, name], by_initials[one.region_code, name], by_initials[one.region_code, bare]]
        for forms in ways:
            if found := _nearest(one, forms):
                yield Link(one, found)
                break


def _nearest(one: Unresolved, forms: Iterable[LongForm]) -> LongForm | None:
    ranked: dict[int, dict[str, LongForm]] = defaultdict(dict)
    for form in forms:
        if form.municipality == one.municipality:
            ranked[0][form.entity_id] = form
        elif not form.municipality or form.level in _WIDE_LEVELS:
            ranked[1][form.entity_id] = form
    best = ranked[min(ranked)] if ranked else {}
    return next(iter(best.values())) if len(best) == 1 else None


def link(connection: duckdb.DuckDBPyConnection) -> None:
    """Link what orders leave open.

    The result depends on the set of orders only, not on the order of loading. Rows of `responsibles` that change are
    kept as the order has them in internal.linked.
    """
    found = list(links(_unresolved(connection), _long_forms(connection)))
    _apply(connection, found)


def list_entities(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `entities` and `aliases` from the responsibles as they are now."""
    connection.execute(f"INSERT INTO entities BY NAME {entities()}")
    connection.execute(_ALIASES)


def _unresolved(connection: duckdb.DuckDBPyConnection) -> list[Unresolved]:
    rows = connection.execute(
        """SELECT DISTINCT order_id, entity_id, mention, region_code, coalesce(municipality, '')
        FROM responsibles INNER JOIN orders USING (order_id)
        WHERE kind = 'org' AND NOT resolved AND region_code IS NOT NULL ORDER BY ALL"""
    ).fetchall()
    return [Unresolved(*row) for row in rows]


def _long_forms(connection: duckdb.DuckDBPyConnection) -> list[LongForm]:
    rows = connection.execute(
        """SELECT DISTINCT mention, canonical, entity_id, responsibles.level, region_code, coalesce(municipality, '')
        FROM responsibles INNER JOIN orders USING (order_id)
        WHERE kind = 'org' AND resolved AND canonical IS NOT NULL AND region_code IS NOT NULL ORDER BY ALL"""
    ).fetchall()
    forms = [LongForm(*row) for row in rows]
    known = {(form.region_code, normalised(form.canonical)): form.entity_id for form in forms}
    defined = connection.execute(
        """SELECT DISTINCT short, full_name, definitions.level, region_code, coalesce(municipality, '')
        FROM definitions INNER JOIN orders USING (order_id) WHERE region_code IS NOT NULL ORDER BY ALL"""
    ).fetchall()
    for short, full, level, region, municipality in defined:
        entity = known.get((region, normalised(full))) or entity_id("org", full, region)
        forms.append(LongForm(short, full, entity, level, region, municipality))
    return forms


def _apply(connection: duckdb.DuckDBPyConnection, found: list[Link]) -> None:
    columns: dict[str, list[str | None]] = {
        "order_id": [one.unresolved.order_id for one in found],
        "entity_id": [one.unresolved.entity_id for one in found],
        "mention": [one.unresolved.mention for one in found],
        "told_id": [one.told.entity_id for one in found],
        "told": [one.told.canonical for one in found],
        "told_level": [one.told.level for one in found],
    }
    selected = ", ".join(f"unnest({literals(values)}) AS {name}" for name, values in columns.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE links AS SELECT {selected}")
    connection.execute(
        """INSERT INTO internal.linked BY NAME
        FROM responsibles SEMI JOIN links USING (order_id, entity_id, mention)"""
    )
    connection.execute(
        """UPDATE responsibles SET entity_id = told_id, canonical = told, resolved = true, basis = 'corpus',
            level = coalesce(told_level, level)
        FROM links WHERE responsibles.order_id = links.order_id AND responsibles.entity_id = links.entity_id
            AND responsibles.mention = links.mention"""
    )


def entities(among: str = "true") -> str:
    """The SELECT of `entities`, of those rows of responsibles for which `among` holds."""
    return _ENTITIES.replace("among_these", among)


_ENTITIES = """
WITH names AS (
    SELECT
        r.entity_id, r.kind, coalesce(r.canonical, r.mention) AS canonical, count(*) AS mentions,
        min(r.level) AS level, min(o.region_code) AS region_code, coalesce(bool_or(r.resolved), false) AS resolved
    FROM responsibles AS r INNER JOIN orders AS o USING (order_id)
    WHERE among_these GROUP BY ALL
),

ranked AS (
    SELECT
        entity_id, kind, canonical, min(level) OVER whole AS level, min(region_code) OVER whole AS region_code,
        bool_or(resolved) OVER whole AS resolved,
        row_number() OVER (PARTITION BY entity_id ORDER BY mentions DESC, canonical) AS rank
    FROM names WINDOW whole AS (PARTITION BY entity_id)
)

SELECT
    entity_id, kind, canonical, level, resolved,
    CASE WHEN level = 'federal' OR kind = 'role' THEN NULL ELSE region_code END AS region_code
FROM ranked WHERE rank = 1
"""

_ALIASES = """
INSERT INTO aliases BY NAME
SELECT entity_id, mention AS alias, order_id, min(basis) AS basis FROM responsibles GROUP BY ALL
"""
