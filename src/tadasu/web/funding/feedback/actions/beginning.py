"""Begin a round, or give it up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting, allow
from tadasu.web.foundation.accounts.actor import person, steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.sealing import new_pair
from tadasu.web.funding.feedback import asked as asking
from tadasu.web.funding.feedback._mixed import clear
from tadasu.web.funding.feedback._rounds import held, officers, write_down
from tadasu.web.funding.feedback.access import BEGIN, DROP
from tadasu.web.funding.feedback.models import ASKED, DROPPED, GRANTEES, OPEN, PASSED_ON, Round
from tadasu.web.funding.feedback.questions import form
from tadasu.web.funding.feedback.vouchers import GROUPS
from tadasu.web.funding.programmes.models import Fund

FUNDER = "funder"
KEY = "feedback.key"
"""What the vault calls the half of a round's pair that opens answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Whom a round asks, of which programmes, and from when to when."""

    asked: Collection[str]
    funds: Collection[UUID]
    opens_on: date
    closes_on: date


def begin_round(actor: Actor, *, organisation: UUID, said: Said) -> Round:
    """From its first day on whoever is asked finds it in the box. Raises Refused, UsageError `feedback-no-funder`,
    `feedback-nobody-asked`, `feedback-no-programme`, `feedback-days`, `feedback-too-few`, `feedback-no-reader`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, BEGIN.name, place)
    if place.kind != FUNDER:
        raise UsageError("feedback-no-funder")
    asked = [one for one in ASKED if one in said.asked]
    funds = _funds(organisation, asked, said.funds)
    if said.opens_on < timezone.localdate() or said.closes_on < said.opens_on:
        raise UsageError("feedback-days")
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation)
        with acting(steward(place)):
            sizes = asking.sizes(organisation, asked, funds)
        if sum(sizes.values()) < form().least:
            raise UsageError("feedback-too-few", least=str(form().least))
        private, public = new_pair()
        groups = _groups(sizes)
        made = Round(
            organisation=place,
            number=(Round.objects.filter(organisation=place).aggregate(last=Max("number"))["last"] or 0) + 1,
            version=form().version,
            asked=asked,
            funds=funds,
            groups=groups,
            sizes=[sizes[one] for one in groups],
            opens_on=said.opens_on,
            closes_on=said.closes_on,
            public=public,
            begun_by_id=person(actor),
            invited=sum(sizes.values()),
        )
        made.record = vault.seal(
            actor, organisation=organisation, kind=KEY, content=private, readers=officers(organisation), about=made.id
        )
        made.save()
        write_down(actor, BEGIN, made, invited=made.invited)
    return made


def drop_round(actor: Actor, *, round: UUID) -> Round:
    """Give it up: answers are destroyed unread. Raises Round.DoesNotExist, Refused, UsageError `feedback-state`."""
    with transaction.atomic():
        found = held(actor, round, DROP, OPEN)
        with acting(steward(found.organisation)):
            clear(found.id)
        record, found.record, found.state = found.record, None, DROPPED
        found.save(update_fields=["record", "state"])
        if record is not None:
            erase_key(found, record)
        write_down(actor, DROP, found)
    return found


def erase_key(round: Round, record: UUID) -> None:
    """As the system: whoever closes or gives up a round need not be one who opens it."""
    keeper = steward(round.organisation)
    with acting(keeper):
        vault.erase_all(keeper, organisation=round.organisation_id, records=[record], ground="time")


def _funds(organisation: UUID, asked: Collection[str], wanted: Collection[UUID]) -> list[UUID]:
    """In the order of their ids."""
    if not asked:
        raise UsageError("feedback-nobody-asked")
    if {GRANTEES, PASSED_ON}.isdisjoint(asked):
        return []
    found = Fund.objects.filter(organisation=organisation, id__in=list(wanted)).order_by("id")
    funds = list(found.values_list("id", flat=True))
    if not funds or len(funds) != len(set(wanted)):
        raise UsageError("feedback-no-programme")
    return funds


def _groups(sizes: dict[str, int]) -> list[str]:
    """Groups that can be told of: they are large enough, and so are all others together. A voucher carries the number of no
    other."""
    least, all_asked = form().least, sum(sizes.values())
    fit = [group for group, size in sizes.items() if size >= least and all_asked - size >= least]
    return sorted(fit)[: GROUPS - 1]
