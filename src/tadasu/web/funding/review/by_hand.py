"""Lists that have no reader here: a person looks them through and says the date of each. Awards without an application use it
too."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.funding.review.words import publisher_of, publishers

HOLDS = timedelta(days=7)
"""How long a look through a list by hand holds: nobody tells us when it changes."""

OF_A_STATE = "state-label"
"""A label by a persecuting state, that stands on no list here."""


def looked_through(lists: Mapping[str, date]) -> dict[str, str]:
    """List -> its date, as it is kept. Raises UsageError `review-list`, `review-list-day` of a day that has not come."""
    today = timezone.localdate()
    if any(day > today for day in lists.values()):
        raise UsageError("review-list-day")
    return {list_name(name): day.isoformat() for name, day in lists.items()}


def list_name(name: str) -> str:
    """A list of the data: a word that somebody typed could name a person. Raises UsageError `review-list`."""
    if publisher_of(name) is None and name != OF_A_STATE:
        raise UsageError("review-list", value=name[:60])
    return name


def japans(day: date | None) -> dict[str, date]:
    """That Japan's list of this day was looked through; nothing without a day."""
    return {publishers()["jp"].lists[0]: day} if day else {}


def every_binding(lists: Collection[str]) -> bool:
    """Whether of each publisher that binds us a list is among these: no check without it clears anybody."""
    covered = {known.id for name in lists if (known := publisher_of(name)) is not None}
    return all(one.id in covered for one in publishers().values() if one.means == "binding")


def too_old(by_hand: Mapping[str, str], day: date) -> bool:
    """Whether what was looked through by hand on this day has to be looked through anew."""
    return bool(by_hand) and day < timezone.localdate() - HOLDS
