"""SQL text: the files of this package, and values written out (parameters of a query would make DuckDB load pandas)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

_ENTRY = re.compile(r"--\s?(?P<key>[a-z_]+):\s*(?P<value>.*)")
_CONTINUED = re.compile(r"-- {3}(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Header:
    """The comment lines that open a file: '-- title: ...' and, for more of it, '--   ...'; a key may occur again."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> Header:
        """Read the header of a file."""
        values: dict[str, list[str]] = {}
        key = ""
        for line in text.splitlines():
            if not line.startswith("--"):
                break
            if found := _ENTRY.match(line):
                key = found["key"]
                values.setdefault(key, []).append(found["value"])
            elif (found := _CONTINUED.match(line)) and key:
                values[key][-1] += f"\n{found['value']}"
        return cls({name: tuple(texts) for name, texts in values.items()})

    def all(self, key: str) -> tuple[str, ...]:
        """Every entry of a key, lines kept."""
        return self.values.get(key, ())

    def one(self, key: str) -> str:
        """All that a key says, as one line."""
        return " ".join(" ".join(self.all(key)).split())

    def names(self, key: str) -> tuple[str, ...]:
        """The names that a key lists: 'a, b' -> ('a', 'b')."""
        return tuple(self.one(key).replace(",", " ").split())


@cache
def sql_files(folder: str) -> tuple[tuple[str, str], ...]:
    """(name without ending, text) of the .sql files in a folder of this package, by name."""
    files = resources.files("warehouse").joinpath(*folder.split("/")).iterdir()
    return tuple(
        sorted((file.name[:-4], file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".sql"))
    )


def literal(value: str | None) -> str:
    """A text as SQL: it's -> 'it''s', None -> NULL."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def value(one: object) -> str:
    """A value of Python as SQL: None, a text, a truth, a number, a day, or several texts."""
    match one:
        case None | str():
            return literal(one)
        case bool() | int() | float():
            return str(one)
        case date():
            return f"DATE '{one.isoformat()}'"
        case list() | tuple():
            return literals(one)
    raise TypeError(f"no SQL for {type(one).__name__}")


def quoted(name: str) -> str:
    """A name as SQL: say "yes" -> "say ""yes""."""
    return '"' + name.replace('"', '""') + '"'


def among(column: str, values: Iterable[str]) -> str:
    """Whether a column has one of the values, as SQL by which DuckDB skips what can't have them."""
    written = ", ".join(map(literal, sorted(values)))
    return f"{column} IN ({written})" if written else "false"


def literals(values: Iterable[str | None]) -> str:
    """Texts as a SQL list."""
    return f"([{', '.join(map(literal, values))}]::VARCHAR[])"
