"""Who may do what to which record, in one place: named predicates, deny by default, and a second wall in the database.

An app says in its `access.py` which acts there are and who may do each. A page, an API operation and a command all ask the
same question, `allow(actor, "app.act", record)`. What an actor may see at all is also held by row-level security: the
transaction carries who acts, and the database hides the rest, so that a forgotten filter shows nothing.
"""

from tadasu.web.foundation.access._acting import acting, holding, sweeping
from tadasu.web.foundation.access._actor import ANONYMOUS, SYSTEM, Actor, Place
from tadasu.web.foundation.access._acts import Act, Refused, act, acts, allow, may, may_anew
from tadasu.web.foundation.access._asking import asked_by, asking
from tadasu.web.foundation.access._predicates import (
    Predicate,
    Record,
    anyone,
    both,
    either,
    has_role,
    lately_signed_in,
    nobody,
    of_organisation,
    own,
    signed_in,
    with_second_factor,
)
from tadasu.web.foundation.access._rows import HELD, OWN, THEIRS, WORKER, Rows, hidden_rows
from tadasu.web.foundation.access._scoped import BEARER, Bearer, Scoped, scoped

__all__ = [
    "ANONYMOUS",
    "BEARER",
    "HELD",
    "OWN",
    "SYSTEM",
    "THEIRS",
    "WORKER",
    "Act",
    "Actor",
    "Bearer",
    "Place",
    "Predicate",
    "Record",
    "Refused",
    "Rows",
    "Scoped",
    "act",
    "acting",
    "acts",
    "allow",
    "anyone",
    "asked_by",
    "asking",
    "both",
    "either",
    "has_role",
    "hidden_rows",
    "holding",
    "lately_signed_in",
    "may",
    "may_anew",
    "nobody",
    "of_organisation",
    "own",
    "scoped",
    "signed_in",
    "sweeping",
    "with_second_factor",
]
