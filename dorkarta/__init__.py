"""dorkarta as one import: `dorkarta.load(...)`, `dorkarta.open(...)` and every other name of `ingest.api`.

Names are looked up at first use, so that `import dorkarta` alone loads nothing else.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.api import *  # noqa: F403 - the same names for type checkers

__version__ = version("dorkarta")


def __getattr__(name: str) -> Any:
    """A name of `ingest.api`; raises AttributeError for any other."""
    api = import_module("ingest.api")
    if name == "__all__":
        return ["__version__", *api.__all__]
    if name not in api.__all__:
        raise AttributeError(f"module 'dorkarta' has no attribute {name!r}")
    return getattr(api, name)


def __dir__() -> list[str]:
    """What `ingest.api` names, and the version."""
    return ["__version__", *import_module("ingest.api").__all__]
