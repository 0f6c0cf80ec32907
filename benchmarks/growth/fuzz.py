"""Reads thousands of broken files in bounded children and judges what was read by a count that no reader takes part in.

    .venv/bin/python -m benchmarks.fuzz --seed 1 --count 1000                     # all cheap formats
    .venv/bin/python -m benchmarks.fuzz --seed 1 --count 20 --formats doc,rtf,png # those that outside programs read
    .venv/bin/python -m benchmarks.fuzz --seed 1 --count 500 --corpus FOLDER      # mutants of one's own files
    .venv/bin/python -m benchmarks.fuzz --seed 1 --count 500 --keep FOLDER        # keep the mutants that failed

A mutant may be read, or refused in one sentence (ParseError), or stopped by the bounds of time or memory, which the
program tells as such. All else is a failure: an internal error, the crash of a child, and a silent loss: letters which
the file prints and which are in nothing that was read nor in a leftover.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.mutants import CHANGES, mutant
from benchmarks.source_count import letters, letters_of
from ingest.orders import memory
from parsers.model import Hints

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "orders"
CHEAP = ("txt", "html", "docx", "odt", "xlsx", "pdf")
BYTES, SECONDS = 1024 * 2**20, 60
"""What one mutant may take of memory and time."""
_PERIOD = re.compile(r"\b20\d\d\b|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр", re.I)
_BODY = re.compile(r"\b[А-ЯЁ]{2,6}\b|[А-ЯЁ]\.\s?[А-ЯЁ]\.|отдел|министерств|управлен|руководител|специалист")
FAILED = ("fault", "crash", "loss")
_AT_ONCE = 40
LOSS, FEW = 0.01, 12
"""The share of a file's letters, and their number, that may differ without loss, as signs that a format maps do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutant: read, refused, memory, time, crash, fault, loss; what is told of it; its price."""

    kind: str
    number: int
    outcome: str
    told: str = ""
    seconds: float = 0.0
    megabytes: int = 0


