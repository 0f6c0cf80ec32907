"""What the topics of activities are called in Russian: topics.csv, the rows of the table `topics`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.records import Row


def topics() -> list[Row]:
    """(topic, title) in the order in which they are listed."""
    text = resources.files("warehouse").joinpath("corpus", "topics.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def topic_titles() -> Mapping[str, str]:
    """The title of each topic."""
    return {str(row["topic"]): str(row["title"]) for row in topics()}
