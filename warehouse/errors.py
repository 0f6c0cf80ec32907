"""Errors of the warehouse; each says in one Russian sentence what happened and what to do."""

from __future__ import annotations


class WarehouseError(Exception):
    """The warehouse can't do what was asked; the text is one Russian sentence for the analyst."""


class LockedError(WarehouseError):
    """Another process is writing."""


class DamagedError(WarehouseError):
    """Files of the warehouse are missing or unreadable and can't be rebuilt."""


class DiskFullError(WarehouseError):
    """There is no room left where the warehouse is."""


class UnknownNameError(WarehouseError):
    """Something was named that isn't there (an order, a check, a year, a folder); the text has the nearest names."""


class UnknownOrderError(UnknownNameError):
    """No order with this id is loaded."""


class UnknownItemError(UnknownNameError):
    """The order has no row with this id."""


class UnknownFindingError(UnknownNameError):
    """No finding with this id."""


class CorrectionError(WarehouseError):
    """A correction that can't be made: an unknown target or column, a value that doesn't fit."""


class UnknownColumnError(UnknownNameError, CorrectionError):
    """No column of this name can be put right."""


class RecordError(ValueError):
    """Records that do not fit schema.py: an unknown table or column, a wrong type, a key twice. A program's error."""


class QueryError(WarehouseError):
    """A query of an analyst can't be run; one clear Russian line."""


class ComparisonError(WarehouseError):
    """Orders that can't be compared as asked; the text says what could be done."""


class UnknownPlaceError(UnknownOrderError, ComparisonError):
    """No order, region, municipality, year or topic of this name, or several of it."""


class UnknownTableError(UnknownNameError):
    """No table or view with this name."""