@dataclass(slots=True)
class Tally:
    """The verdicts of one format."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: Verdict | None = None
    largest: Verdict | None = None
    failed: list[Verdict] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        """One more."""
        self.outcomes[verdict.outcome] += 1
        if self.slowest is None or verdict.seconds > self.slowest.seconds:
            self.slowest = verdict
        if self.largest is None or verdict.megabytes > self.largest.megabytes:
            self.largest = verdict
        if verdict.outcome in FAILED:
            self.failed.append(verdict)


@dataclass(frozen=True, slots=True)
class Task:
    """Which mutants to read: `count` of them, shared by the formats in turn, or as many as `seconds` suffice for."""

    seed: int
    count: int
    formats: tuple[str, ...] = CHEAP
    jobs: int = 1
    corpus: Path | None = None
    keep: Path | None = None
    seconds: float = float("inf")
    language: bool = False
    """Ask the real dictionaries what a cell holds: as a load does, and three times as slow."""


def run(task: Task) -> dict[str, Tally]:
    """The tally of each format."""
    import multiprocessing

    from pebble import ProcessPool

    tallies = {kind: Tally() for kind in task.formats}
    context = multiprocessing.get_context("spawn")
    ends = time.monotonic() + task.seconds
    with ProcessPool(task.jobs, context=context, initializer=memory.keep_within, initargs=[BYTES]) as pool:
        for first in range(0, task.count, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, task.count))
            mutants = [(task.seed, number, task.formats[number % len(task.formats)], task.corpus) for number in numbers]
            futures = [pool.schedule(judged, args=[*each, task.language], timeout=SECONDS) for each in mutants]
            for each, future in zip(mutants, futures, strict=True):
                verdict = _awaited(each[2], each[1], future)
                tallies[each[2]].add(verdict)
                if task.keep and verdict.outcome in FAILED:
                    (task.keep / f"{each[0]}-{each[1]}.{each[2]}").write_bytes(made(*each))
            if time.monotonic() > ends:
                break
    return tallies


def _awaited(kind: str, number: int, future: object) -> Verdict:
    from pebble import ProcessExpired

    try:
        return future.result()  # type: ignore[attr-defined, no-any-return]
    except TimeoutError:
        return Verdict(kind, number, "time", seconds=SECONDS)
    except MemoryError:
        return Verdict(kind, number, "memory", megabytes=BYTES // 2**20)
    except ProcessExpired as error:
        outcome = "memory" if error.exitcode == memory.ENDED else "crash"
        return Verdict(kind, number, outcome, f"code {error.exitcode}", megabytes=BYTES // 2**20)


@cache
def seeds(kind: str, corpus: Path | None = None) -> tuple[bytes, ...]:
    """The good files of a format that mutants are made of."""
    files = sorted(path for path in (corpus or SEEDS).rglob(f"*.{kind}") if path.is_file())
    found = [path.read_bytes() for path in files if ".scan." not in path.name and "encrypted" not in path.name]
    if kind == "png" and not found:
        found = [_picture()]
    if not found:
        raise SystemExit(f"Нет ни одного файла *.{kind} в {corpus or SEEDS}.")
    return tuple(found)


def _picture() -> bytes:
    """The head of the plan as a small scanned page."""
    import io

    import pypdfium2

    page = pypdfium2.PdfDocument(SEEDS / "plan.pdf")[3]
    kept = io.BytesIO()
    page.render(scale=1.5).to_pil().convert("L").crop((0, 0, 900, 300)).save(kept, "PNG")
    return kept.getvalue()


def made(seed: int, number: int, kind: str, corpus: Path | None = None) -> bytes:
    """One mutant, the same for the same seed, number and format."""
    random = Random(f"{seed}/{number}/{kind}")
    return mutant(random, kind, random.choice(seeds(kind, corpus)))


def judged(seed: int, number: int, kind: str, corpus: Path | None = None, language: bool = False) -> Verdict:
    """Makes one mutant, reads it, and tells what became of it. To be run in a child."""
    data = made(seed, number, kind, corpus)
    with tempfile.TemporaryDirectory(prefix="fuzz-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"mutant.{kind}"
        path.write_bytes(data)
        started = time.process_time()
        outcome, told = _read(path, kind, _hints(language))
        return Verdict(kind, number, outcome, told, time.process_time() - started, _peak() // 2**20)


def _hints(language: bool) -> Hints:
    from ingest.orders.hints import language_hints

    if language:
        return language_hints()
    return Hints(
        lambda text: float(bool(_PERIOD.search(text))), lambda text: float(bool(_BODY.search(text))), str.isalpha
    )


def _read(path: Path, kind: str, hints: Hints) -> tuple[str, str]:
    from parsers.errors import ParseError
    from parsers.registry import read_document
    from parsers.roadmap import read_roadmap
    from parsers.text.lost_text import read_texts

    if kind in CHEAP:
        _without_ocr()
    try:
        document = read_document(path)
        given = letters("".join(read_texts(document.blocks, document.noise, document.leftovers)))
        if kind == "pdf":
            texts = read_texts(document.blocks, document.noise, document.leftovers)
            given = sum(len("".join(text.split())) for text in texts)
        roadmap = read_roadmap(document, hints)
        printed = letters_of(path, kind)
        if printed is not None and printed - given > max(FEW, LOSS * printed):
            return "loss", f"{printed} letters in the file, {given} given"
    except ParseError as error:
        return ("refused", str(error)) if "\n" not in str(error) else ("fault", "a refusal of several lines")
    except Exception as error:
        return "fault", f"{type(error).__name__}: {error} ({_where(error)})"
    if roadmap.covered_chars > roadmap.source_chars:
        return "fault", "more covered than there is"
    return "read", ""


def _where(error: Exception) -> str:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _without_ocr() -> None:
    """Pages that would be recognised are refused: tesseract takes seconds, and is fuzzed with png."""
    from parsers.formats.ocr import tesseract

    tesseract.tesseract = lambda: None  # type: ignore[assignment]


def _peak() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def report(tallies: dict[str, Tally]) -> Iterator[str]:
    """A line for each format, and one for each failure."""
    for kind, tally in tallies.items():
        outcomes = ", ".join(f"{name} {count}" for name, count in sorted(tally.outcomes.items()))
        slow, large = tally.slowest, tally.largest
        price = f"slowest {slow.seconds:.1f} s (№ {slow.number})" if slow else ""
        price += f", memory {large.megabytes} MB (№ {large.number})" if large else ""
        yield f"{kind:5} {outcomes}; {price}"
        yield from (f"  № {item.number} {item.outcome}: {item.told}" for item in tally.failed)


def main() -> None:
    """Prints the tallies; exit code 1 where a mutant failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--formats", default=",".join(CHEAP), help=f"of {', '.join(CHANGES)}")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--language", action="store_true", help="ask the real dictionaries, as a load does")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this time")
    options = parser.parse_args()
    formats = tuple(options.formats.split(","))
    if unknown := set(formats) - set(CHANGES):
        parser.error(f"unknown formats: {', '.join(sorted(unknown))}")
    task = Task(options.seed, options.count, formats, options.jobs, options.corpus, options.keep)
    task = replace(task, seconds=options.seconds, language=options.language)
    tallies = run(task)
    print("\n".join(report(tallies)))
    sys.exit(any(tally.failed for tally in tallies.values()))


if __name__ == "__main__":
    main()
