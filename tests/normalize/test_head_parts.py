"""The parts of which heads of orders are read: numbers and dates, places, years, cited acts, issuers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.head.acts import find_acts
from normalize.head.issuer import body_of_stamp, read_issuer, with_capitals
from normalize.head.layout import tidy_lines
from normalize.head.plan_year import read_plan_year
from normalize.head.requisites import read_requisites
from normalize.territories.municipality import find_municipality, level_of
from normalize.territories.places import find_municipalities
from normalize.territories.regions import find_regions, regions


@pytest.mark.parametrize(
    ("text", "day", "number"),
    [
        ("02.10. 2023 № 1030", date(2023, 10, 2), "1030"),
        ("От «25» 10.2023 г. № 3654", date(2023, 10, 25), "3654"),
        ("20 октября 2020 года г. Усинск № 798", date(2020, 10, 20), "798"),
        ("от 10/11/2023 № 341/1987", date(2023, 11, 10), "341/1987"),
        ("№ 01-05/123 от 12 ноября 2024 г.", date(2024, 11, 12), "01-05/123"),
        ("приказ от 12 ноября 2024 г. N 5", date(2024, 11, 12), "5"),
        ("26.09.24 г. №337-П", date(2024, 9, 26), "337-П"),
        ("« 05 » сентября 2024г. № 514 о/д", date(2024, 9, 5), "514 о/д"),
        ("01-09-2023 № 55/1 - од", date(2023, 9, 1), "55/1-од"),
        ("№ СЭД-26-01-06-1030", None, "СЭД-26-01-06-1030"),
        ("№ 798 - О проведении", None, "798"),
        ("31.02.2024", None, ""),
        ("в 2023 – 2024 учебном году", None, ""),
        ("«__» ________ 20__ г. № ____", None, ""),
    ],
)
def test_requisites(text: str, day: date | None, number: str) -> None:
    found = read_requisites(text)
    assert (found.date, found.number) == (day, number)


def test_all_subjects_of_the_federation_are_listed() -> None:
    assert len(regions()) == 89
    assert all(len(code) == 2 and code.isdigit() for code in regions())


@pytest.mark.parametrize("region", regions().values(), ids=lambda region: region.code)
def test_every_region_is_found_by_its_own_name(region: object) -> None:
    assert {mention.code for mention in find_regions(region.name)} == {region.code}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ АЛТАЙСКОГО КРАЯ", {"22"}),
        ("в Республике Алтай", {"04"}),
        ("Новгородской и Нижегородской областей", {"52"}),
        ("Ямало-Ненецкого автономного округа", {"89"}),
        ("Ненецкого автономного округа", {"83"}),
        ("Московской области", {"50"}),
        ("города Москвы", {"77"}),
        ("Кемеровской области – Кузбасса", {"42"}),
        ("Тюменской обл.", {"72"}),
        ("край, область, республика", set()),
    ],
)
def test_regions(text: str, codes: set[str]) -> None:
    assert {mention.code for mention in find_regions(text)} == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("г. Усинск", {"11"}),
        ("городского округа «Усинск»", {"11"}),
        ("АДМИНИСТРАЦИЯ ГОРОДА НИЖНЕВАРТОВСКА", {"86"}),
        ("города Ельца", {"48"}),
        ("г. Набережные Челны", {"16"}),
        ("города Ростова-на-Дону", {"61"}),
        ("Усть-Илимского района", {"38"}),
        ("МО «Онгудайский район»", {"04"}),
        ("городской округ Ногликский", {"65"}),
        # several regions have one of that name
        ("Октябрьский район", set()),
        ("г. Железногорск", set()),
        # no word says that it is a town
        ("Мир, Заречный, Приморский, Клин", set()),
        ("каменского района", set()),
    ],
)
def test_municipalities(text: str, codes: set[str]) -> None:
    assert {mention.code for mention in find_municipalities(text)} == codes


@pytest.mark.parametrize(
    ("issuer", "municipality", "level"),
    [
        (
            "Управление образования администрации Новокузнецкого муниципального округа",
            "Новокузнецкий муниципальный округ",
            "municipal",
        ),
        ("Департамент образования администрации города Нижневартовска", "город Нижневартовск", "municipal"),
        ("Администрация Рузского городского округа Московской области", "Рузский городской округ", "municipal"),
        ("Управление образования администрации Кирово-Чепецкого района", "Кирово-Чепецкий район", "municipal"),
        ("Управление образования Динского района", "Динской район", "municipal"),
        ("Комитет образования городского округа «Город Чита»", "городской округ «Город Чита»", "municipal"),
        ("Управление образования администрации ЗАТО Северск", "ЗАТО Северск", "municipal"),
        (
            "Комитет по образованию городского округа Подольск Московской области",
            "городской округ Подольск",
            "municipal",
        ),
        ("Отдел образования городского округа Воркута Республики Коми", "городской округ Воркута", "municipal"),
        ("Управление образования и науки Тамбовской области", "", "regional"),
        ("Департамент образования города Москвы", "", "regional"),
        ("Департамент образования Ямало-Ненецкого автономного округа", "", "regional"),
        ("Министерство просвещения", "", "regional"),
        ("Управление образования", "", None),
    ],
)
def test_municipality_and_level(issuer: str, municipality: str, level: str | None) -> None:
    assert find_municipality(issuer) == municipality
    assert level_of(issuer) == level


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (
            ["РОССИЙСКАЯ ФЕДЕРАЦИЯ", "АДМИНИСТРАЦИЯ ГОРОДА БРАТСКА", "ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ", "ПРИКАЗ"],
            "Департамент образования администрации города Братска",
        ),
        (
            [
                "ПРАВИТЕЛЬСТВО САНКТ-ПЕТЕРБУРГА",
                "АДМИНИСТРАЦИЯ КАЛИНИНСКОГО РАЙОНА",
                "ОТДЕЛ ОБРАЗОВАНИЯ",
                "РАСПОРЯЖЕНИЕ",
            ],
            "Отдел образования администрации Калининского района",
        ),
        (
            ["МУНИЦИПАЛЬНОЕ КАЗЕННОЕ УЧРЕЖДЕНИЕ", "«УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "ЧЕРДАКЛИНСКОГО РАЙОНА»"],
            "Муниципальное казенное учреждение «Управление образования Чердаклинского района»",
        ),
        (
            ["МӘГАРИФ ҺӘМ ФӘН МИНИСТРЛЫГЫ", "МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РЕСПУБЛИКИ ТАТАРСТАН", "БОЕРЫК"],
            "Министерство образования и науки Республики Татарстан",
        ),
        (
            ["Постановление администрации Рузского городского округа от 12.11.2024 № 55"],
            "Администрация Рузского городского округа",
        ),
        (["ОТДЕЛ ОБРАЗОВАНИЯ", "649440 с. Онгудай, ул. Ленина, 5 тел. 8(388)"], "Отдел образования"),
        (["ПРИКАЗ", "от 01.10.2019 № 187"], ""),
    ],
)
def test_issuer(lines: list[str], name: str) -> None:
    assert read_issuer(lines).name == name


def test_issuer_of_a_stamp() -> None:
    stamp = "УТВЕРЖДЕН приказом Министерства образования и науки Алтайского края от 02.10.2023 № 1030"
    assert body_of_stamp(stamp) == "Министерство образования и науки Алтайского края"


def test_capitals_become_running_text() -> None:
    assert with_capitals("ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ОКТЯБРЬСКОГО РАЙОНА") == (
        "Департамент образования администрации Октябрьского района"
    )


@pytest.mark.parametrize(
    ("title", "span"),
    [
        ("ГИА в 2023 – 2024 учебном году, дополнительном периоде 2024 года", ("2023-09-01", "2024-08-31")),
        ("подготовки и проведения ГИА в Алтайском крае в 2024 году", ("2023-09-01", "2024-08-31")),
        ("ГИА в 2024/25 учебном году", ("2024-09-01", "2025-08-31")),
        ("по подготовке к ГИА на 2025 год", ("2024-09-01", "2025-08-31")),
        ("по подготовке к ГИА-2020", ("2019-09-01", "2020-08-31")),
        ("об итогах ГИА в 2022-2023 учебном году и плане ГИА на 2023-2024 учебный год", ("2023-09-01", "2024-08-31")),
        ("о ГИА в 2025 году с учетом анализа результатов ГИА в 2024 году", ("2024-09-01", "2025-08-31")),
        # no exams: the calendar year is meant
        ("плана мероприятий на 2025 год", ("2025-01-01", "2025-12-31")),
        ("повышения качества образования на 2022-2024 годы", ("2022-01-01", "2024-12-31")),
        ("ГИА в соответствии с приказом от 04.04.2023 № 232/551", None),
        ("План защиты населения от паводка и пожаров на 2013 год", ("2013-01-01", "2013-12-31")),
        ("об исполнении решения Думы от 12 мая 2013 года", None),
    ],
)
def test_plan_year_of_a_title(title: str, span: tuple[str, str] | None) -> None:
    window = read_plan_year(title, [], [], None)[0].window
    assert (window and (str(window.start), str(window.end))) == span


@pytest.mark.parametrize(
    ("signed_on", "academic_year"),
    [(date(2023, 10, 2), "2023-2024"), (date(2024, 2, 1), "2023-2024"), (date(2024, 8, 20), "2024-2025"), (None, None)],
)
def test_plan_year_by_the_date_of_an_exam_plan(signed_on: date | None, academic_year: str | None) -> None:
    year = read_plan_year("О подготовке к ЕГЭ", [], [], signed_on)[0]
    assert (year.window and year.window.academic_year) == academic_year
    assert year.basis == ("signing" if signed_on else "")


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Федеральным законом от 29 декабря 2012 г. № 273-ФЗ «Об образовании»,",
            [("федеральный закон", "", "273-ФЗ", "Об образовании")],
        ),
        (
            "Порядка проведения ГИА, утвержденного приказом Минпросвещения России от 04.04.2023 № 232/551, Порядка",
            [("приказ", "Минпросвещения России", "232/551", "Порядок проведения ГИА")],
        ),
        (
            "приказами Комитета от 01.02.2024 № 5 «О плане», от 03.02.2024 № 6 и от 05.02.2024 № 7",
            [("приказ", "Комитет", "5", "О плане"), ("приказ", "Комитет", "6", ""), ("приказ", "Комитет", "7", "")],
        ),
        (
            "приказа Минпросвещения России № 190, Рособрнадзора № 1512 от 07.11.2018 «Об утверждении «Порядка»»",
            [("приказ", "Минпросвещения России и Рособрнадзор", "190/1512", "Об утверждении «Порядка»")],
        ),
        ("письма Рособрнадзора от 12.10.2023 № 04-339;", [("письмо", "Рособрнадзор", "04-339", "")]),
        ("в срок до 15.10.2023 школе № 5", []),
    ],
)
def test_acts(text: str, acts: list[tuple[str, str, str, str]]) -> None:
    assert [(act.act_type, act.issuer, act.number, act.title) for act in find_acts(text)] == acts


def test_an_act_cited_twice_is_one() -> None:
    assert len(find_acts("приказом от 04.04.2023 № 5, приказом от 04.04.2023 № 5")) == 1


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("П Р И К А З", ["ПРИКАЗ"]),
        ("М И Н И С Т Е Р С Т В О   О Б Р А З О В А Н И Я", ["МИНИСТЕРСТВО ОБРАЗОВАНИЯ"]),
        ("М И Н И С Т Е Р С Т В О О Б Р А З О В А Н И Я", ["МИНИСТЕРСТВО ОБРАЗОВАНИЯ"]),
        ("**Министр**          И.И. Иванов", ["Министр", "И.И. Иванов"]),
        ("в целях подготовки приказываю: 1. Утвердить", ["в целях подготовки приказываю:", "1. Утвердить"]),
        ("Об утверждении плана ПРИКАЗЫВАЮ: 1. Утвердить", ["Об утверждении плана", "ПРИКАЗЫВАЮ:", "1. Утвердить"]),
        ("КОМИТЕТ ОБРАЗОВАНИЯ ОБЛАСТИ ПРИКАЗ от 06.10.2021", ["КОМИТЕТ ОБРАЗОВАНИЯ ОБЛАСТИ", "ПРИКАЗ от 06.10.2021"]),
        ("во исполнение пункта 2 ПРИКАЗ не издавался", ["во исполнение пункта 2 ПРИКАЗ не издавался"]),
        ("РуководительО.В. Симонова", ["Руководитель О.В. Симонова"]),
        ("<p>Об утверждении</p>\n- 2 -\n3О.08.2О22", ["Об утверждении", "30.08.2022"]),
    ],
)
def test_tidy_lines(printed: str, lines: list[str]) -> None:
    assert [line.text for line in tidy_lines([printed])] == lines


@given(st.text(alphabet='АОаопр№N«»"., от0123456789./-г', max_size=120))
def test_any_text_is_read_for_requisites_and_acts(text: str) -> None:
    found = read_requisites(text)
    assert found.raw == text[found.start : found.end].strip()
    assert all(act.number or act.signed_on for act in find_acts(text))
