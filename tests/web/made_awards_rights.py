"""What acts of awards and intermediaries are asked about, for the table of rights (`test_rights`)."""

from types import SimpleNamespace
from uuid import UUID

from tests.web.made_vault import Holder

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.vault._keys import new_pair
from tadasu.web.funding.awards.models import HIDDEN

WITHHELD = (
    *(
        "accept",
        "account",
        "amend",
        "approve",
        "check",
        "close",
        "drop",
        "hand-out",
        "inspect",
        "judge",
        "name-reader",
        "open",
    ),
    *(
        "pay",
        "plan",
        "prepare",
        "raise-level",
        "release",
        "report",
        "resume",
        "return",
        "see",
        "settle",
        "sign",
        "suspend",
        "write",
    ),
)
BY_ANOTHER = ("accept", "approve", "release")
VARIANTS = (
    *(f"awards.{one}@withheld" for one in WITHHELD),
    *(f"awards.{one}@every" for one in BY_ANOTHER),
    "awards.tell@other",
    "intermediaries.judge@every",
    *(f"intermediaries.{one}@held" for one in ("acknowledge", "attest", "see-terms", "tell-incident")),
)


class OfAwards:
    """An award that `every` and `reader` read, one that neither may know of; terms of an intermediary that is a stranger here."""

    def __init__(self, place: Organisation, stranger: Organisation, every: Holder, reader: Holder, box: Visit) -> None:
        self.place, self.stranger, self.every, self.reader, self.box = place, stranger, every, reader, box

    def about(self, app: str, what: str) -> object:
        """What an act is asked about."""
        act, _, variant = what.partition("@")
        if app == "awards" and act == "tell":
            return Visit(self.box.box, new_pair()[0], self.box.key) if variant else self.box
        by = self.every.id if variant == "every" else self.reader.id
        if app == "intermediaries":
            holder = self.stranger.id if variant == "held" else None
            return SimpleNamespace(organisation_id=self.place.id, holder_id=holder, signed_by_id=by)
        if act in ("begin", "draw"):
            return self.place
        return self._award(by, () if variant == "withheld" else (self.every.id, self.reader.id))

    def _award(self, by: UUID, readers: tuple[UUID, ...]) -> object:
        return SimpleNamespace(
            organisation_id=self.place.id,
            level=HIDDEN,
            readers=readers,
            noted_by_id=by,
            prepared_by_id=by,
            proposed_by_id=by,
        )
