"""The body behind a printed name, from the order alone: what decides, in which order."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from benchmarks.normalise_responsibles import is_full_name
from normalize.head.read import read_head
from normalize.organisations.initials import matched
from normalize.organisations.legal_form import split_legal_form
from normalize.organisations.letterhead import letterhead_name, letterhead_names
from normalize.organisations.lookups import legal_forms, organisation_aliases, organisations
from normalize.organisations.resolve import OrderContext, build_context, entity_key, resolve

GOLD = Path(__file__).parents[1] / "gold"
RAW = Path(__file__).parents[2] / "data" / "raw"
DISTRICT = OrderContext(
    issuer="Управление образования администрации Новокузнецкого муниципального округа Кемеровской области - Кузбасса",
    region="Кемеровская область – Кузбасс",
    municipality="Новокузнецкий муниципальный округ",
    definitions=(("ГМЦ", "городской методический центр «Гармония»"),),
    text=(
        "Отделу общего образования управления образования (Кунцевич Е.В.)\n\n"
        "МАОУ ДПО «Институт повышения квалификации» провести обучение\n\n"
        "сотрудников государственного казенного учреждения «Кузбасский центр мониторинга качества образования»"
    ),
)
NOT_BODIES = {
    "ГИА",
    "ГИА-9",
    "ГИА-11",
    "РИС",
    "РИС-9",
    "РИС-11",
    "КИМ",
    "ЭМ",
    "ОВЗ",
    "с ОВЗ",
    "ЕГЭ",
    "ОГЭ",
    "ГВЭ",
    "КЕГЭ",
    "ВПР",
}
NOT_BODIES |= {
    "ДПП ПК",
    "РЭШ",
    "ООО",
    "СОО",
    "НОО",
    "ХМАО – Югра",
    "КПК",
    "план мероприятий",
    "план",
    "План",
    "РК",
    "АК",
    "ЭЦП",
}
NOT_BODIES |= {"ПО", "ФИС", "ФГОС", "БЛП", "ЕНД", "18-МАШ"}


@cache
def _order(name: str) -> OrderContext:
    lines = (RAW / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return build_context(read_head(lines), lines)


def _told() -> list[tuple[str, str, str]]:
    """Bodies of abbreviations.csv that an order defines or the documents tell; not what its maker marks as a guess."""
    with (GOLD / "abbreviations.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["basis"] in ("defined", "told")]
    unclear = ("вероятно", "искажено")
    kept = [row for row in rows if not any(word in row["full"] for word in unclear)]
    return [
        (row["order"], row["short"], row["full"])
        for row in kept
        if row["short"] not in NOT_BODIES or (row["short"] == "ООО" and "отдел" in row["full"])
    ]


@pytest.mark.parametrize(("order", "short", "full"), _told())
def test_every_body_that_the_five_orders_tell_has_its_full_name(order: str, short: str, full: str) -> None:
    found = resolve(short, _order(order))
    assert found.resolved
    assert is_full_name(found.canonical, full) or full in organisation_aliases(), found


@pytest.mark.parametrize(
    ("mention", "canonical", "basis"),
    [
        ("ГМЦ", "городской методический центр «Гармония»", "defined"),
        ("МБУ ГМЦ", "городской методический центр «Гармония»", "defined"),
        ("УО АНМО", "Управление образования администрации Новокузнецкого муниципального округа", "letterhead"),
        ("УОАНМО", "Управление образования администрации Новокузнецкого муниципального округа", "letterhead"),
        ("УО", "Управление образования администрации Новокузнецкого муниципального округа", "letterhead"),
        ("Управление", "Управление образования администрации Новокузнецкого муниципального округа", "letterhead"),
        (
            "управлением образования",
            "Управление образования администрации Новокузнецкого муниципального округа",
            "letterhead",
        ),
        ("УО АНМР", "Управление образования администрации Новокузнецкого муниципального района", "letterhead"),
        ("АНМО", "администрация Новокузнецкого муниципального округа", "letterhead"),
        ("РЦОИ", "региональный центр обработки информации", "dictionary"),
        ("ОО", "образовательные организации", "dictionary"),
        ("ГБУ ИМЦ", "ГБУ «Информационно-методический центр»", "dictionary"),
        ("ИПК", "МАОУ ДПО «Институт повышения квалификации»", "initials"),
        ("ООО", "Отдел общего образования управления образования", "initials"),
        ("000", "Отдел общего образования управления образования", "initials"),
        (
            "ГКУ КЦМКО",
            "государственное казенное учреждение «Кузбасский центр мониторинга качества образования»",
            "initials",
        ),
        ("МБОУ СОШ № 5", "МБОУ СОШ № 5", "printed"),
        ("муниципальной методической службой", "муниципальная методическая служба", "dictionary"),
    ],
)
def test_a_name_is_told_by_the_first_source_that_has_it(mention: str, canonical: str, basis: str) -> None:
    found = resolve(mention, DISTRICT)
    assert (found.canonical, found.basis, found.resolved) == (canonical, basis, True)


def test_what_nothing_tells_is_an_entity_of_its_own() -> None:
    found = resolve("ОХИБДОО", DISTRICT)
    assert (found.canonical, found.basis, found.resolved, found.key) == ("ОХИБДОО", "printed", False, "охибдоо")


def test_the_same_letters_mean_another_body_in_another_order() -> None:
    orenburg = OrderContext(issuer="Министерство образования Оренбургской области", region="Оренбургская область")
    assert resolve("Минобр ОО", orenburg).canonical == "Министерство образования Оренбургской области"
    assert resolve("ООО", orenburg).resolved is False
    assert resolve("МОК", orenburg).resolved is False


def test_schools_stay_schools_where_the_issuer_has_their_letters() -> None:
    context = OrderContext(issuer="Отдел образования администрации Хлевенского района")
    assert resolve("ОО", context).canonical == "образовательные организации"
    assert resolve("отдел образования", context).basis == "letterhead"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("МАОУ ДПО ИМЦ", ("МАОУ ДПО", "ИМЦ")),
        ("ГБУ ЛО «ИЦОКО»", ("ГБУ ЛО", "«ИЦОКО»")),
        ("БУ ОО ДПО «ИРО»", ("БУ ОО ДПО", "«ИРО»")),
        ("ГАОУ ДПО ИРО РТ", ("ГАОУ ДПО", "ИРО РТ")),
        ("МОУ", ("", "МОУ")),
        ("ДО ЯО", ("", "ДО ЯО")),
    ],
)
def test_a_legal_form_is_parted_from_the_name(name: str, parts: tuple[str, str]) -> None:
    assert split_legal_form(name) == parts


@pytest.mark.parametrize(
    ("short", "full", "words"),
    [
        ("КЦМКО", "Кузбасский центр мониторинга качества образования", 5),
        ("АлтГУ", "Алтайский государственный университет", 3),
        ("ИМЦ", "информационно методический центр", 3),
        ("Минобрнауки РД", "Министерство образования и науки Республики Дагестан", 6),
        ("АМО ГО «Усинск»", "администрация муниципального образования городского округа Усинск", 6),
        ("КЦМКО", "Кемеровский центр развития образования", None),
        ("ИРО", "институт повышения квалификации", None),
    ],
)
def test_initials_are_matched_word_by_word(short: str, full: str, words: int | None) -> None:
    assert matched(short, full.split()) == words


def test_a_letterhead_names_the_issuer_its_owner_and_their_former_territory() -> None:
    names = letterhead_names("Отдел образования администрации Ивановского района Амурской области")
    assert names[:2] == ("Отдел образования администрации Ивановского района", "администрация Ивановского района")
    assert letterhead_name("администрация района", names) == "администрация Ивановского района"
    assert letterhead_name("ОО ИР", names) == names[0]
    assert letterhead_name("МО", letterhead_names("Министерство образования и науки Алтайского края")) is None


def test_a_key_forgets_legal_form_quotation_marks_and_case() -> None:
    context = OrderContext()
    keys = {
        entity_key(name, None, context)
        for name in ("ГКУ «Центр качества»", "государственное учреждение «Центр качества»")
    }
    assert keys == {"центр качества"}


def test_a_municipal_body_without_a_name_of_its_own_has_its_municipality_in_the_key() -> None:
    assert entity_key("отдел общего образования", "municipal", DISTRICT).endswith("новокузнецкий муниципальный округ")


def test_an_alias_belongs_to_one_organisation_of_a_scope() -> None:
    for scope in ({"unique"}, {"class", "generic"}):
        aliases = [alias for one in organisations() if one.scope in scope for alias in one.aliases]
        assert len(aliases) == len(set(aliases))


def test_every_organisation_is_found_by_each_of_its_aliases() -> None:
    context = OrderContext()
    for alias, organisation in organisation_aliases().items():
        assert resolve(alias, context).canonical == organisation.canonical or alias.islower()


def test_legal_forms_are_composed() -> None:
    forms = legal_forms().forms
    assert forms["ГКУ"] == "государственное казённое учреждение"
    assert {"МАОУ", "ФГБУ", "КГБУ", "ОГБОУ", "ТОГАОУ", "КАУ", "АНО"} <= set(forms)
    assert not {"ОУ", "УО", "ОО", "МОУО"} & set(forms)
