"""Titles of the plan against one another, headings against the order's usual words, annexes against their marks."""

from __future__ import annotations

import pytest

from normalize.titles import UsualPhrases, name_slips, unmarked_annex

TITLE = "Об утверждении плана мероприятий («дорожной карты») {} государственной итоговой аттестации в 2025 году"
APPROVES = "1. Утвердить план мероприятий («дорожную карту») {} государственной итоговой аттестации в 2025 году."
STAMP = "Приложение 1\nк плану мероприятий («дорожной карте») {} государственной итоговой аттестации"
PLAN = "ПЛАН МЕРОПРИЯТИЙ\n(«дорожная карта») {} государственной итоговой аттестации"


def names(title: str, approves: str, plan: str, stamp: str) -> list[tuple[str, str]]:
    texts = [APPROVES.format(approves), PLAN.format(plan), STAMP.format(stamp)]
    return [(slip.quote, slip.expected) for slip in name_slips(TITLE.format(title), texts, ())]


def test_one_stamp_calls_the_plan_otherwise() -> None:
    usual = "подготовки и проведения"
    ((quote, expected),) = names(usual, usual, usual, "организации и проведения")
    assert "организации и проведения" in quote
    assert expected == usual


def test_the_title_may_be_the_one_that_differs() -> None:
    usual = "по подготовке к проведению"
    ((quote, expected),) = names("по подготовке и проведению", usual, usual, usual)
    assert "по подготовке и проведению" in quote
    assert expected == usual


def test_cases_are_no_difference() -> None:
    usual = "подготовки и проведения"
    assert names(usual, usual, "ПОДГОТОВКИ И ПРОВЕДЕНИЯ", usual) == []


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("подготовки обучающихся г. Вельска к", "подготовки к"),
        ("подготовки выпускников Солнечной СОШ к проведению", "подготовки к проведению"),
        ("по организации подготовки и проведения", "по подготовке и проведению"),
        ("подготовки к", "подготовки обучающихся 9-х классов образовательных организаций района к"),
    ],
)
def test_words_added_between_the_same_words_are_no_difference(title: str, plan: str) -> None:
    assert names(title, plan, plan, plan) == []
    assert names(plan, title, title, title) == []


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("подготовки обучающихся к", "подготовки педагогов к"),
        ("по подготовке и проведению", "по подготовке к проведению"),
        ("подготовки к", "подготовки и проведения"),
    ],
)
def test_another_word_or_another_conjunction_is_one(title: str, plan: str) -> None:
    assert len(names(title, plan, plan, plan)) == 1


def test_other_plans_may_be_called_otherwise() -> None:
    other = "2. Директорам школ разработать план мероприятий по подготовке к государственной итоговой аттестации."
    assert name_slips(TITLE.format("организации и проведения"), [other], ()) == ()


def test_a_heading_leaves_a_word_out() -> None:
    phrases = UsualPhrases(["ГИА по программам основного общего и среднего общего образования"] * 3)
    slip = phrases.missing_word("8. Анализ ГИА по программам основного общего и среднего образования")
    assert slip is not None
    assert (slip.quote, slip.expected) == (
        "общего и среднего образования",
        "общего и среднего общего образования",
    )
    assert phrases.missing_word("Анализ ГИА по программам основного общего и среднего общего образования") is None
    assert UsualPhrases([]).missing_word("основного общего и среднего образования") is None


@pytest.mark.parametrize(
    ("order", "over_the_plan", "missing"),
    [
        ("1. Утвердить план (Приложение 1).", "План мероприятий", "(Приложение 1)"),
        ("1. Утвердить план согласно приложению.", "План мероприятий", "согласно приложению"),
        ("1. Утвердить план (Приложение 1).", "Приложение 1\nк приказу от 01.10.2024 № 5", None),
        ("1. Утвердить план (приложение).", "УТВЕРЖДЁН\nприказом министерства", None),
        ("1. Утвердить прилагаемый план.", "План мероприятий", None),
    ],
)
def test_an_annex_bears_its_mark(order: str, over_the_plan: str, missing: str | None) -> None:
    slip = unmarked_annex([order], [over_the_plan])
    assert (slip.quote if slip else None) == missing
