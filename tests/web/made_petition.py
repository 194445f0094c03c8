"""A group with a petition, for tests: people, companies and texts are invented."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.web.foundation.vault_browser import unlocking_browser
from tests.web.made import person
from tests.web.made_inquiry import WHY, Desk
from tests.web.made_press import GATE
from tests.web.made_press import page as article_page
from tests.web.made_vault import Holder, holder, unlocking, with_keys

from tadasu.law import Part
from tadasu.web.evidence.petition import actions, packing, queries
from tadasu.web.evidence.petition._content import Content, content_from
from tadasu.web.evidence.petition.actions import Begun
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.evidence.press import actions as press
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault.actions import open_record

REASON = "To write the petition (invented)."
PURPOSE = "petition"
SECRET = "The woman from the third line of Tezgul (invented) saw it."
TEXTS = {
    Part.FACTS: f"Passports were kept, the gate was locked. {SECRET}",
    Part.HOW_KNOWN: "Three independent origins, checked in private.",
    Part.CONTACT: "Box 12, Nuvagol (invented)",
}


class Writers(Desk):
    """The group of the inquiry; the editor has keys too, and may release."""

    def __init__(self) -> None:
        super().__init__()
        self.releaser = unlocking(with_keys(person(self.place, "editor")))
        self.outsider = holder(self.place, "documenter")
        """A colleague who is no author."""

    def begun(self, regime: str = "us-s307", **more: Any) -> Petition:
        """A draft by the documenter, who names the verifier and the editor as authors."""
        values: dict[str, Any] = {
            "label": "spinning mill, petition 1",
            "regime": regime,
            "language": "en",
            "authors": (self.verifier.id, self.releaser.id),
        }
        with acting(self.documenter.actor):
            return actions.begin(self.documenter.actor, organisation=self.place.id, begun=Begun(**{**values, **more}))

    def read(self, petition: Petition, by: Holder | None = None) -> Content:
        """As an author opens it."""
        by = by or self.documenter
        with acting(by.actor):
            record = Petition.objects.get(id=petition.id).record
            found = open_record(by.actor, record=record, key=by.key, purpose=PURPOSE, reason=REASON)
            return content_from(found.content)

    def written(self, petition: Petition, by: Holder | None = None, **texts: str) -> Petition:
        """What it holds, with these parts changed."""
        by = by or self.documenter
        parts = {**self.read(petition, by).parts, **(TEXTS if not texts else {}), **_parts(texts)}
        with acting(by.actor):
            return actions.write_text(
                by.actor, petition=petition.id, parts=parts, seen=self.now(petition).version, key=by.key
            )

    def item(self, name: str = "extract", kind: str = "official", **more: Any) -> UUID:
        """An item that the documenter, and both verifiers, can open."""
        return super().item(name, kind, **more)

    def article(self) -> Article:
        """A published one, with a passage that matters."""
        by = self.documenter.actor
        told = press.Told(
            title="Locked at night (invented)",
            outlet="The Lantern (invented)",
            author="Sanae Kurata",
            url="https://lantern.example/night",
            published_on=date(2026, 3, 4),
            language="en",
            licence="CC BY 4.0",
        )
        with acting(by):
            came = press.take_bytes(by, organisation=self.place.id, content=article_page().encode(), url=told.url)
            return press.add(by, pending=came.id, told=told, passages=[GATE])

    def attached(self, petition: Petition, thing: UUID, kind: str = "item", by: Holder | None = None) -> int:
        """Its number."""
        by = by or self.documenter
        with acting(by.actor):
            return actions.attach(by.actor, petition=petition.id, kind=kind, thing=thing).number

    def offered(self, petition: Petition, by: Holder | None = None) -> Petition:
        """It is ready."""
        by = by or self.documenter
        self.read(petition, by)
        with acting(by.actor):
            return actions.offer(by.actor, petition=petition.id)

    def released(self, petition: Petition, by: Holder | None = None) -> Petition:
        """Two people released it."""
        by = by or self.releaser
        self.read(petition, by)
        with acting(by.actor):
            return actions.release(by.actor, petition=petition.id, seen=self.seen(petition), reason=WHY)

    def seen(self, petition: Petition) -> int:
        """The last line of its log."""
        with acting(self.documenter.actor):
            return queries.last_step(petition)

    def packed(self, petition: Petition, by: Holder | None = None) -> packing.Packed:
        """The package."""
        by = by or self.documenter
        with acting(by.actor):
            return packing.pack(by.actor, petition=petition.id, key=by.key, purpose=PURPOSE, reason=REASON)

    def sent(self, petition: Petition, by: Holder | None = None, day: date | None = None) -> Petition:
        """It was handed in."""
        by = by or self.documenter
        with acting(by.actor):
            return actions.send(by.actor, petition=petition.id, channel="portal", day=day or timezone.localdate())

    def handed_in(self, regime: str = "us-s307", **more: Any) -> Petition:
        """From its beginning to the day on which it was handed in."""
        petition = self.written(self.begun(regime, **more))
        self.offered(petition)
        self.released(petition)
        self.packed(petition)
        return self.sent(petition)

    def now(self, petition: Petition | UUID) -> Petition:
        """As it stands."""
        with acting(self.documenter.actor):
            id = petition.id if isinstance(petition, Petition) else petition
            return queries.petition_of(self.documenter.actor, id)

    def log(self, petition: Petition) -> list[str]:
        """What was done, in order."""
        with acting(self.documenter.actor):
            return [one.act for one in queries.log_of(petition)][::-1]


def office(desk: Writers, petition: Petition, by: Holder | None = None) -> Any:
    """A browser in which the text is open."""
    desk.read(petition, by)
    return unlocking_browser((by or desk.documenter).user)


def _parts(texts: dict[str, str]) -> dict[Part, str]:
    return {Part(name.replace("_", "-")): text for name, text in texts.items()}


__all__ = ["PURPOSE", "REASON", "SECRET", "TEXTS", "Writers", "office"]
