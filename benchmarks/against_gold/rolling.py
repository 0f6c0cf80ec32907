"""Measures how orders are carried to the next plan: invented DOCX orders against what a reader says they should become.

    .venv/bin/python -m benchmarks.rolling              # shares by order: cells, periods and years, what is read again
    .venv/bin/python -m benchmarks.rolling --misses     # and every cell that is not as it should be

The inputs are in tests/cases/rolling: orders.yml (twelve orders with the usual four columns), styles.yml (six in other
styles: a section over the whole width, other columns, months without years, activities in paragraphs).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import yaml

from ingest import api
from ingest.decisions.corrections import plan_window
from ingest.orders.assemble import read_order
from ingest.outputs.roll import roll
from tests.support.word_decided import decided_paragraphs, decided_rows

CASES = Path(__file__).parents[2] / "tests" / "cases" / "rolling"
SAME = "~"
_CAPTIONS = ("№ п/п", "Мероприятия", "Сроки", "Ответственные")
_ORDERED = ("ПРИКАЗЫВАЮ:", "1. Утвердить прилагаемую дорожную карту.", "Дорожная карта")
_RESPONSIBLE = "Отдел общего образования"


@dataclass(frozen=True, slots=True)
class Invented:
    """An order as it is written and as it should become: paragraphs and rows of cells, old beside new."""

    id: str
    to: str
    paragraphs: tuple[tuple[str, str], ...]
    captions: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text, old and new."""
        yield from self.paragraphs
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class RollScore:
    """One order. `wrong`: old, expected, got; `changing`: texts that should change and those of them that are right."""

    id: str
    texts: int
    wrong: tuple[tuple[str, str, str], ...]
    changing: int
    changed_right: int
    stale: tuple[str, ...]
    out_of_plan: tuple[str, ...]


def invented(name: str) -> list[Invented]:
    """The orders of a file of cases, 'orders' or 'styles'."""
    entries = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [_usual(entry) if name == "orders" else _styled(entry) for entry in entries]


def write(order: Invented, path: Path) -> Path:
    """The order as a Word document, before it is carried over."""
    document = docx.Document()
    for old, _ in order.paragraphs:
        document.add_paragraph(old)
    if order.captions:
        table = document.add_table(rows=0, cols=len(order.captions), style="Table Grid")
        for row in (order.captions, *([old for old, _ in row] for row in order.rows)):
            cells = table.add_row().cells
            if len(row) == 1:
                cells[0].merge(cells[-1])
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
    document.save(str(path))
    return path


def carried(orders: Sequence[Invented], folder: Path) -> dict[str, Path]:
    """Loads all orders into one warehouse in `folder` and carries each to its next plan; the new files by order,
    without those whose file is rejected."""
    files = [write(order, folder / f"{order.id}.docx") for order in orders]
    report = api.load(files, folder / "curated", api.LoadOptions(jobs=1))
    ids = {outcome.source_name.partition(".")[0]: outcome.order_id for outcome in report.outcomes}
    made = {}
    with api.open(folder / "curated") as connection:
        for order in orders:
            if not ids[order.id]:
                continue
            made[order.id] = folder / f"{order.id}-next.docx"
            window = plan_window(order.to)
            (one,), _ = roll(connection, folder / "curated", str(ids[order.id]), window, made[order.id])
            made[order.id].write_bytes(one.content)
    return made


def score(order: Invented, path: Path) -> RollScore:
    """Compares the texts of the carried order, all changes accepted, and reads it again."""
    document = docx.Document(str(path))
    got = [*decided_paragraphs(document, accept=True), *_cells(document)]
    expected = list(order.texts())
    pairs = list(zip(expected, got, strict=True))
    draft = read_order(path)
    periods = [period for item in draft.items for period in item.periods]
    changing = [(old, new, seen) for (old, new), seen in pairs if old != new]
    return RollScore(
        order.id,
        len(pairs),
        tuple((old, new, seen) for (old, new), seen in pairs if not same(new, seen)),
        len(changing),
        sum(same(new, seen) for _, new, seen in changing),
        tuple(text for fact in draft.facts for text, judged in fact.years if judged.stale),
        tuple(period.raw for period in periods if {"out_of_plan", "reversed"} & set(period.flags)),
    )


