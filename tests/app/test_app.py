"""The workbench in a real browser: served to this machine only, its pages, what is done on them."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import docx
import numpy as np
import openpyxl
import psutil
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.conftest import needs_program
from tests.support.workbench import served
from warehouse.corpus.reviews import read_reviews

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
def opening(curated: Path) -> Iterator[str]:
    """The workbench as the command opens it, on a free port: 'http://127.0.0.1:40123/?token=...'."""
    with served([sys.executable, "-m", "ingest"], curated) as address:
        yield address


@pytest.fixture(scope="session")
def address(opening: str) -> str:
    """The workbench without its token: 'http://127.0.0.1:40123/'."""
    return opening.partition("?")[0]


@pytest.fixture(scope="session")
def cookie(opening: str) -> str:
    """The cookie that the token gives."""
    port = opening.partition("/?")[0].rpartition(":")[2]
    return f"dorkarta-{port}={opening.partition('token=')[2]}"


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
def windows(browser: Browser, opening: str) -> Iterator[BrowserContext]:
    """Russian windows of 1280 pixels that share what the browser keeps of earlier pages, the token among it."""
    context = browser.new_context(viewport=NARROW, locale="ru-RU", color_scheme="light")
    first = context.new_page()
    first.goto(opening)
    assert "token" not in first.url
    first.close()
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
    settled(page)
    return page


def chosen(page: Page, text: str) -> Locator:
    """The row of a list that has this text, chosen by a click."""
    row = page.locator("table.choices tbody tr", has_text=text).first
    row.click(timeout=PATIENCE)
    settled(page)
    return row


def settled(page: Page) -> None:
    """Waits until the page has drawn what was asked for last."""
    page.wait_for_timeout(60)
    page.wait_for_function("() => !document.documentElement.classList.contains('dk-waiting')", timeout=PATIENCE)


def shown(page: Page) -> str:
    """The finding that the page shows, of which list, link and buttons must tell the same."""
    told = page.evaluate(
        """() => [new URLSearchParams(location.search).get("finding"),
            document.querySelector("table.choices tr[aria-selected=true]")?.dataset.id,
            document.querySelector("[data-form=shown]")?.dataset.finding,
            JSON.parse(document.querySelector("[data-form=shown] [data-act=accepted]")?.dataset.ids ?? "[]")[0]]"""
    )
    assert len(set(told)) == 1, told
    return str(told[0])


def reviewed(curated: Path) -> dict[str, str]:
    """Decisions kept: status by finding."""
    return {one.finding_id: str(one.status) for one in read_reviews(curated).values()}


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
    page.locator("table.choices").scroll_into_view_if_needed()
    picture(page, "source")


def test_a_row_is_shown_on_its_lines_and_a_cell_corrected_where_it_stands(
    page: Page, address: str, loaded: dict[str, str]
) -> None:
    opened(page, f"{address}load/?order={loaded[NIZHNEVARTOVSK]}")
    row = page.locator("table.choices tbody tr").nth(2)
    row.click(timeout=PATIENCE)
    expect(page.locator("table.lines tr.own").first).to_be_visible(timeout=PATIENCE)
    expect(row).to_have_attribute("aria-selected", "true")
    row.locator("td").nth(2).dblclick()
    page.get_by_label("Верно").fill("март 2024 года")
    page.get_by_label("Почему исправлено").fill("проверка")
    page.locator("dialog button.good").click()
    expect(page.get_by_role("status")).not_to_be_empty(timeout=PATIENCE)
    assert "row=" in page.url


def test_a_head_is_corrected_and_the_correction_taken_back(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}load/?order={loaded[WORD]}")
    page.get_by_text("Реквизиты: проверить и исправить").click(timeout=PATIENCE)
    page.get_by_role("button", name="Исправить: номер приказа").click()
    page.get_by_label("Верно").fill("2268-а")
    page.get_by_label("Почему исправлено").fill("буква не распознана")
    page.locator("dialog button.good").click()
    expect(page.get_by_role("status")).to_have_text("Исправлено: номер приказа — 2268-а", timeout=PATIENCE)
    expect(page.get_by_role("heading", name="№ 2268-а")).to_be_visible()
    page.locator("li", has_text="номер приказа: 2268 → 2268-а").get_by_role("button", name="снять").click()
    expect(page.get_by_role("status")).to_have_text("Исправление снято: номер приказа", timeout=PATIENCE)


def test_a_decision_is_on_the_finding_shown_and_goes_on_to_the_next(
    page: Page, address: str, curated: Path, loaded: dict[str, str]
) -> None:
    """The fourth row, rejected without a reason, then with one; then back, by keys alone."""
    opened(page, f"{address}findings/?order={loaded[NIZHNEVARTOVSK]}&sort=what")
    rows = page.locator("table.choices tbody tr")
    expect(rows.nth(5)).to_be_visible(timeout=PATIENCE)
    ids = [row.get_attribute("data-id") for row in rows.all()]
    rows.nth(3).locator("td").nth(2).click(timeout=PATIENCE)
    settled(page)
    assert shown(page) == ids[3]
    picture(page, "findings")
    page.locator("[data-form=shown]").get_by_role("button", name="Отклонить").click()
    settled(page)
    expect(page.get_by_role("status")).to_contain_text("Назовите причину")
    assert shown(page) == ids[3]
    assert reviewed(curated) == {}
    page.keyboard.press("d")
    page.keyboard.type("так и задумано")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("status")).to_contain_text("1 замечание: отклонено")
    assert reviewed(curated) == {ids[3]: "dismissed"}
    assert shown(page) == ids[4]
    assert "sort=what" in page.url
    assert page.get_by_label("Причина").first.input_value() == ""
    page.keyboard.press("z")
    settled(page)
    assert reviewed(curated) == {}
    assert shown(page) == ids[3]
    for key in ("j", "ArrowDown", "k", "a"):
        page.keyboard.press(key)
    settled(page)
    assert reviewed(curated) == {ids[4]: "accepted"}
    assert shown(page) == ids[5]


def test_ticks_reach_all_that_the_filter_holds_and_a_link_tells_the_state(
    page: Page, address: str, curated: Path, loaded: dict[str, str]
) -> None:
    opened(page, f"{address}findings/?order={loaded[WORD]}")
    before = reviewed(curated)
    every = int(page.locator(".left .count").inner_text(timeout=PATIENCE).split()[0])
    page.locator("table.choices tbody tr").first.get_by_role("checkbox").check()
    settled(page)
    expect(page.get_by_text("Отмечено: 1 замечание")).to_be_visible()
    page.get_by_role("button", name=f"отметить все по отбору: {every}").click()
    settled(page)
    form = page.locator("[data-form=ticked]")
    form.get_by_label("Причина").fill("проверено")
    form.get_by_role("button", name="Отклонить").click()
    settled(page)
    assert reviewed(curated) == before
    picture(page, "bulk")
    page.get_by_role("button", name=f"Да, отклонить {every}").click()
    settled(page)
    assert len(reviewed(curated)) == len(before) + every
    expect(page.get_by_text("Таких замечаний нет.")).to_be_visible()
    page.get_by_role("link", name=f"отклонено ({every})").click()
    settled(page)
    assert "status=dismissed" in page.url
    expect(page.locator("table.choices tbody tr")).to_have_count(min(every, 25))
    page.reload()
    expect(page.locator(".left .count")).to_contain_text(str(every), timeout=PATIENCE)


def test_an_order_is_found_and_opens_in_excel(page: Page, address: str, loaded: dict[str, str], tmp_path: Path) -> None:
    opened(page, f"{address}orders/")
    page.get_by_role("link", name="муниципальный (1)").click(timeout=PATIENCE)
    expect(page.get_by_text("1 приказ", exact=True)).to_be_visible(timeout=PATIENCE)
    chosen(page, "№ 2117-904")
    expect(page.get_by_role("heading", name="№ 2117-904 от 10.11.2023")).to_be_visible()
    assert f"order={loaded[NIZHNEVARTOVSK]}" in page.url
    picture(page, "orders")
    page.locator("table.plan").evaluate("table => table.closest('.page').scrollIntoView()")
    picture(page, "plan")
    page.get_by_label("Искать в плане").fill("обучение")
    page.wait_for_timeout(600)
    settled(page)
    expect(page.locator("table.plan tbody tr[id]").first).to_contain_text(re.compile("обучени", re.IGNORECASE))
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").or_(page.get_by_role("button", name="Excel")).click()
    download.value.save_as(tmp_path / "order.xlsx")
    book = openpyxl.load_workbook(tmp_path / "order.xlsx", read_only=True)
    assert book.sheetnames[:2] == ["Приказы", "Мероприятия"]
    assert {row[0] for row in book["Мероприятия"].iter_rows(min_row=2, values_only=True)} == {loaded[NIZHNEVARTOVSK]}


def test_two_regions_are_compared_and_a_figure_opens_its_rows(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}compare/?what=topics")
    page.locator(".dk-requests marimo-text").wait_for(state="attached", timeout=PATIENCE)
    for region in ("Ханты-Мансийский автономный округ – Югра", "Кемеровская область – Кузбасс"):
        page.get_by_label("Добавить регион").select_option(label=region, timeout=PATIENCE)
        expect(page.get_by_role("link", name=f"{region} ×")).to_be_visible(timeout=PATIENCE)
        settled(page)
    heads = page.locator(".compared th")
    expect(heads).to_have_text(["тема", "Кемеровская область – Кузбасс", "Ханты-Мансийский автономный округ – Югра"])
    picture(page, "compare")
    figure = page.locator("td.figure a").first
    count = figure.inner_text()
    figure.click()
    expect(page.locator(".left .count")).to_have_text(re.compile(rf"^{count} мероприят"), timeout=PATIENCE)


def test_what_is_clicked_before_the_notebook_hears_is_not_lost(
    page: Page, address: str, loaded: dict[str, str]
) -> None:
    """The first telling of each request is swallowed on its way; the second is heard, and each is answered once."""
    opened(page, f"{address}findings/?order={loaded[NIZHNEVARTOVSK]}")
    rows = page.locator("table.choices tbody tr")
    expect(rows.nth(2)).to_be_visible(timeout=PATIENCE)
    page.evaluate(
        """() => {
            const told = new Set();
            addEventListener("marimo-value-input", (event) => {
                const number = JSON.parse(event.detail.value).number;
                if (!told.has(number)) { told.add(number); event.stopImmediatePropagation(); }
            }, true);
        }"""
    )
    for row in (1, 2):
        rows.nth(row).locator("input[type=checkbox]").click()
    settled(page)
    for row, ticked in ((0, False), (1, True), (2, True)):
        expect(rows.nth(row).locator("input[type=checkbox]")).to_be_checked(checked=ticked)
    expect(page.get_by_text("Отмечено: 2 замечания")).to_be_visible()


def test_the_calendar_goes_by_months_and_prints_one_s_plan(
    page: Page, address: str, loaded: dict[str, str], tmp_path: Path
) -> None:
    order = loaded["kuzbass-2023-3654.txt"]
    opened(page, f"{address}agenda/?order={order}&month=2023-11")
    expect(page.locator("table.month-grid th")).to_have_text(["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"])
    expect(page.locator("table.month-grid td:not(.other)")).to_have_count(30)
    page.get_by_role("link", name="следующий месяц").click()
    expect(page.get_by_text("Декабрь 2023", exact=True)).to_be_visible(timeout=PATIENCE)
    settled(page)
    assert "month=2023-12" in page.url
    picture(page, "calendar")
    page.get_by_role("link", name="мой план").click()
    expect(page.locator("table.my-plan").first).to_be_visible(timeout=PATIENCE)
    who = page.get_by_placeholder("Ответственный: организация, фамилия")
    who.fill("МОУО")
    who.press("Enter")
    expect(page.get_by_text("Мой план: МОУО")).to_be_visible(timeout=PATIENCE)
    settled(page)
    picture(page, "my-plan")
    page.emulate_media(media="print")
    expect(page.locator(".page nav")).to_be_hidden()
    expect(who).to_be_hidden()
    expect(page.locator("table.my-plan").first).to_be_visible()
    (tmp_path / "план.pdf").write_bytes(page.pdf())
    with pypdfium2.PdfDocument(tmp_path / "план.pdf") as document:
        printed = document[0].get_textpage().get_text_range()
    assert "Мой план: МОУО" in printed
    assert "Январь 2024" in printed
    assert "Ctrl+P" not in printed


def test_words_are_found_everywhere_from_any_page(page: Page, address: str, loaded: dict[str, str]) -> None:
    opened(page, f"{address}orders/")
    page.get_by_label("Найти везде").fill("видеоконференции")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile(r"Мероприятия \([1-9]"))).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("j")
    settled(page)
    expect(page.locator("figure.source")).to_be_visible(timeout=PATIENCE)
    picture(page, "search")


def test_a_query_gives_a_table_a_chart_and_a_file(
    page: Page, address: str, loaded: dict[str, str], tmp_path: Path
) -> None:
    opened(page, f"{address}sql/")
    page.get_by_label("Готовые вопросы").select_option(label="Какие темы занимают больше места в планах?")
    editor = page.locator(".cm-content").first
    expect(editor).to_contain_text("topic", timeout=PATIENCE)
    expect(page.locator("table.bars tr").nth(3)).to_be_visible(timeout=PATIENCE)
    picture(page, "sql")
    page.locator("table.bars a").first.click()
    expect(page.locator("table.result tbody tr")).to_have_count(1, timeout=PATIENCE)
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").or_(page.get_by_role("button", name="CSV")).click()
    download.value.save_as(tmp_path / "rows.csv")
    assert len((tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()) > 4
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT 2025 AS y, DATE '2024-11-12' AS d")
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.result tbody td")).to_have_text(["2025", "12.11.2024"], timeout=PATIENCE)
    editor.click()
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
        ({"Cookie": ""}, 403),
        ({"Cookie": "dorkarta=1"}, 403),
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
    address: str, cookie: str, headers: dict[str, str], status: int, upgrade: dict[str, str]
) -> None:
    own = address.removeprefix("http://").rstrip("/")
    handshake = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"} if upgrade else {}
    connection = http.client.HTTPConnection(own, timeout=300)
    path = "/orders/ws?session_id=s_test" if upgrade else "/"
    connection.request("GET", path, headers={"Host": own, "Cookie": cookie, **headers, **upgrade, **handshake})
    answered = connection.getresponse().status
    connection.close()
    assert answered == (101 if upgrade and status == 200 else status)


def test_the_workbench_listens_on_loopback_alone(address: str) -> None:
    port = int(address.rstrip("/").rpartition(":")[2])
    sockets = [one for child in psutil.Process().children() for one in child.net_connections("tcp")]
    assert {one.laddr.ip for one in sockets if one.status == psutil.CONN_LISTEN and one.laddr.port == port} == {
        "127.0.0.1"
    }


def test_no_message_over_a_page_s_websocket_runs_anything(
    address: str, cookie: str, loaded: dict[str, str], tmp_path: Path
) -> None:
    """Every command that the installed marimo knows, sent as a message, with code that would leave a file."""
    from marimo._runtime import commands
    from websockets.sync.client import connect

    mark = tmp_path / "mark"
    code = f"open({str(mark)!r}, 'w').close()"
    names = [name for name in vars(commands) if name.endswith(("Command", "Request"))]
    assert len(names) > 20
    with connect(
        f"{address.replace('http', 'ws', 1)}orders/ws?session_id=s_messg",
        additional_headers={"Cookie": cookie, "Origin": address.rstrip("/")},
        max_size=None,
    ) as socket:
        socket.recv(timeout=60)
        for name in names:
            fields = {
                "cellIds": ["0"],
                "cellId": "0",
                "codes": [code],
                "code": code,
                "objectIds": ["0"],
                "values": [code],
            }
            for sent in ({"type": name, **fields}, {"op": name, "data": fields}, {name: fields}):
                socket.send(json.dumps(sent))
        socket.ping().wait(10)
    assert not mark.exists()
