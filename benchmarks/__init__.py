"""Benchmarks in three folders; each program is run by its name alone: `python -m benchmarks.gold`."""

from pathlib import Path

__path__ += [str(Path(__file__).with_name(room)) for room in ("against_gold", "against_peers", "growth")]
