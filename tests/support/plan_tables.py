"""Tables of tests/cases/tables/*.yml: their printed cells, what each row has to give, and it in several forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

import yaml

TABLES = Path(__file__).parents[1] / "cases" / "tables"
ABOVE, LEFT, BLANK, HEADING, OPEN_HEADING = "^", "<", "~", "=", "#"
GLUE = {"period_end": " – ", "period_other": " ", "responsible_more": ", "}
"""What stands between the cells of two columns that are read as one."""
MARK, SECOND = "mark:", "_2"
Item = dict[str, str]
EMPTY: Item = dict.fromkeys(("number", "activity", "period", "responsible", "result", "category", "section"), "")


@dataclass(frozen=True)
class PlanTable:
    """A table as it is written in tests/cases/tables/*.yml."""

    name: str
    roles: tuple[str, ...]
    headers: int
    rows: tuple[tuple[str, ...], ...]
    numbered: bool = False
    """The numbers stand at the head of the activities."""

    def items(self, merges_told: bool) -> list[Item]:
        """What each row holds by role; `merges_told`: the form tells merged cells from blank ones.

        Where it does not, a row of a number and a text is a group, the rows under it are its own.
        """
        found: list[Item] = []
        section, header = "", self.rows[: self.headers]
        above: tuple[str, ...] = ()
        for row in self.rows[self.headers :]:
            if row in header or not any(row) or all(cell == str(place) for place, cell in enumerate(row, start=1)):
                continue
            if row[0].startswith((HEADING, OPEN_HEADING)):
                cells = [cell.lstrip(f"{HEADING}{OPEN_HEADING} ") for cell in row]
                if len(cells) > 1 and cells[0].isdigit() and not merges_told:
                    found.append(EMPTY | {"number": cells[0], "activity": cells[1]})
                else:
                    section = " ".join(cells)
                continue
            above = tuple(over if cell == ABOVE else cell for cell, over in zip(row, above or row, strict=True))
            found.append(self._item(row, above, section, merges_told))
            if any(role.endswith(SECOND) for role in self.roles):
                halves = [role.removesuffix(SECOND) if role.endswith(SECOND) else "" for role in self.roles]
                shared = [role if self.roles.count(role + SECOND) == 0 else "" for role in self.roles]
                roles = tuple(half or own for half, own in zip(halves, shared, strict=True))
                found.append(replace(self, roles=roles)._item(row, above, section, merges_told))
        return found

    def _item(self, row: Sequence[str], filled: Sequence[str], section: str, merges_told: bool) -> Item:
        item, year = EMPTY.copy(), ""
        for role, own, text in zip(self.roles, row, filled, strict=True):
            told = merges_told or own != ABOVE or role in ("responsible", "category")
            if role.startswith(MARK) and own:
                item["period"] = ", ".join(filter(None, (item["period"], role.removeprefix(MARK))))
            elif role == "year":
                year = text
            elif role in GLUE:
                first, glue = role.split("_")[0], GLUE[role]
                item[first] = f"{item[first]}{glue}{text}"
            elif role in item and told:
                item[role] = text
        if self.numbered:
            item["number"], item["activity"] = item["activity"].split(" ", 1)
        item["period"] = f"{item['period']} {year}".strip()
        return item | {"section": section}

    def as_text(self) -> str:
        """Cells parted by tabs; a heading over all columns is a line of its own cell."""
        width = len(self.roles)
        lines = []
        for row in self.rows:
            if row[0].startswith((HEADING, OPEN_HEADING)):
                cells = [cell.lstrip(f"{HEADING}{OPEN_HEADING} ") for cell in row]
                lines.append("\t".join(cells) + "\t" * (width - len(cells)))
            else:
                lines.append("\t".join("" if cell in (ABOVE, LEFT) else cell for cell in row))
        return "\n".join(lines) + "\n"

    def as_html(self) -> str:
        """A table with colspan and rowspan; headings over all columns are merged."""
        width = len(self.roles)
        lines = []
        for place, row in enumerate(self.rows):
            if row[0].startswith(HEADING):
                first, *rest = [cell.lstrip(f"{HEADING} ") for cell in row]
                cells = [_td(text) for text in (first, *rest)[:-1]]
                last = (first, *rest)[-1]
                lines.append("".join([*cells, _td(last, cols=width - len(cells))]))
            elif row[0].startswith(OPEN_HEADING):
                lines.append(_td(row[0].lstrip(f"{OPEN_HEADING} ")) + "<td></td>" * (width - 1))
            else:
                lines.append("".join(self._cells(place, row)))
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"

    def _cells(self, place: int, row: Sequence[str]) -> list[str]:
        cells = []
        for col, text in enumerate(row):
            if text in (ABOVE, LEFT):
                continue
            cols = 1
            while col + cols < len(row) and row[col + cols] == LEFT:
                cols += 1
            below = self.rows[place + 1 :]
            height = next((n for n, under in enumerate(below) if len(under) <= col or under[col] != ABOVE), len(below))
            cells.append(_td(text, cols, height + 1))
        return cells


def _td(text: str, cols: int = 1, rows: int = 1) -> str:
    spans = (f' colspan="{cols}"' if cols > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    return f"<td{spans}>{escape(text)}</td>"


@cache
def plan_tables(file: str) -> tuple[PlanTable, ...]:
    """The tables of one file of tests/cases/tables."""
    entries = yaml.safe_load((TABLES / file).read_text(encoding="utf-8"))
    return tuple(_plan_table(entry) for entry in entries)


def _plan_table(entry: dict[str, object]) -> PlanTable:
    roles = tuple(str(entry["roles"]).split())
    lines = [line for line in str(entry["table"]).split("\n") if line.strip()]
    rows = (tuple(cell.strip().removeprefix(BLANK) for cell in (line + " ").split(" |")) for line in lines)
    padded = (row if len(row) in (1, len(roles)) or row[0].startswith(HEADING) else (*row, "") for row in rows)
    return PlanTable(str(entry["name"]), roles, int(str(entry["headers"])), tuple(padded), bool(entry.get("numbered")))
