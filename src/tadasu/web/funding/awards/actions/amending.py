"""Change what was agreed: amount, last day, level. Two people; more protection at once by one; less only as the grantee agreed
in its box. The amount changes the ledger in the same transaction."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.vault.models import Opening
from tadasu.web.funding.awards import ledger
from tadasu.web.funding.awards._content import NOTE
from tadasu.web.funding.awards._writing import (
    as_of,
    known,
    locked,
    next_number,
    refuse_amount,
    sealed,
    write,
)
from tadasu.web.funding.awards.access import AMEND, APPROVE, PROGRAMME, RAISE
from tadasu.web.funding.awards.actions.beginning import refuse_over_parent
from tadasu.web.funding.awards.actions.reporting import refuse_no_letter
from tadasu.web.funding.awards.actions.telling import refuse_box_read_by_others
from tadasu.web.funding.awards.below import passed_on
from tadasu.web.funding.awards.models import (
    DRAFT,
    FREE,
    HIDDEN,
    IN_FORCE,
    OURS,
    Amendment,
    Award,
    Grantee,
    Payment,
    Tranche,
)
from tadasu.web.funding.awards.models.money import CANCELLED, DUE, HELD, LIVE, PLANNED
from tadasu.web.funding.awards.passing import attested_below, refuse_below

FREE_TO_CUT = (PLANNED, DUE, HELD)


def propose_amount(actor: Actor, *, award: UUID, amount: int, reason: str, words: str = "") -> Amendment:
    """Another amount. Raises Award.DoesNotExist, Refused, UsageError `awards-state`, `awards-amount`, `awards-same`,
    `awards-code`, `awards-below-paid`, `awards-one-change`."""
    with transaction.atomic():
        found = locked(actor, award, AMEND, *IN_FORCE)
        refuse_amount(amount)
        if amount == found.amount:
            raise UsageError("awards-same")
        if amount < found.amount:
            _refuse_below_paid(found, found.amount - amount)
        return _proposed(actor, found, "amount", reason, words, amount_before=found.amount, amount_after=amount)


def propose_dates(actor: Actor, *, award: UUID, ends_on: date, reason: str, words: str = "") -> Amendment:
    """Another last day. As `propose_amount`; `awards-dates`."""
    with transaction.atomic():
        found = locked(actor, award, AMEND, *IN_FORCE)
        if ends_on < found.starts_on:
            raise UsageError("awards-dates")
        if ends_on == found.ends_on:
            raise UsageError("awards-same")
        return _proposed(actor, found, "dates", reason, words, ends_before=found.ends_on, ends_after=ends_on)


def propose_level(actor: Actor, *, award: UUID, level: int, letter: int, reason: str, words: str = "") -> Amendment:
    """Less protection, as the grantee wrote in letter `letter` of its box, which the actor opened. As `propose_amount`;
    `awards-level`, `awards-no-such-letter`, `awards-not-read`."""
    with transaction.atomic():
        found = locked(actor, award, AMEND, *IN_FORCE)
        if not FREE <= level < found.level:
            raise UsageError("awards-level")
        if level == OURS:
            raise UsageError("awards-level")
        refuse_no_letter(found, letter)
        _refuse_unread(actor, found, letter)
        if found.parent is not None:
            refuse_below(found.parent, level)
        return _proposed(
            actor, found, "level", reason, words, level_before=found.level, level_after=level, letter=letter
        )


def raise_level(actor: Actor, *, award: UUID, level: int, reason: str = "risk") -> Award:
    """More protection, at once. At level 3 only readers see it from then on. Raises Award.DoesNotExist, Refused, UsageError
    `awards-level`, `awards-box-withheld` where people read its box who are not to know of it."""
    with transaction.atomic():
        found = locked(actor, award, RAISE, DRAFT, *IN_FORCE, "closed")
        if not found.level < level <= HIDDEN or level == OURS:
            raise UsageError("awards-level")
        if level == HIDDEN:
            refuse_box_read_by_others(found)
        made = _proposed(actor, found, "level", reason, "", level_before=found.level, level_after=level, act=RAISE)
        _settle(actor, made, "approved")
        _with_level(found, level)
        write(actor, RAISE, found, "amended", detail={"change": made.number, "kind": "level"})
    return found


def approve(actor: Actor, *, award: UUID, number: int) -> Award:
    """A second person: it is in force. Raises Award.DoesNotExist, Amendment.DoesNotExist, Refused, UsageError `awards-state`,
    `awards-settled`, `awards-not-read`, `awards-below-paid`, `awards-over-parent`, `awards-programme-signs-last`, and as
    `programmes.actions.enter`."""
    with transaction.atomic():
        found, one = _waiting(actor, award, number)
        if one.letter is not None:
            _refuse_unread(actor, found, one.letter)
        _settle(actor, one, "approved")
        if one.kind == "amount":
            _with_amount(actor, found, one)
        elif one.kind == "dates" and one.ends_after is not None:
            found.ends_on = one.ends_after
            found.save(update_fields=["ends_on"])
        elif one.level_after is not None:
            _with_level(found, one.level_after)
        write(actor, APPROVE, found, "amended", detail={"change": number, "kind": one.kind})
    return found


def refuse_amendment(actor: Actor, *, award: UUID, number: int) -> Award:
    """It is not made. Raises Award.DoesNotExist, Amendment.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`."""
    with transaction.atomic():
        found, one = _waiting(actor, award, number)
        _settle(actor, one, "refused")
        write(actor, APPROVE, found, "not-amended", detail={"change": number, "kind": one.kind})
    return found


def _waiting(actor: Actor, award: UUID, number: int) -> tuple[Award, Amendment]:
    found = Award.objects.select_for_update(of=("self",), no_key=True).get(id=award)
    one = Amendment.objects.get(award=found, number=number)
    allow(actor, APPROVE.name, as_of(found, proposed_by_id=one.proposed_by_id))
    if found.state not in IN_FORCE:
        raise UsageError("awards-state")
    if one.state != "proposed":
        raise UsageError("awards-settled")
    return found, one


def _proposed(
    actor: Actor, award: Award, kind: str, reason: str, words: str, *, act: object = None, **said: int | date
) -> Amendment:
    if Amendment.objects.filter(award=award, state="proposed").exists():
        raise UsageError("awards-one-change")
    made = Amendment(
        organisation_id=award.organisation_id,
        award=award,
        number=next_number(Amendment, award),
        kind=kind,
        reason=known("amendment_reasons", reason),
        record=sealed(actor, award, NOTE, {"text": words}),
        proposed_by_id=person(actor),
        **said,
    )
    made.save(force_insert=True)
    if act is None:
        write(actor, AMEND, award, "amendment", detail={"change": made.number, "kind": kind, "reason": reason})
    return made


def _settle(actor: Actor, one: Amendment, state: str) -> None:
    one.state, one.settled_by_id = state, person(actor)
    one.save(update_fields=["state", "settled_by"])


def _with_amount(actor: Actor, award: Award, one: Amendment) -> None:
    if PROGRAMME not in actor.roles_in(award.organisation_id):
        raise UsageError("awards-programme-signs-last")
    before, after = award.amount, one.amount_after or 0
    if after > before:
        _grow(actor, award, one, after - before)
    else:
        _refuse_below_paid(award, before - after)
        _shrink(actor, award, one, before - after)
    award.amount = after
    award.save(update_fields=["amount"])
    one.save(update_fields=["entry"])


def _grow(actor: Actor, award: Award, one: Amendment, more: int) -> None:
    """A tranche for the difference, which is due when the change is."""
    if award.parent_id is not None:
        parent = Award.objects.select_for_update(of=("self",), no_key=True).get(id=award.parent_id)
        refuse_over_parent(parent, more)
    one.entry = ledger.commit(actor, award, more)
    Tranche.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        number=next_number(Tranche, award),
        amount=more,
        due_on=one.proposed_on,
    )


def _shrink(actor: Actor, award: Award, one: Amendment, less: int) -> None:
    """From the last tranche of which nothing has gone."""
    one.entry = ledger.decommit(actor, award, less, award.amount - ledger.net_paid(award))
    for tranche in _cuttable(award):
        if not less:
            break
        cut = min(less, tranche.amount)
        less -= cut
        if cut == tranche.amount:
            tranche.state = CANCELLED
        else:
            tranche.amount -= cut
        tranche.save(update_fields=["state", "amount"])


def _refuse_below_paid(award: Award, less: int) -> None:
    """Raises UsageError `awards-below-paid` where more is taken away than is still to be paid, or than is not passed on."""
    if sum(one.amount for one in _cuttable(award)) < less:
        raise UsageError("awards-below-paid")
    if award.amount - less < passed_on(award) + attested_below(award):
        raise UsageError("awards-below-paid")


def _cuttable(award: Award) -> list[Tranche]:
    live = Payment.objects.filter(award=award, state__in=LIVE).values("tranche")
    return list(Tranche.objects.filter(award=award, state__in=FREE_TO_CUT).exclude(id__in=live).order_by("-number"))


def _with_level(award: Award, level: int) -> None:
    grantee = Grantee.objects.select_for_update(no_key=True).get(id=award.grantee_id)
    award.level = level
    if level > FREE:
        award.country = ""
    award.save(update_fields=["level", "country"])
    levels = [*Award.objects.filter(grantee=grantee).exclude(id=award.id).values_list("level", flat=True), level]
    grantee.level = max(one for one in levels) if grantee.record is not None else grantee.level
    if grantee.level > FREE:
        grantee.public_name = ""
    grantee.readers = sorted({*grantee.readers, *award.readers})
    grantee.save(update_fields=["level", "public_name", "readers"])


def _refuse_unread(actor: Actor, award: Award, letter: int) -> None:
    record = Letter.objects.values_list("record", flat=True).get(box=award.box, number=letter)
    if not Opening.objects.filter(record=record, user=actor.user).exists():
        raise UsageError("awards-not-read")
