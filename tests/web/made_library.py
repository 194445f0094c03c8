"""A group whose library holds one of each kind, for tests: people, companies, outlets and texts are invented."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.web.made import person
from tests.web.made_findings import content
from tests.web.made_inquiry import WHY
from tests.web.made_inquiry import Desk as Inquiring
from tests.web.made_press import page
from tests.web.made_vault import lately

from tadasu.web.evidence.incidents._searchable import searchable
from tadasu.web.evidence.incidents.models import Batch, Incident
from tadasu.web.evidence.library.searching import Asked, Found, search
from tadasu.web.evidence.press import actions as press
from tadasu.web.evidence.press.models import Article
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.findings.actions import conclude, sign
from tadasu.web.foundation.findings.models import FindingVersion

GATE = "The gate of the spinning mill was locked at night, two drivers say. Companies nearby bought the yarn."
JAPANESE = "新疆の紡績工場では、夜になると門に鍵がかけられたと二人の運転手は話す。"


class Desk(Inquiring):
    """As in `made_inquiry`, with a programme officer who may see findings alone, and a publisher."""

    def __init__(self) -> None:
        super().__init__()
        self.organiser: Actor = lately(person(self.place, "organiser"))
        self.publishers = [lately(person(self.place, "publisher")) for _ in range(2)]

    def article(self, text: str = GATE, *, title: str = "Locked at night (invented)", outlet: str = "The Lantern (invented)",
                author: str = "Sanae Kurata", url: str = "", country: str = "uz", sector: str = "textiles", licence: str = "",
                day: date | None = date(2026, 3, 4)) -> Article:  # fmt: skip
        """A published article."""
        actor = self.documenter.actor
        with acting(actor):
            came = press.take_bytes(
                actor, organisation=self.place.id, content=page(text, title=title, outlet=outlet).encode(), url=url
            )
            told = press.Told(
                title=title, outlet=outlet, author=author, url=url, published_on=day, language="en",
                licence=licence, country=country, sector=sector,
            )  # fmt: skip
            return press.add(actor, pending=came.id, told=told, passages=[])

    def finding(self, name: str = "Tezgul Mill (invented)", **more: Any) -> FindingVersion:
        """One in force."""
        with acting(self.verifier.actor):
            made = conclude(
                self.verifier.actor, organisation=self.place.id, content=content(name, **more), reason=WHY, party=None
            )
        with acting(self.editor):
            return sign(self.editor, version=made.id, reason=WHY)

    def incidents(self, *many: dict[str, Any], public: bool = True) -> list[Incident]:
        """A file with these."""
        item = self.item(f"file {uuid4().hex[:6]}", "data")
        with acting(self.documenter.actor):
            batch = Batch.objects.create(
                organisation=self.place, label="file 1", public=public, attribution="A Group (invented)" if public else "",
                item=item, added_by=self.documenter.user,
            )  # fmt: skip
            made = []
            for number, one in enumerate(many, 1):
                id = uuid4()
                words = [one.get(name, "") for name in ("title", "text", "named", "place")]
                values: dict[str, Any] = {
                    "origin_key": "a group", "country": "uz", "sector": "C13",
                    "plain": searchable(*words) if any(words) else "", **one,
                }  # fmt: skip
                made.append(
                    Incident.objects.create(
                        id=id, first=id, organisation=self.place, batch=batch, number=number, row=number + 1, public=public,
                        **values,
                    )
                )  # fmt: skip
            return made

    def with_article(self, article: Article) -> Inquiry:
        """An inquiry that weighed an article beside what is in `whole`."""
        return self.with_piece(article.item)

    def with_piece(self, item: UUID) -> Inquiry:
        """The same with any item."""
        inquiry = self.whole()
        self.items["press"] = item
        with acting(self.documenter.actor):
            verification.take_in(self.documenter.actor, inquiry=inquiry.id, item=item)
        self.assessed(inquiry, "press", kind="report", reliability="usually", credibility="probable",
                      bears={"who": "supports", "where": "supports"})  # fmt: skip
        return inquiry

    def prepared(self, inquiry: Inquiry) -> FindingVersion:
        """Its finding, in force."""
        self.concluded(inquiry)
        self.signed(inquiry)
        with acting(self.verifier.actor):
            made = verification.prepare_finding(self.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
        with acting(self.editor):
            return sign(self.editor, version=made.id, reason=WHY)

    def found(self, words: str = "", by: Actor | None = None, place: UUID | None = None, **more: Any) -> Found:
        """What somebody finds."""
        actor = by or self.verifier.actor
        after = more.pop("after", "")
        most = more.pop("most", 25)
        with acting(actor):
            return search(actor, place or self.place.id, Asked(words=words, **more), after=after, most=most)

    def kinds(self, words: str = "", **more: Any) -> list[str]:
        """Kinds of what is found, sorted."""
        return sorted(one.kind for one in self.found(words, **more).hits)
