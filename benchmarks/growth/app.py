"""How fast the workbench is in a real browser: first page, every page, a filter; on the five orders or on many.

python -m benchmarks.app                    # the five orders of data/raw
python -m benchmarks.app --orders 5000      # synthetic orders of 60 activities
python -m benchmarks.app --curated DIR      # a warehouse that is there
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium")
ITEMS = 60
DEBOUNCE = 0.4
"""Seconds that a field waits for the next letter."""
PAGES = {
    "": ".tile",
    "load": "marimo-file section",
    "orders": "table.choices tbody tr",
    "findings": "table.choices tbody tr",
    "compare": ".compared td, .notice",
    "search": "input[name=q]",
    "sql": "table.result th",
}
"""What of each page is on the screen when it is ready."""
STATE = """() => [...document.querySelectorAll('.page span.count, .page .notice')].map(one => one.textContent).find(
    text => /^\\d+ (приказ|замечани)|^Таких /.test(text))"""
"""How many there are in the list, or that there are none."""


def main() -> None:
    """Prints a table of seconds, the median of `--repeat` measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--curated", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        curated = arguments.curated or filled(Path(folder), arguments.orders)
        with served(curated) as address, window() as page:
            measure(page, address, arguments.repeat)


def filled(folder: Path, orders: int) -> Path:
    """A warehouse of the five orders, or of so many synthetic ones."""
    from benchmarks.warehouse import order
    from ingest import api
    from warehouse.store.store import Store

    if not orders:
        api.load([Path("data/raw")], folder / "curated")
        return folder / "curated"
    source = folder / "order.txt"
    source.write_text("text", encoding="utf-8")
    with Store(folder / "curated").writer() as batch:
        for number in range(orders):
            batch.put(order(number, ITEMS), source)
        batch.commit()
    return folder / "curated"


@contextmanager
def served(curated: Path) -> Iterator[str]:
    """The workbench on a free port."""
    command = [sys.executable, "-m", "ingest", "app", "--no-browser", "--port", "0", "--curated", str(curated)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", server.stderr.readline() if server.stderr else "")
        if not found:
            raise SystemExit("the workbench did not start")
        try:
            yield found[0]
        finally:
            server.terminate()


@contextmanager
def window() -> Iterator[Page]:
    """A window of Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 900}, locale="ru-RU")
        browser.close()


def measure(page: Page, opening: str, repeat: int) -> None:
    """Prints what each step took; `opening` is the address with the token."""
    page.goto(opening)
    address = opening.partition("?")[0]
    for name, ready in PAGES.items():
        step = partial(opened, page, f"{address}{name}/" if name else address, ready)
        report(f"{name or 'start page'}, first time", [seconds(step)])
        report(name or "start page", [seconds(step) for _ in range(repeat)])
    opened(page, f"{address}orders/", PAGES["orders"])
    report(
        "orders: filter by a typed word", list(filtered(page, "Номер, дата, название, территория", repeat, typed=True))
    )
    opened(page, f"{address}findings/", PAGES["findings"])
    report("findings: filter by check", list(filtered(page, "Проверка", repeat)))


def opened(page: Page, url: str, ready: str) -> None:
    """Waits until the page shows what it is for."""
    page.goto(url, wait_until="commit")
    page.locator(ready).first.wait_for(timeout=60_000)


def filtered(page: Page, label: str, repeat: int, *, typed: bool = False) -> Iterator[float]:
    """Seconds from another choice in a filter to the other count under the list; less the wait of typing for more."""
    field = page.get_by_label(label)
    for place in range(repeat):
        before = page.evaluate(STATE)
        started = time.perf_counter()
        if typed:
            field.fill("1" if place % 2 == 0 else "")
        else:
            field.select_option(index=(1, 0)[place % 2])
        page.wait_for_function(f"before => ({STATE})() !== before", arg=before, polling="raf", timeout=60_000)
        yield time.perf_counter() - started - (DEBOUNCE if typed else 0.0)


def seconds(step: Callable[[], None]) -> float:
    """What a step took."""
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def report(step: str, took: list[float]) -> None:
    """One line of the table: the median and the worst."""
    print(f"{step:40} {statistics.median(took):6.2f} s   worst {max(took):6.2f} s   n={len(took)}", flush=True)


if __name__ == "__main__":
    main()
