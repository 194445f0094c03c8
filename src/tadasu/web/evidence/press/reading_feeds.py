"""Read what is followed, in the worker. Killed or repeated it has its effect once: a feed is claimed for an hour before it is
asked, and an entry that was seen is not seen again."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.press._feed import entries
from tadasu.web.evidence.press._fetching import FEED, fetch
from tadasu.web.evidence.press.models import SEEN, Entry, Feed
from tadasu.web.foundation.access import SYSTEM, acting

log = logging.getLogger(__name__)

MOST_WAITING = 1000
"""Entries of a feed that wait for somebody: beyond these none is added, so that no feed fills the table hour by hour."""

HOURLY = timedelta(hours=1)
"""Between two readings of a feed, at least."""


def read_due(now: datetime | None = None) -> int:
    """Read every feed that is due; how many entries are new. For the worker, who sees all rows."""
    now = now or timezone.now()
    with acting(SYSTEM):
        due = list(
            Feed.objects.filter(stopped_on=None, next_at__lte=now).order_by("next_at").values_list("id", flat=True)
        )
    return sum(read_one(one, now) for one in due)


def read_one(feed: UUID, now: datetime) -> int:
    """Read one if it is due; how many entries are new."""
    with acting(SYSTEM):  # committed before it is asked: whoever comes meanwhile leaves it alone
        if not Feed.objects.filter(id=feed, stopped_on=None, next_at__lte=now).update(next_at=now + HOURLY):
            return 0
        found = Feed.objects.get(id=feed)
    try:
        came = fetch(found.url, most=FEED, etag=found.etag, modified=found.modified)
        told = [] if came.unchanged else entries(came.content, timezone.localdate(now), timezone.get_default_timezone())
    except UsageError as error:
        with acting(SYSTEM):
            held = Feed.objects.select_for_update(no_key=True).get(id=feed)
            held.failing_since = held.failing_since or timezone.localdate(now)
            held.fault = " ".join([error.code, *(value for _name, value in error.params)])[:60]
            held.save(update_fields=["failing_since", "fault"])
        log.info("feed not read", extra={"event": error.code})
        return 0
    with acting(SYSTEM):
        before = Entry.objects.filter(feed=feed).count()
        waiting = Entry.objects.filter(feed=feed, state=SEEN).count()
        Entry.objects.bulk_create(
            (
                Entry(
                    organisation_id=found.organisation_id,
                    feed_id=feed,
                    key=one.key,
                    url=one.url,
                    title=one.title,
                    published_on=one.published_on,
                )
                for one in told[: max(0, MOST_WAITING - waiting)]
            ),
            ignore_conflicts=True,
        )
        Feed.objects.filter(id=feed).update(
            read_on=timezone.localdate(now), failing_since=None, fault="",
            **({} if came.unchanged else {"etag": came.etag, "modified": came.modified}),
        )  # fmt: skip
        return Entry.objects.filter(feed=feed).count() - before
