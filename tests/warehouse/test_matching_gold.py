"""The labelled pairs of activities: every reference holds, no pair twice, labels that fit one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from benchmarks.gold_data import Item, load_gold
from benchmarks.matcher import activities_of
from benchmarks.pairs import Method, best_threshold, judge, judged, tfidf_cosine, token_set_ratio
from benchmarks.pairs_data import ANSWERS, GOLD_PAIRS, UNSEEN_PAIRS, Pair, headings, load_pairs, rows
from tests.support.gold_warehouse import gold_warehouse
from tests.support.warehouse_samples import select
from warehouse.corpus.matching.explain import explain

ITEMS = {gold.name: {item["seq"]: item for item in gold.items} for gold in load_gold()}
GOLD_ROWS = rows(GOLD_PAIRS)
GOLD_COLUMNS = ("order_a", "seq_a", "section_a", "text_a", "order_b", "seq_b", "section_b", "text_b")
LABELS = ("same", "copy", "hard")
FILES = {path.stem: path for path in (GOLD_PAIRS, UNSEEN_PAIRS)}
UNSEEN = load_pairs(UNSEEN_PAIRS)
PORTIONS = {
    "five orders": load_pairs(GOLD_PAIRS),
    **{f"unseen {half}": [pair for pair in UNSEEN if pair.half == half] for half in "AB"},
}


def item(row: dict[str, str], side: str) -> Item:
    """The item of an order that one side of a pair names."""
    return ITEMS[row[f"order_{side}"]][int(row[f"seq_{side}"])]


def share(of: Iterable[bool]) -> float:
    """The part of the answers that are yes."""
    answers = list(of)
    return sum(answers) / len(answers)


def identity(row: dict[str, str]) -> frozenset[tuple[str, ...]]:
    """What makes a pair that pair, whichever side comes first."""
    return frozenset(
        tuple(row.get(f"{column}_{side}", "") for column in ("order", "seq", "section", "text")) for side in "ab"
    )


def test_columns_of_the_pairs_of_the_orders() -> None:
    assert tuple(GOLD_ROWS[0]) == (*GOLD_COLUMNS, *LABELS, "why")


@pytest.mark.parametrize("side", ["a", "b"])
def test_text_and_headings_are_those_of_the_order(side: str) -> None:
    for row in GOLD_ROWS:
        named = item(row, side)
        above = headings(list(ITEMS[named["order"]].values()), named)
        assert (row[f"text_{side}"], row[f"section_{side}"]) == (named["activity"], above)


@pytest.mark.parametrize("side", ["a", "b"])
def test_pairs_are_of_activities_not_of_groups(side: str) -> None:
    assert not [row for row in GOLD_ROWS if item(row, side).keys() & {"is_group", "activity_inherited"}]


@pytest.mark.parametrize("name", FILES)
def test_labels_are_known_and_have_a_reason(name: str) -> None:
    for row in rows(FILES[name]):
        assert {row["same"], row["hard"]} <= {"yes", "no"}
        assert row["copy"] in ANSWERS
        assert row["why"].strip() == row["why"] != ""


@pytest.mark.parametrize("name", FILES)
def test_no_pair_twice_and_none_with_itself(name: str) -> None:
    seen = Counter(identity(row) for row in rows(FILES[name]))
    assert max(seen.values()) == 1
    assert all(len(sides) == 2 for sides in seen)


@pytest.mark.parametrize("name", FILES)
def test_there_are_enough_of_each_label(name: str) -> None:
    pairs = load_pairs(FILES[name])
    assert len(pairs) >= 200
    assert 0.4 < share(pair.same for pair in pairs) < 0.55
    assert share(pair.copy is True for pair in pairs) > 0.15
    assert share(pair.copy is None for pair in pairs) < 0.15
    assert share(pair.hard for pair in pairs) > 0.6


def test_orders_are_paired_in_every_combination() -> None:
    combinations = Counter(frozenset((row["order_a"], row["order_b"])) for row in GOLD_ROWS)
    across = {orders: count for orders, count in combinations.items() if len(orders) == 2}
    assert len(across) == len(ITEMS) * (len(ITEMS) - 1) // 2
    assert sum(across.values()) > len(GOLD_ROWS) / 2


def test_columns_of_the_unseen_pairs() -> None:
    texts = ("section_a", "text_a", "section_b", "text_b")
    assert tuple(rows(UNSEEN_PAIRS)[0]) == ("kind", "half", *texts, *LABELS, "why")


def test_no_unseen_text_is_of_the_five_orders() -> None:
    known = {str(item["activity"]).casefold() for items in ITEMS.values() for item in items.values()}
    assert not [pair for pair in UNSEEN if {pair.text_a.casefold(), pair.text_b.casefold()} & known]


def test_halves_are_balanced_by_kind_and_label() -> None:
    counts = Counter((pair.kind, pair.same, pair.half) for pair in UNSEEN)
    assert {pair.half for pair in UNSEEN} == {"A", "B"}
    assert all(abs(counts[kind, same, "A"] - counts[kind, same, "B"]) <= 2 for kind, same, _ in counts)


@pytest.mark.parametrize("name", FILES)
def test_copied_wording_is_near(name: str) -> None:
    pairs = load_pairs(FILES[name])
    scores = zip(pairs, tfidf_cosine(pairs), token_set_ratio(pairs), strict=True)
    assert [pair for pair, cosine, ratio in scores if pair.copy and max(cosine, ratio) < 0.6] == []


@pytest.mark.parametrize("portion", PORTIONS)
@pytest.mark.parametrize("method", [tfidf_cosine, token_set_ratio])
def test_likeness_of_words_does_not_decide(portion: str, method: Method) -> None:
    pairs, truth = judged("same", PORTIONS[portion])
    assert 0.6 <= best_threshold(truth, method(pairs)).f1 <= 0.72


def test_pairs_that_are_unclear_are_not_measured() -> None:
    pairs = [Pair("а", "", "б", "", same, copy, True, "") for same in (True, False) for copy in (True, False, None)]
    assert judged("copied activity", pairs)[1] == [True, False, False, False, False]
    assert judged("copied wording", pairs)[1] == [True, False, True, False]


def test_f1_of_known_answers() -> None:
    figure = judge([True, True, False, False], [True, False, True, False])
    assert (figure.precision, figure.recall, figure.f1) == (0.5, 0.5, 0.5)
    assert judge([True, False], [False, False]).f1 == 0


def test_the_same_activity_as_users_meet_it() -> None:
    known = activities_of(*gold_warehouse())
    pairs = PORTIONS["five orders"]
    said = [explain(*(known[place] for place in pair.places)).same for pair in pairs]
    assert judge([pair.same for pair in pairs], said).f1 >= 0.93


@pytest.mark.parametrize("flag", ["is_group", "activity_inherited"])
def test_groups_and_rows_below_merged_cells_have_matches(flag: str) -> None:
    curated, _ = gold_warehouse()
    linked = "(SELECT item_id FROM matches UNION SELECT other_item_id FROM matches)"
    assert len(select(curated, f"SELECT item_id FROM items WHERE {flag} AND item_id IN {linked}")) >= 10


def test_what_is_told_of_a_row_below_a_merged_cell_is_its_own_action() -> None:
    curated, _ = gold_warehouse()
    told = select(curated, "SELECT count(DISTINCT match_key) / count(*) FROM items WHERE activity_inherited")
    assert float(str(told[0][0])) > 0.9


def test_a_fragment_is_matched_by_its_whole_sentence() -> None:
    curated, _ = gold_warehouse()
    fragment = "activity LIKE 'шкалы перевода баллов%' AND activity_full LIKE 'Подготовка приказов%утверждении%'"
    keys = select(curated, f"SELECT match_key FROM items WHERE {fragment}")
    assert keys
    assert all("утверждение" in str(key) for (key,) in keys)
