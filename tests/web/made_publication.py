"""Proposals and publications for tests: all invented."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.web.made import organisation, person
from tests.web.made_vault import lately

from tadasu.release import counted, hidden
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.publication.actions import Signed, propose, sign
from tadasu.web.foundation.publication.models import Proposal

REASON = "The rule asks for it."

NOTICE: dict[str, Any] = {
    "title": {"en": "A call for proposals", "ja": "募集のお知らせ"},
    "about": "call",
    "text": {"en": "The programme takes proposals.", "ja": "申請を受け付けます。"},
}


def notice(english: str = "The programme takes proposals.", japanese: str = "申請を受け付けます。") -> dict[str, Any]:
    """A notice that says this."""
    return NOTICE | {"text": {"en": english, "ja": japanese}}


def statistics(*cells: int, period: str = "2025-Q1", measure: str = "cases-opened") -> dict[str, Any]:
    """A table of one dimension, with what must be hidden hidden."""
    labels = [{"en": f"Issue {chr(65 + one)}", "ja": f"問題{chr(65 + one)}"} for one in range(len(cells))]
    return {
        "title": {"en": "Cases opened", "ja": "開始した案件"},
        "measure": measure,
        "period": period,
        "table": {
            "columns": {"of": "label", "categories": labels},
            "counts": [list(line) for line in hidden(counted(list(cells)), 10).counts],
        },
    }


@dataclass(frozen=True)
class Staff:
    """An organisation, one who proposes, two who sign, one who does neither."""

    place: Organisation
    users: dict[str, User]

    def __getitem__(self, who: str) -> Actor:
        return lately(self.users[who])


def staff(kind: str = "authority") -> Staff:
    """People of one organisation."""
    place = organisation(kind, "Authority of a test (invented)")
    return Staff(
        place,
        {
            "decider": person(place, "decider"),
            "one": person(place, "publisher"),
            "other": person(place, "publisher"),
            "member": person(place, "auditor"),
        },
    )


def proposed(by: Staff, document: dict[str, Any] | None = None, *, who: str = "decider", **more: Any) -> Proposal:
    """A proposal of theirs."""
    given = NOTICE if document is None else document
    kind = "statistics" if "table" in given else "notice"
    actor = by[who]
    with acting(actor):
        id = propose(actor, organisation=by.place.id, kind=kind, document=given, reason=REASON, **more)
        return Proposal.objects.get(id=id)


def signed(by: Staff, proposal: Proposal | UUID, who: str, digest: str = "") -> Signed:
    """Somebody signs a proposal as it is, or the text of a digest."""
    actor, id = by[who], proposal if isinstance(proposal, UUID) else proposal.id
    with acting(actor):
        found = Proposal.objects.get(id=id)
        return sign(actor, proposal=id, digest=digest or found.digest)


def published(by: Staff, document: dict[str, Any] | None = None, **more: Any) -> int:
    """A number that is public."""
    found = proposed(by, document, **more)
    signed(by, found, "one")
    number = signed(by, found, "other").number
    assert number is not None
    return number
