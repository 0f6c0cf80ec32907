"""Answers a question about several orders: one of warehouse/reading/compare/, its rows and what limits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ingest.questions.naming import orders
from ingest.questions.scope import NO_FILTERS, ORDER, Chosen, Filters, choose, with_options
from warehouse.corpus.topics import topic_titles
from warehouse.errors import ComparisonError, UnknownPlaceError
from warehouse.reading import comparisons
from warehouse.reading.comparisons import Comparison, Scope

if TYPE_CHECKING:
    import duckdb

Record = dict[str, Any]
MOST_UNITS = 100
"""Columns of a matrix that a person can still read."""
_NEEDS_MATCHING = ("coverage", "lead_time")
_OF_PAIRS = ("municipal", "years")
"""Comparisons of one order with another (view order_pairs)."""
_ABSENT = {
    "years": "Нет двух приказов одной территории за разные годы",
    "municipal": "Нет муниципального приказа и регионального приказа того же или предыдущего года одного региона",
    "coverage": "Типовых мероприятий, которых кому-то недостаёт, нет",
    "lead_time": "Одинаковых мероприятий у разных сторон не найдено",
}
_INSTEAD = {
    "years": "загрузите приказ другого года или сравните два приказа сами: dorkarta diff A B",
    "municipal": "загрузите недостающий приказ или сравните два приказа сами: dorkarta diff A B",
    "coverage": "попробуйте --least 1 или --by order",
    "lead_time": "сравните темы: dorkarta compare --what topics",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of a comparison, one a figure, and what an analyst should know of them, one Russian sentence each."""

    comparison: Comparison
    scope: Scope
    rows: list[Record]
    notes: tuple[str, ...]


def compare(
    connection: duckdb.DuckDBPyConnection,
    what: str,
    places: Sequence[str] = (),
    filters: Filters = NO_FILTERS,
    *,
    by: str = "",
    literal: bool = False,
    least: int = 0,
    most: int = 50,
) -> Compared:
    """Runs a comparison over the orders of the places named, or over all.

    Raises ComparisonError where the orders don't allow it, with what could be done, and UnknownOrderError.
    """
    comparison = named(what)
    chosen = _chosen(connection, what, places, filters, by)
    scope = with_options(chosen.scope, literal=literal, least=least, most=most)
    _check(connection, comparison, scope)
    rows = comparisons.run(connection, comparison, scope)
    if not rows:
        raise ComparisonError(_nothing(comparison, scope))
    return Compared(comparison, scope, rows, (*chosen.notes, *_limits(comparison, scope, rows)))


def _chosen(
    connection: duckdb.DuckDBPyConnection, what: str, places: Sequence[str], filters: Filters, by: str
) -> Chosen:
    return choose(connection, places, filters, ORDER if what in _OF_PAIRS else by)


def rows_behind(
    connection: duckdb.DuckDBPyConnection,
    what: str,
    places: Sequence[str],
    filters: Filters,
    keys: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """The item_ids of the rows that a figure of a comparison counts; `keys` are the values of its row and column.

    Raises ComparisonError and UnknownOrderError as `compare` does.
    """
    scope = with_options(_chosen(connection, what, places, filters, "").scope, literal=False, least=0, most=50)
    return comparisons.rows_behind(connection, named(what), scope, keys)


def named(what: str) -> Comparison:
    """A comparison by its name; ComparisonError listing all of them."""
    known = comparisons.comparisons()
    if what in known:
        return known[what]
    near = get_close_matches(what, known, 1)
    hint = f"возможно, {near[0]}; " if near else ""
    listed = ", ".join(f"{name} — {one.title.lower()}" for name, one in known.items())
    raise UnknownPlaceError(f"Сравнения «{what}» нет: {hint}есть {listed}")


def _check(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> None:
    """Whether the orders allow the comparison at all."""
    if comparison.name in _OF_PAIRS and len(orders(connection)) < 2:
        raise ComparisonError(_alone(scope))
    if comparison.name in _NEEDS_MATCHING:
        _check_matching(connection, scope)
    if comparison.matrix[:1] == ("unit",) and len(set(scope.units)) > MOST_UNITS:
        raise ComparisonError(
            f"Сравнивается {len(set(scope.units))}, а в таблице помещается {MOST_UNITS}: назовите нужные приказы "
            "или регионы, оставьте год (--year) или уровень (--level)"
        )


def _check_matching(connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    if len(scope.all_orders) < 2:
        raise ComparisonError(_alone(scope))
    if len(set(scope.all_units)) < 2:
        raise ComparisonError(
            f"Все приказы одного региона ({scope.all_units[0]}): сравнивать не с кем. Сравните приказы: --by order"
        )
    if connection.execute("FROM clusters LIMIT 1").fetchone() is None:
        raise ComparisonError(
            "Одинаковых мероприятий в разных приказах не найдено; грубое сравнение: dorkarta compare --what topics"
        )


def _alone(scope: Scope) -> str:
    return (
        f"Приказ один ({scope.all_orders[0]}): сравнивать не с чем. Загрузите другие (dorkarta load ФАЙЛ…) "
        "или снимите условия; план одного приказа: dorkarta compare --what calendar"
    )


def _nothing(comparison: Comparison, scope: Scope) -> str:
    if scope.topic:
        return f"Темы {_topic(scope.topic)} у выбранных приказов нет; какие есть: dorkarta compare --what topics"
    absent = _ABSENT.get(comparison.name, "У выбранных приказов нет ни одного мероприятия")
    return f"{absent}; {_INSTEAD.get(comparison.name, 'проверьте их: dorkarta findings')}"


def _topic(topic_id: str) -> str:
    return f"«{topic_titles().get(topic_id, topic_id)}»"


def _limits(comparison: Comparison, scope: Scope, rows: Sequence[Record]) -> Iterator[str]:
    """What the rows can't say."""
    if comparison.name == "topics" and len(set(scope.units)) > 1:
        units_of: dict[str, set[str]] = {}
        for row in rows:
            units_of.setdefault(row["topic"], set()).add(row["unit"])
        if all(len(units) == 1 for units in units_of.values()):
            yield "Общих тем нет: сравнить эти приказы можно только по месяцам, --what calendar"
    if comparison.matrix[:1] == ("month",):
        yield from _undated(rows)
    if comparison.name == "lead_time" and all(row["days_late"] is None for row in rows):
        yield "Ни у одного из этих мероприятий нет дат: проверьте сроки, dorkarta findings --check unresolved_period"


def _undated(rows: Sequence[Record]) -> Iterator[str]:
    if all(row["month"] is None for row in rows):
        yield (
            "Ни у одного мероприятия нет дат, все сосчитаны как «без дат»: сроки показывает "
            "dorkarta findings --check unresolved_period"
        )
