"""Who may do what with boxes. Whoever holds the code of a box, and those of the organisation who read it; nobody else."""

from dataclasses import dataclass, field

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    both,
    has_role,
    lately_signed_in,
    nobody,
    of_organisation,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter
from tadasu.web.foundation.vault.sealing import Key, Private, public_of


@dataclass(frozen=True, slots=True)
class Visit:
    """A box, and the private key that its code gave: whoever has it holds the code. `key` is the cookie's, `note` what the next
    page is to say (`actions.entering.note`)."""

    box: Box
    private: Private = field(repr=False)
    key: Key = field(repr=False)
    note: str = field(default="", repr=False)


def _reads(actor: Actor, record: object | None) -> bool:
    return (
        actor.user is not None
        and isinstance(record, Box)
        and BoxReader.objects.filter(box=record, user=actor.user).exists()
    )


def _holds(actor: Actor, record: object | None) -> bool:
    return isinstance(record, Visit) and record.box.public is not None and _is_key_of(record)


def _is_key_of(visit: Visit) -> bool:
    return public_of(visit.private) == bytes(visit.box.public or b"")


reads_box = Predicate("a reader of the box", _reads)
holds_code = Predicate("holder of its code", _holds)
open_counter = Predicate("an open counter", lambda actor, record: isinstance(record, Counter) and record.open)

_reader = both(reads_box, of_organisation, with_second_factor)

OPEN_BOX = act("correspondence.open-box", open_counter)
USE_BOX = act("correspondence.use-box", holds_code)
READ = act("correspondence.read", _reader)
WRITE = act("correspondence.write", _reader)
SET_STATE = act("correspondence.set-state", _reader)
CLOSE = act("correspondence.close", both(_reader, lately_signed_in))
ADD_READER = act("correspondence.add-reader", both(_reader, lately_signed_in))
REMOVE_READER = act("correspondence.remove-reader", both(_reader, lately_signed_in))
SEE_COUNTERS = act("correspondence.see-counters", both(has_role(ORGANISER, AUDITOR), with_second_factor))
SET_UP = act("correspondence.set-up", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
STOP = act("correspondence.stop", nobody)  # the system, for whoever an app lets
