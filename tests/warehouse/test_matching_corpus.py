"""Matches and canonical activities of a warehouse: filled at load, copied for orders that did not change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.commands.application import app
from ingest.questions.matching import matchable
from tests.support.warehouse_samples import few_checks, put, records, select
from warehouse.corpus.matching import alike as matching
from warehouse.corpus.matching.profiles import Profiles
from warehouse.records import OrderRecords
from warehouse.store.store import Store

FIRST = (
    "Проведение анализа результатов ГИА-9 в 2023 году",
    "Обучение технических специалистов ППЭ",
    "Перечень школ, участвующих в акции «Я сдам ЕГЭ»",
)
SECOND = ("Провести анализ результатов ГИА-9 в 2024 году", "Аккредитация общественных наблюдателей")
THIRD = ("Проведение анализа результатов ГИА-9 в 2025 году", "Обучение технических специалистов ППЭ")


def order(number: str, activities: Sequence[str], **given: str) -> OrderRecords:
    sample = records(number, activities, **given)  # type: ignore[arg-type]
    items = []
    for row in sample.rows("items"):
        found = matchable(str(row["activity"]))
        columns = {name: getattr(found, name) for name in found.__dataclass_fields__}
        items.append({**row, **{name: list(v) if isinstance(v, tuple) else v for name, v in columns.items()}})
    return sample.with_rows(items=items)


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        yield tmp_path / "curated"


PAIRS = """SELECT one.activity, other.activity, relation FROM matches
    INNER JOIN items AS one USING (item_id) INNER JOIN items AS other ON other.item_id = other_item_id ORDER BY ALL"""
SPREAD = """SELECT label, count(*), count(DISTINCT order_id) FROM clusters INNER JOIN items USING (item_id)
    GROUP BY cluster_id, label ORDER BY count(*) DESC, label"""


def test_the_same_activity_of_two_orders_is_a_pair(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND))
    pairs = select(curated, PAIRS)
    assert {relation for _, _, relation in pairs} == {"same_activity", "copy"}
    assert {frozenset(pair[:2]) for pair in pairs} == {frozenset((FIRST[0], SECOND[0]))}


def test_an_order_is_not_matched_with_itself(curated: Path) -> None:
    put(curated, order("1", [*FIRST, "Провести обучение технических специалистов ППЭ"]))
    assert select(curated, "FROM matches") == []


def test_every_activity_is_in_one_cluster(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND), order("3", THIRD))
    assert select(curated, SPREAD)[:2] == [
        ("Проведение анализа результатов ГИА-9", 3, 3),
        ("Обучение технических специалистов ППЭ", 2, 2),
    ]
    assert select(curated, "SELECT count(*), count(DISTINCT item_id) FROM clusters") == [(7, 7)]


def test_a_later_order_changes_no_cluster_id(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND))
    before = select(curated, "SELECT item_id, cluster_id FROM clusters ORDER BY ALL")
    put(curated, order("3", THIRD))
    assert set(before) <= set(select(curated, "SELECT item_id, cluster_id FROM clusters ORDER BY ALL"))


IDS = "SELECT item_id, cluster_id, label FROM clusters ORDER BY ALL"


def older(number: str, activities: Sequence[str]) -> OrderRecords:
    """An order signed four years before those of `order`."""
    sample = order(number, activities)
    return sample.with_rows(orders=[{**sample.head, "signed_on": date(2020, 9, 1)}])


def test_an_older_order_with_an_older_wording_changes_no_id_and_no_label(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND), order("3", THIRD))
    before = select(curated, IDS)
    put(curated, older("4", ["Анализ результатов ГИА-9", "Обучение технических специалистов пунктов"]))
    grown = select(curated, IDS)
    assert set(before) <= set(grown)
    assert len({cluster for _, cluster, _ in grown}) < len(grown) - 2
    Store(curated).rebuild()
    assert select(curated, IDS) == grown


def test_ids_outlive_the_order_whose_wording_they_were_made_of(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND), order("3", THIRD))
    before = select(curated, IDS)
    with Store(curated).writer() as batch:
        batch.remove(order("1", FIRST).order_id)
        batch.commit()
    assert {row[:2] for row in select(curated, IDS)} <= {row[:2] for row in before}
    put(curated, order("1", FIRST))
    assert {row[:2] for row in select(curated, IDS)} == {row[:2] for row in before}


def test_ids_outlive_a_lost_database(curated: Path) -> None:
    put(curated, older("1", FIRST), order("2", SECOND))
    put(curated, older("3", ["Анализ результатов ГИА-9"]))
    before = select(curated, IDS)
    Store(curated).database().unlink()
    Store(curated).rebuild()
    assert select(curated, IDS) == before


def test_matching_what_is_new_gives_what_matching_all_gives(curated: Path) -> None:
    everything = "SELECT * FROM matches ORDER BY ALL", "SELECT * FROM clusters ORDER BY ALL"
    put(curated, order("1", FIRST))
    put(curated, order("2", SECOND))
    put(curated, order("3", THIRD))
    grown = [select(curated, sql) for sql in everything]
    assert grown[0]
    Store(curated).rebuild()
    assert [select(curated, sql) for sql in everything] == grown


def test_unchanged_orders_are_not_judged_again(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(curated, order("1", FIRST), order("2", SECOND))
    judged: list[int] = []

    def counted(known: Profiles, left: object, right: object) -> object:
        judged.append(len(left))  # type: ignore[arg-type]
        return judge_pairs(known, left, right)  # type: ignore[arg-type]

    judge_pairs = matching.judge_pairs
    monkeypatch.setattr(matching, "judge_pairs", counted)
    put(curated, order("3", ["Закупка бумаги"]))
    assert not judged or max(judged) <= len(FIRST) + len(SECOND)


def test_one_orders_group_is_anothers_row_but_counts_nothing(curated: Path) -> None:
    first = order("1", FIRST)
    group = [{**first.rows("items")[0], "is_group": True}, *first.rows("items")[1:]]
    put(curated, first.with_rows(items=group), order("2", SECOND))
    assert {frozenset(pair[:2]) for pair in select(curated, PAIRS)} == {frozenset((FIRST[0], SECOND[0]))}
    assert select(curated, "SELECT activities FROM canonical_activities WHERE label LIKE '%анализ%'") == [(1,)]


def test_a_row_below_a_merged_cell_is_matched_by_its_own_action_alone(curated: Path) -> None:
    first = order("1", FIRST)
    items = [{**row, "activity_inherited": row["seq"] < 3} for row in first.rows("items")]
    action = {"item_id": items[0]["item_id"], "ordinal": 1, "text": FIRST[0]}
    put(curated, first.with_rows(items=items, actions=[action]), order("2", [*SECOND, FIRST[1]]))
    assert {frozenset(pair[:2]) for pair in select(curated, PAIRS)} == {frozenset((FIRST[0], SECOND[0]))}


def test_the_same_activity_of_two_cycles_of_one_order_is_one_canonical_activity(curated: Path) -> None:
    twice = ["Провести обучение технических специалистов ППЭ", FIRST[1]]
    put(curated, order("1", twice))
    assert select(curated, "SELECT count(*), count(DISTINCT cluster_id) FROM clusters") == [(2, 1)]
    put(curated, order("2", SECOND))
    assert select(curated, SPREAD)[0][1:] == (2, 1)


def test_of_links_that_are_not_sure_the_likeliest_of_two_orders_is_told(curated: Path) -> None:
    trial = "Проведение пробных экзаменов в 9 и 11 классах и анализ их результатов"
    rehearsals = ("Репетиция итогового сочинения", "Репетиционный ЕГЭ внутри лицея")
    put(curated, order("1", [trial]), order("2", rehearsals))
    told = {frozenset(pair[:2]) for pair in select(curated, PAIRS)}
    assert told == {frozenset((trial, rehearsals[0]))}
    put(curated, order("3", rehearsals[1:]))
    told = {frozenset(pair[:2]) for pair in select(curated, PAIRS)}
    assert told >= {frozenset((trial, other)) for other in rehearsals}


def test_pairs_go_with_their_order(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND))
    with Store(curated).writer() as batch:
        batch.remove(order("2", SECOND).order_id)
        batch.commit()
    assert select(curated, "FROM matches") == []


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["explain-match", *arguments])
    return result.exit_code, result.stdout


def test_explain_match_of_texts() -> None:
    code, printed = run("--text", "Анализ ОГЭ по химии", "Анализ ОГЭ по физике", "--format", "json")
    (found,) = json.loads(printed)
    assert (code, found["same"]) == (0, False)
    assert "химия / физика" in found["reason"]


def test_explain_match_of_loaded_activities(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND))
    ids = [
        str(row[0]) for row in select(curated, "SELECT item_id FROM matches UNION SELECT other_item_id FROM matches")
    ]
    code, printed = run(*ids, "--curated", str(curated), "--format", "json")
    assert (code, json.loads(printed)[0]["found"]) == (0, True)


@pytest.mark.parametrize(("arguments", "code"), [(("a",), 2), ((), 2), (("a", "--text", "б", "в"), 2)])
def test_explain_match_wants_two_of_a_kind(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments)[0] == code


def test_explain_match_of_an_unknown_activity(curated: Path) -> None:
    put(curated, order("1", FIRST))
    assert run("a", "b", "--curated", str(curated))[0] == 2


def test_spread_of_a_canonical_activity(curated: Path) -> None:
    put(curated, order("1", FIRST), order("2", SECOND), order("3", THIRD, region_code="54"))
    columns = "label, activities, orders, regions, first_month, usual_month, last_month"
    assert select(curated, f"SELECT {columns} FROM canonical_activities ORDER BY activities DESC LIMIT 1") == [
        ("Проведение анализа результатов ГИА-9", 3, 3, 2, 2, 2, 2)
    ]
