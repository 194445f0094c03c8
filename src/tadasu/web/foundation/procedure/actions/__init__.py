"""What may be done with a run. Each act says which step it has seen last; when there are later ones it raises Conflict and does
nothing."""

from tadasu.web.foundation.procedure._parts import Bound
from tadasu.web.foundation.procedure.actions.bind import bind
from tadasu.web.foundation.procedure.actions.erase_reason import erase_reason
from tadasu.web.foundation.procedure.actions.extend import extend
from tadasu.web.foundation.procedure.actions.hand_over import hand_over
from tadasu.web.foundation.procedure.actions.make_move import make_move
from tadasu.web.foundation.procedure.actions.migrate import migrate
from tadasu.web.foundation.procedure.actions.open_run import open_run
from tadasu.web.foundation.procedure.actions.resume import resume
from tadasu.web.foundation.procedure.actions.suspend import suspend

__all__ = [
    "Bound",
    "bind",
    "erase_reason",
    "extend",
    "hand_over",
    "make_move",
    "migrate",
    "open_run",
    "resume",
    "suspend",
]
