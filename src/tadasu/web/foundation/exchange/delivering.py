"""To deliver what waits in the outbox, in the order of each series: posted, or within this instance by the same taking.

A delivery is claimed before it is made: another worker leaves it alone until the claim is over, and a worker that is killed in
between leaves it to the next. It may then be made twice; the recipient takes it once and says so.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tadasu.schema import StoreError
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange._own import today
from tadasu.web.foundation.exchange._posting import post
from tadasu.web.foundation.exchange.actions import for_the_way, in_force, receive, take_receipt
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Identity, Sending

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)
"""For how long a delivery that was begun is left to whoever began it: longer than one can last."""

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
"""Until the second try, and between tries at most."""


def deliver_due(now: datetime | None = None) -> int:
    """Deliver all that is due; how many arrived. For the worker, who sees all rows."""
    now, count, stuck = now or timezone.now(), 0, set()
    with acting(SYSTEM):
        Sending.objects.filter(state=Sending.WAITS, expires__lt=today(), tries__gt=0).update(state=Sending.EXPIRED)
        due = Sending.objects.filter(state=Sending.WAITS, peer__suspended_at=None)
        found = list(due.order_by("peer", "kind", "serial").values_list("id", "peer", "kind", "next_at"))
    for id, peer, kind, next_at in found:
        if (peer, kind) in stuck or next_at > now:
            stuck.add((peer, kind))
        elif deliver(id, now):
            count += 1
        else:
            stuck.add((peer, kind))
    return count


def deliver(id: UUID, now: datetime) -> bool:
    """Deliver one; whether it has arrived."""
    if not _claimed(id, now):
        return False
    sending = Sending.objects.select_related("peer").get(id=id)
    organisation = Organisation.objects.get(id=sending.organisation_id)
    actor = steward(organisation)
    try:
        data = _answer(sending)
        with acting(actor):
            held = take_receipt(actor, peer=sending.peer, data=data)
    except Fault as fault:
        _later(sending, now, fault.code)
        return False
    except StoreError:  # keys that cannot be read hold up nobody else's packages
        _later(sending, now, "exchange-keys")
        return False
    if held.state == Sending.WAITS:
        _later(held, now, held.code)
    log.info("delivered", extra={"event": held.state, "kind": sending.kind})
    return held.state == Sending.DELIVERED


def wait_after(tries: int) -> timedelta:
    """Until the next try: twice as long each time, up to six hours.

    >>> [wait_after(n).total_seconds() / 60 for n in (1, 2, 3, 20)]
    [1.0, 2.0, 4.0, 360.0]
    """
    doublings = min(max(tries - 1, 0), 20)
    return min(FIRST * (1 << doublings), LONGEST)


def _answer(sending: Sending) -> bytes:
    """The receipt. Raises Fault."""
    data = for_the_way(sending)
    here = Identity.objects.filter(instance=sending.peer.instance).select_related("organisation").first()
    if here is not None:
        actor = steward(here.organisation)
        with acting(actor):
            return receive(actor, organisation=here.organisation_id, data=data).written()
    terms = in_force(sending.peer)
    if terms is None or not terms.address:
        raise Fault("exchange-no-address")
    return post(terms.address, sending.peer.instance, data)


def _claimed(id: UUID, now: datetime) -> bool:
    """Whether the delivery is ours for a time: committed before it begins. Not to whom was suspended since we looked."""
    with transaction.atomic():
        open_now = Q(id=id, state=Sending.WAITS, next_at__lte=now, peer__suspended_at=None)
        return bool(Sending.objects.filter(open_now).update(next_at=timezone.now() + CLAIM))


def _later(sending: Sending, now: datetime, code: str) -> None:
    """Try again after a while. A package that waits for one before it is tried when that one has arrived."""
    tries = sending.tries + 1
    wait = timedelta() if code == "exchange-missing" else wait_after(tries)
    Sending.objects.filter(id=sending.id, state=Sending.WAITS).update(
        tries=tries, next_at=now + max(wait, FIRST), code=code
    )
    log.info("not delivered", extra={"event": code, "count": tries})
