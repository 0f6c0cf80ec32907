"""The report: one page that opens offline in a browser, holds what was found, and takes no tags from an order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import needs_program
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest.commands.application import app
from ingest.outputs import report as page
from ingest.outputs.context import AROUND, context
from ingest.outputs.timeline import MOST_SECTIONS, REST, drawn, timeline
from tests.support.warehouse_samples import records, source
from warehouse.store.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "<script>alert('x')</script><img src=http://example.org/x.png onerror=alert(1)> & \"кавычки\""
ORDER = "42-novokuznetskii-2024-337"
runner = CliRunner()


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two orders; the first has hostile texts and a period out of its plan."""
    folder = tmp_path_factory.mktemp("report")
    sample = records("337", [HOSTILE, "Обучение <b>экспертов</b>", "Обучение <b>экспертов</b>"])
    wrong = {
        "flags": ["out_of_plan"],
        "raw": "ноябрь <i>2023</i>",
        "start_date": date(2023, 11, 1),
        "end_date": date(2023, 11, 30),
        "suggested_start": date(2024, 11, 1),
        "suggested_end": date(2024, 11, 30),
    }
    first, *others = sample.rows("periods")
    items = [{**row, "period_raw": "ноябрь\n<i>2023</i>"} for row in sample.rows("items")]
    with Store(folder / "curated").writer() as batch:
        batch.put(sample.with_rows(periods=[{**first, **wrong}, *others], items=items), source(folder, b"1"))
        batch.put(records("338"), source(folder, b"2"))
        batch.commit()
    return folder / "curated"


@pytest.fixture(scope="module")
def written(curated: Path) -> Path:
    path = curated.parent / "отчёт.html"
    assert runner.invoke(app, ["report", str(path), "--curated", str(curated)]).exit_code == 0
    return path


@pytest.fixture
def opened(written: Path, browser: Browser) -> Iterator[Page]:
    """The page in a browser without a network; anything it asks for or says fails the test."""
    said: list[str] = []
    window = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    shown = window.new_page()
    shown.on("console", lambda message: said.append(message.text))
    shown.on("dialog", lambda dialog: said.append(dialog.message))
    shown.on("request", lambda request: said.append(request.url))
    shown.goto(written.as_uri())
    yield shown
    window.close()
    assert said == [written.as_uri()]


@needs_program("chromium")
def test_in_a_browser_without_a_network(opened: Page) -> None:
    """Read at 1280 and at 1920, filtered by severity, in the dark."""
    finding = opened.locator(".finding", has_text="лежит вне плана")
    assert finding.locator("mark").inner_text() == "ноябрь <i>2023</i>"
    assert "ноябрь 2024 года" in finding.locator(".suggestion").inner_text()
    assert opened.locator("svg.timeline").count() == 2
    for width in (1280, 1920):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth") == width
    opened.uncheck("#show-error")
    assert not finding.is_visible()
    light = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.emulate_media(color_scheme="dark")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") != light
    opened.locator("table a").first.click()
    assert opened.url.endswith(f"#{ORDER}")


def test_texts_of_an_order_stay_texts(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text), "nothing from elsewhere"
    assert "default-src 'none'" in text.replace("&#x27;", "'")


def test_one_order_alone(curated: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    shown = runner.invoke(app, ["report", str(path), ORDER, "--curated", str(curated)])
    assert shown.exit_code == 0
    assert path.read_text(encoding="utf-8").count('class="order"') == 1
    unknown = runner.invoke(app, ["report", str(path), "none", "--curated", str(curated)])
    assert unknown.exit_code == 2
    assert "не приказ" in " ".join(unknown.stderr.split())


def test_the_page_is_bounded(written: Path, curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside its style and its list, the page has room for one order and a half."""
    sections = written.read_text(encoding="utf-8").split('<section class="order"')[1:]
    longest = max(len(section.encode()) for section in sections)
    monkeypatch.setattr(page, "MAX_BYTES", longest + 1_000)
    path = tmp_path / "short.html"
    runner.invoke(app, ["report", str(path), "--curated", str(curated)])
    text = path.read_text(encoding="utf-8")
    assert text.count('class="order"') == 1
    assert "первые 1 из 2" in text


def test_no_warehouse_has_no_report(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    assert runner.invoke(app, ["report", str(path), "--curated", str(tmp_path / "new")]).exit_code == 2
    assert not path.exists()
    assert not (tmp_path / "new").exists()


def test_an_order_has_no_cell() -> None:
    assert context({"quote": "337"}) is None


@given(st.text(max_size=600), st.integers(0, 600), st.integers(0, 60))
def test_context_is_a_part_of_the_cell(text: str, start: int, length: int) -> None:
    """Whatever is cut, the quote stands between what is printed before and after it."""
    found = context({"activity": text, "quote": text[start : start + length]})
    shown = " ".join(text.split())
    if found:
        assert found.before.removeprefix("… ") + found.quote + found.after.removesuffix(" …") in shown
        assert len(found.before) + len(found.after) <= 2 * AROUND + 4


SEPTEMBER, OCTOBER, FAR = date(2024, 9, 1), date(2024, 10, 1), date(2030, 1, 1)
PLAN = (date(2024, 9, 1), date(2025, 8, 31))


def test_a_timeline_covers_the_plan_and_what_is_near() -> None:
    rows = [
        ("А", date(2024, 7, 1), 1),
        ("А", SEPTEMBER, 2),
        ("Б", OCTOBER, 3),
        ("Б", FAR, 4),
        ("А", date(2024, 1, 1), 5),
    ]
    plan = timeline(["А", "Б"], rows, PLAN)
    assert (plan.months[0], plan.months[-1]) == (date(2024, 6, 1), date(2025, 11, 1))
    assert plan.outside == 9
    assert plan.totals[SEPTEMBER] == 2
    assert sum(plan.totals.values()) == 6


def test_a_timeline_without_a_plan_ends_after_two_years() -> None:
    plan = timeline(["А"], [("А", SEPTEMBER, 1), ("А", FAR, 1)])
    assert len(plan.months) == 24
    assert plan.outside == 1
    assert timeline(["А"], []).months == ()


def test_many_sections_are_counted_together() -> None:
    names = [f"Раздел {number}" for number in range(100)]
    plan = timeline(names, [(name, SEPTEMBER, 1) for name in names], PLAN)
    assert len(plan.sections) == MOST_SECTIONS
    assert plan.counts[REST, SEPTEMBER] == 100 - MOST_SECTIONS + 1
    assert drawn(plan).count('class="section"') == MOST_SECTIONS + 1


def test_a_page_a_region_and_one_that_leads_to_them(curated: Path, tmp_path: Path) -> None:
    told = runner.invoke(app, ["report", str(tmp_path / "отчёт.html"), "--by", "region", "--curated", str(curated)])
    assert told.exit_code == 0, told.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["отчёт-42.html", "отчёт.html"]
    index = (tmp_path / "отчёт.html").read_text(encoding="utf-8")
    assert 'href="отчёт-42.html"' in index
    assert "2 приказа, 7 мероприятий" in index
    assert ORDER in (tmp_path / "отчёт-42.html").read_text(encoding="utf-8")


def test_another_part_than_a_region_is_wrong_usage(curated: Path, tmp_path: Path) -> None:
    told = runner.invoke(app, ["report", str(tmp_path / "x.html"), "--by", "year", "--curated", str(curated)])
    assert told.exit_code == 2
