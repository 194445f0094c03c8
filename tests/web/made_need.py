"""A funder to whom two evidence desks said what rests on whom, for tests: all invented."""

import json
from typing import Any

from django.utils import timezone
from tests.web.made_parties import as_worker
from tests.web.made_programmes import Desk as Programmes
from tests.web.made_vault import lately

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.exchange._coverage import take_coverage
from tadasu.web.foundation.exchange.kinds import Origin
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.funding.need import actions
from tadasu.web.funding.need._kept import digest_of
from tadasu.web.funding.need.actions import Chosen, FactSaid, FileSaid, PlanSaid, working_out
from tadasu.web.funding.need.dependence_kind import take_dependence
from tadasu.web.funding.need.models import Fact, LoadedFile, Plan, Question
from tadasu.web.funding.need.queries import Needs, needs_of

MONTH = "2026-11"
REED, DUNE, MAST, NET = (f"s-{letter * 16}" for letter in "abcd")
"""Keys of sources that nobody here can map."""


def cell(country: str, sector: str, *sources: str, lasts: bool = False, findings: int = 0) -> dict[str, Any]:
    """A line of a package: what is known of a cell from whom."""
    return {
        "about": "cell", "country": country, "sector": sector, "month": MONTH, "sources": sorted(sources), "needs": 1,
        "lasts": lasts, "findings": findings,
    }  # fmt: skip


def resting(country: str, sector: str, *sources: str, needs: int = 1, findings: int = 1) -> dict[str, Any]:
    """A line: findings that need so many of these."""
    return {**cell(country, sector, *sources, findings=findings), "about": "findings", "needs": needs}


def covered(country: str, sector: str, sources: str = "") -> dict[str, Any]:
    """A line of a package `coverage`; without a band the cell is unknown."""
    return {
        "country": country, "sector": sector, "state": "reported" if sources else "unknown", "sources": sources,
        "months": "0-3" if sources else "", "month": MONTH,
    }  # fmt: skip


class Desk(Programmes):
    """Uzbekistan's textiles rest on two sources, its mining on a third; of Turkmenistan nothing is known; of Cambodia a peer
    that says no more than coverage knows something."""

    def __init__(self) -> None:
        super().__init__()
        self.peer = self.made_peer("Nuvagol Documentation Group (invented)")
        self.other = self.made_peer("Sendara Newsroom (invented)", "y" * 32)
        self.takes(
            self.peer,
            cell("uz", "textiles", REED, DUNE, findings=3),
            cell("uz", "mining", MAST),
            cell("vn", "garments", NET, lasts=True),
            resting("uz", "textiles", REED, DUNE, needs=1, findings=2),
            resting("uz", "textiles", REED, needs=1),
        )
        self.covers(
            self.peer,
            covered("uz", "textiles", "1-2"),
            covered("uz", "mining", "1-2"),
            covered("vn", "garments", "1-2"),
            covered("tm", "textiles"),
        )
        self.covers(self.other, covered("kh", "garments", "1-2"))

    @property
    def actor(self) -> Actor:
        """The programme officer, just signed in."""
        return lately(self.officer)

    def made_peer(self, name: str, instance: str = "x" * 32) -> Peer:
        """Somebody who sends packages."""
        with acting(self.actor):
            return Peer.objects.create(organisation=self.place, instance=instance, known_as=name)

    def origin(self, peer: Peer, serial: int = 1) -> Origin:
        """From whom a package came."""
        return Origin(
            organisation=self.place.id,
            peer=peer.id,
            known_as=peer.known_as,
            sender=peer.instance,
            serial=serial,
            digest="",
        )

    def takes(self, peer: Peer, *lines: dict[str, Any]) -> int:
        """What a package `dependence` leaves here."""
        with acting(self.actor):
            return take_dependence(self.actor, self.origin(peer), lines)["lines"]

    def covers(self, peer: Peer, *lines: dict[str, Any]) -> None:
        """The same of `coverage`."""
        with acting(self.actor):
            take_coverage(self.actor, self.origin(peer), lines)

    def note(self, source: str, **said: str) -> Fact:
        """What the officer knows."""
        with acting(self.actor):
            return actions.note(self.actor, organisation=self.place.id, source=source, said=FactSaid(**said))

    def needs(self, by: Actor | None = None, **more: Any) -> Needs:
        """What follows."""
        actor = by or self.actor
        with acting(actor):
            return needs_of(actor, self.place.id, **more)

    def load(self, kind: str, content: bytes, **more: Any) -> LoadedFile:
        """A file."""
        values: dict[str, Any] = {"source": "an invented publisher", **more}
        if kind == "press":
            values.setdefault("licence", "an invented licence")
        with acting(self.actor):
            return actions.load(
                self.actor, organisation=self.place.id, said=FileSaid(kind=kind, **values), content=content
            )

    def said(self, **more: Any) -> PlanSaid:
        """A plan over both lines of the fund, one year."""
        values: dict[str, Any] = {
            "fund": self.fund.id, "lines": frozenset({self.line.id, self.beside.id}), "first_year": self.year,
            "bridge": 4_000_000, "lot": "Decision 7 of 2026 (invented)", "reserve": 0,
        }  # fmt: skip
        return PlanSaid(**{**values, **more})

    def begun(self, **more: Any) -> Plan:
        """A draft."""
        with acting(self.actor):
            return actions.begin(self.actor, organisation=self.place.id, said=self.said(**more))

    def chosen(self, plan: Plan, **chosen: Chosen) -> Plan:
        """With other candidates, by the names of their keys."""
        keys = {"reed": REED, "dune": DUNE, "mast": MAST, "net": NET}
        with acting(self.actor):
            return actions.choose(self.actor, plan=plan.id, chosen={keys[name]: one for name, one in chosen.items()})

    def asked(self, plan: Plan) -> Plan:
        """Asked for, not worked out."""
        with acting(self.actor):
            return actions.ask(self.actor, plan=plan.id)

    def done(self, plan: Plan) -> Plan:
        """Asked for and worked out, in a test that is undone: written by who may see the row, since no worker would see it."""
        asked = self.asked(plan)
        with acting(self.actor):
            result = working_out.result_of(asked.asked)
            values = {"state": "done", "result": result, "result_digest": digest_of(result), "done_at": timezone.now()}
            Plan.objects.filter(id=asked.id).update(**values)
            return Plan.objects.get(id=asked.id)

    def answered(self, plan: Plan, kind: str, candidate: str = "") -> Question:
        """A question with its answer, in the same way."""
        with acting(self.actor):
            made = actions.ask_more(self.actor, plan=plan.id, kind=kind, candidate=candidate)
            held = Question.objects.select_related("plan").get(id=made.id)
            Question.objects.filter(id=made.id).update(state="done", result=working_out._answered(held))
            return Question.objects.get(id=made.id)

    def by_worker(self, plan: Plan) -> Plan:
        """Asked for, and worked out by the worker: for tests that commit."""
        asked = self.asked(plan)
        with as_worker():
            actions.work_out(asked.id)
        with acting(self.actor):
            return Plan.objects.get(id=asked.id)


CRS = json.dumps({"UZ": {"15153": 5143429, "152": 900000, "12220": 70}, "298": {"15160": 1000}, "KH": {"15153": -5}})
PRESS = """iso3,year,rank,country,score
UZB,2025,2,Uzbekistan,35.24
NOR,2025,1,Norway,92.31
UZB,2021,2,Uzbekistan,49.26
NOR,2021,1,Norway,93.28
"""
