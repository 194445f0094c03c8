"""Pay: prepared by the programme, released by a payer, never the same person; noted when it arrived, held when a bank refused.

Nothing is released while the award is held, a condition is open, a report is overdue, or the lists do not clear whoever is paid
(`blocks`). The database holds two people, the state and the conditions by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.vault.actions import Unlocked, open_again
from tadasu.web.funding.awards import ledger, queries
from tadasu.web.funding.awards._content import ROUTE
from tadasu.web.funding.awards._writing import (
    as_of,
    known,
    locked,
    refuse_amount,
    refuse_future,
    sealed,
    write,
)
from tadasu.web.funding.awards.access import PAY, PREPARE, RELEASE
from tadasu.web.funding.awards.below import whole_balance
from tadasu.web.funding.awards.blocks import blocks_of, not_due
from tadasu.web.funding.awards.models import (
    ACTIVE,
    DUE,
    HELD,
    IN_FORCE,
    LIVE,
    PLANNED,
    SIGNED,
    Award,
    Payment,
    Tranche,
)
from tadasu.web.funding.awards.models.money import PAID, PREPARED, REFUSED, RELEASED, WITHDRAWN
from tadasu.web.funding.awards.passing import attested_below

WITH_PERMISSION = "permission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How it is paid: codes, and what is sealed (payee, bank, account, what the payee's statement says). `tested`: that
    statement was tried before."""

    route: str
    basis: str
    tested: bool
    texts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What arrived, when; in another currency by which rate (units of it for one of the award's)."""

    on: date
    amount: int
    currency: str
    rate: Decimal | None = None


def prepare_payment(actor: Actor, *, award: UUID, number: int, way: Way) -> Payment:
    """Of a tranche that is due; after a bank refused, by another way. Raises Award.DoesNotExist, Tranche.DoesNotExist, Refused,
    UsageError `awards-state`, `awards-not-due`, `awards-tranche-state`, `awards-same-route`, `awards-no-way`, `awards-code`,
    `awards-no-payer-reads` where nobody else who releases payments could read the way, and as the vault's `seal`."""
    with transaction.atomic():
        found = locked(actor, award, PREPARE, SIGNED, ACTIVE)
        tranche = Tranche.objects.select_for_update(no_key=True).get(award=found, number=number)
        if (
            tranche.state not in (PLANNED, DUE, HELD)
            or Payment.objects.filter(tranche=tranche, state__in=LIVE).exists()
        ):
            raise UsageError("awards-tranche-state")
        if not_due(tranche, timezone.localdate()):
            raise UsageError("awards-not-due")
        _refuse_same(tranche, way)
        if not queries.releasers_of(found, person(actor)):
            raise UsageError("awards-no-payer-reads")
        record = sealed(actor, found, ROUTE, way.texts)
        if record is None or not way.texts.get("payee", "").strip():
            raise UsageError("awards-no-way")
        if way.basis == WITH_PERMISSION and not way.texts.get("permission", "").strip():
            raise UsageError("awards-no-permission")
        made = Payment.objects.create(
            organisation_id=found.organisation_id,
            award=found,
            tranche=tranche,
            number=Payment.objects.filter(tranche=tranche).count() + 1,
            amount=tranche.amount,
            currency=found.currency,
            route=known("routes", way.route),
            basis=known("bases", way.basis),
            tested=way.tested,
            record=record,
            prepared_by_id=person(actor),
        )
        tranche.state = DUE
        tranche.save(update_fields=["state"])
        write(actor, PREPARE, found, "prepared", detail={"tranche": number, "route": way.route, "basis": way.basis})
    return made


def release_payment(actor: Actor, *, payment: UUID, key: Unlocked) -> Payment:
    """A second person, who pays, lets it go, and has read the way it goes less than half an hour ago. Raises
    Payment.DoesNotExist, Refused (also of whoever the way is not sealed to), UsageError `awards-payment-state`,
    `awards-not-read`, `awards-blocked` with the first block, `awards-descriptor-untested`."""
    with transaction.atomic():
        found, award = _held(payment, RELEASE, actor, PREPARED)
        if found.record is None or open_again(actor, record=found.record, key=key) is None:
            raise UsageError("awards-not-read")
        if not found.tested:
            raise UsageError("awards-descriptor-untested")
        if blocks := blocks_of(actor, award, found.tranche):
            raise UsageError("awards-blocked", why=blocks[0].code)
        found.state, found.released_by_id, found.released_on = RELEASED, person(actor), timezone.localdate()
        found.save(update_fields=["state", "released_by", "released_on"])
        _tranche(found, RELEASED)
        write(actor, RELEASE, award, "released", detail={"tranche": found.tranche.number})
    return found


def note_paid(actor: Actor, *, payment: UUID, arrived: Arrived) -> Payment:
    """It arrived: the ledger is entered. Raises Payment.DoesNotExist, Refused, UsageError `awards-payment-state`, `awards-day`,
    `awards-amount`, `awards-rate`, `awards-parent-unpaid`, and as
    `programmes.actions.enter`."""
    with transaction.atomic():
        found, award = _held(payment, PAY, actor, RELEASED, states=IN_FORCE)
        refuse_future(arrived.on)
        if found.released_on is None or arrived.on < found.released_on:
            raise UsageError("awards-day", day=arrived.on.isoformat())
        refuse_amount(arrived.amount)
        same = arrived.currency == found.currency
        if same != (arrived.rate is None) or (arrived.rate is not None and arrived.rate <= 0):
            raise UsageError("awards-rate")
        if same and arrived.amount > found.amount:
            raise UsageError("awards-amount", value=str(arrived.amount))
        if award.parent_id is not None:
            _refuse_unfunded(award, found.amount)
        found.entry = ledger.disburse(actor, award, found, arrived.on)
        found.state, found.paid_on, found.rate = PAID, arrived.on, arrived.rate
        found.paid_amount, found.paid_currency = arrived.amount, arrived.currency
        found.save(update_fields=["state", "paid_on", "rate", "paid_amount", "paid_currency", "entry"])
        _tranche(found, PAID)
        if award.state == SIGNED:
            award.state = ACTIVE
            award.save(update_fields=["state"])
        write(actor, PAY, award, "paid", detail={"tranche": found.tranche.number})
    return found


def note_refusal(actor: Actor, *, payment: UUID, refusal: str) -> Payment:
    """The bank did not pay: the tranche is held, and another way is found. Raises Payment.DoesNotExist, Refused, UsageError
    `awards-payment-state`, `awards-code`."""
    with transaction.atomic():
        found, award = _held(payment, PAY, actor, RELEASED, states=IN_FORCE)
        found.state, found.refusal = REFUSED, known("refusals", refusal)
        found.save(update_fields=["state", "refusal"])
        _tranche(found, HELD)
        write(actor, PAY, award, "bank-refused", detail={"tranche": found.tranche.number, "reason": refusal})
    return found


def withdraw_payment(actor: Actor, *, payment: UUID) -> Payment:
    """It does not go: what is prepared by whoever prepares, what is released by whoever pays. Raises Payment.DoesNotExist,
    Refused, UsageError `awards-payment-state`."""
    with transaction.atomic():
        state = Payment.objects.values_list("state", flat=True).get(id=payment)
        act = PREPARE if state == PREPARED else PAY
        found, award = _held(payment, act, actor, PREPARED, RELEASED, states=IN_FORCE)
        found.state = WITHDRAWN
        found.save(update_fields=["state"])
        _tranche(found, DUE)
        write(actor, act, award, "withdrawn", detail={"tranche": found.tranche.number})
    return found


def _held(
    payment: UUID, act: Act, actor: Actor, *of: str, states: tuple[str, ...] = (SIGNED, ACTIVE)
) -> tuple[Payment, Award]:
    """A payment, and its award before it, for this transaction ours alone."""
    first = Payment.objects.get(id=payment)
    award = Award.objects.select_for_update(of=("self",), no_key=True).get(id=first.award_id)
    found = Payment.objects.select_for_update(of=("self",), no_key=True).select_related("tranche").get(id=payment)
    allow(actor, act.name, as_of(award, prepared_by_id=found.prepared_by_id))
    if found.state not in of:
        raise UsageError("awards-payment-state")
    if award.state not in states:
        raise UsageError("awards-state")
    return found, award


def _refuse_unfunded(award: Award, amount: int) -> None:
    """What was not paid to whoever passes it on cannot have been passed on."""
    assert award.parent_id is not None
    above = Award.objects.select_for_update(of=("self",), no_key=True).get(id=award.parent_id)
    if whole_balance(above).open - attested_below(above) < amount:
        raise UsageError("awards-parent-unpaid")


def _tranche(payment: Payment, state: str) -> None:
    payment.tranche.state = state
    payment.tranche.save(update_fields=["state"])


def _refuse_same(tranche: Tranche, way: Way) -> None:
    """What a bank refused is not tried again by the same way, unless the details were wrong."""
    last = Payment.objects.filter(tranche=tranche, state=REFUSED).order_by("-number").first()
    if last is not None and last.refusal != "details" and last.route == way.route:
        raise UsageError("awards-same-route")
