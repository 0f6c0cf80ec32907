"""The workbench in a real browser: served to this machine only, its pages, what is done on them."""

from __future__ import annotations

import http.client
import io
import os
import re
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import docx
import numpy as np
import openpyxl
import psutil
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.conftest import needs_program

pytestmark = needs_program("chromium")

ROOT = Path(__file__).parents[2]
SCAN, WORD, NIZHNEVARTOVSK = "plan-head.scan.pdf", "plan.docx", "hmao-nizhnevartovsk-2023-2117-904.txt"
HOSTILE, UNREADABLE = "с разметкой.docx", "пустой.txt"
SAMPLES = [
    *(ROOT / "tests" / "orders" / name for name in (SCAN, WORD)),
    *(ROOT / "data" / "raw" / name for name in (NIZHNEVARTOVSK, "kuzbass-2023-3654.txt")),
]
PATIENCE = 300_000
"""Milliseconds that a page may take on a machine that runs other tests too."""
NARROW: ViewportSize = {"width": 1280, "height": 900}
SCRIPT = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
PICTURES = os.environ.get("DORKARTA_PICTURES")
"""Where the pictures of the guide are written; without it none are: DORKARTA_PICTURES=docs/images pytest ..."""


def picture(page: Page, name: str) -> None:
    """Writes what the window shows as a picture of the guide, where pictures are asked for."""
    if PICTURES:
        page.wait_for_timeout(1_500)
        path = Path(PICTURES) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(page.screenshot())) as taken:
            taken.quantize(128).save(path, optimize=True)


