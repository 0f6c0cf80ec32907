"""What a page prints that the order does not say: numbers, headers and footers, footnotes; and what only looks so."""

from __future__ import annotations

import re

import pytest

from parsers.formats.page.arrange import PageContent
from parsers.formats.page.geometry import Ruling, Word
from parsers.formats.page.layout import lines_of
from parsers.formats.page.noise import split_noise
from parsers.formats.page.tables import Page
from parsers.model import NoiseKind

WIDTH, HEIGHT = 595.0, 842.0
Text = tuple[float, str]
"""Distance from the top of the page in points, and what is printed there."""
BODY: list[Text] = [(300.0, "Проведение итогового собеседования"), (320.0, "февраль 2025 года")]


def page(number: int, texts: list[Text], rules: tuple[Ruling, ...] = (), size: float = 12.0) -> PageContent:
    words = []
    for top, text in texts:
        height = 8.0 if top > 700 else size
        for match in re.finditer(r"\S+", text):
            words.append(Word(match.group(), 60 + 6.0 * match.start(), top, 60 + 6.0 * match.end(), top + height))
    return PageContent(Page(number), WIDTH, HEIGHT, tuple(lines_of(words)), (), rules)


def kinds(pages: list[PageContent]) -> list[tuple[NoiseKind, str]]:
    return [(noise.kind, noise.text) for _, found in split_noise(pages) for noise in found]


@pytest.mark.parametrize(
    "text",
    ["3", "- 3 -", "– 3 –", "Страница 3 из 10", "стр. 3", "3 / 10", "3 из 10", "с. 3", "лист 3", "Лист 3 из 7"],
)
@pytest.mark.parametrize("top", [20.0, 815.0])
def test_page_numbers(text: str, top: float) -> None:
    ((kind, found),) = kinds([page(3, [(top, text), *BODY])])
    assert (kind, found) == (NoiseKind.PAGE_NUMBER, text)


@pytest.mark.parametrize("text", ["3. Контроль оставляю за собой", "2025 год", "12 мая", "№ 3", "Приложение 3"])
def test_what_is_no_page_number(text: str) -> None:
    assert kinds([page(3, [(20.0, text), *BODY])]) == []


def test_headers_and_footers_that_repeat() -> None:
    pages = [page(n, [(25.0, f"План мероприятий лист {n}"), *BODY, (810.0, "Консультант Плюс")]) for n in range(1, 5)]
    assert {kind for kind, _ in kinds(pages)} == {NoiseKind.PAGE_HEADER}
    assert len(kinds(pages)) == 8


def test_a_header_on_odd_and_even_pages() -> None:
    heads = ("Об утверждении плана", "Министерство образования края")
    pages = [page(n, [(25.0, heads[n % 2]), *BODY]) for n in range(1, 9)]
    assert [text for _, text in kinds(pages)] == [heads[n % 2] for n in range(1, 9)]


def test_openings_of_annexes_are_no_headers() -> None:
    pages = [page(n, [(25.0, f"Приложение {n} к приказу"), *BODY]) for n in range(1, 5)]
    assert kinds(pages) == []


def test_the_same_opening_on_every_page_is_kept_once() -> None:
    pages = [page(n, [(25.0, "Приложение к приказу министерства от 10.10.2024 № 5"), *BODY]) for n in range(1, 6)]
    assert [kind for kind, _ in kinds(pages)] == [NoiseKind.PAGE_HEADER] * 4
    first, *_ = split_noise(pages)
    assert first[0][0].text.startswith("Приложение к приказу")


def test_what_stands_on_two_pages_only_is_text() -> None:
    pages = [page(n, [(25.0, "План мероприятий"), *BODY]) for n in range(1, 3)]
    assert kinds(pages) == []


def test_footnotes_under_a_short_rule() -> None:
    rule = Ruling(705.0, 60.0, 200.0)
    texts = [*BODY, (710.0, "1 По согласованию с учредителем"), (722.0, "школ и детских садов")]
    found = kinds([page(1, texts, (rule,))])
    assert found == [
        (NoiseKind.FOOTNOTE, "1 По согласованию с учредителем"),
        (NoiseKind.FOOTNOTE, "школ и детских садов"),
    ]


def test_a_rule_over_a_signature_sets_nothing_apart() -> None:
    rule = Ruling(705.0, 60.0, 200.0)
    assert kinds([page(1, [*BODY, (710.0, "Начальник отдела")], (rule,))]) == []
