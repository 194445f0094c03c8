"""Agree: the text and what goes with it are written while it is a draft, two of us sign, and money is set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.funds import half_even
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.vault.actions import Unlocked, add_reader
from tadasu.web.foundation.vault.models import Opening
from tadasu.web.funding.awards import ledger
from tadasu.web.funding.awards._content import AGREEMENT, NOTE
from tadasu.web.funding.awards._writing import (
    known,
    known_all,
    locked,
    refuse_amount,
    refuse_readers,
    sealed,
    write,
)
from tadasu.web.funding.awards.access import NAME_READER, PROGRAMME, SIGN, WRITE
from tadasu.web.funding.awards.actions.reporting import first_reports
from tadasu.web.funding.awards.models import (
    DRAFT,
    SIGNED,
    Award,
    Condition,
    CostLine,
    Grantee,
    Signature,
    Step,
    Tranche,
)
from tadasu.web.funding.awards.queries import records_of
from tadasu.web.funding.awards.words import costs as kinds_of_cost
from tadasu.web.funding.awards.words import must
from tadasu.web.funding.review.actions import let_know
from tadasu.web.funding.review.queries import decision_on

WIND_DOWN_DAYS = 90
"""Days of cost that are paid before they fall due (reference: the policy draft's stop clause)."""

AS_DECIDED = {
    "safety-plan": "security-plan",
    "route-first": "bank-details",
    "counsel": "counsel-note",
    "sponsor": "host-agreement",
}
"""Conditions of a decision -> those of an agreement. That reports may be spoken is so anyway."""

INSTALMENTS = "instalments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A tranche as planned: on a day, or at a milestone."""

    amount: int
    due_on: date | None = None
    milestone: str = ""
    advance: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A condition: before tranche `before`, or before any."""

    code: str
    before: int | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What is agreed. `texts` are sealed; costs are minor units by code."""

    texts: Mapping[str, str] = field(repr=False)
    clauses: tuple[str, ...]
    parts: Sequence[Part]
    costs: Mapping[str, int] = field(default_factory=dict)
    conditions: Sequence[Asked] = ()


def write_agreement(actor: Actor, *, award: UUID, agreement: Agreement) -> Award:
    """Write it, or write it anew: whoever signed the one before has not signed this one. Raises Award.DoesNotExist, Refused,
    UsageError `awards-state`, `awards-no-text`, `awards-parts-sum`, `awards-part`, `awards-costs-sum`, `awards-code`,
    `awards-long`, `awards-decided-missing` where the decision asks for more, and as the vault's `seal`."""
    with transaction.atomic():
        found = locked(actor, award, WRITE, DRAFT)
        _refuse_sums(found, agreement)
        _refuse_less_than_decided(actor, found, agreement)
        record = sealed(actor, found, AGREEMENT, agreement.texts, to_grantee=True)
        if record is None:
            raise UsageError("awards-no-text")
        found.record, found.clauses = record, known_all("clauses", agreement.clauses)
        found.save(update_fields=["record", "clauses"])
        for model in (CostLine, Condition, Tranche):
            model._default_manager.filter(award=found).delete()
        shared = {"organisation_id": found.organisation_id, "award": found}
        for code, amount in agreement.costs.items():
            CostLine.objects.create(**shared, code=code, amount=amount)
        for number, part in enumerate(agreement.parts, 1):
            Tranche.objects.create(
                **shared,
                number=number,
                amount=part.amount,
                due_on=part.due_on,
                milestone=part.milestone,
                advance=part.advance,
            )
        for number, one in enumerate(agreement.conditions, 1):
            Condition.objects.create(
                **shared,
                number=number,
                code=known("conditions", one.code),
                before=one.before,
                record=sealed(actor, found, NOTE, {"text": one.words}, to_grantee=True),
            )
        write(actor, WRITE, found, "written", detail={"tranches": len(agreement.parts)})
    return found


def note_consent(actor: Actor, *, award: UUID, fields: Sequence[str], public_name: str = "") -> Award:
    """What may be published, field by field, as the grantee said; without any, nothing. A public name only at level 0 with
    consent to it. Raises Award.DoesNotExist, Refused, UsageError `awards-code`, `awards-public-name`."""
    with transaction.atomic():
        found = locked(actor, award, WRITE)
        codes = known_all("fields", fields)
        name = public_name.strip()
        if name and (found.level or "name" not in codes or len(name) > 200):
            raise UsageError("awards-public-name")
        found.consented = codes
        found.save(update_fields=["consented"])
        if "name" not in codes or name:
            Grantee.objects.filter(id=found.grantee_id).update(public_name=name)
        write(actor, WRITE, found, "consented", detail={"fields": len(codes)})
    return found


def sign(actor: Actor, *, award: UUID) -> Award:
    """One of us stands for the agreement as it is now; with the second it is in force, and the money is set aside.

    Raises Award.DoesNotExist, Refused, UsageError `awards-state`, `awards-no-text`, `awards-not-read` for somebody who neither
    wrote nor opened it, `awards-clause`, `awards-wind-down`, `awards-programme-signs-last`, and as `programmes.actions.enter`."""
    with transaction.atomic():
        found = locked(actor, award, SIGN, DRAFT)
        if found.record is None:
            raise UsageError("awards-no-text")
        for clause in must():
            if clause not in found.clauses:
                raise UsageError("awards-clause", clause=clause)
        _refuse_no_reserve(found)
        _refuse_unread(actor, found)
        _, new = Signature.objects.get_or_create(
            award=found,
            user_id=person(actor),
            record=found.record,
            defaults={"organisation_id": found.organisation_id},
        )
        if new:
            write(actor, SIGN, found, "signed")
        if Signature.objects.filter(award=found, record=found.record).values("user").distinct().count() >= 2:
            _in_force(actor, found)
    return found


def name_reader(actor: Actor, *, award: UUID, user: UUID, key: Unlocked) -> Award:
    """Let a colleague open what is sealed, and see what is withheld. Raises Award.DoesNotExist, Refused, UsageError
    `awards-no-such-reader`, and as the vault's `add_reader`."""
    with transaction.atomic():
        found = locked(actor, award, NAME_READER)
        refuse_readers(found.organisation_id, {user})
        grantee = Grantee.objects.select_for_update(no_key=True).get(id=found.grantee_id)
        for record in records_of(found):
            try:
                with transaction.atomic():
                    add_reader(actor, record=record, user=user, key=key)
            except UsageError as error:
                if error.code != "vault-reader-already":
                    raise
        for row in (found, grantee):
            row.readers = sorted({*row.readers, user})
            row.save(update_fields=["readers"])
        if found.application is not None:
            let_know(actor, application=found.application, users=[user])
        write(actor, NAME_READER, found, "reader", detail={"reader": str(user)})
    return found


def _in_force(actor: Actor, award: Award) -> None:
    if PROGRAMME not in actor.roles_in(award.organisation_id):
        raise UsageError("awards-programme-signs-last")
    award.state, award.signed_on = SIGNED, timezone.localdate()
    award.save(update_fields=["state", "signed_on"])
    award.entry = ledger.commit(actor, award, award.amount)
    award.save(update_fields=["entry"])
    first_reports(actor, award)
    write(actor, SIGN, award, "in-force")


def _refuse_sums(award: Award, agreement: Agreement) -> None:
    for part in agreement.parts:
        refuse_amount(part.amount)
        if (part.due_on is None) == (not part.milestone):
            raise UsageError("awards-part")
        if part.milestone:
            known("milestones", part.milestone)
    if sum(part.amount for part in agreement.parts) != award.amount:
        raise UsageError("awards-parts-sum")
    for code, amount in agreement.costs.items():
        if code not in kinds_of_cost():
            raise UsageError("awards-code", value=code[:40], known=", ".join(kinds_of_cost()))
        refuse_amount(amount)
    if agreement.costs and sum(agreement.costs.values()) != award.amount:
        raise UsageError("awards-costs-sum")


def conditions_decided(actor: Actor, award: Award) -> Sequence[str]:
    """Codes of conditions that the decision on its application asks for."""
    if award.application is None:
        return ()
    decision = decision_on(actor, award.application)
    return [AS_DECIDED[one] for one in decision.conditions if one in AS_DECIDED] if decision is not None else ()


def _refuse_less_than_decided(actor: Actor, award: Award, agreement: Agreement) -> None:
    there = {one.code for one in agreement.conditions}
    for code in conditions_decided(actor, award):
        if code not in there:
            raise UsageError("awards-decided-missing", condition=code)
    decision = decision_on(actor, award.application) if award.application is not None else None
    if decision is not None and INSTALMENTS in decision.conditions and len(agreement.parts) < 2:
        raise UsageError("awards-decided-missing", condition=INSTALMENTS)


def _refuse_no_reserve(award: Award) -> None:
    """The wind-down clause: ninety days' cost is paid before it falls due, so the first tranche is an advance of at least
    that."""
    first = Tranche.objects.filter(award=award).order_by("number").first()
    days = (award.ends_on - award.starts_on).days + 1
    least = award.amount if days <= WIND_DOWN_DAYS else half_even(award.amount * WIND_DOWN_DAYS, days)
    if first is None or not first.advance or first.amount < least:
        raise UsageError("awards-wind-down", least=str(least))


def _refuse_unread(actor: Actor, award: Award) -> None:
    wrote = Step.objects.filter(award=award, act="written").order_by("-number").first()
    if wrote is not None and wrote.user_id == actor.user:
        return
    if not Opening.objects.filter(record=award.record, user=actor.user).exists():
        raise UsageError("awards-not-read")
