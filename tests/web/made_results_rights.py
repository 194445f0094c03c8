"""What acts of results are asked about, for the table of rights (`test_rights`)."""

from types import SimpleNamespace
from uuid import uuid4

from tests.web.made_vault import Holder

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.vault._keys import new_pair
from tadasu.web.funding.awards.models import HIDDEN

OF_AWARD = ("note-value", "open", "see", "settle", "write")
VARIANTS = (
    *(f"results.{one}@withheld" for one in OF_AWARD),
    "results.open@programme",
    "results.write@programme",
    "results.tell@other",
)


class OfResults:
    """A result of an award that `every` and `reader` read, of one that neither may know of, of a programme as a whole."""

    def __init__(self, place: Organisation, every: Holder, reader: Holder, box: Visit) -> None:
        self.place, self.every, self.reader, self.box = place, every, reader, box

    def about(self, what: str) -> object:
        """What an act is asked about."""
        act, _, variant = what.partition("@")
        if act == "tell":
            return Visit(self.box.box, new_pair()[0], self.box.key) if variant else self.box
        if act not in OF_AWARD:
            return self.place
        readers = () if variant else (self.every.id, self.reader.id)
        award = None if variant == "programme" else uuid4()
        level = 0 if variant == "programme" else HIDDEN
        return SimpleNamespace(organisation_id=self.place.id, award=award, level=level, readers=readers)
