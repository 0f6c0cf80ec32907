"""Names of bodies and people: tails, spheres, namesakes, surnames of the republics; lines that an author broke."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.organisations.context import OrderContext
from normalize.responsibles.accounted import unaccounted
from normalize.responsibles.read import read_responsible

PRINT, AUTHOR = OrderContext(), OrderContext(authored_breaks=True)


def _mentions(cell: str, context: OrderContext = PRINT) -> list[str]:
    return [one.mention for one in read_responsible(cell, context)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Министерство, ГАУ ДПО ИРО ПК", ["Министерство", "ГАУ ДПО ИРО ПК"]),
        ("КГБУ РЦОИ ДВ, Все ОО", ["КГБУ РЦОИ ДВ", "Все ОО"]),
        ("ЦОКО ПК", ["ЦОКО ПК"]),
        ("Росграчнадзор, Минзавтрак ежедневно", ["Росграчнадзор", "Минзавтрак ежедневно"]),
        ("РЦОИ ОО", ["РЦОИ", "ОО"]),
        (
            "Министерство образования и науки Республики Северная Осетия-Алания, МОУО",
            ["Министерство образования и науки Республики Северная Осетия-Алания", "МОУО"],
        ),
        (
            "Управление экономики, инвестиций, развития предпринимательства и услуг",
            ["Управление экономики, инвестиций, развития предпринимательства и услуг"],
        ),
        (
            'Муниципальное бюджетное учреждение Центр подготовки "Надежда"',
            ['Муниципальное бюджетное учреждение Центр подготовки "Надежда"'],
        ),
        ("ОНД и ПР по Дубенскому району, директора", ["ОНД и ПР по Дубенскому району", "директора"]),
        ("Отдел культуры, Дом-музей С.Т.Волгина", ["Отдел культуры", "Дом-музей С.Т.Волгина"]),
        ("Дадын-оол Л.М., Белов И.И.", ["Дадын-оол Л.М.", "Белов И.И."]),
        ("Рустамов Э. Вагиф оглы", ["Рустамов Э. Вагиф оглы"]),
        ("Женсовет школы N 8 - Белова Т.М.", ["Женсовет школы N 8", "Белова Т.М."]),
        ("Городской комитет Профсоюза - Лыкова Н.Г.", ["Городской комитет Профсоюза", "Лыкова Н.Г."]),
        ("Мингазова А.И. - ответственный за РИС", ["Мингазова А.И.", "ответственный за РИС"]),
        ("Куратор Хабибуллина Г. Р.", ["Куратор", "Хабибуллина Г. Р."]),
        ("начальник УО – Иванова И.И.", ["начальник УО – Иванова И.И."]),
        ("руководители ссузов/вузов", ["руководители ссузов/вузов"]),
        ("Кл. рук., уч.-предм.", ["Кл. рук.", "уч.-предм"]),
    ],
)
def test_names_stay_whole_and_apart(cell: str, expected: list[str]) -> None:
    assert _mentions(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("председатели предметных комиссий\nИМЦ", ["председатели предметных комиссий", "ИМЦ"]),
        ("Кл. рук.\nШк. медсестра", ["Кл. рук.", "Шк. медсестра"]),
        ("Отдел образования и\nнауки", ["Отдел образования и науки"]),
        ("Администрация\nКурского района", ["Администрация Курского района"]),
        ("ГАУ ДПО\nИРО", ["ГАУ ДПО ИРО"]),
        ("Зам.\nдиректора", ["Зам. директора"]),
    ],
)
def test_a_line_that_the_author_broke_is_a_mention_unless_it_goes_on(cell: str, expected: list[str]) -> None:
    assert _mentions(cell, AUTHOR) == expected


WORDS = st.sampled_from(
    [
        *("ГАУ ДПО ИРО", "ПК", "РЦОИ", "ОО", "Все", "руководители", "школ", "отдел", "образования", "Иванова И.И."),
        *(
            "Сарыг-оол А.Д.",
            "по согласованию",
            "(по согласованию)",
            "школа имени А. С. Попова",
            "Управление",
            "науки",
            "др.",
        ),
        *(
            "Протоколы",
            "5",
            "№ 3",
            "«Заря»",
            "г. Томска",
            "и",
            "совместно с",
            "зам.",
            "ответственный",
            "за",
            "Ю",
            "qwe",
        ),
    ]
)
MARKS = st.sampled_from([" ", ", ", "; ", "\n", "/", " - ", ". ", " и ", ",\n"])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=8), st.booleans())
def test_every_character_is_in_a_mention_a_separator_or_a_named_qualifier(
    pieces: list[tuple[str, str]], authored: bool
) -> None:
    cell = "".join(word + mark for word, mark in pieces)
    left = unaccounted(cell, AUTHOR if authored else PRINT)
    assert re.findall(r"\w+", left) == []
