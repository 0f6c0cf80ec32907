"""Names that must stay the same over reloads."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse import ids
from warehouse.store.versions import alike, carried_ids

SIGNED = date(2024, 9, 26)


@pytest.mark.parametrize(
    ("region_code", "municipality", "signed_on", "number", "order_id"),
    [
        ("42", "Новокузнецкий муниципальный округ", SIGNED, "337", "42-novokuznetskii-2024-337"),
        ("22", None, date(2023, 10, 2), "1030", "22-2023-1030"),
        ("86", "город Нижневартовск", SIGNED, "2117-904", "86-nizhnevartovsk-2024-2117-904"),
        ("11", "муниципальное образование городского округа «Усинск»", SIGNED, "798", "11-usinsk-2024-798"),
        ("63", "г. о. Самара", SIGNED, "341/1987-ОД", "63-samara-2024-341-1987-od"),
        ("34", "Городищенский район", SIGNED, "01-09-п", "34-gorodishchenskii-2024-01-09-p"),
        ("70", "ЗАТО Северск", SIGNED, "№ 5", "70-seversk-2024-5"),
        (None, None, SIGNED, "5", "00-2024-5"),
        ("42", "Город", SIGNED, "5", "42-gorod-2024-5"),
    ],
)
def test_order_id(
    region_code: str | None, municipality: str | None, signed_on: date, number: str, order_id: str
) -> None:
    assert ids.order_id(region_code, municipality, signed_on, number, []) == order_id


@pytest.mark.parametrize(("signed_on", "number"), [(None, "337"), (SIGNED, None), (SIGNED, ""), (SIGNED, "№")])
def test_without_number_or_date_the_words_name_an_order(signed_on: date | None, number: str | None) -> None:
    first = ids.order_id("42", None, signed_on, number, ["Сбор сведений", "Анализ"])
    assert first == ids.order_id("42", None, signed_on, number, ["сбор  сведений.", "АНАЛИЗ"])
    assert first != ids.order_id("42", None, signed_on, number, ["Анализ", "Сбор сведений"])


@given(st.text(), st.text(), st.none() | st.dates(), st.lists(st.text(), max_size=3))
def test_an_order_id_is_a_file_name_everywhere(
    municipality: str, number: str, signed_on: date | None, activities: list[str]
) -> None:
    order_id = ids.order_id("42", municipality, signed_on, number, activities)
    assert order_id.isascii()
    assert set(order_id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(order_id) < 120


ROWS = [
    {"table_title": "План", "section": "Раздел 1", "number": "1.1.", "activity": "Сбор сведений"},
    {"table_title": "План", "section": "Раздел 1", "number": "1.2.", "activity": "Анализ результатов"},
    {"table_title": "План", "section": "Раздел 1", "number": "1.2.", "activity": "Анализ результатов"},
]


def test_item_ids_tell_equal_rows_apart() -> None:
    found = ids.item_ids("order", ROWS)
    assert len(set(found)) == 3
    assert found[2] == f"{found[1]}.2"


def test_item_ids_do_not_depend_on_position() -> None:
    assert (
        ids.item_ids("order", [*ROWS[:1], {"activity": "Новое"}, *ROWS[1:]])[0::2][:1]
        == ids.item_ids("order", ROWS)[:1]
    )
    assert set(ids.item_ids("order", ROWS)) <= set(ids.item_ids("order", [{"activity": "Новое"}, *ROWS]))


@pytest.mark.parametrize(
    "changed",
    [
        {"activity": "Сбор   сведений."},
        {"activity": "сбор сведений"},
        {"number": "1.1"},
        {"section": "РАЗДЕЛ 1"},
        {"period_raw": "май 2025 года"},
    ],
)
def test_item_ids_do_not_depend_on_printing(changed: dict[str, str]) -> None:
    assert ids.item_ids("order", [{**ROWS[0], **changed}]) == ids.item_ids("order", ROWS[:1])


def rows(*activities: str) -> list[dict[str, object]]:
    some = [{"number": f"{place}.", "activity": activity} for place, activity in enumerate(activities, 1)]
    return [{**row, "item_id": item_id} for row, item_id in zip(some, ids.item_ids("order", some), strict=True)]


LONG = "Проведение совещаний с руководителями образовательных организаций по вопросам подготовки к аттестации"


def test_a_corrected_row_keeps_its_id() -> None:
    old = rows("Сбор сведений", LONG, "Анализ результатов")
    new = rows("Сбор сведений", LONG.replace("аттестации", "итоговой аттестации"), "Анализ результатов")
    assert [carried_ids(old, new)[str(row["item_id"])] for row in new] == [row["item_id"] for row in old]


def test_a_row_put_in_between_moves_no_id() -> None:
    old = rows("Сбор сведений", LONG, "Анализ результатов")
    new = rows("Сбор сведений", "Новое мероприятие", LONG, "Анализ результатов")
    carried = [carried_ids(old, new)[str(row["item_id"])] for row in new]
    assert [carried[0], carried[2], carried[3]] == [row["item_id"] for row in old]
    assert carried[1] not in {row["item_id"] for row in old}


def test_another_text_in_the_same_place_gets_an_id_of_its_own() -> None:
    old, new = rows("Сбор сведений"), rows("Закупка бумаги")
    assert carried_ids(old, new)[str(new[0]["item_id"])] == new[0]["item_id"]


def test_an_id_is_never_given_twice() -> None:
    """'text b' carries the id of 'text a'; when 'text a' comes back beside it, that needs another."""
    first = rows(LONG)
    second = [{**rows(f"{LONG} района")[0], "item_id": first[0]["item_id"]}]
    third = rows(f"{LONG} района", LONG)
    carried = carried_ids(second, third)
    assert carried[str(third[0]["item_id"])] == first[0]["item_id"]
    assert len(set(carried.values())) == 2


@given(st.lists(st.sampled_from(["а", "б", LONG, f"{LONG}.", f"{LONG} района"]), max_size=6), st.data())
def test_carried_ids_are_unique(activities: list[str], data: st.DataObject) -> None:
    old, new = rows(*activities), rows(*data.draw(st.permutations(activities)))
    carried = carried_ids(old, new)
    assert carried.keys() == {row["item_id"] for row in new}
    assert len(set(carried.values())) == len(new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["а", "б", "в"], ["а", "б", "г"], True),
        (["а", "б", "в"], ["а", "г", "д"], False),
        ([LONG, "б"], [LONG.replace("о", "0", 2), "б"], True),
        (["а"], ["а", "б", "в", "г"], False),
        ([], [], True),
        (["а"], [], False),
    ],
)
def test_alike(old: list[str], new: list[str], expected: bool) -> None:
    assert alike(old, new) is expected


def test_finding_ids_follow_the_words() -> None:
    one = ids.finding_id("period_reversed", "item", "ноябрь 2023 – май 2023")
    assert one == ids.finding_id("period_reversed", "item", "Ноябрь  2023 - май 2023")
    assert one != ids.finding_id("period_reversed", "item", "ноябрь 2024 – май 2023")
    assert one != ids.finding_id("period_out_of_plan", "item", "ноябрь 2023 – май 2023")
