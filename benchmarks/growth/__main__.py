"""What a change costs as the warehouse grows: one order more, a date put right, a finding dismissed, an order removed.

    nice -n 10 .venv/bin/python -m benchmarks.growth                     # 125, 250, 500 orders of 100 activities
    nice -n 10 .venv/bin/python -m benchmarks.growth --sizes 1000 --folder DIR   # DIR keeps the loaded warehouses

Orders are synthetic (benchmarks/growth/synthetic.py) and put straight into records: nothing is read. Each step runs in
a process of its own, as a command does, and is measured whole: CPU seconds, peak memory, bytes given to the system to
write, files that are new or changed. Prints one line a size and step, and the exponent of each step's CPU seconds over
the sizes. Exit code 1 for --most-seconds or --most-megabytes exceeded by a change.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.growth.steps import GIVEN
from benchmarks.growth.synthetic import order

STEPS = ("load", "add", "correct", "dismiss", "remove")
FILLED = "filled"
"""The name of a file that says which warehouse in the kept folder is whole."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step took: CPU seconds, bytes of peak memory, bytes written, files new or changed."""

    seconds: float
    memory: int
    written: int
    files: int


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[125, 250, 500])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--most-seconds", type=float, default=math.inf)
    parser.add_argument("--most-megabytes", type=float, default=math.inf)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        found = {size: measured(folder, size) for size in arguments.sizes}
    for step in STEPS:
        print(f"exponent of CPU of {step:10} {exponent({size: cost[step].seconds for size, cost in found.items()})}")
    changes = [cost[step] for cost in found.values() for step in STEPS[1:]]
    worst = max(one.seconds for one in changes), max(one.written for one in changes) / 1e6
    sys.exit(worst[0] > arguments.most_seconds or worst[1] > arguments.most_megabytes)


def measured(folder: Path, size: int) -> dict[str, Cost]:
    """The cost of every step on a warehouse of so many orders; one line printed each."""
    kept, curated = folder / str(size), folder / f"{size}-changed"
    costs = {}
    if not (kept / FILLED).exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        costs["load"] = _in_process("load", kept / "curated", size)
        (kept / FILLED).write_text(json.dumps(asdict(costs["load"])), encoding="utf-8")
    costs["load"] = Cost(**json.loads((kept / FILLED).read_text(encoding="utf-8")))
    _told(size, "load", costs["load"])
    shutil.rmtree(curated, ignore_errors=True)
    shutil.copytree(kept, curated)
    for step in STEPS[1:]:
        costs[step] = _in_process(step, curated / "curated", size)
        _told(size, step, costs[step])
    shutil.rmtree(curated)
    return costs


def _told(size: int, step: str, cost: Cost) -> None:
    print(
        f"{size:7} orders  {step:10} {cost.seconds:8.2f} s of CPU  {cost.memory / 1e6:8.0f} MB of memory"
        f"  {cost.written / 1e6:9.2f} MB written  {cost.files:6} files",
        flush=True,
    )


def exponent(seconds: dict[int, float]) -> str:
    """The slope of log time over log size, '-' for one size."""
    sizes = sorted(seconds)
    if len(sizes) < 2:
        return "-"
    first, last = sizes[0], sizes[-1]
    return f"{math.log(seconds[last] / seconds[first]) / math.log(last / first):.2f}"


def _in_process(step: str, curated: Path, orders: int) -> Cost:
    """Run a step as a command would; the child tells what it wrote, the system what it took."""
    if step == "add":
        curated.with_name(GIVEN).write_bytes(pickle.dumps(order(orders)))
    before = _stamps(curated)
    command = [sys.executable, "-m", "benchmarks.growth.steps", step, str(curated), str(orders)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as child:
        said = child.stdout.read() if child.stdout else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{step} failed")
    written, seconds = json.loads(said.splitlines()[-1])
    changed = sum(before.get(path) != stamp for path, stamp in _stamps(curated).items())
    return Cost(seconds or used.ru_utime + used.ru_stime, 1024 * used.ru_maxrss, written, changed)


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: ((state := path.stat()).st_size, state.st_mtime_ns) for path in files}


if __name__ == "__main__":
    main()
