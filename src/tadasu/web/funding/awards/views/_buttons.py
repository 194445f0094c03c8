"""Which acts a page offers to whom: by state, and by what the viewer may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.web.foundation.access import Act, Actor, may_anew
from tadasu.web.funding.awards import access
from tadasu.web.funding.awards._writing import as_of
from tadasu.web.funding.awards.blocks import not_due
from tadasu.web.funding.awards.models import (
    ACTIVE,
    CLOSED,
    DRAFT,
    IN_FORCE,
    PLANNED,
    SIGNED,
    SUSPENDED,
    Award,
    Payment,
    Tranche,
)
from tadasu.web.funding.awards.models.money import DUE, HELD, LIVE, PREPARED, RELEASED
from tadasu.web.funding.awards.queries import (
    amendments_of,
    conditions_of,
    payments_of,
    receipts_of,
    reports_of,
    tranches_of,
)

Ways = Sequence[tuple[str, str]]
"""Addresses and labels."""

RUNS = (SIGNED, ACTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """By number (payments by id): what may be done with each part."""

    conditions: Mapping[int, Ways] = field(default_factory=dict)
    tranches: Mapping[int, Ways] = field(default_factory=dict)
    payments: Mapping[UUID, Ways] = field(default_factory=dict)
    reports: Mapping[int, Ways] = field(default_factory=dict)
    receipts: Mapping[int, Ways] = field(default_factory=dict)
    changes: Mapping[int, Ways] = field(default_factory=dict)
    checks: Mapping[int, Ways] = field(default_factory=dict)


def buttons_of(actor: Actor, held: Award) -> Ways:
    """What may be done with the award as a whole."""
    state, runs = held.state, held.state in IN_FORCE
    direct = held.application is None and held.grantee.record is not None
    offered: Sequence[tuple[Act, bool, str, str]] = (
        (access.WRITE, state == DRAFT, "awards-agree", _("Write the agreement")),
        (access.SIGN, state == DRAFT and held.record is not None, "awards-sign", _("Sign it")),
        (access.CHECK, direct and state in (DRAFT, *IN_FORCE), "awards-check", _("Hold the grantee against the lists")),
        (access.HAND_OUT, state in (DRAFT, *IN_FORCE) and held.box is None, "awards-box-out", _("Hand out a box")),
        (access.WRITE, state in (DRAFT, *IN_FORCE), "awards-consent", _("Note what may be published")),
        (access.NAME_READER, held.ended_on is None, "awards-reader", _("Name another reader")),
        (access.ACCOUNT, runs, "awards-receipt", _("Note what shows spending")),
        (access.REPORT, runs, "awards-report", _("Ask for another report")),
        (access.RETURN, state in (ACTIVE, SUSPENDED, CLOSED), "awards-return", _("Note money that came back")),
        (access.AMEND, runs, "awards-amount", _("Change the amount")),
        (access.AMEND, runs, "awards-dates", _("Change the last day")),
        (access.RAISE, held.level < 3 and state in (DRAFT, *IN_FORCE), "awards-raise", _("Protect it more")),
        (
            access.AMEND,
            runs and held.level > 0 and held.box is not None,
            "awards-lower",
            _("Protect it less, as the grantee agreed"),
        ),
        (access.BEGIN, runs and held.passes_on, "awards-sub", _("Pass some of it on")),
        (access.SUSPEND, state in RUNS, "awards-suspend", _("Suspend it")),
        (access.RESUME, state == SUSPENDED, "awards-resume", _("Take it up again")),
        (access.CLOSE, state in RUNS, "awards-close", _("Close it")),
        (access.DROP, state == DRAFT, "awards-drop", _("Give it up")),
    )
    return [
        (reverse(view, args=[held.id]), label)
        for act, there, view, label in offered
        if there and may_anew(actor, act.name, held)
    ]


def of_payment(actor: Actor, held: Award, one: Payment) -> Ways:
    """What may be done with one of its payments."""
    return _payment(actor, held, one) if held.state in IN_FORCE else ()


def of_parts(actor: Actor, held: Award) -> Parts:
    """What may be done with each part of it."""
    if held.state not in IN_FORCE:
        return Parts(checks=_checks(actor, held))
    return Parts(
        conditions={
            one.number: _conditions(actor, held, one.number) for one in conditions_of(held) if one.state == "open"
        },
        tranches={one.number: _tranche(actor, held, one) for one in tranches_of(held)},
        payments={one.id: _payment(actor, held, one) for one in payments_of(held)},
        reports={
            one.number: _report(actor, held, one.number, one.state, one.by, one.noted_by_id) for one in reports_of(held)
        },
        receipts={
            one.number: _ways(
                actor,
                held,
                (access.ACCEPT, "awards-receipt-judge", (one.number,), _("Look at it")),
                noted_by_id=one.noted_by_id,
            )
            for one in receipts_of(held)
            if one.state == "given"
        },
        changes={
            one.number: [
                *_ways(
                    actor,
                    held,
                    (access.APPROVE, "awards-approve", (one.number,), _("Put it in force")),
                    proposed_by_id=one.proposed_by_id,
                ),
                *_ways(
                    actor,
                    held,
                    (access.APPROVE, "awards-refuse-change", (one.number,), _("Do not make it")),
                    proposed_by_id=one.proposed_by_id,
                ),
            ]
            for one in amendments_of(held)
            if one.state == "proposed"
        },
        checks=_checks(actor, held),
    )


def _checks(actor: Actor, held: Award) -> Mapping[int, Ways]:
    open_ones = held.checks.filter(found=True, second_by=None)
    return {
        one.number: _ways(actor, held, (access.JUDGE, "awards-judge", (one.number,), _("Judge the likeness")))
        for one in open_ones
        if one.first_by_id != actor.user
    }


def _conditions(actor: Actor, held: Award, number: int) -> Ways:
    return [
        *_ways(actor, held, (access.SETTLE, "awards-meet", (number,), _("It is met"))),
        *_ways(actor, held, (access.SETTLE, "awards-waive", (number,), _("Waive it"))),
    ]


def _tranche(actor: Actor, held: Award, one: Tranche) -> Ways:
    found: list[tuple[str, str]] = []
    if one.milestone and one.state == PLANNED:
        found += _ways(actor, held, (access.PLAN, "awards-reach", (one.number,), _("The milestone is reached")))
    live = any(each.state in LIVE for each in one.payments.all())
    reached = not not_due(one, timezone.localdate())
    if held.state in RUNS and one.state in (PLANNED, DUE, HELD) and reached and not live:
        found += _ways(actor, held, (access.PREPARE, "awards-prepare", (one.number,), _("Prepare its payment")))
    return found


def _payment(actor: Actor, held: Award, one: Payment) -> Ways:
    prepared = {"prepared_by_id": one.prepared_by_id}
    if one.state == PREPARED and held.state in RUNS:
        return [
            *_payments(actor, held, one, (access.RELEASE, "awards-release", _("Release it")), **prepared),
            *_payments(actor, held, one, (access.PREPARE, "awards-withdraw", _("Withdraw it"))),
        ]
    if one.state == RELEASED:
        return [
            *_payments(actor, held, one, (access.PAY, "awards-paid", _("Note that it arrived"))),
            *_payments(actor, held, one, (access.PAY, "awards-refused", _("Note that the bank refused"))),
            *_payments(actor, held, one, (access.PAY, "awards-withdraw", _("Withdraw it"))),
        ]
    return ()


def _report(actor: Actor, held: Award, number: int, state: str, by: str, noted_by: UUID | None) -> Ways:
    if state == "given":
        return _ways(actor, held, (access.REPORT, "awards-report-judge", (number,), _("Judge it")))
    if state not in ("due", "more"):
        return ()
    found = [
        *_ways(actor, held, (access.REPORT, "awards-report-came", (number,), _("Note that it came"))),
        *_ways(actor, held, (access.REPORT, "awards-report-spoken", (number,), _("Note what was said"))),
        *_ways(actor, held, (access.REPORT, "awards-report-later", (number,), _("Give more time"))),
    ]
    if by == "spoken-note" and noted_by != actor.user:
        found = [*_ways(actor, held, (access.REPORT, "awards-report-second", (number,), _("I heard it too"))), *found]
    return found


def _ways(actor: Actor, held: Award, one: tuple[Act, str, tuple[int, ...], str], **more: UUID | None) -> Ways:
    act, view, numbers, label = one
    if not may_anew(actor, act.name, as_of(held, **more)):
        return ()
    return ((reverse(view, args=[held.id, *numbers]), label),)


def _payments(actor: Actor, held: Award, payment: Payment, one: tuple[Act, str, str], **more: UUID | None) -> Ways:
    act, view, label = one
    if not may_anew(actor, act.name, as_of(held, **more)):
        return ()
    return ((reverse(view, args=[payment.id]), label),)
