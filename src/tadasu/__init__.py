"""Tadasu makes human rights enforceable in trade.

The names below are the Python interface; they are loaded when first used, so `import tadasu` costs nothing.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Entity": "tadasu.schema",
    "Index": "tadasu.screening",
    "Match": "tadasu.schema",
    "Options": "tadasu.screening",
    "TadasuError": "tadasu.schema",
    "explain": "tadasu.screening",
    "explain_names": "tadasu.screening",
    "read_entities": "tadasu.readers",
    "read_list": "tadasu.lists",
    "screen": "tadasu.screening",
}

__all__ = [
    "Entity",
    "Index",
    "Match",
    "Options",
    "TadasuError",
    "explain",
    "explain_names",
    "read_entities",
    "read_list",
    "screen",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tadasu' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__all__"]
