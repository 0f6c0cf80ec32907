"""Values that the normalisers give: periods, responsibles, the head of an order. Nothing here knows of files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlanWindow:
    """The academic year of a plan, both ends inclusive: 2024-09-01..2025-08-31.

    opens: the first day of the work where the plan prepares what its years name («подготовка к 2011/2012 учебному
    году», signed in April 2011). signed_on: the order's day, which bounds a year that is not printed.
    """

    start: date
    end: date
    opens: date | None = None
    signed_on: date | None = None

    @classmethod
    def of_year(cls, first: int) -> PlanWindow:
        """The window of the academic year that begins in September of `first`."""
        return cls(date(first, 9, 1), date(first + 1, 8, 31))

    @property
    def is_calendar(self) -> bool:
        """Whether it ends with a calendar year, as a budget's plan does."""
        return (self.end.month, self.end.day) == (12, 31)

    @property
    def academic_year(self) -> str:
        """'2024-2025'; '2025' of a plan for a calendar year."""
        return f"{self.start.year}-{self.end.year}" if self.start.year != self.end.year else str(self.start.year)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a period expression; `reason` is a Russian phrase that says why it was (not) chosen."""

    start: date | None
    end: date | None
    reason: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a cell, as shared conventions of docs/periods.md say; dates are inclusive, None where open."""

    raw: str
    kind: str
    start: date | None = None
    end: date | None = None
    year_basis: str = "none"
    flags: tuple[str, ...] = ()
    suggested_start: date | None = None
    suggested_end: date | None = None
    rule: str = ""
    readings: tuple[Reading, ...] = ()
    part_ordinal: int | None = None
    label: str = ""
    """What is printed after a date: 'основной этап' in '05.03.2014 - основной этап'."""
    year_confidence: float | None = None
    """0..1, how sure the year is: 1 printed, below 0.7 in doubt (the other is among the readings); None: no dates."""


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """A period cell in its place: what the order-level reading needs of the row it stands in.

    `group` names rows that follow one another under one heading (table and section): siblings are searched in it.
    """

    raw: str
    section: str = ""
    group: str = ""
    activity: str = ""
    parts: int = 0
    """How many bullets (parts) the activity of this cell has; 0 for none."""
    scanned: bool = False
    """Whether the words were recognised from a picture, which loses dashes."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """One mention in a 'responsible' cell.

    kind: org|person|role. canonical: full name, or nominative 'Фамилия И.О.'. basis: how it was told
    (defined|letterhead|dictionary|initials|spelling|printed). resolved: False where nothing tells the full name.
    level: federal|regional|municipal|school|None. key: what the corpus stage links by.
    """

    mention: str
    kind: str
    canonical: str
    basis: str = "printed"
    resolved: bool = True
    level: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the order cites."""

    act_type: str
    issuer: str
    signed_on: date | None
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class OrderPerson:
    """A person of the order's head: nominative 'Фамилия И.О.', the role in Russian, the printed words."""

    name: str
    role: str
    raw: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an order; what the text does not tell is '' or None."""

    issuer: str = ""
    region_code: str | None = None
    region: str | None = None
    region_iso: str | None = None
    municipality: str = ""
    level: str | None = None
    number: str = ""
    signed_on: date | None = None
    title: str = ""
    window: PlanWindow | None = None
    signatory: str = ""
    controller: str = ""
    persons: tuple[OrderPerson, ...] = ()
    acts: tuple[Act, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    """(abbreviation, full name) pairs that the order itself defines: '(далее – РЦОИ)'."""
    conflicts: tuple[str, ...] = ()
    """Facts of the head that contradict each other ('от 10.11.2023 № 2117-904' against '№ 341/1987'), as printed."""
    act_type: str = ""
    """приказ|распоряжение|постановление, '' where the letterhead does not say."""
    window_basis: str = ""
    """What told the plan's window: title|table|text|signing; the last is an inference from the date alone."""