def hostile_order(path: Path) -> Path:
    """An order whose texts are markup."""
    document = docx.Document()
    for line in ("МИНИСТЕРСТВО ОБРАЗОВАНИЯ РЕСПУБЛИКИ КОМИ", "ПРИКАЗ", "от 12.09.2024 № 5", f"Об утверждении {SCRIPT}"):
        document.add_paragraph(line)
    document.add_paragraph("дорожной карты подготовки к ГИА в Республике Коми в 2024-2025 учебном году")
    rows = [("№", "Мероприятие", "Срок", "Ответственные"), ("1", f"Совещание {SCRIPT}", "март 2025 года", SCRIPT)]
    rows.append(("2", "Анализ результатов", "август 2025 года", "ИРО"))
    table = document.add_table(len(rows), 4, "Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def unreadable(path: Path) -> Path:
    """A file without anything."""
    path.write_text(" \n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse, filled by the tests through the pages."""
    return tmp_path_factory.mktemp("workbench") / "curated"


@pytest.fixture(scope="session")
def address(curated: Path) -> Iterator[str]:
    """The workbench as the command opens it, on a free port: 'http://127.0.0.1:40123/'."""
    command = [sys.executable, "-m", "ingest", "app", "--no-browser", "--port", "0", "--curated", str(curated)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
        assert found
        # A full pipe that nobody reads would stop the server.
        threading.Thread(target=server.stderr.read, daemon=True).start()
        yield found[0]
        server.terminate()


@pytest.fixture(scope="session")
def loaded(windows: BrowserContext, address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files loaded through the page, by the name of the file: its order_id, or '' where it was rejected."""
    folder = tmp_path_factory.mktemp("desk")
    files = [*SAMPLES, hostile_order(folder / HOSTILE), unreadable(folder / UNREADABLE)]
    page = windows.new_page()
    page.goto(f"{address}load/")
    page.locator("input[type=file]").set_input_files(files)
    rows = page.locator("table tr", has=page.locator("td", has_text=re.compile("загружен|отвергнут")))
    expect(rows).to_have_count(len(files), timeout=3 * PATIENCE)
    picture(page, "loaded")
    cells = [row.locator("td").all_inner_texts() for row in rows.all()]
    page.close()
    return {name: last if state == "загружен" else "" for name, state, last in cells}


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[BrowserContext]:
    """Russian windows of 1280 pixels that share what the browser keeps of earlier pages."""
    context = browser.new_context(viewport=NARROW, locale="ru-RU", color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def page(windows: BrowserContext) -> Iterator[Page]:
    """A window; a request to anywhere but this machine fails the test."""
    window = windows.new_page()
    foreign: list[str] = []
    window.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url) else None)
    yield window
    window.close()
    assert not foreign


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def opened(page: Page, url: str) -> Page:
    """The page with its content, which a notebook shows a moment after its frame."""
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    return page


def chosen(page: Page, text: str) -> Locator:
    """The row of a list that has this text, chosen."""
    row = page.locator("marimo-table tbody tr", has_text=text).first
    row.get_by_role("checkbox").click(timeout=PATIENCE)
    return row


def test_files_are_loaded_and_a_bad_one_says_why(loaded: dict[str, str]) -> None:
    assert loaded[NIZHNEVARTOVSK] == "86-nizhnevartovsk-2023-2117-904"
    assert loaded[UNREADABLE] == ""
    assert all(order_id for name, order_id in loaded.items() if name != UNREADABLE)


def test_a_scanned_row_is_outlined_on_its_page(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}load/?order={loaded[SCAN]}")
    chosen(page, "Актуализация квалификационных испытаний")
    image = page.get_by_role("img", name="строка обведена")
    expect(image).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1_000)
    shown = Image.open(io.BytesIO(b64decode((image.get_attribute("src") or "").partition(",")[2]))).convert("RGB")
    colors = np.asarray(shown)
    red = np.nonzero((colors[..., 0] > 150) & (colors[..., 1:].max(axis=-1) < 90))[0]
    assert len(red) > 1_000
    assert 0.7 < red.min() / shown.height < red.max() / shown.height < 0.9
    page.locator("marimo-table").scroll_into_view_if_needed()
    picture(page, "source")


def test_a_row_of_a_text_is_shown_on_its_lines(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}load/?order={loaded[NIZHNEVARTOVSK]}")
    expect(page.locator("table.lines tr.own").first).to_be_visible(timeout=PATIENCE)


def test_a_head_is_corrected_and_the_correction_taken_back(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}load/?order={loaded[WORD]}")
    page.get_by_label("Что исправить").click(timeout=PATIENCE)
    page.get_by_role("option", name="номер приказа").click()
    page.get_by_label("Верно").fill("2268-а")
    page.get_by_label("Почему").fill("буква не распознана")
    page.get_by_role("button", name="Исправить", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Исправлено: номер приказа — 2268-а", timeout=PATIENCE)
    expect(page.get_by_role("heading", name="№ 2268-а")).to_be_visible()
    page.get_by_label("Сделанные исправления").select_option(label="номер приказа: 2268 → 2268-а")
    page.get_by_role("button", name="Снять исправление").click()
    expect(page.get_by_role("status")).to_have_text("Исправление снято: номер приказа", timeout=PATIENCE)


def test_a_dismissed_finding_stays_dismissed(page: Page, address: str, loaded: dict[str, str]) -> None:
    findings = f"{address}findings/?order={loaded[NIZHNEVARTOVSK]}"
    opened(page, findings)
    row = page.locator("marimo-table tbody tr").first
    message = row.locator("td").nth(2).inner_text(timeout=PATIENCE)
    count = int(page.get_by_text(re.compile(r"^\d+ замечани")).first.inner_text().split()[0])
    picture(page, "findings")
    page.get_by_role("button", name="Отклонить").scroll_into_view_if_needed()
    picture(page, "finding")
    page.get_by_role("button", name="Отклонить").click()
    expect(page.get_by_role("status")).to_contain_text("Назовите причину", timeout=PATIENCE)
    page.get_by_label("Причина").fill("так и задумано")
    page.get_by_role("button", name="Отклонить").click()
    expect(page.get_by_role("status")).to_contain_text("1 замечание: отклонено", timeout=PATIENCE)
    opened(page, findings)
    expect(page.get_by_text(re.compile(rf"^{count - 1} замечани"))).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Состояние").select_option(label="отклонено")
    expect(page.get_by_text("1 замечание")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("article")).to_contain_text(message)
    expect(page.get_by_text("Причина: так и задумано")).to_be_visible()


def test_an_order_is_found_and_opens_in_excel(page: Page, address: str, loaded: dict[str, str], tmp_path: Path) -> None:
    opened(page, f"{address}orders/")
    page.get_by_label("Уровень").select_option(label="муниципальный")
    expect(page.get_by_text("1 приказ", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name="№ 2117-904 от 10.11.2023")).to_be_visible()
    picture(page, "orders")
    page.locator("table.plan").evaluate("table => table.closest('.page').scrollIntoView()")
    picture(page, "plan")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").or_(page.get_by_role("button", name="Excel")).click()
    download.value.save_as(tmp_path / "order.xlsx")
    book = openpyxl.load_workbook(tmp_path / "order.xlsx", read_only=True)
    assert book.sheetnames == ["Приказы", "Мероприятия", "Сроки", "Ответственные", "Замечания"]
    assert {row[0] for row in book["Мероприятия"].iter_rows(min_row=2, values_only=True)} == {loaded[NIZHNEVARTOVSK]}


def test_two_regions_are_compared(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}compare/")
    page.locator("marimo-multiselect").first.get_by_role("button").click(timeout=PATIENCE)
    page.get_by_role("option", name=re.compile("Ханты-Мансийский")).click()
    page.get_by_role("option", name=re.compile("Кемеровская")).click()
    page.keyboard.press("Escape")
    page.get_by_label("Что сравнить").select_option(label="Темы")
    expect(page.get_by_role("heading", name="Темы")).to_be_visible(timeout=PATIENCE)
    heads = page.locator(".compared th")
    expect(heads).to_have_count(3)
    assert heads.all_inner_texts()[1:] == ["Кемеровская область – Кузбасс", "Ханты-Мансийский автономный округ – Югра"]
    expect(page.locator(".vega-embed").locator("canvas, svg").first).to_be_visible(timeout=PATIENCE)
    picture(page, "compare")


def test_a_query_gives_a_table_a_chart_and_a_file(
    page: Page, address: str, loaded: dict[str, str], tmp_path: Path
) -> None:
    opened(page, f"{address}sql/")
    page.get_by_label("Готовые вопросы").select_option(label="Какие темы занимают больше места в планах?")
    expect(page.locator("table.result th")).to_have_text(["topic", "activities"], timeout=PATIENCE)
    expect(page.locator(".vega-embed").locator("canvas, svg").first).to_be_visible(timeout=PATIENCE)
    picture(page, "sql")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").or_(page.get_by_role("button", name="CSV")).click()
    download.value.save_as(tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").startswith("topic,activities\n")
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT 2025 AS y, DATE '2024-11-12' AS d")
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.result tbody td")).to_have_text(["2025", "12.11.2024"], timeout=PATIENCE)
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("COPY orders TO 'orders.csv'")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Разрешено только чтение", timeout=PATIENCE)


@pytest.mark.parametrize("path", ["orders", "load"])
def test_markup_of_an_order_is_shown_as_text(page: Page, address: str, loaded: dict[str, str], path: str) -> None:
    opened(page, f"{address}{path}/?order={loaded[HOSTILE]}")
    expect(page.get_by_text("<script>window.harmed = 1</script>").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("window.harmed") is None


def test_the_start_page_counts_and_is_used_by_keyboard(page: Page, address: str, loaded: dict[str, str]) -> None:
    page.goto(address)
    expect(page.locator(".tile", has_text="приказов")).to_have_text(re.compile(r"^5\s*приказов"))
    picture(page, "start")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Загрузка")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
    ],
)
@pytest.mark.parametrize("upgrade", [{}, {"Connection": "Upgrade", "Upgrade": "websocket"}], ids=["http", "websocket"])
def test_only_own_pages_are_answered(
    address: str, headers: dict[str, str], status: int, upgrade: dict[str, str]
) -> None:
    own = address.removeprefix("http://").rstrip("/")
    handshake = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"} if upgrade else {}
    connection = http.client.HTTPConnection(own, timeout=300)
    path = "/orders/ws?session_id=s_test" if upgrade else "/"
    connection.request("GET", path, headers={"Host": own, **headers, **upgrade, **handshake})
    answered = connection.getresponse().status
    connection.close()
    assert answered == (101 if upgrade and status == 200 else status)


def test_the_workbench_listens_on_loopback_alone(address: str) -> None:
    port = int(address.rstrip("/").rpartition(":")[2])
    sockets = [one for child in psutil.Process().children() for one in child.net_connections("tcp")]
    assert {one.laddr.ip for one in sockets if one.status == psutil.CONN_LISTEN and one.laddr.port == port} == {
        "127.0.0.1"
    }
