"""What a page shows is told by its address; what the browser asks for changes the address, the ticks, the warehouse.

Nothing is kept in a table or a field of the page: these are drawn anew from here, so that no message can move a
choice from one row to another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

MOST_VALUES = 60
"""Values of an address that are read."""
LONGEST_VALUE = 2_000
LONGEST_FIELD = 20_000
"""Characters of what an analyst types."""
_NOT_OURS = frozenset(("access_token", "refresh_token", "session_id", "file", "token"))


@dataclass(frozen=True, slots=True)
class Address:
    """The part of an address after '?': names with their values, in order.

    Of a name that is there twice marimo hands over one value: further ones are called 'place.2', 'place.3'.
    """

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parsed(cls, search: str) -> Address:
        """'?order=42-2023-3654&page=2'."""
        return cls._kept(parse_qsl(search.removeprefix("?"), max_num_fields=None))

    @classmethod
    def of(cls, values: Mapping[str, str | list[str]]) -> Address:
        """Of marimo's query parameters."""
        given = ((name, [value] if isinstance(value, str) else value) for name, value in values.items())
        return cls._kept((name, value) for name, several in given for value in several)

    @classmethod
    def _kept(cls, pairs: Iterable[tuple[str, str]]) -> Address:
        known = [(name, value[:LONGEST_VALUE]) for name, value in pairs if value and name not in _NOT_OURS]
        return cls(tuple(known[:MOST_VALUES]))

    def get(self, name: str) -> str:
        """The value of a name, '' where it has none."""
        return next((value for known, value in self.pairs if known == name), "")

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a name."""
        return tuple(value for known, value in self.pairs if _own_name(known) == name)

    def number(self, name: str) -> int:
        """A number from 1 on; 1 where the value is none."""
        value = self.get(name)
        return max(1, int(value)) if value.isdecimal() and len(value) < 8 else 1

    def but(self, **changes: str | int | Sequence[str]) -> Address:
        """The address with other values; '' and () take a name out."""
        pairs = [(name, value) for name, value in self.pairs if _own_name(name) not in changes]
        for name, value in changes.items():
            values = [one for one in ([str(value)] if isinstance(value, str | int) else value) if one]
            pairs += [(name if place == 1 else f"{name}.{place}", one) for place, one in enumerate(values, 1)]
        return Address(tuple(pairs))

    @property
    def href(self) -> str:
        """'?order=42-2023-3654&page=2'; '?' alone stands for the page without choices."""
        return "?" + urlencode(self.pairs)


def _own_name(name: str) -> str:
    """'place.2' -> 'place'."""
    own, _, number = name.rpartition(".")
    return own if own and number.isdecimal() else name


@dataclass(frozen=True, slots=True)
class Request:
    """What the browser asks for: to `go` to an address, or to do an `act` to `ids` with what stands in `fields`."""

    number: int
    go: str | None = None
    act: str = ""
    ids: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Request | None:
        """From what the page's script sends (JSON); None for anything else."""
        try:
            value = json.loads(text)
        except ValueError:
            return None
        if not isinstance(value, dict) or not isinstance(value.get("number"), int):
            return None
        go, ids, fields = value.get("go"), value.get("ids", []), value.get("fields", {})
        return cls(
            value["number"],
            go if isinstance(go, str) else None,
            str(value.get("act", "")),
            tuple(one for one in ids if isinstance(one, str)) if isinstance(ids, list) else (),
            {name: str(typed)[:LONGEST_FIELD] for name, typed in fields.items()} if isinstance(fields, dict) else {},
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on findings, each named: `status` as in reviews.csv, `apply` puts right what they suggest."""

    ids: tuple[str, ...]
    status: str
    why: str = ""
    apply: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """The way back from a decision: what was decided before, and which corrections it brought."""

    before: tuple[Decision, ...]
    corrections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A page's state: its address, the rows ticked by id, what was `said` last, a decision that waits for a yes.

    `answered` is the number of the last request: the page's script waits for it before it takes the next key.
    """

    address: Address = Address()
    ticked: frozenset[str] = frozenset()
    said: str = ""
    waiting: Decision | None = None
    undo: Undo | None = None
    answered: int = 0
