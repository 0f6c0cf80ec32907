"""Years in texts: what they mean, and which are left over from an earlier plan."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.language.lexicon import dictionary
from normalize.model import PlanWindow
from normalize.years.lexer import shifted_date
from normalize.years.read import YearMention, expected, is_stale, judge, year_mentions

HERE = Path(__file__).parents[1]
WINDOW = PlanWindow.of_year(2024)
FLOOR = 0.9


def one(text: str, section: str = "") -> YearMention:
    (mention,) = year_mentions(text, section=section, window=WINDOW)
    return mention


@pytest.mark.parametrize("example", dictionary("years.yml")["examples"], ids=lambda example: str(example["text"])[:40])
def test_role_of_each_example_of_the_dictionary(example: dict[str, str]) -> None:
    assert one(example["text"]).role == example["role"]


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("в 2024 году", "2024 году", "year"),
        ("ГИА–9 – 2024", "ГИА–9 – 2024", "year"),
        ("к ВПР-2025", "ВПР-2025", "year"),
        ("на 2024/2025 учебный год", "2024/2025 учебный год", "academic_year"),
        ("на 2024-25 уч. г.", "2024-25 уч. г.", "academic_year"),
        ("в 2021 – 2025 годах", "2021 – 2025 годах", "range"),
        ("04 декабря 2024 года", "04 декабря 2024 года", "date"),
        ("до 01.03.2025", "01.03.2025", "date"),
        ("в мае 2025 г.", "мае 2025 г.", "date"),
    ],
)
def test_what_is_printed(text: str, quote: str, kind: str) -> None:
    assert (one(text).quote, one(text).kind) == (quote, kind)


@pytest.mark.parametrize(
    "text",
    [
        "приказ № 2024",
        "на сумму 2024 руб.",
        "для 2020 участников",
        "https://obrnadzor.gov.ru/2023/gia",
        "сервер Windows 2019",
        "по телефону 8-2023-15",
        "кабинет 2070",
    ],
)
def test_numbers_that_are_no_years(text: str) -> None:
    assert year_mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "section", "stale", "printed"),
    [
        ("Информирование о Порядке проведения ГИА в 2023 году", "", True, "2025 году"),
        ("Родительские собрания по вопросам проведения ГИА-2024", "", True, "ГИА-2025"),
        ("Анализ результатов ГИА 2024 года", "", False, None),
        ("Проведение ГИА в 2024 году", "1. Анализ проведения ГИА", False, None),
        ("Анализ результатов ГИА 2022 года", "", True, "2024 года"),
        ("Подведение итогов ГИА в 2023 году", "", True, "2025 году"),
        ("Подведение итогов ГИА в 2025 году", "", False, None),
        ("План работы на 2023-2024 учебный год", "", True, "2024-2025 учебный год"),
        ("План работы РЦОИ на 2024 год", "", False, None),
        ("Работа методических объединений в 2022-2023 учебном году", "", True, "2024-2025 учебном году"),
        ("Порядок, утверждённый приказом от 04.04.2023 № 233/552", "", False, None),
        ("проведение итогового сочинения 6 декабря 2023 года", "", True, "04 декабря 2024 года"),
        ("Динамика результатов за 2022, 2023 и 2024 годы", "", False, None),
        ("Согласование рабочих программ на 2021-2022 учебный год", "", True, "2024-2025 учебный год"),
        ("Утверждение сметы конкурса «Ученик года» на 2022 год", "", True, "2025 год"),
        ("Участие в конкурсе «Ученик года – 2022»", "", False, None),
    ],
)
def test_stale_years_of_a_plan_of_2024_2025(text: str, section: str, stale: bool, printed: str | None) -> None:
    mention = year_mentions(text, section=section, window=WINDOW)[0]
    assert (is_stale(mention, WINDOW), expected(mention, WINDOW)) == (stale, printed)


def test_the_period_of_the_row_decides_which_campaign_is_summed_up() -> None:
    mention = one("Анализ проведения ГИА в 2024 году")
    assert judge(mention, WINDOW, starts=date(2024, 8, 1)).stale is False
    assert judge(mention, WINDOW, starts=date(2025, 8, 1)).expected == "2025 году"


def test_september_exams_belong_to_the_campaign_before() -> None:
    mention = one("Проведение ГИА в дополнительный период 2024 года")
    assert judge(mention, WINDOW, starts=date(2024, 9, 1), ends=date(2024, 9, 30)).stale is False


def test_nothing_is_prepared_for_a_year_that_is_over() -> None:
    mention = one("Организация работы ситуационного центра в 2024 году")
    assert judge(mention, WINDOW, starts=date(2024, 11, 1)).stale is False
    assert judge(mention, WINDOW, starts=date(2025, 5, 1)).expected == "2025 году"


def test_without_a_window_nothing_is_stale() -> None:
    assert is_stale(one("Подготовка к ГИА в 2019 году"), None) is None


def test_exams_keep_their_weekday() -> None:
    assert shifted_date(date(2023, 12, 6), date(2024, 9, 1)) == date(2024, 12, 4)
    assert shifted_date(date(2024, 2, 14), date(2024, 9, 1)) == date(2025, 2, 12)


def _imagined() -> list[dict[str, str]]:
    with (HERE / "cases" / "years.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _right(case: dict[str, str]) -> bool:
    window = PlanWindow.of_year(int(case["plan"][:4]))
    found = year_mentions(case["text"], section=case["section"], window=window)
    mention = next((m for m in found if case["quote"] in m.quote or m.quote in case["quote"]), None)
    if mention is None:
        return case["role"] == "none"
    starts, ends = (date.fromisoformat(case[end]) if case[end] else None for end in ("starts", "ends"))
    judgement = judge(mention, window, starts=starts, ends=ends)
    if case["stale"] == "no":
        return not judgement.stale
    return bool(judgement.stale) and judgement.expected in case["expected"].split("|")


@pytest.mark.parametrize("half", [0, 1], ids=["looked at", "only measured"])
def test_imagined_orders_reach_the_floor(half: int) -> None:
    cases = _imagined()[half::2]
    assert sum(map(_right, cases)) >= FLOOR * len(cases)


def _gold_items(order: str) -> list[dict[str, Any]]:
    lines = (HERE / "gold" / "items" / f"{order}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("order", "first_year"),
    [
        ("altai-2023-1030", 2023),
        ("hmao-nizhnevartovsk-2023-2117-904", 2023),
        ("komi-usinsk-2020-798", 2020),
        ("kuzbass-2023-3654", 2023),
    ],
)
def test_orders_without_stale_years_have_none(order: str, first_year: int) -> None:
    window = PlanWindow.of_year(first_year)
    texts = {
        (text, item.get("section") or "")
        for item in _gold_items(order)
        for text in (item["activity"], item.get("result") or "", *(a["text"] for a in item.get("actions", [])))
    }
    stale = [m.quote for text, section in texts for m in year_mentions(text, section=section) if is_stale(m, window)]
    assert stale == []


@given(st.text(alphabet="ГИА-9 от№в2023 году.анлизподгтвк«»;,/\n", max_size=120))
def test_any_text_gives_ordered_quotes_of_itself(text: str) -> None:
    mentions = year_mentions(text)
    assert all(text[m.start : m.end] == m.quote for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
