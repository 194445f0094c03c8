"""Tells a process that is started with this folder in PYTHONPATH of invented desks: there, and nowhere else, they are desks.

`TADASU_INVENTED` names them: `sender`, `taker` are sound; `pointing` points at a table of another, which is not allowed.
"""

import os

from tadasu.web.project import desks

desks.DESKS = {**desks.DESKS} | {
    name: (f"tests.web.invented.{name}",) for name in os.environ.get("TADASU_INVENTED", "").split(",") if name
}
