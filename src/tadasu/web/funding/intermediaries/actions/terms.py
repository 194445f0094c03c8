"""Set terms for an award that passes on, and say yes to what is owed."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.funding.awards.models import DRAFT, FREE, HIDDEN, IN_FORCE, OURS, Award
from tadasu.web.funding.intermediaries._shares import points_left
from tadasu.web.funding.intermediaries._writing import locked, write
from tadasu.web.funding.intermediaries.access import ACKNOWLEDGE, SET
from tadasu.web.funding.intermediaries.models import Duty, Terms
from tadasu.web.funding.intermediaries.words import words

INCIDENT_HOURS = 24
REPORT_DAYS = 90
DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`holder`: the organisation of the intermediary's people on this instance, where there is one; `peer`: the intermediary
    in our exchange, where it attests by packages from a server of its own. `protection`: the lowest level
    below."""

    protection: int
    report_days: int = REPORT_DAYS
    incident_hours: int = INCIDENT_HOURS
    holder: UUID | None = None
    peer: UUID | None = None


def set_terms(actor: Actor, *, award: UUID, said: Said) -> Terms:
    """For an award that passes on, once; what is asked above is asked below. Raises Award.DoesNotExist, Refused, UsageError
    `intermediaries-passes-nothing-on`, `intermediaries-terms-there`, `intermediaries-state`, `intermediaries-protection`,
    `intermediaries-hours`, `intermediaries-days`, `intermediaries-overhead`, `intermediaries-holder`,
    `intermediaries-withheld`, `intermediaries-peer`."""
    with transaction.atomic():
        found = Award.objects.select_for_update(of=("self",), no_key=True).get(id=award)
        allow(actor, SET.name, found)
        if not found.passes_on:
            raise UsageError("intermediaries-passes-nothing-on")
        if found.state not in (DRAFT, *IN_FORCE):
            raise UsageError("intermediaries-state")
        if Terms.objects.filter(award=found.id).exists():
            raise UsageError("intermediaries-terms-there")
        above = chain_above(found)
        _refuse_wrong(found, said, above)
        made = Terms.objects.create(
            organisation_id=found.organisation_id,
            holder_id=_holder(found, said),
            peer=_peer(found, said),
            award=found.id,
            above=found.parent_id,
            depth=len(above) + 1,
            pseudonym=found.pseudonym,
            amount=found.amount,
            currency=found.currency,
            starts_on=found.starts_on,
            ends_on=found.ends_on,
            overhead_points=found.overhead_points,
            report_days=said.report_days,
            protection=said.protection,
            incident_hours=said.incident_hours,
            set_by_id=person(actor),
        )
        Duty.objects.bulk_create(
            Duty(organisation_id=made.organisation_id, terms=made, code=code) for code in words("duties")
        )
        write(actor, SET, made, detail={"depth": made.depth, "protection": made.protection})
    return made


def acknowledge(actor: Actor, *, terms: UUID, codes: Collection[str], letter: int | None = None) -> Terms:
    """The intermediary says yes: one of its people here, or its letter in the box, of which one of ours notes the number. Raises
    Terms.DoesNotExist, Refused, UsageError `intermediaries-code`, `intermediaries-letter` where one of ours names no letter of
    its, `intermediaries-acknowledged`."""
    with transaction.atomic():
        found = locked(actor, terms, ACKNOWLEDGE)
        is_ours = found.organisation_id in actor.places
        if is_ours:
            _refuse_no_letter(found, letter)
        wanted = _open(found, codes)
        wanted.update(user_id=person(actor), letter=letter if is_ours else None, acknowledged_on=timezone.localdate())
        write(actor, ACKNOWLEDGE, found, detail={"duties": len(set(codes))})
    return found


def chain_above(award: Award) -> list[Award]:
    """The awards above it, the nearest first. Raises UsageError `intermediaries-terms-above` where one of them has no terms."""
    found: list[Award] = []
    one = award
    while one.parent_id is not None:
        one = Award.objects.get(id=one.parent_id)
        found.append(one)
        if len(found) >= DEEPEST or not Terms.objects.filter(award=one.id).exists():
            raise UsageError("intermediaries-terms-above")
    return found


def _refuse_wrong(award: Award, said: Said, above: list[Award]) -> None:
    top = Terms.objects.filter(award=award.parent_id).first() if award.parent_id is not None else None
    least = max(award.level if award.level < HIDDEN else FREE, top.protection if top else FREE)
    if not least <= said.protection <= HIDDEN:
        raise UsageError("intermediaries-protection", least=str(least))
    hours = top.incident_hours if top else INCIDENT_HOURS
    if not 1 <= said.incident_hours <= hours:
        raise UsageError("intermediaries-hours", most=str(hours))
    if not 1 <= said.report_days <= 366:
        raise UsageError("intermediaries-days")
    most = points_left([one.overhead_points for one in reversed(above)])
    if award.overhead_points > most:
        raise UsageError("intermediaries-overhead", most=f"{most / 100:.2f}")


def _holder(award: Award, said: Said) -> UUID | None:
    if said.holder is None:
        return None
    if award.level >= OURS:
        raise UsageError("intermediaries-withheld")
    if not Organisation.objects.filter(id=said.holder, kind="funder").exclude(id=award.organisation_id).exists():
        raise UsageError("intermediaries-holder")
    return said.holder


def _peer(award: Award, said: Said) -> UUID | None:
    if said.peer is None:
        return None
    if not Peer.objects.filter(id=said.peer, organisation=award.organisation_id).exists():
        raise UsageError("intermediaries-peer")
    return said.peer


def _open(terms: Terms, codes: Collection[str]) -> QuerySet[Duty]:
    if not codes or not set(codes) <= set(words("duties")):
        raise UsageError("intermediaries-code", value=", ".join(codes)[:40])
    found = Duty.objects.filter(terms=terms, code__in=codes, acknowledged_on=None)
    if found.count() != len(set(codes)):
        raise UsageError("intermediaries-acknowledged")
    return found


def _refuse_no_letter(terms: Terms, letter: int | None) -> None:
    box = Award.objects.values_list("box", flat=True).get(id=terms.award)
    if letter is None or not Letter.objects.filter(box=box, number=letter, from_source=True).exists():
        raise UsageError("intermediaries-letter")
