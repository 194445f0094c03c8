"""Keep a search, look at it, delete it; count by night what is new.

A search says what somebody works on. It is shown to its person alone, and stands in the record of acts by its id only.
"""

import logging
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.library.access import KEEP_SEARCH, SEARCH
from tadasu.web.evidence.library.models import LONGEST_NAME, SavedSearch
from tadasu.web.evidence.library.searching import Asked, asked_of, fresh, news
from tadasu.web.foundation.access import Act, Actor, Refused, acting, allow
from tadasu.web.foundation.accounts.actor import actor_of, person
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.audit.actions import record
from tadasu.web.ui.signs import plain_text, unseen_sign

MOST_SAVED = 30
"""Searches of one person in an organisation: each is asked every night."""

log = logging.getLogger(__name__)


def save(actor: Actor, *, organisation: UUID, name: str, asked: Asked) -> SavedSearch:
    """Under a name of one's own. What is there now counts as seen. Raises Refused, UsageError `library-name`,
    `library-name-taken`, `library-empty`, `library-saved-most`, and as `search`."""
    allow(actor, SEARCH.name, Organisation(id=organisation))
    said = plain_text(name)
    if not said or len(said) > LONGEST_NAME or unseen_sign(said):
        raise UsageError("library-name", most=str(LONGEST_NAME))
    if asked.empty:
        raise UsageError("library-empty")
    if SavedSearch.objects.filter(organisation=organisation, user=actor.user).count() >= MOST_SAVED:
        raise UsageError("library-saved-most", most=str(MOST_SAVED))
    today = timezone.localdate()
    try:
        with transaction.atomic():
            made = SavedSearch.objects.create(
                organisation_id=organisation,
                user_id=person(actor),
                name=said,
                asked=asked.kept(),
                looked_on=today,
                seen=sorted(fresh(actor, organisation, asked, since=today)),
            )
    except IntegrityError:
        raise UsageError("library-name-taken") from None
    _write_down(actor, SEARCH, made)
    return made


def look(actor: Actor, *, search: UUID) -> Asked:
    """What is found now counts as seen; what to ask. Raises SavedSearch.DoesNotExist, Refused, and as `search`."""
    found = _locked(actor, search)
    asked, today = asked_of(found.asked), timezone.localdate()
    found.seen = sorted(fresh(actor, found.organisation_id, asked, since=today))
    found.looked_on, found.news, found.counted_on = today, 0, today
    found.save(update_fields=["seen", "looked_on", "news", "counted_on"])
    return asked


def delete(actor: Actor, *, search: UUID) -> None:
    """It is gone. Raises SavedSearch.DoesNotExist, Refused."""
    found = _locked(actor, search)
    _write_down(actor, KEEP_SEARCH, found)
    found.delete()


def count_news() -> int:
    """By the worker: of each search how many are new since its person looked, with the rights they have now; how many were
    counted. One that takes too long keeps its last number, and one whose person may not search there any more has none."""
    done = 0
    for id in list(SavedSearch.objects.order_by("counted_on", "id").values_list("id", flat=True)):
        try:
            done += _count(id)
        except (UsageError, SavedSearch.DoesNotExist) as error:
            log.warning("a saved search was not counted", extra={"code": getattr(error, "code", "gone")})
    return done


def _count(id: UUID) -> int:
    found = SavedSearch.objects.get(id=id)
    actor = actor_of(User.objects.filter(id=found.user_id).first(), second_factor=True)
    with acting(actor):
        try:
            asked = asked_of(found.asked)
            many = news(actor, found.organisation_id, asked, since=found.looked_on, seen=found.seen)
        except Refused:
            many = 0
        today = timezone.localdate()
        SavedSearch.objects.filter(id=id, looked_on=found.looked_on).update(news=many, counted_on=today)
    return 1


def _locked(actor: Actor, search: UUID) -> SavedSearch:
    found = SavedSearch.objects.select_for_update(no_key=True).get(id=search)
    allow(actor, KEEP_SEARCH.name, found)
    return found


def _write_down(actor: Actor, act: Act, search: SavedSearch) -> None:
    record(actor, act=act.name, subject="library.search", subject_id=search.id, organisation=search.organisation_id)
