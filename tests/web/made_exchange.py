"""Organisations that exchange, for tests: all invented. Both live in the database of the tests and know one another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.web.made import organisation, person

from tadasu.schema import CompanySubject, EntityId, Finding, FindingId, FindingKind, Issue
from tadasu.store import data_folder
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of, steward
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._keys import Own
from tadasu.web.foundation.exchange._manifest import NOTHING_BEFORE, Manifest
from tadasu.web.foundation.exchange._own import today
from tadasu.web.foundation.exchange._package import packed, sealed
from tadasu.web.foundation.exchange._receipt import Receipt
from tadasu.web.foundation.exchange.actions import (
    confirm,
    for_the_way,
    open_exchange,
    propose,
    receive,
    send,
    take_receipt,
)
from tadasu.web.foundation.exchange.models import Identity, Peer, Sending, Terms
from tadasu.web.foundation.findings._document import Content, Named
from tadasu.web.foundation.findings.actions import conclude, sign, withdraw
from tadasu.web.foundation.findings.models import FindingVersion

KINDS = ("findings", "statistics")
COUNT = {"measure": "cases-opened", "of": "test.case", "month": "2026-09", "count": 12}
"""A document of the kind `statistics`."""


@dataclass(frozen=True)
class Side:
    """One organisation, with two people who may exchange."""

    place: Organisation
    one: User
    other: User

    @property
    def actor(self) -> Actor:
        """The first, just signed in."""
        return lately(self.one)

    @property
    def second(self) -> Actor:
        """The second."""
        return lately(self.other)

    @property
    def own(self) -> Own:
        """The keys."""
        found = _keys.own(data_folder(), self.place.id)
        assert found is not None
        return found

    @property
    def card(self) -> str:
        """The card, as it is handed over."""
        return Identity.objects.get(organisation=self.place).card

    def peer(self, other: "Side") -> Peer:
        """How this side knows the other."""
        with acting(self.actor):
            return Peer.objects.get(organisation=self.place, instance=other.own.id)


def lately(user: User) -> Actor:
    """As who they are now, just signed in with a second factor."""
    return actor_of(user, second_factor=True, signed_in_at=datetime.now(UTC))


def side(name: str, kind: str = "authority", *, address: str = "") -> Side:
    """An organisation with keys and a card."""
    place = organisation(kind, name=name)
    role = {"authority": "liaison", "company": "manager", "civil-society": "editor"}[kind]
    one, other = person(place, role, "organiser"), person(place, role)
    made = Side(place, one, other)
    with acting(made.actor):
        open_exchange(made.actor, organisation=place, address=address)
    return made


def knows(
    here: Side, there: Side, *, takes: Collection[str] = KINDS, gives: Collection[str] = KINDS, card: str = ""
) -> Terms:
    """One takes the other's card, and two people say so."""
    with acting(here.actor):
        terms = propose(
            here.actor, organisation=here.place, card=card or there.card, takes=list(takes), gives=list(gives)
        )
    with acting(here.second):
        if not terms.handed_over:
            confirm(here.second, terms=terms)
    return terms


def two() -> tuple[Side, Side]:
    """Two sides that know one another."""
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    knows(here, there)
    knows(there, here)
    return here, there


def manifest(here: Side, there: Side, serial: int = 1, **changed: Any) -> Manifest:
    """What a package says of itself."""
    plain = Manifest(
        kind="statistics",
        kind_version=1,
        issuer=here.own.id,
        recipient=there.own.id,
        serial=serial,
        previous=NOTHING_BEFORE,
        created=today(),
        expires=date(today().year + 1, 1, 1),
        documents=(),
    )
    return replace(plain, **changed)


def framed(here: Side, said: Manifest, *lines: Mapping[str, Any]) -> bytes:
    """The signed frame."""
    return packed(said, {said.kind: lines or [COUNT]}, here.own.now.signing)


def package(here: Side, there: Side, serial: int = 1, *lines: Mapping[str, Any], **changed: Any) -> bytes:
    """A package as it arrives."""
    return sealed(framed(here, manifest(here, there, serial, **changed), *lines), there.own.now.receiving)


def arrives(there: Side, data: bytes) -> Receipt:
    """What the other side signs when it comes through the network."""
    actor = steward(there.place)
    with acting(actor):
        return receive(actor, organisation=there.place.id, data=data)


def concluded(here: Side, *, basis: str = "evidence:invented-1", name: str = "Gozmara Knitting (invented)") -> UUID:
    """A finding of ours, signed by two; the id of its version."""
    verifier = actor_in(here.place, "verifier")
    content = Content(
        finding=Finding(
            id=FindingId("unset"),
            subject=CompanySubject(EntityId("invented-1")),
            issue=Issue.FORCED_LABOUR,
            kind=FindingKind.SUBSTANTIATED,
            basis=basis,
            strength=-100,
        ),
        organisation="unset",
        standard="substantiated",
        concluded_on=date(2026, 11, 2),
        named=Named(names=(name,), countries=("vm",)),
    )
    with acting(verifier):
        made = conclude(verifier, organisation=here.place.id, content=content, reason="An invented reason.")
    with acting(here.actor):
        sign(here.actor, version=made.id, reason="An invented second look.")
    return made.id


def withdrawn(here: Side, version: UUID) -> None:
    """It holds no longer."""
    with acting(here.actor):
        withdraw(here.actor, version=version, code="mistaken", reason="An invented mistake.")


def actor_in(place: Organisation, role: str) -> Actor:
    """Somebody new with a role there, just signed in."""
    return lately(person(place, role))


def sent(here: Side, there: Side, kind: str = "findings") -> list[Sending]:
    """Packages that are made for the other side."""
    with acting(here.actor):
        return list(send(here.actor, peer=here.peer(there), kind=kind))


def carried(here: Side, there: Side, one: Sending) -> Receipt:
    """One package carried over, and the receipt carried back."""
    with acting(here.actor):
        data = for_the_way(one)
    receipt = arrives(there, data)
    with acting(here.actor):
        take_receipt(here.actor, peer=here.peer(there), data=receipt.written())
    return receipt


def told(there: Side) -> list[tuple[str, str, int, str]]:
    """The findings that a side has: from whom, what, version, and how they stand."""
    with acting(there.actor):
        found = FindingVersion.objects.filter(organisation=there.place).order_by("origin", "title", "version")
        return [(one.origin, one.title, one.version, one.status) for one in found]
