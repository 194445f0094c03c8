"""What apps of desks bring to the first page: a file `offered.py` with what they have of `OFFERED` (act, name, address: a way for
each organisation), `WAITING` (title, lines: what waits for whoever is signed in), `MINE` (for whom, name, address:
lists of whoever is signed in)."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from tadasu.web.project.desks import desk_apps


@cache
def offers() -> Sequence[ModuleType]:
    """Of the desks that run here, in their order."""
    return [import_module(f"{app}.offered") for app in desk_apps() if find_spec(f"{app}.offered")]
