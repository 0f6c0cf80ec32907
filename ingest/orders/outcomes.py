"""What is asked of a load, and what became of each file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ingest.orders.order_text import OrderText
from warehouse.store.versions import Difference


class Status(StrEnum):
    """What became of a file.

    HEALED: the same order again, whose files in the warehouse were lost or damaged. HELD: a new version that would lose
    more than a tenth of the activities, which nobody has allowed yet.
    """

    LOADED = "loaded"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    HEALED = "healed"
    HELD = "held"
    REJECTED = "rejected"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """`jobs` worker processes (None: one per core); `refresh` reads known bytes again.

    `replace` lets a file take the place of an order with the same id whatever it says or loses; `as_order_id` gives the
    id: a file with other activities joins the order as its annex. `restore`: the files are earlier versions that are
    to hold again. `as_one`: all files are one order, its pages or its text and its plan.
    """

    jobs: int | None = None
    refresh: bool = False
    replace: bool = False
    as_order_id: str | None = None
    restore: bool = False
    as_one: bool = False


NO_DIFFERENCE = Difference(0, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `stage` and `error` (one Russian sentence) where it was not loaded.

    `difference` is what a new version gains and loses, `why` what tells an order from a loaded one with the same id;
    `earlier`: the version before is another file, which can be brought back.
    `text`: it is an order's text without a plan, which may be in another file.
    """

    source_name: str
    status: Status
    order_id: str = ""
    stage: str = ""
    error: str = ""
    difference: Difference = NO_DIFFERENCE
    why: str = ""
    earlier: bool = False
    text: OrderText | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The outcomes in the order of the files."""

    outcomes: tuple[Outcome, ...]

    @property
    def order_ids(self) -> tuple[str, ...]:
        """The orders that the files are of, each once."""
        return tuple(dict.fromkeys(one.order_id for one in self.outcomes if one.order_id))

    @property
    def rejected(self) -> tuple[Outcome, ...]:
        """The files that could not be loaded."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is Status.REJECTED)

    @property
    def held(self) -> tuple[Outcome, ...]:
        """The files that wait for somebody to say that they may replace what is loaded."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is Status.HELD)


Progress = Callable[[int, int, str], None]
"""Called after each file is read with (files done, files in all, its name)."""
MOST_LISTED = 12


def told(difference: Difference) -> str:
    """What a new version brings: 'было 41, стало 21: нет пунктов 3, 4 и ещё 18; новые: 2.7'; '' for the same again."""
    if not difference:
        return ""
    parts = [_listed("нет пунктов ", difference.lost), _listed("новые: ", difference.gained)]
    return f"было {difference.before}, стало {difference.after}: {'; '.join(filter(None, parts))}"


def _listed(words: str, labels: tuple[str, ...]) -> str:
    rest = len(labels) - MOST_LISTED
    more = f" и ещё {rest}" if rest > 0 else ""
    return f"{words}{', '.join(labels[:MOST_LISTED])}{more}" if labels else ""
