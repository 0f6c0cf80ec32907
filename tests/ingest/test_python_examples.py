"""docs/python.md: every example runs on the five orders and prints what its text speaks of."""

from __future__ import annotations

import re
from pathlib import Path

import pandas
import pytest

from ingest import api
from tests.support.gold_warehouse import gold_warehouse
from warehouse.errors import UnknownTableError

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "python.md"
OPENED = 'Path("data/curated")'


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """What each code block of the guide prints."""
    text = GUIDE.read_text(encoding="utf-8")
    curated, _ = gold_warehouse()
    assert OPENED in text
    outputs: list[str] = []
    said: list[str] = []
    names: dict[str, object] = {"print": lambda *values: said.append(" ".join(map(str, values)))}
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(block.replace(OPENED, f"Path({str(curated)!r})"), names)
        outputs.append("\n".join(said))
        said.clear()
    return outputs


@pytest.mark.parametrize(
    ("example", "words"),
    [
        (1, ["Алтайский край", "ГИА-9"]),
        (2, ["22-2023-1030", "month"]),
        (3, ["Кемеровская область – Кузбасс", "training", "12"]),
        (4, ["others"]),
        (5, ["only_b", "2875", "cited"]),
    ],
)
def test_examples(printed: list[str], example: int, words: list[str]) -> None:
    for word in words:
        assert word in printed[example]


def test_a_table_is_all_of_it() -> None:
    curated, _ = gold_warehouse()
    with api.open(curated) as warehouse:
        items = api.table(warehouse, "items")
        assert isinstance(items, pandas.DataFrame)
        assert (len(items),) == warehouse.execute("SELECT count(*) FROM items").fetchone()
        with pytest.raises(UnknownTableError, match="возможно, items"):
            api.table(warehouse, "item")
        with pytest.raises(UnknownTableError):
            api.table(warehouse, 'items" WHERE false --')
