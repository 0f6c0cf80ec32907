"""Which activities are the same, which texts are taken over, and how many pairs are told where all plan the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.recall import beside, recall
from ingest.questions.matching import matchable
from warehouse.corpus.matching.candidates import BEST, candidates, distinct, told
from warehouse.corpus.matching.clusters import centres, cluster_id, cluster_ids, each_once, inherited, medoids
from warehouse.corpus.matching.explain import Explanation, explain
from warehouse.corpus.matching.items import NEAREST, NEAREST_OTHERS, Items, alike_items, items_of
from warehouse.corpus.matching.profiles import Matchable, of_matchables
from warehouse.corpus.matching.rarity import rarity, rarity_of


def explained(one: str, other: str, above_one: tuple[str, ...] = (), above_other: tuple[str, ...] = ()) -> Explanation:
    return explain(matchable(one, above_one), matchable(other, above_other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Провести анализ результатов ГИА-9 в 2023 году", "Проведение анализа результатов ГИА-9 в 2024 году"),
        ("Обучение экспертов предметных комиссий", "Подготовка экспертов ПК"),
        ("Проверка готовности ППЭ", "Контроль готовности пунктов проведения экзаменов"),
        ("Организация работы «горячей линии» по вопросам ГИА", "Работа телефонов горячей линии по ГИА"),
        ("Внесение сведений об участниках ЕГЭ в РИС", "Внесение сведений в региональную информационную систему"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    found = explained(one, other)
    assert found.same, found


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Обучение экспертов ГИА-9", "Обучение экспертов ГИА-11", "экзамен по разделу"),
        ("Вебинар для учителей химии", "Вебинар для учителей физики", "предмет по разделу"),
        ("Перечень ППЭ в досрочный период", "Перечень ППЭ в основной период", "этап"),
        ("Анализ итогового сочинения в районе", "Анализ результатов ВПР в районе", "испытание"),
        ("Родительские собрания в 9-х классах", "Родительские собрания в 10-х классах", "класс"),
    ],
)
def test_a_deciding_facet_tells_apart(one: str, other: str, kind: str) -> None:
    found = explained(one, other)
    assert not found.same
    assert not found.found
    assert [facet.kind for facet in found.facets if facet.decides] == [kind]
    assert kind in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Создание базы данных участников ЕГЭ", "Анализ базы данных участников ЕГЭ"),
        ("Контроль обучения организаторов ППЭ", "Обучение организаторов ППЭ"),
        ("Утверждение положения о предметной комиссии", "Утверждение состава предметной комиссии"),
        ("Инструктаж родителей по процедуре экзамена", "Инструктаж медицинских работников по процедуре экзамена"),
        ("Список обучающихся, допущенных к ГИА", "Список обучающихся, не допущенных к ГИА"),
        ("Закупка бумаги для ППЭ", "Обучение общественных наблюдателей"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    found = explained(one, other)
    assert not found.found, found


def test_headings_tell_what_the_text_leaves_open() -> None:
    text = "семинар-практикум"
    assert not explained(text, text, ("технические специалисты",), ("члены ГЭК",)).found
    assert not explained("перечня ППЭ", "перечня ППЭ", ("ГИА-9", "Приказы об утверждении"), ("ГИА-11",)).same
    assert explained("перечня ППЭ", "Об утверждении перечня ППЭ", ("Подготовка приказов об утверждении:",)).found


@pytest.mark.parametrize(
    ("one", "other", "copied"),
    [
        (
            "Аккредитация граждан в Алтайском крае в 2023 году",
            "Аккредитация граждан в Омской области в 2024 году",
            True,
        ),
        ("Обучение членов ГЭК на учебной платформе", "Обучение членов ГЭК на  Учебной платформе.", True),
        ("Анализ результатов ГИА-9 по школам района", "Анализ результатов ГИА-11 по школам района", True),
        ("Обучение экспертов", "Подготовка методических рекомендаций по предметам", False),
    ],
)
def test_wording_taken_over(one: str, other: str, copied: bool) -> None:
    assert explained(one, other).copy is copied


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Анализ результатов ГИА-9 в Алтайском крае в 2023-2024 учебном году", "Анализ результатов ГИА-9"),
        ("О проведении ГИА-2024 на территории города Усинска", "О проведении ГИА"),
        ("Итоги ЕГЭ (Омская область)", "Итоги ЕГЭ"),
        ("Вебинар «Подготовка к ЕГЭ-2025 по химии»", "Вебинар «Подготовка к ЕГЭ по химии»"),
        ("Акция «100 баллов для Победы»", "Акция «100 баллов для Победы»"),
    ],
)
def test_wording_without_years_and_territories(text: str, without: str) -> None:
    assert matchable(text).wording == without


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_judged_alike_both_ways(one: str, other: str) -> None:
    there, back = explained(one, other), explained(other, one)
    assert (there.score, there.same, there.likeness) == (back.score, back.same, back.likeness)
    assert 0 <= there.score <= 1
    assert 0 <= there.likeness <= 1


def test_rare_words_weigh_more() -> None:
    assert rarity("гиа") < rarity("видеонаблюдение") < rarity("дирижабль")
    assert rarity_of(700, 700) < rarity_of(70, 700) < rarity_of(7, 700)


def many(count: int) -> list[Matchable]:
    return [matchable(f"Обучение экспертов предметных комиссий района {letter * 3}") for letter in LETTERS[:count]]


LETTERS = "абвгдежзиклмнопрстуф"


def test_few_wordings_are_all_compared() -> None:
    known = of_matchables(many(len(LETTERS)))
    left, right = candidates(known, np.ones(len(known), dtype=bool))
    assert len(left) == len(LETTERS) * (len(LETTERS) - 1) // 2
    assert (left < right).all()


def test_true_pairs_are_found_beside_many_other_wordings() -> None:
    found = recall(beside(2_500))
    assert found.wordings > 2_500
    assert found.found["five orders"] >= 0.97
    assert found.found["unseen, half A"] >= 0.97


def test_a_wording_keeps_its_best_and_its_oldest_links() -> None:
    ones, others = np.zeros(100, dtype=int), np.arange(1, 101)
    kept = told(ones, others, np.arange(100) / 100, 2_000)
    assert set(range(100 - BEST, 100)) <= set(np.flatnonzero(kept).tolist())
    assert kept.sum() == 100  # each of the others has no other link

    everyone = np.array([(one, other) for one in range(60) for other in range(one + 1, 60)]).T
    kept = told(*everyone, 1 / (1 + everyone[1] - everyone[0]), 2_000)
    assert kept.sum() < 60 * 59 / 2
    assert kept[everyone[0] == 0].all()
    assert told(*everyone, np.ones(len(kept)), 60).all()


def test_what_is_new_meets_all_that_is_near_it_among_many() -> None:
    others = of_matchables(
        [matchable("Обучение экспертов ГИА-9"), *beside(1_100), matchable("Подготовка экспертов ОГЭ")]
    )
    fresh = np.zeros(len(others), dtype=bool)
    fresh[-1] = True
    left, right = candidates(others, fresh)
    assert (left < right).all()
    assert set(right.tolist()) == {len(others) - 1}
    assert 0 in left


def test_only_pairs_with_something_new_are_compared() -> None:
    known = of_matchables(many(5))
    left, right = candidates(known, np.array([False, False, True, False, False]))
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 2), (1, 2), (2, 3), (2, 4)]


@given(st.lists(st.integers(-5, 5)))
def test_distinct(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))


def items(profiles: list[int], orders: list[int] | None = None, fresh: list[bool] | None = None) -> Items:
    count = len(profiles)
    return Items(np.array(profiles), np.array(orders or range(count)), np.array(fresh or [True] * count))


def test_items_of_one_wording_are_paired_once_and_never_within_an_order() -> None:
    left, right = alike_items(items([0, 0, 1, 0], [0, 0, 1, 2]))
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 3), (1, 3)]


def test_a_wording_of_many_orders_stays_few_pairs() -> None:
    left, _ = alike_items(items([0] * 500))
    assert np.bincount(left).max() == NEAREST
    ones, others, _ = items_of(items([0] * 500 + [1] * 100), np.array([0]), np.array([1]))
    assert len(ones) == 100 * NEAREST_OTHERS
    assert len(set(zip(ones.tolist(), others.tolist(), strict=True))) == len(ones)


def test_two_wordings_of_few_orders_give_every_pair() -> None:
    ones, others, _ = items_of(items([0, 0, 1, 1, 1]), np.array([0]), np.array([1]))
    assert {frozenset(pair) for pair in zip(ones.tolist(), others.tolist(), strict=True)} == {
        frozenset((one, other)) for one in (0, 1) for other in (2, 3, 4)
    }


def test_pairs_of_known_orders_are_not_told_again() -> None:
    left, right = alike_items(items([0, 0, 0], fresh=[False, False, True]))
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 2), (1, 2)]


def centre_of(count: int, *edges: tuple[int, int, float]) -> list[int]:
    left, right, score = (np.array(column) for column in zip(*edges, strict=True))
    return centres(count, left, right, score).tolist()


def test_a_chain_is_no_cluster() -> None:
    assert centre_of(4, (0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9)) == [0, 0, 2, 2]


def test_a_wording_belongs_to_the_centre_it_is_most_like() -> None:
    assert centre_of(3, (0, 2, 0.7), (1, 2, 0.9)) == [0, 1, 1]


def test_what_comes_later_changes_no_cluster() -> None:
    before = centre_of(3, (0, 1, 0.8), (1, 2, 0.9))
    assert centre_of(5, (0, 1, 0.8), (1, 2, 0.9), (0, 3, 0.95), (2, 4, 0.99))[:3] == before


def named(orders: list[int], whole: list[bool], *pairs: tuple[int, int, float]) -> list[int]:
    left, right, score = (np.array(column) for column in zip(*pairs, strict=True))
    told = each_once(left, right, score, len(orders))
    return medoids(np.array([0, 0, 0, 3]), np.array(orders), told, np.array(whole)).tolist()


def test_a_cluster_is_named_by_its_most_central_member() -> None:
    star = ((0, 1, 0.8), (1, 0, 0.8), (1, 2, 0.9))
    assert named([1, 1, 1, 1], [True] * 4, *star) == [1, 1, 1, 3]
    assert named([9, 1, 1, 1], [True] * 4, *star) == [0, 0, 0, 3]


def test_a_fragment_names_a_cluster_only_of_fragments() -> None:
    star = ((0, 1, 0.8), (1, 2, 0.9))
    assert named([1, 1, 1, 1], [True, False, False, False], *star) == [0, 0, 0, 3]
    assert named([1, 1, 1, 1], [False] * 4, *star) == [1, 1, 1, 3]


def test_the_published_wording_names_a_cluster_until_another_is_clearly_more_central() -> None:
    pairs = each_once(np.array([0, 1]), np.array([1, 2]), np.array([0.8, 0.9]), 3)
    kept = np.array([False, False, True])

    def names(orders: list[int]) -> int:
        return int(medoids(np.zeros(3, int), np.array(orders), pairs, np.ones(3, bool), kept)[0])

    assert names([1, 1, 1]) == 1
    assert names([1, 1, 2]) == 2
    assert names([30, 1, 2]) == 0


@pytest.mark.parametrize(
    ("cluster", "before", "goes_on"),
    [
        pytest.param([0, 0, 1], [5, 5, 3], [5, 3], id="as it was"),
        pytest.param([0, 0, 0, 1], [5, 5, 3, 3], [5, 3], id="most of its activities"),
        pytest.param([0, 1, 1], [5, 5, 5], [-1, 5], id="an old cluster that was parted goes on once"),
        pytest.param([0, 1], [5, 5], [5, -1], id="of equal parts the one of the oldest"),
        pytest.param([0, 0, 1], [-1, 2, -1], [2, -1], id="what is new belongs to what was there"),
        pytest.param([0, 1], [-1, -1], [-1, -1], id="nothing was there"),
    ],
)
def test_a_cluster_goes_on_with_what_its_activities_were_in(
    cluster: list[int], before: list[int], goes_on: list[int]
) -> None:
    assert inherited(np.array(cluster), np.array(before), len(goes_on)).tolist() == goes_on


def test_no_two_clusters_have_one_id() -> None:
    said = [("анализ", ["дело: анализ"], "Анализ"), ("сбор", [], "Сбор"), ("анализ", ["дело: анализ"], "анализ")]
    first = cluster_ids(said)
    assert len(set(first)) == 3
    kept = [None, first[0], None]
    again = cluster_ids(said, kept)
    assert again[1] == first[0]
    assert len(set(again)) == 3


def test_a_pair_told_twice_counts_once() -> None:
    told = each_once(np.array([0, 2, 1]), np.array([1, 1, 2]), np.array([0.8, 0.7, 0.9]), 3)
    assert (told.left.tolist(), told.right.tolist(), told.score.tolist()) == ([0, 1], [1, 2], [0.8, 0.9])


def test_the_id_of_a_cluster_depends_on_words_and_facets_alone() -> None:
    assert cluster_id("анализ результат", ["дело: анализ", "этап: x"]) == cluster_id(
        "анализ результат", ["этап: x", "дело: анализ"]
    )
    assert cluster_id("анализ результат", []) != cluster_id("анализ", [])


def test_a_text_repeated_is_the_same_whatever_it_is_about() -> None:
    text = "Бурунчание квазидождей среди {} гиперплоскостей"
    found = explained(text.format("дальних"), text.format("дальних") + " в 2024 году")
    assert found.found
    assert not explained(text.format("дальних"), "Сверкание иных небоскрёбов").found
