"""Whatever a file holds: work grows with its size, no faster, and nothing is asked twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import ParseError
from parsers.formats.text import read_text
from parsers.model import Hints
from parsers.roadmap import read_roadmap
from tests.support.roadmap_score import HINTS

HEADER = "№\tМероприятие\tСрок\tОтветственный\n"
ROW = "{}.\tПроведение мероприятия номер {} в школах района\tмарт {} года\tотдел образования\n"


class Asked:
    """The real hints, counting how often they are asked."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def hints(self) -> Hints:
        def counting(name: str) -> object:
            real = getattr(HINTS, name)

            def ask(text: str) -> object:
                self.calls[name] += 1
                return real(text)

            return ask

        names = ("period_score", "responsible_score", "period_phrases")
        return replace(HINTS, **{name: counting(name) for name in names})


def asked(text: str) -> Counter[str]:
    counted = Asked()
    read_roadmap(read_text(text), counted.hints())
    return counted.calls


def plan(rows: int) -> str:
    return HEADER + "".join(ROW.format(k % 900 + 1, k, 1000 + k) for k in range(rows))


def test_each_text_is_asked_about_once() -> None:
    assert asked(HEADER + ROW.format(1, 1, 2024) * 500).total() < 100


def test_questions_grow_with_the_rows() -> None:
    few, many = asked(plan(200)).total(), asked(plan(400)).total()
    assert many <= 2.2 * few


HOSTILE = {
    "a very long cell": HEADER + "1.\t" + "слово " * 200_000 + "\tмай 2024\tОО\n",
    "a cell of bullets": HEADER + "1.\tПроведение: " + "- слово; " * 50_000 + "\tмай 2024\tОО\n",
    "a cell of hyphens": HEADER + '1.\t"' + "сло-\nво-" * 20_000 + '"\tмай 2024\tОО\n',
    "a row of 10,000 tabs": HEADER + ROW.format(1, 1, 2024) + "x" + "\ty" * 10_000 + "\n",
    "tails on 2,000 pages": HEADER + ROW.format(1, 1, 2024) + "\n\tи дальше слово\t\t\n" * 2_000,
    "2,000 headings": HEADER + ROW.format(1, 1, 2024) + "I. Раздел\t\t\t\n" * 2_000 + ROW.format(2, 2, 2024),
    "2,000 rows of a merged cell": HEADER + ROW.format(1, 1, 2024) + "\t\t\tотдел\n" * 2_000,
    "numbers of every depth": HEADER
    + "".join(f"{'1.' * (k % 7 + 1)}\tПроведение мероприятия\tмай 2024\tОО\n" for k in range(2_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(600)
def test_hostile_tables_are_read(name: str) -> None:
    roadmap = read_roadmap(read_text(HOSTILE[name]), HINTS)
    assert roadmap.rows
    assert roadmap.covered_chars + roadmap.misfit_chars >= 0.999 * roadmap.source_chars


PRINTED = (
    *("", "", "1.", "1.1.", "II.", "а)", "Проведение анализа результатов", "и дальше", "– порядка", "май 2024 года"),
    *("РЦОИ, ИРО", "Мероприятие", "№", "Сроки", "ГИА-", "2024 году", "«ФЦТ»", "а: - б; - в", "—"),
)
LINES = st.lists(st.lists(st.sampled_from(PRINTED), min_size=1, max_size=6), max_size=12)


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_any_table_is_read_or_refused_and_nothing_is_lost(lines: list[list[str]]) -> None:
    text = HEADER + ROW.format(1, 1, 2024) + "\n".join("\t".join(cells) for cells in lines)
    document = read_text(text)
    try:
        roadmap = read_roadmap(replace(document, source_chars=10 * document.source_chars), HINTS)
    except ParseError:
        return
    accounted = roadmap.covered_chars + roadmap.misfit_chars
    assert accounted in (document.source_chars, roadmap.source_chars), "as marked, or by another reading of the text"
    assert [row.seq for row in roadmap.rows] == list(range(1, len(roadmap.rows) + 1))
    assert all(row.parent is None or row.parent < row.seq for row in roadmap.rows)
