"""The sheet that lists what carrying an order to the next plan changed, and what it left to a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from ingest.outputs.sheets import Column, Sheet
from ingest.outputs.workbook import workbook
from normalize.model import PlanWindow

_COLUMNS = (
    Column("what", "Что сделано", 18),
    Column("place", "Место", 50),
    Column("field", "Графа", 16),
    Column("was", "Было", 60),
    Column("became", "Стало", 60),
    Column("why", "Почему", 70),
)
_CHANGED, _LEFT = "исправление", "примечание: решите сами"


@dataclass(frozen=True, slots=True)
class Line:
    """A change or a comment: where, which cell, what it was, what it became, why."""

    place: str
    field: str
    was: str
    became: str
    why: str
    changed: bool

    def with_outcome(self, written: bool) -> Line:
        """The line as it came out: what could not be written as a change is left to a person."""
        if written or not self.changed:
            return self
        return replace(self, became=self.was, why=f"Предложено «{self.became}». {self.why}", changed=False)


def report(lines: Iterable[Line], order_id: str, to: PlanWindow) -> bytes:
    """The workbook of all lines, in the order of the document."""
    records = [{**asdict(line), "what": _CHANGED if line.changed else _LEFT} for line in lines]
    return workbook([Sheet(f"На {to.academic_year}", _COLUMNS, records)])
