"""How many of the links between orders are right: drawn at random, read blind, scored.

    python -m benchmarks.links draw CURATED SHEET.csv KEY.csv [--measured]    draws a blind sheet
    python -m benchmarks.links                                                scores tests/cases/links

`draw` takes, of every activity and every other order, the pair that is found and the three that are nearest, sorts them
by their score into bands, and draws so many of each band with a fixed seed; --measured draws pairs with an order of
unseen_orders.txt, else those without. The sheet tells nothing of scores, the key says how many pairs each drawn one
stands for. A reader writes same, part or other into the sheet. Scoring judges the texts anew and weighs each pair with
what it stands for: precision and recall are those of the whole warehouse. A pair that is not sure `may be told`: a
warehouse tells it where neither side has a likelier one in the other's order, which two texts alone can't say.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.links_data import FITTING, LINKS, MEASURED, OTHER, SAME, Drawn, Key, read_keys, read_sheets, write_rows
from benchmarks.matcher import BETWEEN_HEADINGS
from ingest import api
from ingest.decisions.links import SAME as SAME_AS
from ingest.decisions.links import links
from ingest.questions.matching import matchable
from warehouse.corpus.matching.judge import judge_pairs
from warehouse.corpus.matching.nearest import nearest
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers, Matchable, Profiles, of_matchables, of_table

SEED = 16
BANDS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 1.01)
OF_EACH_BAND = (30, 30, 30, 30, 30, 40, 50)
"""Bounds of the bands of scores, and how many pairs are drawn from each unless --of tells otherwise."""
NEAR = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """Labelled pairs with what the product says: the share of such links that are right, whether a pair may be told
    and whether comparisons use it; what each pair stands for.
    """

    score: Floats
    found: Booleans
    compared: Booleans
    label: Sequence[str]
    weight: Floats

    @property
    def truth(self) -> Booleans:
        """The pairs that a reader takes for one activity."""
        return np.array([label == SAME for label in self.label])


def judged(drawn: Sequence[Drawn], keys: dict[str, Key]) -> Scored:
    """What the product says now of the pairs of a sheet that were read."""
    read = [one for one in drawn if one.label]
    ones, others = matchables(read)
    left = np.arange(len(read))
    found = judge_pairs(of_matchables([*ones, *others]), left, left + len(read))
    labels, weight = [one.label for one in read], np.array([keys[one.pair].weight for one in read])
    return Scored(np.where(found.conflict, 0.0, found.right), found.is_found, found.is_compared, labels, weight)


def matchables(drawn: Sequence[Drawn]) -> tuple[list[Matchable], list[Matchable]]:
    """Both sides of the pairs as matching compares them."""
    return (
        [_matchable(one.text_a, one.headings_a, one.title_a) for one in drawn],
        [_matchable(one.text_b, one.headings_b, one.title_b) for one in drawn],
    )


def _matchable(text: str, headings: str, title: str) -> Matchable:
    return matchable(text, tuple(reversed(headings.split(BETWEEN_HEADINGS))) if headings else (), title)


@dataclass(frozen=True)
class Population:
    """The pairs that may be drawn: item ids and order ids of all activities, pairs of their places with the score."""

    items: Sequence[str]
    orders: Sequence[str]
    left: Integers
    right: Integers
    score: Floats


def population(connection: duckdb.DuckDBPyConnection) -> Population:
    """Of each activity and each other order the nearest by words and meaning, and what is found beside them."""
    table = connection.execute(_ACTIVITIES).to_arrow_table()
    known = of_table(table)
    orders = table.column("order_id").to_pylist()
    numbers = np.unique(np.array(orders), return_inverse=True)[1]
    left, right = nearest(known, np.ones(len(known), dtype=bool))
    apart = numbers[left] != numbers[right]
    left, right = left[apart], right[apart]
    judged_pairs = judge_pairs(known, left, right)
    nearest_first = _rank(left * (numbers.max() + 1) + numbers[right], _near(known, left, right))
    kept = (nearest_first < NEAR) | judged_pairs.is_found
    left, right, score = left[kept], right[kept], judged_pairs.right[kept]
    numbered = np.minimum(left, right) * len(known) + np.maximum(left, right)
    _, first = np.unique(numbered, return_index=True)
    return Population(table.column("item_id").to_pylist(), orders, left[first], right[first], score[first])


def _near(known: Profiles, left: Integers, right: Integers) -> Floats:
    """How near two texts are by rare words and by meaning, whatever their facets are."""
    words, ours, theirs = known.shared(left, right)[:, 0], known.totals[left, 0], known.totals[right, 0]
    different = np.bitwise_count(known.meanings[left] ^ known.meanings[right]).sum(axis=1)
    near: Floats = words / np.sqrt(np.maximum(ours * theirs, 1e-9)) + np.cos(np.pi * different / 256) / 2
    return near


def _rank(groups: Integers, score: Floats) -> Integers:
    order = np.lexsort((-score, groups))
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - np.searchsorted(groups[order], groups[order])
    return ranks


def draw(among: Population, wanted: Booleans, of_each: Sequence[int], seed: int) -> Iterator[tuple[int, float]]:
    """(place of a pair, how many it stands for): so many of each band of scores among the wanted pairs, shuffled."""
    chance, drawn = random.Random(seed), list[tuple[int, float]]()
    for (low, high), most in zip(pairwise(BANDS), of_each, strict=True):
        band = np.flatnonzero(wanted & (among.score >= low) & (among.score < high)).tolist()
        some = chance.sample(band, min(most, len(band)))
        drawn += [(place, len(band) / len(some)) for place in some]
    chance.shuffle(drawn)
    yield from drawn


def sheet(
    connection: duckdb.DuckDBPyConnection, unseen: Sequence[str], measured: bool, of_each: Sequence[int], seed: int
) -> tuple[list[Drawn], list[Key]]:
    """The blind sheet of a warehouse and its key; pairs with an order that `unseen` names, or those without."""
    among = population(connection)
    is_unseen = np.array([any(name in order for name in unseen) for order in among.orders])
    with_unseen = is_unseen[among.left] | is_unseen[among.right]
    rows, keys = list[Drawn](), list[Key]()
    for number, (place, weight) in enumerate(draw(among, with_unseen == measured, of_each, seed), 1):
        sides = [_printed(connection, among.items[side[place]]) for side in (among.left, among.right)]
        pair = f"{'m' if measured else 'f'}{seed}-{number:03}"
        rows.append(Drawn(pair, *sides[0], *sides[1]))
        keys.append(Key(pair, round(float(among.score[place]), 4), round(weight, 2)))
    return rows, keys


def decided(curated: Path) -> tuple[list[Drawn], dict[str, Key]]:
    """What analysts decided of links in a warehouse, as read pairs that each stand for themselves."""
    made = [(one.target, other, one.column == SAME_AS) for one, other in links(curated)]
    with api.open(curated) as connection:
        sides = [(_printed(connection, one), _printed(connection, other), same) for one, other, same in made]
    rows = [
        Drawn(f"decided-{number}", *one, *other, SAME if same else OTHER)
        for number, (one, other, same) in enumerate(sides, 1)
    ]
    return rows, {row.pair: Key(row.pair, 0.0, 1.0) for row in rows}


def _printed(connection: duckdb.DuckDBPyConnection, item_id: str) -> tuple[str, str, str, str]:
    """Order, its title, headings outermost first, and text of an activity."""
    row = connection.execute(_PLACE, [item_id]).fetchone()
    assert row is not None
    order, title, section, subsection, category, text, parent = row
    above = list[str]()
    while parent and (found := connection.execute(_PARENT, [parent]).fetchone()) is not None:
        above.insert(0, found[0])
        parent = found[1]
    return order, title, BETWEEN_HEADINGS.join(filter(None, (section, subsection, category, *above))), text


_ACTIVITIES = """
SELECT item_id, order_id, match_key, coalesce(facets, []) AS facets, coalesce(wording, '') AS wording, meaning
FROM items WHERE match_key <> '' AND NOT coalesce(activity_inherited, false) ORDER BY order_id, seq
"""
_PLACE = """
SELECT order_id, coalesce(title, ''), section, subsection, category, activity, parent_item_id
FROM items INNER JOIN orders USING (order_id) WHERE item_id = ?
"""
_PARENT = "SELECT activity, parent_item_id FROM items WHERE item_id = ?"


def weighted(truth: Booleans, said: Booleans, weight: Floats) -> tuple[float, float, float]:
    """Precision, recall and F1, each pair counted as often as it stands for; 0 where undefined."""
    hits = float(weight[truth & said].sum())
    precision, recall = hits / max(float(weight[said].sum()), 1e-9), hits / max(float(weight[truth].sum()), 1e-9)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def reliability(known: Scored) -> Iterator[str]:
    """Lines of bands of scores: how many pairs were read, the mean score, the share that is right."""
    for low, high in pairwise(BANDS):
        band = (known.score >= low) & (known.score < high)
        if band.any():
            weight = known.weight[band]
            mean, right = np.average(known.score[band], weights=weight), np.average(known.truth[band], weights=weight)
            yield f"  {low:.2f} to {min(high, 1):.2f}   {band.sum():4} pairs   mean {mean:.2f}   right {right:.2f}"


def vocabulary(drawn: Sequence[Drawn]) -> Iterator[str]:
    """Lines of what the dictionary of operations knows of the texts of a sheet."""
    ones, others = matchables(drawn)
    named = [[_operations(side) for side in pair] for pair in zip(ones, others, strict=True)]
    known = [bool(operations) for pair in named for operations in pair]
    common = [bool(pair[0] & pair[1]) for one, pair in zip(drawn, named, strict=True) if one.label == SAME]
    yield f"  operation unknown in {1 - np.mean(known):.1%} of the texts; common to {np.mean(common):.1%} of true pairs"


def _operations(activity: Matchable) -> set[str]:
    return {facet for facet in activity.facets if facet.startswith(("дело: ", "дело по слову: "))}


def main() -> None:
    """Draws a sheet, or scores the labelled ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    drawing = commands.add_parser("draw")
    for name in ("curated", "sheet", "key"):
        drawing.add_argument(name, type=Path)
    drawing.add_argument("--measured", action="store_true")
    drawing.add_argument("--of", type=int, nargs=len(OF_EACH_BAND), default=OF_EACH_BAND)
    drawing.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    if arguments.command == "draw":
        unseen = (LINKS / "unseen_orders.txt").read_text(encoding="utf-8").split()
        with api.open(arguments.curated) as connection:
            rows, keys = sheet(connection, unseen, arguments.measured, arguments.of, arguments.seed)
        write_rows(arguments.sheet, rows)
        write_rows(arguments.key, keys)
        return
    print("\n".join(line for half in (FITTING, MEASURED) for line in report(half)))


def report(half: str) -> Iterator[str]:
    """What is reached on the labelled sheets of a half."""
    known = judged(read_sheets(half), read_keys(half))
    for kind, weight in (("as the warehouse has them", known.weight), ("each pair once", np.ones(len(known.score)))):
        for level, said in (("may be told", known.found), ("sure", known.compared)):
            precision, recall, f1 = weighted(known.truth, said, weight)
            yield f"{half}, {kind}, {level}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({said.sum()} of {len(said)})"
    yield from reliability(known)
    yield from vocabulary(read_sheets(half))


if __name__ == "__main__":
    main()
