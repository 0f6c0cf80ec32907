"""The workbench in a real browser: served to this machine only, its pages, what is done on them."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import needs_program

pytestmark = needs_program("chromium")


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
        yield found[0]
        server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A Russian window of 1280 pixels; a request to anywhere but this machine fails the test."""
    window = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")
    foreign: list[str] = []
    window.on("request", lambda request: foreign.append(request.url) if _is_foreign(request.url) else None)
    yield window.new_page()
    window.close()
    assert not foreign


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def test_an_empty_warehouse_leads_to_loading(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="загрузите первый приказ").click()
    expect(page.get_by_role("heading", name="Загрузка")).to_be_visible(timeout=20_000)


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
    connection = http.client.HTTPConnection(own, timeout=10)
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
