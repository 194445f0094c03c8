"""Rows let go of words, and of what ties them to somebody; what money and law need stays: sums, days, lines, purposes, regions,
outcomes, signatures of staff, counts that intermediaries attested."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone

from tadasu.web.foundation.exchange.dependence import DEPENDENCE
from tadasu.web.foundation.exchange.models import Arrival
from tadasu.web.foundation.procedure.models import Reason
from tadasu.web.funding.awards.models import Award, Grantee
from tadasu.web.funding.feedback.models import DROPPED as ROUND_DROPPED
from tadasu.web.funding.feedback.models import OPEN, Round, Sealed, Spent, Taken
from tadasu.web.funding.intermediaries.models import Incident, Terms
from tadasu.web.funding.need.models import Fact, Plan, Question, TheirRest
from tadasu.web.funding.publishing.models import DROPPED, FAILED, PASSED, SINGLED_OUT, WAITING, Release
from tadasu.web.funding.results.models import DROPPED as TELLING_DROPPED
from tadasu.web.funding.results.models import PASSED as TELLING_PASSED
from tadasu.web.funding.results.models import SINGLED_OUT as TELLING_SINGLED_OUT
from tadasu.web.funding.results.models import Result, Telling
from tadasu.web.funding.review.models import Eligibility, Review

APPLICATION = "funding.application"
"""How the procedure of a review is called (`review.procedure`)."""

LettingGo = Callable[[UUID, Collection[UUID]], None]
"""Organisation, records."""


def _grantee(organisation: UUID, records: Collection[UUID]) -> None:
    month = timezone.localdate().replace(day=1)
    rows = Grantee.objects.filter(organisation=organisation, record__in=records)
    rows.update(record=None, public_name="", readers=[], ended_on=month)


def _award(organisation: UUID, records: Collection[UUID]) -> None:
    Award.objects.filter(organisation=organisation, record__in=records).update(record=None)


def _part(organisation: UUID, records: Collection[UUID]) -> None:
    for model in Award.parts_with_words():
        model._default_manager.filter(organisation=organisation, record__in=records).update(record=None)


def _result(organisation: UUID, records: Collection[UUID]) -> None:
    Result.objects.filter(organisation=organisation, record__in=records).update(record=None)


def _incident(organisation: UUID, records: Collection[UUID]) -> None:
    Incident.objects.filter(organisation=organisation, record__in=records).update(record=None)


def _round(organisation: UUID, records: Collection[UUID]) -> None:
    Round.objects.filter(organisation=organisation, record__in=records).update(record=None)


def _free_answers(organisation: UUID, records: Collection[UUID]) -> None:
    Round.objects.filter(organisation=organisation, words__overlap=list(records)).update(words=[])


_OF_KIND: Mapping[str, LettingGo] = MappingProxyType(
    {
        "awards.grantee": _grantee,
        "awards.agreement": _award,
        "awards.route": _part,
        "awards.note": _part,
        "feedback.key": _round,
        "feedback.words": _free_answers,
        "intermediaries.incident": _incident,
        "results.words": _result,
    }
)


def let_go(organisation: UUID, records: Mapping[UUID, str]) -> None:
    """The rows of records (of a kind each) that are about to be erased, first: an app that has the vault keep them asks its
    rows."""
    for kind, act in _OF_KIND.items():
        if of_kind := [record for record, one in records.items() if one == kind]:
            act(organisation, of_kind)


def let_go_of_awards(organisation: UUID, after: UUID | None, most: int) -> list[UUID]:
    """Awards and their grantees: public names, countries, boxes, readers; what results of theirs refer to. Ids of awards
    looked at, from the one after `after`."""
    rows = Award.objects.filter(organisation=organisation).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = dict(rows.values_list("id", "grantee")[:most])
    Award.objects.filter(id__in=list(found)).update(box=None, readers=[], country="", consented=[])
    Grantee.objects.filter(id__in=set(found.values())).update(public_name="", readers=[])
    Result.objects.filter(award__in=list(found)).update(finding=None, publication=None, link="")
    return list(found)


def let_go_of_reviews(organisation: UUID, after: UUID | None, most: int) -> list[UUID]:
    """Reviews: readers, the copy, hours, answers that could tell somebody from others, reasons of steps. As above."""
    rows = Review.objects.filter(organisation=organisation).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = list(rows.values_list("id", flat=True)[:most])
    Eligibility.objects.filter(review__in=found).update(floor={}, evidence=[], local="")
    Reason.objects.filter(
        step__run__kind=APPLICATION, step__run__organisation=organisation, step__run__subject__in=found
    ).delete()
    Review.objects.filter(id__in=found).update(copy=None, until=None, aim=None, readers=[])
    return found


def let_go_of_the_rest(organisation: UUID) -> None:
    """Few rows: grantees without an award, with whom an intermediary exchanges, what rests on which sources and whose money
    somebody noted, with the plans made from it, releases and tellings of results that are not public, answers
    that nobody opened yet."""
    Grantee.objects.filter(organisation=organisation).exclude(public_name="", readers=[]).update(
        public_name="", readers=[]
    )
    Terms.objects.filter(organisation=organisation).update(peer=None)
    _sources(organisation)
    Release.objects.filter(organisation=organisation, state__in=(WAITING, FAILED, SINGLED_OUT, PASSED)).update(
        state=DROPPED, document=None, made=None, counted=None, theirs=[]
    )
    Telling.objects.filter(organisation=organisation, state__in=(TELLING_PASSED, TELLING_SINGLED_OUT)).update(
        state=TELLING_DROPPED, made=None, counted=None, document=None
    )
    for model in (Taken, Spent, Sealed):
        model._default_manager.filter(organisation=organisation).delete()
    Round.objects.filter(organisation=organisation, state=OPEN).update(state=ROUND_DROPPED, record=None)


def _sources(organisation: UUID) -> None:
    """Keys of sources: who has a sender's secret too reads from them who is behind a finding, and how its money stood. Of a
    package that came its line, its digest and its receipt stay."""
    Arrival.objects.filter(organisation=organisation, kind=DEPENDENCE.name, frame__isnull=False).update(frame=b"")
    for model in (Question, Plan, Fact, TheirRest):
        rows = model._default_manager.filter(organisation=organisation)
        rows._raw_delete(rows.db)