def unread(order: Invented) -> RollScore:
    """The score of an order whose file is rejected: nothing is as it should be."""
    texts = list(order.texts())
    changing = sum(old != new for old, new in texts)
    return RollScore(order.id, len(texts), tuple((old, new, "") for old, new in texts), changing, 0, (), ())


def same(expected: str, got: str) -> bool:
    """Whether two texts say the same: «г.» and «года», dashes and blanks are one."""
    return _plain(expected) == _plain(got)


def _plain(text: str) -> str:
    for old, new in (("–", "-"), (" года", " г."), (" г ", " г. "), ("\u00a0", " ")):
        text = text.replace(old, new)
    return "".join(text.split())


def _cells(document: Any) -> list[str]:
    return [cell for row in decided_rows(document, accept=True)[1:] for cell in row]


def _usual(entry: Mapping[str, Any]) -> Invented:
    before = [(text, text) for text in entry["head"]]
    before.append((entry["title"], entry["new_title"]))
    before += [(entry["preamble"],) * 2] if "preamble" in entry else []
    before += [(text, text) for text in _ORDERED]
    rows = tuple(
        (
            (number, number),
            (activity, _become(activity, new)),
            (period, _become(period, moved)),
            (_RESPONSIBLE, _RESPONSIBLE),
        )
        for number, activity, period, new, moved in entry["rows"]
    )
    return Invented(entry["id"], entry["to"], tuple(before), _CAPTIONS, rows)


def _styled(entry: Mapping[str, Any]) -> Invented:
    becomes = {(row, column): text for row, column, text in entry.get("becomes", ())}
    rows = tuple(
        tuple((text, becomes.get((at, column), text)) for column, text in enumerate(row))
        for at, row in enumerate(entry.get("rows", ()))
    )
    pairs = [*entry["before"], *entry.get("lines", ())]
    paragraphs = tuple((old, _become(old, new)) for old, new in pairs)
    return Invented(entry["id"], entry["to"], paragraphs, tuple(entry.get("captions", ())), rows)


def _become(old: str, new: str) -> str:
    return old if new == SAME else new


def measure(name: str) -> list[RollScore]:
    """The scores of a file of cases."""
    orders = invented(name)
    with tempfile.TemporaryDirectory() as folder:
        made = carried(orders, Path(folder))
        return [score(order, made[order.id]) if order.id in made else unread(order) for order in orders]


def _print(name: str, scores: Sequence[RollScore], misses: bool) -> None:
    print(f"{name}: {'order':16} texts right   to change, right   stale  out of plan")
    for one in scores:
        right, changed = f"{one.texts - len(one.wrong)}/{one.texts}", f"{one.changed_right}/{one.changing}"
        print(f"  {one.id:22} {right:>11} {changed:>18} {len(one.stale):6} {len(one.out_of_plan):6}")
        for old, new, got in one.wrong if misses else ():
            print(f"      «{old}»\n        expected «{new}»\n        got      «{got}»")
        for text in (*one.stale, *one.out_of_plan) if misses else ():
            print(f"      read again: {text}")
    texts, wrong = sum(one.texts for one in scores), sum(len(one.wrong) for one in scores)
    changing, right = sum(one.changing for one in scores), sum(one.changed_right for one in scores)
    print(f"  all: {texts - wrong}/{texts} texts, {right}/{changing} of those to change\n")


def main() -> None:
    """Prints the shares by file and order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="every text that is not as it should be")
    misses = parser.parse_args().misses
    for name in ("orders", "styles"):
        _print(name, measure(name), misses)


if __name__ == "__main__":
    main()
