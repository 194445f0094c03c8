"""What an inquiry claims now, and whether it is what a company was told."""

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing._told import Asserted, level_for, told, told_of
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.parties.queries import party_shown

OF_A_COMPANY = ("company", "good-of-company")
HEARD = ("asked-and-answered", "asked-and-silent")
"""Verification's words for a party that was heard."""


def asserted(actor: Actor, inquiry: Inquiry, elements: frozenset[str]) -> Asserted:
    """What is claimed, of which these elements are told. Raises UsageError `hearing-no-party`."""
    names = _names(inquiry)
    if not names and inquiry.party is not None:
        names = [party_shown(actor, inquiry.party).party.title]
    if not names:
        raise UsageError("hearing-no-party")
    return _asserted(inquiry, elements, names)


def is_claimed(notice: Notice, inquiry: Inquiry) -> bool:
    """Whether what was told is what is claimed now, or a part of it. A company that is named only in the register is the same as
    long as it is the same entry."""
    level = level_for(notice.people)
    names = _names(inquiry) or (notice.told["names"] if inquiry.party and inquiry.party == notice.party else [])
    if level is None or not names or not set(notice.elements) <= set(inquiry.elements):
        return False
    now = _asserted(inquiry, frozenset(notice.elements), names)
    return told(now, level, notice.prepared_on) == told_of(notice.told)


def is_whole(notice: Notice, inquiry: Inquiry) -> bool:
    """Whether all that is claimed now was told: only then the company was heard."""
    return set(inquiry.elements) <= set(notice.elements) and is_claimed(notice, inquiry)


def falls_short(notice: Notice, inquiry: Inquiry) -> bool:
    """Whether what went does not count as heard, since less was told than is claimed, or something else. Not of an inquiry that
    has ended, of which nobody knows any more, nor where it is recorded that it was heard."""
    went = notice.sent_on is not None and inquiry.ended_on is None and inquiry.heard not in HEARD
    return went and not is_whole(notice, inquiry)


def _names(inquiry: Inquiry) -> list[str]:
    about = inquiry.about
    return list(about["names"]) if about.get("kind") in OF_A_COMPANY else []


def _asserted(inquiry: Inquiry, elements: frozenset[str], names: list[str]) -> Asserted:
    about = inquiry.about
    return Asserted(
        issue=inquiry.issue,
        elements=elements,
        names=names,
        country=about["country"],
        place=about["place"],
        good=about["good"],
        start=inquiry.start,
        end=inquiry.end,
    )
