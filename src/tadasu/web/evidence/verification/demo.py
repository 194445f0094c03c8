"""The inquiries of the demonstration: an invented newsroom goes from a report to a finding (steps 1 to 4 of the story), and two
others that wait for somebody. All by the acts of its invented people, as they themselves would do it (`data/demo.yaml`)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from tadasu.web.evidence.custody.actions import receive_file, receive_text, set_status
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.press import actions as press
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification.actions import (
    Claimed,
    Said,
    assess,
    conclude,
    name_origin,
    open_inquiry,
    prepare_finding,
    sign,
    take_in,
)
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of, person
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings.actions import sign as sign_finding
from tadasu.web.foundation.parties.actions import Said as Stated
from tadasu.web.foundation.parties.actions import add_party
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.receiving import Received
from tadasu.weighing import Kind, Standing

PLACE = "newsroom"
WORK, SIGNS = ("newsroom-documenter", "newsroom-verifier"), "newsroom-editor"
"""Who looks into it; who signs."""

REPORT = "report"
"""The item that the report of the demonstration became (`intake.demo`)."""

USED = "used"
"""The status of items on which a finding rests (custody, `retention.yaml`)."""

_DATA = Path(__file__).parent / "data"
_WHY = "Invented for the demonstration: what was weighed holds. 架空：評価の結果のとおり。"
_SOURCE = "companies.csv {id} (invented · 架空)"
_LARGEST = 100_000
_REVIEW = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where it happens and by whom, as if they had just signed in; `items` by the names of the data, as they come in."""

    place: UUID
    documenter: Actor
    verifier: Actor
    editor: Actor
    items: dict[str, UUID] = field(default_factory=dict)

    @property
    def readers(self) -> set[UUID]:
        """To whom evidence is sealed."""
        return {person(self.documenter), person(self.verifier)}


def demo_inquiry() -> int:
    """Make them, in one transaction, where the newsroom has no inquiry yet; how many are new. Nothing without its people, their
    keys and the report."""
    room = _room()
    if room is None:
        return 0
    with transaction.atomic():
        with acting(room.documenter):
            report = _report(room)
            if report is None or Inquiry.objects.filter(organisation=room.place).exists():
                return 0
            room.items[REPORT] = report
        for name, said in _told()["items"].items():
            room.items[name] = _received(room, said)
        for name, said in _told()["articles"].items():
            room.items[name] = _article(room, said)
        for said in _told()["inquiries"].values():
            _inquired(room, said)
        return len(_told()["inquiries"])


@cache
def _told() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = yaml.safe_load((_DATA / "demo.yaml").read_text(encoding="utf-8"))
    return told


def _room() -> _Room | None:
    place = organisations().get(PLACE)
    people = {one.login: one for one in User.objects.filter(login__in=(*WORK, SIGNS), invented=True)}
    if place is None or len(people) != len(WORK) + 1:
        return None
    now = timezone.now()
    documenter, verifier, editor = (
        actor_of(people[login], second_factor=True, signed_in_at=now) for login in (*WORK, SIGNS)
    )
    return _Room(place=place.id, documenter=documenter, verifier=verifier, editor=editor)


def _report(room: _Room) -> UUID | None:
    """The first testimony that came out of a box."""
    came = Item.objects.filter(organisation=room.place, kind=Kind.TESTIMONY, ended="", origin_of__isnull=False)
    return came.order_by("month", "id").values_list("id", flat=True).first()


def _received(room: _Room, said: Mapping[str, Any]) -> UUID:
    common: dict[str, Any] = {name: said[name] for name in ("kind", "label", "language", "month")}
    common |= {"organisation": room.place, "readers": room.readers}
    with acting(room.documenter):
        if "text" in said:
            return receive_text(room.documenter, text=said["text"], **common)
        with arriving(_LARGEST) as incoming:
            incoming.take((_DATA / said["file"]).read_bytes())
            incoming.end()
            received = Received(incoming, said["name"], said["media_type"], QueryDict())
            return receive_file(room.documenter, received=received, **common)


