"""Read a feed that was fetched: RSS or Atom -> its entries. The library is given bytes, never an address. Without Django."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

import fastfeedparser
from lxml import etree

from tadasu.schema import UsageError
from tadasu.web.evidence.press._fetching import checked_address
from tadasu.web.evidence.press._reading import line_of

MOST = 200
"""Entries of one reading that are looked at; feeds hold ten to fifty."""

RECENT = timedelta(days=90)
"""What was published longer ago is left out: a feed is followed for what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry. `key` is a digest of what the feed knows it by, so that it is not shown twice."""

    key: bytes
    url: str
    title: str
    published_on: date | None


def entries(content: bytes, today: date, zone: tzinfo = UTC) -> list[Told]:
    """What a feed lists, as it stands there; entries without an address that can be asked for, and old ones, are left out. Days
    are those of `zone`: a feed gives hours. Raises UsageError `press-not-a-feed`."""
    try:
        found = fastfeedparser.parse(
            content, include_content=False, include_tags=False, include_media=False, include_enclosures=False
        )
        listed: Any = found.entries
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, etree.LxmlError):
        raise UsageError("press-not-a-feed") from None
    return [
        one
        for one in _told(listed[:MOST], today, zone)
        if one.published_on is None or one.published_on >= today - RECENT
    ]


def _told(listed: Any, today: date, zone: tzinfo) -> Iterator[Told]:
    seen: set[bytes] = set()
    for one in listed:
        try:
            url = checked_address(str(one.get("link") or ""))
        except UsageError:
            continue
        key = hashlib.sha256((str(one.get("id") or "") or url).encode("utf-8", "replace")).digest()
        if key not in seen:
            seen.add(key)
            yield Told(
                key=key, url=url, title=line_of(str(one.get("title") or "")), published_on=_day(one, today, zone)
            )


def _day(one: Any, today: date, zone: tzinfo) -> date | None:
    """The day it gives, unless that is still to come. The library gives hours of UTC, and midnight where no hour is said."""
    try:
        at = datetime.fromisoformat(str(one.get("published") or ""))
        day = at.date() if at.time() == time() else at.astimezone(zone).date()
    except (ValueError, OverflowError):
        return None
    return day if day <= today else None
