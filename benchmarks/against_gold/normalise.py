"""Measures the normaliser: periods beside five date readers, then responsibles; one run, two tables.

    .venv/bin/python -m benchmarks.normalise

Peers that are not installed are skipped by name (benchmarks/against_peers/requirements.txt).
"""

from __future__ import annotations

from benchmarks import normalise_periods, normalise_responsibles


def main() -> None:
    """Prints both tables."""
    normalise_periods.main()
    print()
    normalise_responsibles.main()


if __name__ == "__main__":
    main()