def _article(room: _Room, said: Mapping[str, Any]) -> UUID:
    told = press.Told(
        title=said["title"],
        outlet=said["outlet"],
        outlet_key=said["key"],
        **{name: said[name] for name in ("author", "url", "published_on", "language", "licence", "country", "sector")},
    )
    with acting(room.documenter):
        came = press.take_text(room.documenter, organisation=room.place, text=said["text"], url=said["url"])
        return press.add(room.documenter, pending=came.id, told=told, passages=said["passages"]).item


def _inquired(room: _Room, said: Mapping[str, Any]) -> None:
    """One inquiry, as far as the data says it has come."""
    with acting(room.documenter):
        firm = _firm(said["role"])
        inquiry = open_inquiry(room.documenter, organisation=room.place, claimed=_claimed(room, said, firm)).id
        for name in said["taken"]:
            take_in(room.documenter, inquiry=inquiry, item=room.items[name])
        for kind in said["origins"]:
            name_origin(room.documenter, inquiry=inquiry, kind=kind)
    for who, graded in said["assessed"].items():
        actor: Actor = getattr(room, who)
        with acting(actor):
            for name, grades in graded.items():
                assess(actor, inquiry=inquiry, item=room.items[name], said=_said(grades), seen=0)
    if said["standard"]:
        _concluded(room, inquiry, said)


def _concluded(room: _Room, inquiry: UUID, said: Mapping[str, Any]) -> None:
    """By the verifier; where it was found, signed by the editor, and so is the finding."""
    verifier, editor = room.verifier, room.editor
    with acting(verifier):
        seen = queries.weighing_of(Inquiry.objects.get(id=inquiry)).seen
        made = conclude(verifier, inquiry=inquiry, standard=said["standard"], looked_for=True, reason="", seen=seen)
    if not said["found"]:
        return
    with acting(editor):
        sign(editor, inquiry=inquiry, number=made.number, reason=_WHY)
    review = timezone.localdate() + _REVIEW
    with acting(verifier):
        finding = prepare_finding(verifier, inquiry=inquiry, number=made.number, reason=_WHY, review_on=review)
    with acting(editor):
        sign_finding(editor, version=finding.id, reason=_WHY)
    with acting(room.documenter):
        for name in said["taken"]:
            set_status(room.documenter, item=room.items[name], status=USED)


def _claimed(room: _Room, said: Mapping[str, Any], firm: Mapping[str, str]) -> Claimed:
    names = _names(firm)
    hs = said.get("hs", "")
    kind = "good-of-company" if hs else "company"
    return Claimed(
        label=said["label"],
        issue=said["issue"],
        elements=tuple(said["elements"]),
        about=About(kind=kind, names=names, country=firm["country"].lower(), good=hs),
        lead=person(room.verifier),
        start=said["start"],
        party=_party(room, firm, names),
        plan=tuple(said["plan"]),
    )


def _party(room: _Room, firm: Mapping[str, str], names: tuple[str, ...]) -> UUID:
    first, *others = names
    told = [("name", first), *(("alias", one) for one in others)]
    told += [("country", firm["country"]), ("address", firm["address"]), ("summary", firm["note"])]
    source = _SOURCE.format(id=firm["id"])
    said = [Stated(property=property, value=value, source=source) for property, value in told]
    return add_party(room.documenter, organisation=room.place, kind="company", said=said).id


def _said(grades: Mapping[str, Any]) -> Said:
    return Said(
        kind=grades["kind"],
        reliability=grades["reliability"],
        credibility=grades["credibility"],
        firsthand=grades.get("firsthand", False),
        origins=frozenset(grades.get("origins", ())),
        bears=dict.fromkeys(grades["supports"], Standing.SUPPORTS.value),
    )


def _names(firm: Mapping[str, str]) -> tuple[str, ...]:
    """The name that shows says that it is invented; those that declarations are met by are as documents write them."""
    aliases = [one.strip() for one in firm["aliases"].split(";") if one.strip()]
    return (f"{firm['name']} (invented · 架空)", firm["name"], *aliases)


def _firm(role: str) -> Mapping[str, str]:
    """A firm of the invented world by its role."""
    text = files("tadasu.demo").joinpath("data", "companies.csv").read_text(encoding="utf-8")
    return next(row for row in csv.DictReader(text.splitlines()) if row["role"] == role)
