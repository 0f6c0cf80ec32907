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


class UnknownOrderError(WarehouseError):
    """No order with this id is loaded."""


class UnknownItemError(WarehouseError):
    """The order has no row with this id."""


class UnknownFindingError(WarehouseError):
    """No finding with this id."""


class CorrectionError(WarehouseError):
    """A correction that can't be made: an unknown target or column, a value that doesn't fit."""


class RecordError(ValueError):
    """Records that do not fit schema.py: an unknown table or column, a wrong type, a key twice. A program's error."""


class QueryError(WarehouseError):
    """A query of an analyst can't be run; one clear Russian line."""


class ComparisonError(WarehouseError):
    """Orders that can't be compared as asked; the text says what could be done."""


class UnknownTableError(WarehouseError):
    """No table or view with this name."""
