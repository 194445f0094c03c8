"""A portfolio of a funder for tests of what may be published: all invented. Awards are real rows, signed by two; they are written
without the pages and the vault, so that there can be many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.web.made import person
from tests.web.made_programmes import Desk as Books
from tests.web.made_vault import lately

from tadasu.release import exclusion_policy
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.publication.actions import sign
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.awards.models import Award, Grantee, Signature
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.pseudonyms import drawn
from tadasu.web.funding.publishing import actions, gathering
from tadasu.web.funding.publishing.actions import PublisherSaid, Theirs, Wish
from tadasu.web.funding.publishing.actions.preparing import finish
from tadasu.web.funding.publishing.models import WAITING, Release

WHY = "The year may be told."
REFERENCE = "XM-DAC-701-9"
ALL_KINDS = ("iati-activities", "iati-organisation", "giving", "tables")
LAST = gathering.last_closed(exclusion_policy())
"""The last year that may be told today."""

AMOUNT = 5_000_000
CANARY = 7_654_321
"""The amount of what is withheld."""

HIDDEN_PURPOSE = "15180"
RECORDED = ["amount", "period", "purpose", "region"]


class Desk:
    """A funder with four who pass on, an officer who made all awards, three publishers."""

    def __init__(self, place: Organisation | None = None) -> None:
        self.books = Books(place=place)
        self.place = self.books.place
        self.officer, self.second, self.organiser = self.books.officer, self.books.payer, self.books.organiser
        self.publisher, self.other, self.third = (person(self.place, "publisher") for _ in range(3))
        self.rights = self.books.made_line("C-1", oda=True, purpose="15160")
        self.media = self.books.line
        with acting(self.actor(self.organiser)):
            actions.set_publisher(
                self.actor(self.organiser),
                organisation=self.place.id,
                said=PublisherSaid(
                    reference=REFERENCE,
                    kind="10",
                    policy_url="https://fund.example/exclusions",
                    licence="https://creativecommons.org/licenses/by/4.0/",
                ),
            )
        first = self.awards([{"passes_on": True, "amount": 10**9} for _ in range(4)])
        again = [{"passes_on": True, "amount": 10**9, "line": self.rights, "grantee": one.grantee} for one in first]
        self.passing = {self.media.id: first, self.rights.id: self.awards(again)}

    def actor(self, who: User) -> Actor:
        """Just signed in."""
        return lately(who)

    def award(self, **more: Any) -> Award:
        """One, signed and running."""
        return self.awards([more])[0]

    def awards(self, said: list[dict[str, Any]]) -> list[Award]:
        """Several, each of a grantee of its own."""
        made = [self._made(one) for one in said]
        records = {one.id: uuid4() for one in made}
        with acting(self.actor(self.officer)):
            known = set(Grantee.objects.values_list("id", flat=True))
            Grantee.objects.bulk_create(
                {one.grantee.id: one.grantee for one in made if one.grantee.id not in known}.values()
            )
            Award.objects.bulk_create(made)
            for one in made:
                Award.objects.filter(id=one.id).update(record=records[one.id])
            for user in (self.officer, self.second):
                with acting(self.actor(user)):
                    Signature.objects.bulk_create(
                        Signature(organisation=self.place, award=one, user=user, record=records[one.id]) for one in made
                    )
            by_day: dict[date, list[UUID]] = {}
            for one in made:
                by_day.setdefault(one.starts_on, []).append(one.id)
            for day, ids in by_day.items():
                Award.objects.filter(id__in=ids).update(state="signed", signed_on=day)
        return made

    def _made(self, more: Mapping[str, Any]) -> Award:
        line: Line = more.get("line", self.media)
        level: int = more.get("level", 1)
        year: int = more.get("year", LAST)
        payer = more.get("payer")
        through: Award | None = None if payer is None else self.passing[line.id][payer]
        readers = sorted([self.officer.id, self.second.id])
        name = more.get("public_name", "")
        grantee = more.get("grantee") or Grantee(
            id=uuid4(),
            organisation=self.place,
            pseudonym=drawn(),
            level=level,
            applicant_type=more.get("applicant_type", "organisation"),
            public_name=name,
            readers=readers,
        )
        start = date(year, more.get("month", 5), 9)
        return Award(
            id=uuid4(),
            organisation=self.place,
            pseudonym=drawn(),
            grantee=grantee,
            parent=through,
            application=more.get("application"),
            passes_on=more.get("passes_on", False),
            line=line.id,
            purpose=more.get("purpose", line.purpose),
            oda=line.oda,
            region=more.get("region", "789"),
            country=more.get("country", ""),
            lane="core",
            risk="medium",
            level=level,
            delay=more.get("delay", 0),
            amount=more.get("amount", AMOUNT),
            currency="JPY",
            starts_on=start,
            ends_on=date(year + 1, 5, 8),
            consented=more.get("consented", RECORDED),
            readers=readers,
            begun_by=self.officer,
        )

    def many(self, number: int, **more: Any) -> list[dict[str, Any]]:
        """So many alike, paid by four in turn."""
        return [{"payer": one % 4, **more} for one in range(number)]

    def full(self, **more: Any) -> list[Award]:
        """Two programmes, two regions, two years, eight grants in each."""
        return self.awards(
            [
                one
                for line in (self.media, self.rights)
                for region in ("789", "89")
                for year in (LAST - 1, LAST)
                for one in self.many(8, line=line, region=region, year=year, **more)
            ]
        )

    def prepare(self, *theirs: Theirs, who: User | None = None, **more: Any) -> Release:
        """A release of two years, all files."""
        wish = Wish(**{"kinds": ALL_KINDS, "first": LAST - 1, "last": LAST, "theirs": theirs, **more})
        actor = self.actor(who or self.publisher)
        with acting(actor):
            return actions.prepare(actor, organisation=self.place.id, wish=wish)

    def badly(self, without: str, *theirs: Theirs, **more: Any) -> Release:
        """The same with a step left out, as nobody can but a test."""
        from tadasu.release import STEPS

        before, actions.preparing.SMALL = actions.preparing.SMALL, -1
        try:
            waiting = self.prepare(*theirs, **more)
        finally:
            actions.preparing.SMALL = before
        assert waiting.state == WAITING
        with acting(self.actor(self.publisher)):
            steps = tuple(one for one in STEPS if one.__name__ not in without.split())
            return finish(self.place.id, waiting.id, steps=steps)

    def handed(self, release: Release, who: User | None = None) -> Proposal:
        """To those who sign."""
        actor = self.actor(who or self.publisher)
        with acting(actor):
            id = actions.hand_over(actor, release=release.id, reason=WHY)
            return Proposal.objects.get(id=id)

    def signs(self, proposal: Proposal, who: User) -> int | None:
        """One signs."""
        actor = self.actor(who)
        with acting(actor):
            return sign(actor, proposal=proposal.id, digest=proposal.digest).number

    def published(self, release: Release | None = None) -> int:
        """Handed over, signed by two: its number."""
        proposal = self.handed(release or self.prepare())
        self.signs(proposal, self.publisher)
        number = self.signs(proposal, self.other)
        assert number is not None
        return number

    def now(self, release: Release) -> Release:
        """As it stands."""
        with acting(self.actor(self.publisher)):
            return Release.objects.get(id=release.id)

    def files(self, release: Release) -> dict[str, str]:
        """Of a release that passed: name -> text."""
        document = self.now(release).document
        assert document is not None
        return {one["name"]: one["text"] for one in document["files"]}


@dataclass(frozen=True)
class Cell:
    """A row of the public table."""

    programme: str
    region: str
    year: Any
    count: int | None
    amount: int | None


def totals(release: Release) -> list[Cell]:
    """As they would be public, in English."""
    assert release.document is not None
    rows = release.document["totals"]["rows"]
    return [Cell(*(one["en"] if isinstance(one, dict) else one for one in row)) for row in rows]
