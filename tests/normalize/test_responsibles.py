"""Cells of responsibles: how they are cut, what kind each mention is, who is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.normalise_responsibles import imagined, labelled, score
from normalize.language.text import collapse
from normalize.model import Head
from normalize.organisations.resolve import OrderContext, build_context
from normalize.responsibles.read import read_responsible, read_responsibles, responsible_score

NOWHERE = OrderContext()


def test_the_five_orders_are_read_as_labelled() -> None:
    result = score(labelled())
    assert (result.mentions, result.kinds, result.names) >= (0.98, 0.98, 0.98), result.misses


def test_the_imagined_orders_that_the_rules_were_written_on() -> None:
    result = score(imagined("seen"))
    assert (result.mentions, result.kinds, result.names, result.cells_right) >= (0.98, 0.98, 0.98, 0.97), result.misses


def test_the_imagined_orders_that_are_only_measured() -> None:
    result = score(imagined("unseen"))
    assert min(result.mentions, result.kinds, result.names) >= 0.93


CUT = [
    ("муниц. координатор, зам.директора по УР", ["муниц. координатор", "зам.директора по УР"]),
    ("РЦОИ, начальники управлений (отделов) образования", ["РЦОИ", "начальники управлений (отделов) образования"]),
    ("Полосина Н.В. Рязанов М.А.", ["Полосина Н.В.", "Рязанов М.А."]),
    ("МОК ГКУ КЦМКО", ["МОК", "ГКУ КЦМКО"]),
    ("УГУиОКО МОК, УОАНМО, ОО,", ["УГУиОКО МОК", "УОАНМО", "ОО"]),
    ("ИРОК МОУ ДПО ИМЦ ОО", ["ИРОК", "МОУ ДПО ИМЦ", "ОО"]),
    ("УФГК(Н) МОК, ГЭК", ["УФГК(Н) МОК", "ГЭК"]),
    ("Отдел (Иванова И.И.)", ["Отдел", "Иванова И.И."]),
    ("РЦОИ (по согласованию), ГЭК", ["РЦОИ", "ГЭК"]),
    ("РЦОИ/ОО", ["РЦОИ", "ОО"]),
    ("Дом пионеров, военный комиссариат", ["Дом пионеров", "военный комиссариат"]),
    ("школа № 3, картинная галерея, депо", ["школа № 3", "картинная галерея", "депо"]),
    ("Дом пионеров, сельский кинотеатр", ["Дом пионеров", "сельский кинотеатр"]),
    ("лица, привлечённые к проведению", ["лица, привлечённые к проведению"]),
    ("1. РЦОИ 2. ОО", ["РЦОИ", "ОО"]),
    ("РЦОИ и ОО", ["РЦОИ", "ОО"]),
    ("руководители ОО и ППЭ", ["руководители ОО и ППЭ"]),
    ("председатели и члены предметных комиссий", ["председатели и члены предметных комиссий"]),
    ("Министерство образования и науки", ["Министерство образования и науки"]),
    ("департамент образования, науки и молодежной политики", ["департамент образования, науки и молодежной политики"]),
    ("МБУ «Центр «Семья, школа»», ОО", ["МБУ «Центр «Семья, школа»»", "ОО"]),
    ("лица, ответственные за выдачу материалов", ["лица, ответственные за выдачу материалов"]),
    (
        "муниципальный координатор ГИА, ответственный за сеть",
        ["муниципальный координатор ГИА", "ответственный за сеть"],
    ),
    ("руководители МОУО руководители ОО", ["руководители МОУО", "руководители ОО"]),
    ("руководители\nМОУО", ["руководители МОУО"]),
    ("заместитель директора школы классные руководители", ["заместитель директора школы", "классные руководители"]),
    ("классные руководители 9, 11 классов", ["классные руководители 9, 11 классов"]),
    ("координаторы ГИА-9, ГИА-11", ["координаторы ГИА-9, ГИА-11"]),
    ("АГПУ им. В.М. Шукшина", ["АГПУ им. В.М. Шукшина"]),
    ("Ответственные: РЦОИ, ГЭК", ["РЦОИ", "ГЭК"]),
    ("РЦОИ, РЦОИ", ["РЦОИ"]),
    ("УО - ОУ", ["УО", "ОУ"]),
    ("УО+ОУ", ["УО", "ОУ"]),
    ("УО – Иванова И.И., ИМЦ – Петров П.П.", ["УО", "Иванова И.И.", "ИМЦ", "Петров П.П."]),
    ("Начальник УО – Иванова И.И.", ["Начальник УО – Иванова И.И."]),
    ("Иванова и Петров", ["Иванова", "Петров"]),
    ("Отдел МВД России по Х району", ["Отдел МВД России по Х району"]),
    ("тех. специалист", ["тех. специалист"]),
    ("учителя–предметники", ["учителя–предметники"]),
    ("согласно приказу", []),
    ("-", []),
    ("", []),
]


@pytest.mark.parametrize(("cell", "mentions"), CUT)
def test_a_cell_is_cut_into_mentions_whatever_the_separators(cell: str, mentions: list[str]) -> None:
    assert [one.mention for one in read_responsible(cell, NOWHERE)] == mentions


@pytest.mark.parametrize(
    ("cell", "kind", "canonical"),
    [
        ("Шеврдиной Е.Д.", "person", "Шеврдина Е.Д."),
        ("начальник отдела общего образования Петров П.П.", "person", "Петров П.П."),
        ("Иванов И.И., директор МБУ «ЦРО»", "person", "Иванов И.И."),
        ("в. о. Иванов", "person", "Иванов"),
        ("муниципальный координатор ГИА", "role", "муниципальный координатор ГИА"),
        ("Зам. директора по УВР", "role", "Зам. директора по УВР"),
        ("тьюторы", "role", "тьюторы"),
        ("завхозы школ", "role", "завхозы школ"),
        ("администрация школы", "org", "администрация школы"),
        ("родительская общественность", "org", "родительская общественность"),
        ("000", "org", "ООО"),
    ],
)
def test_a_mention_is_a_person_a_role_or_an_organisation(cell: str, kind: str, canonical: str) -> None:
    (one,) = read_responsible(cell, NOWHERE)
    assert (one.kind, one.canonical) == (kind, canonical)


def test_what_follows_jointly_is_named_in_the_nominative() -> None:
    read = read_responsible("РЦОИ совместно с управлением образования и руководителями ППЭ", NOWHERE)
    assert [one.canonical for one in read][1:] == ["управление образования", "руководители ППЭ"]


def test_spellings_of_a_name_are_linked_over_the_order() -> None:
    cells = ["Владимирова Е.В.", "Владимирова Е.В.", "Владимилова Е.В."]
    last = read_responsibles(cells, NOWHERE)[-1][0]
    assert (last.mention, last.canonical, last.basis) == ("Владимилова Е.В.", "Владимирова Е.В.", "spelling")


def test_a_slip_in_a_role_is_linked_where_the_order_writes_both() -> None:
    cells = ["руководители ОО", "руководители ОО", "Руководители ОО", "руководители ООО"]
    read = [found[0] for found in read_responsibles(cells, NOWHERE)]
    assert {one.canonical for one in read} == {"руководители ОО"}
    assert [one.basis for one in read] == ["printed", "printed", "printed", "spelling"]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("УО АНМО, ОО", 0.9, 1.0),
        ("Полосина Н.В. Рязанов М.А.", 0.9, 1.0),
        ("руководители ППЭ", 0.9, 1.0),
        ("муниципальные методические службы, руководители ОО", 0.9, 1.0),
        ("август-сентябрь", 0.0, 0.1),
        ("в течение года по плану ИРО", 0.0, 0.3),
        ("Проведение анализа результатов ЕГЭ в разрезе ОО", 0.0, 0.2),
        ("Организация работы ППЭ", 0.0, 0.2),
        ("Повышение качества подготовки руководителей ППЭ", 0.0, 0.2),
        ("", 0.0, 0.0),
    ],
)
def test_a_list_of_responsibles_scores_high_and_other_columns_low(text: str, least: float, most: float) -> None:
    assert least <= responsible_score(text) <= most


WORDS = (
    "УО ОО МБУ ДПО «ИМЦ» РЦОИ ОЦМК Минобр и , ; / ( ) - – № 5 Иванов И.И. П.П.Петров руководители директора школ "
    "отдела завхозы вожатая муниципальный координатор ГИА-9 совместно с по согласованию далее 000 зам. и.о. который"
)
CELLS = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14).map(" ".join)


@given(CELLS | st.text(max_size=80))
def test_any_text_is_read_and_every_mention_is_a_part_of_it(cell: str) -> None:
    flat = collapse(cell)
    for one in read_responsible(cell, NOWHERE):
        assert one.mention in flat
        assert one.kind in ("org", "person", "role")
        assert one.canonical.strip()


@given(CELLS)
def test_wider_blanks_change_nothing_within_a_line(cell: str) -> None:
    line = cell.replace("\n", " ")
    assert read_responsible(line, NOWHERE) == read_responsible(line.replace(" ", "  "), NOWHERE)


def test_a_school_has_an_administration_as_the_municipality_has() -> None:
    context = build_context(Head(issuer="Управление образования администрации Энского района"), ["Приказ"])
    assert [one.mention for one in read_responsible("МОУО, Администрация ОУ", context)] == ["МОУО", "Администрация ОУ"]
