"""Commands that end soon spare the third of a second that pyarrow takes to import pandas, which they need nothing of.

pyarrow looks for pandas when it first makes an array. Where it finds none it goes on without, and looks again when
somebody asks for a DataFrame.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_asked: list[bool] = []


def spare_pandas() -> None:
    """Asked for by a process in which nobody but this program works with pyarrow."""
    _asked.append(True)


def begin() -> None:
    """To be called before the first array is made; does nothing where nobody asked, or pandas is there already."""
    if not _asked or "pandas" in sys.modules:
        return
    import pyarrow as pa

    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(hidden)


class _Hidden:
    """A finder that hides pandas."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing is found, and of pandas nothing can be."""
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return None
