"""The web room, for the verbs that need it: loaded when one runs, and missed in a sentence where it is not installed."""

from importlib.util import find_spec
from types import ModuleType

from tadasu.schema import UsageError

NEEDED = "django"
"""What the extra `web` brings."""


def web_room() -> ModuleType:
    """`tadasu.web`. Raises UsageError `web-not-installed`."""
    if find_spec(NEEDED) is None:
        raise UsageError("web-not-installed", package=NEEDED)
    from tadasu import web

    return web
