"""Measures the responsibles normaliser: the five labelled orders and the two halves of imagined orders, and its speed.

    .venv/bin/python -m benchmarks.normalise_responsibles [--misses]

A mention is right when the same words are cut out of the cell; kind and name are compared for mentions cut right.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.gold_data import load_gold
from normalize.head.read import read_head
from normalize.language.text import key
from normalize.language.wordforms import same_word
from normalize.model import Head, Responsible
from normalize.organisations.resolve import OrderContext, build_context, resolve
from normalize.responsibles.read import read_responsible, read_responsibles

TESTS = Path(__file__).resolve().parents[2] / "tests"
RAW = TESTS.parent / "data" / "raw"
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """One mention of a cell; no kind or name where the labels do not tell it."""

    mention: str
    kind: str | None = None
    name: str | None = None
    exact: bool = True
    """Whether the name is the canonical one itself, not a full name in the words of abbreviations.csv."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Cells of one order with what they name."""

    name: str
    context: OrderContext
    cells: tuple[tuple[str, tuple[Expected, ...]], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares 0..1 and the cells that were read otherwise."""

    cells: int
    mentions: float
    kinds: float
    names: float
    cells_right: float
    misses: tuple[str, ...]


def imagined(half: str) -> list[Sample]:
    """The imagined orders of tests/cases/responsibles: half is 'seen' or 'unseen'."""
    orders = yaml.safe_load((TESTS / "cases" / "responsibles" / f"{half}.yml").read_text(encoding="utf-8"))
    return [_imagined(order) for order in orders]


def _imagined(order: dict[str, object]) -> Sample:
    cells: list[dict[str, object]] = order["cells"]  # type: ignore[assignment]
    head = Head(
        issuer=str(order["issuer"]),
        region_code=order["region_code"],  # type: ignore[arg-type]
        region=order["region"],  # type: ignore[arg-type]
        municipality=str(order["municipality"]),
    )
    texts = [*str(order["text"]).splitlines(), *(str(cell["raw"]) for cell in cells)]
    expected = ((str(cell["raw"]), tuple(map(_expected, cell["expect"]))) for cell in cells)  # type: ignore[call-overload]
    return Sample(head.issuer, build_context(head, texts), tuple(expected))


def _expected(entry: str) -> Expected:
    """'mention | kind | name'; without a name, the mention is the name."""
    mention, kind, *name = entry.split(" | ")
    return Expected(mention, kind, name[0] if name else mention)


def labelled() -> list[Sample]:
    """The five orders: every printed cell once; what several activities share a cell for is put together again."""
    samples = []
    told = told_names()
    for order in load_gold():
        lines = (RAW / f"{order.name}.txt").read_text(encoding="utf-8").splitlines()
        cells: dict[str, dict[str, None]] = {}
        for item in order.items:
            if item.get("responsible_raw") and item.get("responsible"):
                cells.setdefault(item["responsible_raw"], {}).update(dict.fromkeys(item["responsible"]))
        expected = (
            (raw, tuple(Expected(mention, None, told.get((order.name, mention)), False) for mention in mentions))
            for raw, mentions in cells.items()
        )
        if cells:
            samples.append(Sample(order.name, build_context(read_head(lines), lines), tuple(expected)))
    return samples


def told_names() -> dict[tuple[str, str], str]:
    """(order, abbreviation) -> full name, of what an order defines or the five documents tell (abbreviations.csv)."""
    with (TESTS / "gold" / "abbreviations.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["basis"] in ("defined", "told")]
    return {(row["order"], row["short"]): row["full"] for row in rows}


def score(samples: Sequence[Sample]) -> Score:
    """How much of these cells is read as they say."""
    wanted = cut = kinds = names = right = cells = 0
    misses: list[str] = []
    for sample in samples:
        for raw, expected, got in _read(sample):
            cells += 1
            pairs = _pairs(expected, got)
            wanted += max(len(expected), len(got))
            cut += len(pairs)
            kinds += sum(one.kind in (None, found.kind) for one, found in pairs)
            names += sum(one.kind in (None, found.kind) and _is_named(one, found) for one, found in pairs)
            all_right = len(pairs) == len(expected) == len(got) and all(_is_right(*pair) for pair in pairs)
            right += all_right
            if not all_right:
                found = [(one.mention, one.kind, one.canonical) for one in got]
                misses.append(f"{sample.name}: {raw!r} -> {found}")
    return Score(cells, cut / wanted, kinds / cut, names / cut, right / cells, tuple(misses))


def _read(sample: Sample) -> Iterator[tuple[str, tuple[Expected, ...], tuple[Responsible, ...]]]:
    read = read_responsibles([raw for raw, _ in sample.cells], sample.context)
    for (raw, expected), got in zip(sample.cells, read, strict=True):
        yield raw, expected, got


def _pairs(expected: Iterable[Expected], got: Iterable[Responsible]) -> list[tuple[Expected, Responsible]]:
    """Mentions cut alike. Labels have letters where an order prints zeros ('000'), and 'ОО' for its slip 'ООО'."""
    found = {_folded(one.mention): one for one in got} | {
        _folded(one.canonical): one for one in got if one.kind == "role"
    }
    return [(one, found[_folded(one.mention)]) for one in expected if _folded(one.mention) in found]


def _folded(mention: str) -> str:
    return key(re.sub(r"(?<!\d)0{2,4}(?!\d)", lambda zeros: "О" * len(zeros.group()), mention))


def _is_named(one: Expected, found: Responsible) -> bool:
    if one.name is None:
        return True
    return key(found.canonical) == key(one.name) if one.exact else is_full_name(found.canonical, one.name)


def _is_right(one: Expected, found: Responsible) -> bool:
    return one.kind in (None, found.kind) and _is_named(one, found)


def full_names(printed: str) -> set[str]:
    """The readings of a full name in abbreviations.csv: brackets hold a variant or a remark.

    'общеобразовательная (образовательная) организация' -> both; 'пункт(ы) …' -> 'пункт …'.
    """
    bare = re.sub(r"\s*\([^()]*\)", "", printed).partition(";")[0]
    inside = re.findall(r"\s\(([^()]*)\)\s", printed)
    variants = {re.sub(r"\w+\s\([^()]*\)", other, printed) for other in inside}
    quoted = {name for remark in re.findall(r"\(([^()]*)\)", printed) for name in re.findall(r"«([^«»]+)»", remark)}
    return {bare, *variants, *quoted}


def is_full_name(canonical: str, printed: str) -> bool:
    """Whether a canonical name is the full one of the labels, in any number and case, with or without a legal form."""
    words = key(canonical).split()
    return any(
        len(words) >= len(wanted) and all(any(same_word(one, other) for other in words) for one in wanted)
        for wanted in (key(name).split() for name in full_names(printed))
    )


def speed(samples: Sequence[Sample]) -> float:
    """Cells a second of one core, every order prepared, every cell read anew."""
    read_cell = read_responsible.__wrapped__
    count = sum(len(sample.cells) for sample in samples)
    best = float("inf")
    for _ in range(ROUNDS):
        total = 0.0
        for sample in samples:
            read_cell("УО", sample.context)
            resolve.cache_clear()
            started = time.process_time()
            for raw, _ in sample.cells:
                read_cell(raw, sample.context)
            total += time.process_time() - started
        best = min(best, total)
    return count / best


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--misses", action="store_true", help="print every cell of the seen samples that is read otherwise"
    )
    arguments = parser.parse_args()
    samples = {"five orders": labelled(), "imagined, seen": imagined("seen"), "imagined, unseen": imagined("unseen")}
    print(f"{'':18}{'cells':>7}{'mentions':>10}{'kinds':>8}{'names':>8}{'cells right':>13}{'cells/s':>10}")
    for name, orders in samples.items():
        result = score(orders)
        shares = f"{result.mentions:10.1%}{result.kinds:8.1%}{result.names:8.1%}{result.cells_right:13.1%}"
        print(f"{name:18}{result.cells:7}{shares}{speed(orders):10.0f}")
        if arguments.misses and name != "imagined, unseen":
            print("\n".join(result.misses))


if __name__ == "__main__":
    main()
