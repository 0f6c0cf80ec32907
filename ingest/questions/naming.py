"""Orders by what an analyst calls them: an id, a region by code or name, a municipality, or part of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ingest.questions.query import query
from warehouse.errors import UnknownPlaceError
from warehouse.ids import normalised, own_name

if TYPE_CHECKING:
    import duckdb

MOST_LISTED = 8
"""Names that a message lists."""
_REGION_CODE = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Order:
    """An order that can be compared."""

    order_id: str
    region_code: str | None
    region: str
    municipality: str | None
    level: str | None
    academic_year: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """The orders that a place names; `region`: it is a region, not an order or a municipality."""

    orders: tuple[Order, ...]
    region: bool = False


def orders(connection: duckdb.DuckDBPyConnection) -> list[Order]:
    """Every loaded order."""
    return [Order(**row) for row in query(connection, "comparable_orders")]


def one_order(connection: duckdb.DuckDBPyConnection, place: str) -> Order:
    """The one loaded order of an id or of a place's name; UnknownOrderError for none, or several."""
    found = named(place, orders(connection)).orders
    if len(found) > 1:
        ids = listed(order.order_id for order in found)
        raise UnknownPlaceError(f"«{place}» — несколько приказов: {ids}; назовите один")
    return found[0]


def order_ids(connection: duckdb.DuckDBPyConnection, places: Iterable[str]) -> tuple[str, ...]:
    """The orders of all the places, each once; () for no place. UnknownOrderError with the nearest names."""
    asked = list(places)
    loaded = orders(connection) if asked else []
    found = (order.order_id for place in asked for order in named(place, loaded).orders)
    return tuple(dict.fromkeys(found))


def named(place: str, loaded: Sequence[Order]) -> Named:
    """The orders of an id, a region's code ('42'), or a name or part of one ('Кузбасс', 'алтай', 'Усинск').

    Raises UnknownPlaceError for a place that is unknown or told by no single name.
    """
    by_id = tuple(order for order in loaded if order.order_id == place)
    if by_id:
        return Named(by_id)
    if _REGION_CODE.fullmatch(place):
        found = _of_code(place.zfill(2), loaded)
    elif of_region := _by_name(place, loaded, _region):
        found = Named(of_region, region=True)
    elif of_town := _by_name(place, loaded, _municipality):
        found = Named(of_town)
    else:
        found = _of_inflected_region(place, loaded)
    if not found.orders:
        raise UnknownPlaceError(_unknown_place(place, loaded))
    return found


def listed(names: Iterable[str]) -> str:
    """Names in a sentence, eight at most: 'а, б и ещё 3'."""
    distinct = list(dict.fromkeys(names))
    rest = len(distinct) - MOST_LISTED
    return ", ".join(distinct[:MOST_LISTED]) + (f" и ещё {rest}" if rest > 0 else "")


def _of_code(code: str, loaded: Sequence[Order]) -> Named:
    return Named(tuple(order for order in loaded if order.region_code == code), region=True)


def _by_name(place: str, loaded: Sequence[Order], name_of: Callable[[Order], tuple[str, str]]) -> tuple[Order, ...]:
    """Orders of the one place whose name it is, or part of its name; () for none."""
    names = dict.fromkeys(map(name_of, loaded))
    wanted = {normalised(place), normalised(own_name(place))} - {""}
    exact = [(key, name) for key, name in names if key in wanted or normalised(name) in wanted]
    found = dict(exact or [(key, name) for key, name in names if any(part in normalised(name) for part in wanted)])
    if len(found) > 1:
        raise UnknownPlaceError(f"«{place}» подходит к нескольким: {listed(found.values())}; назовите точнее или кодом")
    return tuple(order for order in loaded if name_of(order)[0] in found)


def _region(order: Order) -> tuple[str, str]:
    return normalised(order.region), order.region


def _municipality(order: Order) -> tuple[str, str]:
    """(what its names share over the years, with the region; its name): there are several Советских районов."""
    if not order.municipality:
        return "", ""
    return normalised(f"{own_name(order.municipality)} {order.region}"), f"{order.municipality} ({order.region})"


def _of_inflected_region(place: str, loaded: Sequence[Order]) -> Named:
    """Orders of a region named in another case or by a short form: 'Алтайского края', 'ХМАО'."""
    from normalize.territories.regions import find_regions

    codes = {mention.code for form in (place, place.title()) for mention in find_regions(form)}
    return _of_code(codes.pop(), loaded) if len(codes) == 1 else Named(())


def _unknown_place(place: str, loaded: Sequence[Order]) -> str:
    from normalize.territories.regions import find_regions, regions

    there = listed(f"{order.region_code or '—'} {order.region}" for order in loaded)
    codes = [place.zfill(2), *(mention.code for mention in find_regions(place.title()))]
    for known in (regions()[code] for code in codes if code in regions()):
        return f"Приказов региона {known.code} ({known.name}) не загружено; загружены: {there}"
    near = _nearest(place, loaded)
    hint = f"возможно, {listed(near)}; " if near else ""
    if any(character.isdigit() for character in place) and "-" in place:
        return f"Приказ {place} не загружен: {hint or 'что загружено, покажет dorkarta orders'}".rstrip("; ")
    return f"«{place}» — не приказ, не регион и не муниципалитет из загруженных; {hint}загружены: {there}"


def _nearest(place: str, loaded: Sequence[Order]) -> list[str]:
    """The ids, regions and municipalities that are written most like what was named, whole or by one of their words."""
    names = {order.order_id: order.order_id for order in loaded}
    for name in (text for order in loaded for text in (order.region, order.municipality) if text):
        names |= dict.fromkeys((name.casefold(), *normalised(name).split()), name)
    near = get_close_matches(place.casefold(), list(names), MOST_LISTED, 0.6)
    return list(dict.fromkeys(names[word] for word in near))
