"""Measures findings against the two orders whose every error is labelled (tests/gold/findings).

    .venv/bin/python -m benchmarks.findings            # recall by certainty and reach, precision, suggestions
    .venv/bin/python -m benchmarks.findings --list     # and each line that was not found, each finding without one

Found means: a finding with severity error or warning about the same row (or a related one), by the labelled check or
one that the label calls as good. A finding is right when it meets a line of any certainty.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import load_copies, pair_items
from benchmarks.gold_data import GOLD, GoldOrder, load_gold
from benchmarks.suggestions import PERIOD_CHECKS, suggests

Row = dict[str, Any]
OTHER_NAMES = {"homoglyph_or_garble": "garble"}


@dataclass(frozen=True, slots=True)
class FindingScore:
    """One order: labelled lines and those found, findings and those that meet a line; suggestions of periods."""

    order: str
    lines: tuple[Row, ...]
    found: tuple[Row, ...]
    findings: tuple[Row, ...]
    right: tuple[Row, ...]
    suggestions: tuple[tuple[Row, Row], ...]
    """(labelled line, the finding that met it), for period checks with a labelled suggestion."""

    def recall(self, certainty: str, reach: str) -> tuple[int, int]:
        """(found, labelled) of one kind."""
        lines = [line for line in self.lines if (line["certainty"], line["reach"]) == (certainty, reach)]
        return sum(line in self.found for line in lines), len(lines)

    @property
    def well_suggested(self) -> list[Row]:
        """The labelled lines of `suggestions` of which a finding suggests the labelled dates."""
        return [
            line
            for line, finding in self.suggestions
            if suggests(line["suggestion"], finding["suggestion"], finding["plan_start"], finding["plan_end"])
        ]


def load_lines(order: str) -> list[Row]:
    """The labelled lines of an order; [] where it has none."""
    path = GOLD / "findings" / f"{order}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def score_findings(connection: Any, order_id: str, gold: GoldOrder) -> FindingScore:
    """Meets each labelled line with the findings of its rows."""
    items = _select(
        connection, "select item_id, seq, number, activity from items where order_id = ? order by seq", order_id
    )
    seqs = {row["item_id"]: item["seq"] for item, row in pair_items(gold.items, items)}
    findings = _select(
        connection,
        """select findings.*, plan_start, plan_end from findings join orders using (order_id)
        where order_id = ? and severity in ('error', 'warning')""",
        order_id,
    )
    lines = load_lines(gold.name)
    met = [(line, finding) for line in lines for finding in findings if _meets(line, finding, seqs)]
    return FindingScore(
        gold.name,
        tuple(lines),
        tuple(line for line in lines if any(line is one for one, _ in met)),
        tuple(findings),
        tuple(finding for finding in findings if any(finding is one for _, one in met)),
        tuple(
            (line, finding)
            for line, finding in met
            if {line["check"], finding["check"]} <= set(PERIOD_CHECKS) and line["suggestion"]
        ),
    )


def _meets(line: Row, finding: Row, seqs: dict[str, int]) -> bool:
    checks = {OTHER_NAMES.get(name, name) for name in (line["check"], *line.get("also", ()))}
    if finding["check"] not in checks:
        return False
    labelled = {line.get("seq"), *line.get("related_seq", ())}
    about = {seqs.get(finding["item_id"]), *(seqs.get(item) for item in finding["related"] or ())}
    if finding["item_id"] is None or line.get("seq") is None:
        return finding["item_id"] is None or bool(labelled & about - {None}) or _quoted(line, finding)
    return bool(labelled & about - {None})


def _quoted(line: Row, finding: Row) -> bool:
    return bool(finding["quote"]) and (finding["quote"] in line["quote"] or line["quote"] in finding["quote"])


def _select(connection: Any, statement: str, order_id: str) -> list[Row]:
    cursor = connection.execute(statement, [order_id])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def print_scores(scores: Sequence[FindingScore], *, listed: bool) -> None:
    """Recall by certainty and reach, precision, then the lines."""
    for score in scores:
        print(f"{score.order}: errors and warnings that are right: {_ratio(score.right, score.findings)}")
        for reach in ("rule", "grammar", "knowledge"):
            shares = [f"{certainty} {found}/{lines}" for certainty in ("high", "medium", "low")
                      for found, lines in [score.recall(certainty, reach)]]  # fmt: skip
            print(f"    {reach:<10} {'   '.join(shares)}")
        if listed:
            _print_lines(score)
    for certainty, reach in (("high", "rule"), ("medium", "rule")):
        found, lines = map(sum, zip(*(score.recall(certainty, reach) for score in scores), strict=True))
        print(f"both, {certainty} and {reach}: {found}/{lines} = {found / lines:.1%}")
    right, total = sum(len(score.right) for score in scores), sum(len(score.findings) for score in scores)
    print(f"both, precision: {right}/{total} = {right / max(1, total):.1%}")
    right, total = (
        sum(map(len, part)) for part in zip(*((s.well_suggested, s.suggestions) for s in scores), strict=True)
    )
    print(f"both, suggestions of periods right: {right}/{total} = {right / max(1, total):.1%}")


def _ratio(part: Sequence[Row], whole: Sequence[Row]) -> str:
    return f"{len(part)}/{len(whole)} = {len(part) / max(1, len(whole)):.1%}"


def _print_lines(score: FindingScore) -> None:
    missed: dict[str, list[Row]] = defaultdict(list)
    for line in score.lines:
        if line not in score.found and line["certainty"] != "low":
            missed[f"{line['certainty']} {line['reach']}"].append(line)
    for kind, lines in sorted(missed.items()):
        for line in lines:
            print(
                f"    not found, {kind}: {line['check']} {line.get('number')} «{line['quote']}» -> {line['suggestion']}"
            )
    for finding in score.findings:
        if finding not in score.right:
            print(f"    no label: {finding['check']} «{finding['quote']}» {finding['message']}")
    for line, finding in score.suggestions:
        if line not in score.well_suggested:
            print(f"    suggestion: «{line['quote']}» labelled {line['suggestion']!r}, ours {finding['suggestion']!r}")


def main() -> None:
    """Loads, measures, prints."""
    from ingest import api

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print every line that differs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ids = load_copies(Path(folder))
        with api.open(Path(folder) / "curated") as connection:
            golds = [gold for gold in load_gold() if load_lines(gold.name)]
            scores = [score_findings(connection, ids[gold.name], gold) for gold in golds]
    print_scores(scores, listed=arguments.list)


if __name__ == "__main__":
    main()
