"""What may be seen of awards: codes, sums, days. What is sealed is opened elsewhere, by those it is sealed to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Prefetch, Q, QuerySet, Sum

from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.applications.queries import applications_of
from tadasu.web.funding.awards.access import BEGIN, PAYER, SEE
from tadasu.web.funding.awards.apart import records_apart
from tadasu.web.funding.awards.models import (
    DRAFT,
    DROPPED,
    HIDDEN,
    Amendment,
    Award,
    Check,
    Condition,
    CostLine,
    Grantee,
    Inspection,
    Payment,
    Receipt,
    Report,
    Return,
    Sample,
    Step,
    Suspension,
    Tranche,
)
from tadasu.web.funding.awards.models.money import PAID, PREPARED, RELEASED
from tadasu.web.funding.review.queries import decisions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Whole minor units of the award's currency. `open`: paid, and neither accounted for nor given back nor passed on in
    awards of their own."""

    amount: int
    paid: int
    accepted: int
    returned: int
    passed_on: int

    @property
    def open(self) -> int:
        """What is still to be accounted for."""
        return max(0, self.paid - self.accepted - self.returned - self.passed_on)

    @property
    def unpaid(self) -> int:
        """What may still be paid."""
        return self.amount - self.paid + self.returned


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """Money from one hand to another, as `tadasu.funds.Flow` takes it: `source` and `destination` are ids of grantees, or of the
    organisation that funds. `kind`: pass, end, return. `overhead`: what the destination may keep of it, at most. `parent` is
    the id of the flow out of which it is paid, "" for money that enters."""

    id: str
    award: UUID
    pseudonym: str
    line: UUID
    level: int
    source: str
    destination: str
    amount: int
    currency: str
    day: date
    kind: str
    parent: str
    overhead: int


def awards_of(actor: Actor, organisation: UUID) -> QuerySet[Award]:
    """Those that the actor may know of, the latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return known_to(actor).filter(organisation=organisation).select_related("grantee").order_by("-begun_on", "id")


def award_of(actor: Actor, award: UUID) -> Award:
    """One. Raises Award.DoesNotExist also for one that the actor may not know of."""
    found = Award.objects.select_related("organisation", "grantee", "parent", "begun_by").get(id=award)
    if not may(actor, SEE.name, found):
        raise Award.DoesNotExist
    return found


def pseudonyms_of(actor: Actor, awards: Collection[UUID]) -> Mapping[UUID, str]:
    """Of these awards those that the actor may know of, by what they are called: for the ledger of programmes."""
    return dict(known_to(actor).filter(id__in=awards).values_list("id", "pseudonym"))


def known_to(actor: Actor) -> QuerySet[Award]:
    """Of all organisations. Row-level security says the same; a forgotten one of both shows nothing."""
    return Award.objects.filter(Q(level__lt=HIDDEN) | Q(readers__contains=[actor.user]))


def tranches_of(award: Award) -> QuerySet[Tranche]:
    """In order, with attempts to pay each."""
    tries = Payment.objects.select_related("prepared_by", "released_by").order_by("number")
    return Tranche.objects.filter(award=award).prefetch_related(Prefetch("payments", tries)).order_by("number")


def payments_of(award: Award) -> QuerySet[Payment]:
    """All attempts, in order."""
    return (
        Payment.objects.filter(award=award)
        .select_related("tranche", "prepared_by", "released_by")
        .order_by("tranche__number", "number")
    )


def payment_of(actor: Actor, payment: UUID) -> Payment:
    """One. Raises Payment.DoesNotExist also for one that the actor may not know of."""
    found = Payment.objects.select_related("award__organisation", "award__grantee", "tranche", "prepared_by").get(
        id=payment
    )
    if not may(actor, SEE.name, found.award):
        raise Payment.DoesNotExist
    return found


def to_release(actor: Actor, organisation: UUID) -> QuerySet[Payment]:
    """What waits for a payer: to be released, and to be noted once it went; the oldest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return (
        Payment.objects.filter(organisation=organisation, state__in=(PREPARED, RELEASED))
        .filter(Q(award__level__lt=HIDDEN) | Q(award__readers__contains=[actor.user]))
        .select_related("award__grantee", "tranche", "prepared_by", "released_by")
        .order_by("prepared_on", "id")
    )


