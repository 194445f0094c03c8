"""A group with an inquiry, for tests: people, companies and texts are invented. Four items come to three origins."""

from datetime import date
from typing import Any
from uuid import UUID

from tests.web.made import organisation, person
from tests.web.made_vault import Holder, holder, lately

from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification.actions import Claimed, Said
from tadasu.web.evidence.verification.models import Assessment, Conclusion, Inquiry
from tadasu.web.foundation.access import Actor, acting

ELEMENTS = ("good", "indicator:restriction-of-movement", "period", "where", "who")
MILL = "Tezgul Spinning Mill (invented)"
WHY = "Three origins agree (invented)."
HELD = "indicator:restriction-of-movement"


def supports(*elements: str) -> dict[str, str]:
    return dict.fromkeys(elements, "supports")


ALL = supports("who", "where", "good", "period", "involuntary", "menace", "state-imposed", HELD)

GRADES: dict[str, dict[str, Any]] = {
    "report": {
        "kind": "testimony",
        "reliability": "unjudged",
        "credibility": "probable",
        "firsthand": True,
        "bears": ALL,
    },
    "article": {
        "kind": "report",
        "reliability": "usually",
        "credibility": "probable",
        "origins": frozenset({"person-1", "person-2"}),
        "bears": supports("who", "where", "good", "involuntary", "menace", "state-imposed"),
    },
    "extract": {
        "kind": "official",
        "reliability": "reliable",
        "credibility": "confirmed",
        "bears": supports("who", "good", "state-imposed"),
    },
    "pictures": {
        "kind": "picture",
        "reliability": "fairly",
        "credibility": "probable",
        "firsthand": True,
        "origins": frozenset({"person-1"}),
        "bears": supports("where", "period", "menace", HELD),
    },
}


class Desk:
    """A group: a documenter, two verifiers, an editor, an auditor; a person of another group. Items are sealed to the first
    three."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", "Nuvagol Documentation Group (invented)")
        self.documenter = holder(self.place, "documenter")
        self.verifier, self.second = holder(self.place, "verifier"), holder(self.place, "verifier")
        self.editor: Actor = lately(person(self.place, "editor"))
        self.auditor: Actor = lately(person(self.place, "auditor"))
        self.elsewhere = organisation("civil-society", "Another Group (invented)")
        self.stranger = holder(self.elsewhere, "documenter", "verifier", "editor")
        self.items: dict[str, UUID] = {}

    def item(self, name: str, kind: str, *, by: Holder | None = None, readers: list[Holder] | None = None) -> UUID:
        """A text that was received."""
        by = by or self.documenter
        place = self.elsewhere if by is self.stranger else self.place
        theirs = [self.stranger] if by is self.stranger else [self.documenter, self.verifier, self.second]
        with acting(by.actor):
            self.items[name] = custody.receive_text(
                by.actor,
                organisation=place.id,
                kind=kind,
                label=f"{name} 1",
                text=f"An invented {name}.",
                readers=[one.id for one in readers or theirs],
            )
        return self.items[name]

    def claimed(self, **more: Any) -> Claimed:
        values: dict[str, Any] = {
            "label": "spinning mill 1",
            "issue": "state-imposed-forced-labour",
            "elements": ELEMENTS,
            "about": About(kind="good-of-company", names=(MILL,), country="cn", good="5205"),
            "lead": self.verifier.id,
            "start": date(2026, 3, 1),
            "plan": ("an extract of the register", "pictures with a day"),
        }
        return Claimed(**{**values, **more})

    def opened(self, **more: Any) -> Inquiry:
        """An inquiry."""
        with acting(self.documenter.actor):
            return actions.open_inquiry(self.documenter.actor, organisation=self.place.id, claimed=self.claimed(**more))

    def taken(self, inquiry: Inquiry, *names: str) -> None:
        """Items are received and taken in."""
        for name in names:
            item = self.item(name, GRADES[name]["kind"])
            with acting(self.documenter.actor):
                actions.take_in(self.documenter.actor, inquiry=inquiry.id, item=item)

    def assessed(self, inquiry: Inquiry, name: str, by: Holder | None = None, seen: int = 0, **more: Any) -> Assessment:
        """What somebody says of an item."""
        by = by or self.verifier
        said = Said(**{**GRADES.get(name, {}), **more})
        with acting(by.actor):
            return actions.assess(by.actor, inquiry=inquiry.id, item=self.items[name], said=said, seen=seen)

    def whole(self) -> Inquiry:
        """An inquiry with four items, all assessed by one person."""
        inquiry = self.opened()
        self.taken(inquiry, *GRADES)
        with acting(self.documenter.actor):
            for _ in range(2):
                actions.name_origin(self.documenter.actor, inquiry=inquiry.id, kind="person")
        for name in GRADES:
            self.assessed(inquiry, name)
        return inquiry

    def weighing(self, inquiry: Inquiry) -> queries.Weighing:
        """What is weighed now."""
        with acting(self.verifier.actor):
            return queries.weighing_of(Inquiry.objects.get(id=inquiry.id))

    def concluded(self, inquiry: Inquiry, standard: str = "substantiated", **more: Any) -> Conclusion:
        """A conclusion that waits for a second person."""
        values: dict[str, Any] = {"looked_for": True, "reason": "", "seen": self.weighing(inquiry).seen}
        with acting(self.verifier.actor):
            return actions.conclude(self.verifier.actor, inquiry=inquiry.id, standard=standard, **{**values, **more})

    def signed(self, inquiry: Inquiry, number: int = 1, by: Actor | None = None) -> Conclusion:
        """It holds."""
        by = by or self.editor
        with acting(by):
            return actions.sign(by, inquiry=inquiry.id, number=number, reason=WHY)
