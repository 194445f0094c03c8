"""Follow an outlet by its feed: what it lists waits in a list; nothing is taken by itself."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.press._fetching import checked_address
from tadasu.web.evidence.press._writing import line
from tadasu.web.evidence.press.access import ADD, FOLLOW
from tadasu.web.evidence.press.models import LEFT, SEEN, Entry, Feed
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record

MOST_FEEDS = 200
"""Of one organisation: each is read once an hour."""


def follow(actor: Actor, *, organisation: UUID, url: str, outlet: str) -> Feed:
    """The worker reads it from now on, once an hour at most; the outlet sees that this server looks. Raises Refused, UsageError
    `press-address`, `press-outlet`, `press-feed-have`, `press-feeds-many`."""
    allow(actor, FOLLOW.name, Organisation(id=organisation))
    with transaction.atomic():
        if Feed.objects.filter(organisation=organisation, stopped_on=None).count() >= MOST_FEEDS:
            raise UsageError("press-feeds-many", most=str(MOST_FEEDS))
        try:
            with transaction.atomic():
                made = Feed.objects.create(
                    organisation_id=organisation,
                    url=checked_address(url),
                    outlet=line(outlet, "press-outlet", needed=True),
                    added_by_id=person(actor),
                )
        except IntegrityError:
            raise UsageError("press-feed-have") from None
        _write_down(actor, FOLLOW.name, made, "follow")
    return made


def stop(actor: Actor, *, feed: UUID) -> None:
    """It is read no more, and its entries are not shown any more. Raises Feed.DoesNotExist, Refused, UsageError
    `press-feed-stopped`."""
    with transaction.atomic():
        found = Feed.objects.select_for_update(no_key=True).get(id=feed)
        allow(actor, FOLLOW.name, found)
        if found.stopped_on is not None:
            raise UsageError("press-feed-stopped")
        found.stopped_on = timezone.localdate()
        found.save(update_fields=["stopped_on"])
        _write_down(actor, FOLLOW.name, found, "stop")


def leave(actor: Actor, *, entry: UUID) -> None:
    """It is not taken, and not shown again. Raises Entry.DoesNotExist, Refused, UsageError `press-entry`."""
    with transaction.atomic():
        found = Entry.objects.select_for_update(no_key=True, of=("self",)).select_related("feed").get(id=entry)
        allow(actor, ADD.name, found)
        if found.state != SEEN:
            raise UsageError("press-entry")
        found.state, found.decided_by_id = LEFT, person(actor)
        found.save(update_fields=["state", "decided_by"])
        _write_down(actor, ADD.name, found.feed, "leave")


def _write_down(actor: Actor, act: str, feed: Feed, what: str) -> None:
    record(
        actor,
        act=act,
        subject="press.feed",
        subject_id=feed.id,
        organisation=feed.organisation_id,
        detail={"what": what},
    )