def releasers_of(award: Award, prepared_by: UUID) -> list[User]:
    """Who may let a payment go that this person prepares: payers who can read its way."""
    payers = keyed_people(award.organisation_id, PAYER)
    return [one for one in payers if one.id in award.readers and one.id != prepared_by]


def last_checks(grantee: UUID) -> Sequence[Check]:
    """Of the last day on which a grantee was held against the lists, the last check of each of its awards."""
    rows = Check.objects.filter(award__grantee=grantee)
    day = rows.aggregate(last=Max("day"))["last"]
    return list(rows.filter(day=day).order_by("award", "-number").distinct("award"))


def conditions_of(award: Award) -> QuerySet[Condition]:
    """In order."""
    return Condition.objects.filter(award=award).select_related("settled_by").order_by("number")


def costs_of(award: Award) -> QuerySet[CostLine]:
    """The largest first."""
    return CostLine.objects.filter(award=award).order_by("-amount", "code")


def receipts_of(award: Award) -> QuerySet[Receipt]:
    """In order."""
    return Receipt.objects.filter(award=award).select_related("noted_by", "judged_by").order_by("number")


def reports_of(award: Award) -> QuerySet[Report]:
    """In order."""
    return (
        Report.objects.filter(award=award)
        .select_related("noted_by", "second", "judged_by")
        .order_by("due_on", "number")
    )


def amendments_of(award: Award) -> QuerySet[Amendment]:
    """In order."""
    return Amendment.objects.filter(award=award).select_related("proposed_by", "settled_by").order_by("number")


def returns_of(award: Award) -> QuerySet[Return]:
    """In order."""
    return Return.objects.filter(award=award).select_related("noted_by").order_by("number")


def suspension_of(award: Award) -> Suspension | None:
    """The one that lasts."""
    return Suspension.objects.filter(award=award, until=None).select_related("begun_by").first()


def inspections_of(award: Award) -> QuerySet[Inspection]:
    """The latest first."""
    return Inspection.objects.filter(award=award).select_related("user", "sample").order_by("-sample__day", "id")


def samples_of(actor: Actor, organisation: UUID) -> QuerySet[Sample]:
    """The actor's own draws, the last first: each drew from what they may see."""
    rows = Sample.objects.filter(organisation=organisation, user=actor.user)
    chosen = Inspection.objects.select_related("award").order_by("award__pseudonym")
    return rows.prefetch_related(Prefetch("inspections", chosen)).order_by("-number")


def below(award: Award) -> QuerySet[Award]:
    """What it passes on, in awards of their own."""
    return Award.objects.filter(parent=award).select_related("grantee").order_by("begun_on", "id")


def log_of(award: Award) -> QuerySet[Step]:
    """What was done, the latest first."""
    return Step.objects.filter(award=award).select_related("user").order_by("-number")


def grantees_of(actor: Actor, organisation: UUID) -> QuerySet[Grantee]:
    """Whom an award can be for once more. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    known = Q(level__lt=HIDDEN) | Q(readers__contains=[actor.user])
    return Grantee.objects.filter(known, organisation=organisation, ended_on=None).order_by("pseudonym")


def balance_of(award: Award) -> Balance:
    """Where its money is. Of what is passed on in awards of their own, those account for it."""

    def total(rows: QuerySet[Payment] | QuerySet[Receipt] | QuerySet[Return]) -> int:
        return int(rows.aggregate(total=Sum("amount"))["total"] or 0)

    passed = Payment.objects.filter(award__parent=award, state=PAID)
    back = Return.objects.filter(award__parent=award)
    return Balance(
        amount=award.amount,
        paid=total(Payment.objects.filter(award=award, state=PAID)),
        accepted=total(Receipt.objects.filter(award=award, state="accepted")),
        returned=total(Return.objects.filter(award=award)),
        passed_on=total(passed) - total(back),
    )


def records_of(award: Award, *, grantee: bool = True) -> list[UUID]:
    """All of the vault's records that belong to it; with who it is for."""
    found = [award.record, award.grantee.record if grantee else None]
    for model in award.parts_with_words():
        found += model._default_manager.filter(award=award).values_list("record", flat=True)
    return [one for one in (*found, *records_apart(award)) if one is not None]


