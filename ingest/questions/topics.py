"""The topics of activities as analysts read them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def topic_labels() -> Mapping[str, str]:
    """The Russian name of each topic."""
    from normalize.activities.topics import topics

    return {topic.id: topic.label for topic in topics()}