def flows_of(actor: Actor, organisation: UUID, *, committed: bool = False) -> Sequence[FlowRow]:
    """One flow for each award: what was paid on it, from the first day of a payment; with `committed` what was agreed, from
    the day of the second signature. What came back are flows of their own. Those that the actor may know of alone, each after
    its parent. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    rows = known_to(actor).filter(organisation=organisation).exclude(state__in=(DRAFT, DROPPED))
    paid = {} if committed else _paid(organisation)
    found: dict[UUID, FlowRow] = {}
    waiting: list[Any] = list(rows.order_by("signed_on", "id").values_list(*_OF_A_FLOW, named=True))
    while waiting:
        later = []
        for one in waiting:
            if one.parent_id is not None and one.parent_id not in found:
                later.append(one)
                continue
            amount, day = (one.amount, one.signed_on) if committed else paid.get(one.id, (0, None))
            if amount and day is not None:
                found[one.id] = _flow(one, amount, day)
        if len(later) == len(waiting):
            break  # what hangs on something that was not paid, or may not be known, is no flow
        waiting = later
    return [*found.values(), *([] if committed else _returns(organisation, found))]


def _paid(organisation: UUID) -> dict[UUID, tuple[int, date]]:
    rows = Payment.objects.filter(organisation=organisation, state=PAID).values_list("award")
    return {
        award: (int(amount), day) for award, amount, day in rows.annotate(amount_=Sum("amount"), day=Min("paid_on"))
    }


_OF_A_FLOW = (
    "id", "pseudonym", "line", "level", "organisation_id", "grantee_id", "parent_id", "parent__grantee_id", "passes_on",
    "overhead_points", "amount", "currency", "signed_on",
)  # fmt: skip
"""Fifty thousand whole awards would take seconds to make."""


def _flow(award: Any, amount: int, day: date) -> FlowRow:
    """Of a row with `_OF_A_FLOW`."""
    return FlowRow(
        id=str(award.id),
        award=award.id,
        pseudonym=award.pseudonym,
        line=award.line,
        level=award.level,
        source=str(award.organisation_id if award.parent_id is None else award.parent__grantee_id),
        destination=str(award.grantee_id),
        amount=amount,
        currency=award.currency,
        day=day,
        kind="pass" if award.passes_on else "end",
        parent="" if award.parent_id is None else str(award.parent_id),
        overhead=amount * award.overhead_points // 10_000,
    )


def _returns(organisation: UUID, flows: dict[UUID, FlowRow]) -> Sequence[FlowRow]:
    found = []
    for one in Return.objects.filter(organisation=organisation).order_by("came_on", "id"):
        of = flows.get(one.award_id)
        if of is None:
            continue
        found.append(
            FlowRow(
                id=str(one.id),
                award=of.award,
                pseudonym=of.pseudonym,
                line=of.line,
                level=of.level,
                source=of.destination,
                destination=of.source,
                amount=one.amount,
                currency=one.currency,
                day=one.came_on,
                kind="return",
                parent=of.id,
                overhead=0,
            )
        )
    return found


def begun_for(actor: Actor, application: UUID) -> Award | None:
    """The award of an application, where the actor may know of it."""
    return known_to(actor).filter(application=application).exclude(state=DROPPED).first()


def decided_without_award(actor: Actor) -> Sequence[Application]:
    """Applications with a decision to award, of which no award was begun, where the actor may begin one."""
    found: list[Application] = []
    for organisation in actor.organisations:
        if not may(actor, BEGIN.name, Organisation(id=organisation)):
            continue
        begun = Award.objects.filter(application__isnull=False).exclude(state=DROPPED).values("application")
        decided = decisions_of(actor, organisation).filter(outcome="awarded").exclude(application__in=begun)
        rows = applications_of(actor, organisation).filter(id__in=decided.values("application"))
        found += rows.exclude(pseudonym="")
    return found
