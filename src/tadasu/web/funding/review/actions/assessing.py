"""Eligibility, the test of what is forbidden at home, and the assessment of harm. Rows hold codes; words are sealed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.review import standing
from tadasu.web.funding.review._eligible import FLOOR
from tadasu.web.funding.review._keys import prepared_for
from tadasu.web.funding.review._writing import dropped, known, known_all, locked, said, sealed, write
from tadasu.web.funding.review.access import ASSESS
from tadasu.web.funding.review.models import OPEN, Assessment, Eligibility, Ground, Review, Risk
from tadasu.web.funding.review.words import number, words

BEARERS = ("grantee", "sources", "staff", "families", "intermediary")
"""An assessment says something of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """A danger as it is assessed; `none` for a bearer says that no risk is seen. Numbers are ordinal, from 1 to 3."""

    risk: str
    bearer: str
    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None
    likelihood: int | None = None
    mitigations: tuple[str, ...] = ()
    carrier: str = ""
    residual: str = ""


def assess_eligibility(
    actor: Actor, *, review: UUID, floor: Mapping[str, str], evidence: Collection[str], local: str = "", text: str = ""
) -> Eligibility:
    """The floor by its codes (no, yes, unknown: what is not answered is unknown), kinds of evidence, and the status at home,
    which is never scored. `text` is sealed. What it comes to is counted by the policy.

    Raises Review.DoesNotExist, Refused, UsageError `review-stage`, `review-code`, `review-words`."""
    with transaction.atomic():
        found = locked(actor, review, ASSESS, *OPEN)
        answers = {one: known(floor.get(one, "unknown"), words("floor_answers")) for one in FLOOR}
        kinds = known_all(evidence, words("evidence"))
        if local:
            known(local, words("local"))
        record = (
            sealed(actor, found, "eligibility", {"text": said(text)}, prepared_for(found)) if text.strip() else None
        )
        before = Eligibility.objects.filter(review=found).values_list("record", flat=True).first()
        made, _ = Eligibility.objects.update_or_create(
            review=found,
            defaults={
                "floor": answers,
                "evidence": kinds,
                "local": local,
                "result": "undetermined",
                "record": record,
                "user_id": person(actor),
                "day": timezone.localdate(),
            },
            create_defaults={
                "organisation_id": found.organisation_id,
                "floor": answers,
                "evidence": kinds,
                "local": local,
                "result": "undetermined",
                "record": record,
                "user_id": person(actor),
            },
        )
        _settle(found)
        made.refresh_from_db()
        dropped(found, before)
        write(actor, ASSESS, found, result=made.result, evidence=len(kinds))
    return made


def try_prohibition(
    actor: Actor, *, review: UUID, article: str, legality: str, aim: str, necessity: str, text: str
) -> Ground:
    """What a local prohibition fails under an article of the Covenant, with the reasoning, which is sealed. Written again,
    it takes the place of what was written. Raises as `assess_eligibility`."""
    with transaction.atomic():
        found = locked(actor, review, ASSESS, *OPEN)
        known(article, words("articles"))
        answers = {key: known(value, words("test_answers")) for key, value in
                   (("legality", legality), ("aim", aim), ("necessity", necessity))}  # fmt: skip
        record = sealed(actor, found, "ground", {"text": said(text, least=20)}, prepared_for(found))
        before = Ground.objects.filter(review=found, article=article).values_list("record", flat=True).first()
        made, _ = Ground.objects.update_or_create(
            review=found,
            article=article,
            defaults={**answers, "record": record, "user_id": person(actor), "day": timezone.localdate()},
            create_defaults={
                **answers,
                "organisation_id": found.organisation_id,
                "record": record,
                "user_id": person(actor),
            },
        )
        _settle(found)
        dropped(found, before)
        write(actor, ASSESS, found, article=article, **answers)
    return made


def begin_assessment(actor: Actor, *, review: UUID) -> Assessment:
    """An assessment of harm: the first, or one anew. Raises Review.DoesNotExist, Refused, UsageError
    `review-assessment-goes-on`."""
    with transaction.atomic():
        found = locked(actor, review, ASSESS)
        if Assessment.objects.filter(review=found, completed_on=None).exists():
            raise UsageError("review-assessment-goes-on")
        made = Assessment.objects.create(
            organisation_id=found.organisation_id,
            review=found,
            number=Assessment.objects.filter(review=found).count() + 1,
            begun_by_id=person(actor),
        )
        write(actor, ASSESS, found, assessment=made.number)
    return made


def add_risk(actor: Actor, *, assessment: UUID, danger: Danger, text: str = "") -> Risk:
    """A danger, and who bears it. Written again it takes the place of what was written. Raises Assessment.DoesNotExist, Refused,
    UsageError `review-assessment-complete`, `review-code`, `review-risk`, `review-words`."""
    with transaction.atomic():
        held, found = _held(actor, assessment)
        _check(danger)
        record = sealed(actor, found, "risk", {"text": said(text)}, prepared_for(found)) if text.strip() else None
        same = Risk.objects.filter(assessment=held, bearer=danger.bearer)
        same = same if danger.risk == "none" else same.filter(risk__in=(danger.risk, "none"))
        before = list(same.values_list("record", flat=True))
        same.delete()
        for one in before:
            dropped(found, one)
        made = Risk.objects.create(
            organisation_id=held.organisation_id,
            assessment=held,
            risk=danger.risk,
            bearer=danger.bearer,
            scale=danger.scale,
            scope=danger.scope,
            irremediability=danger.irremediability,
            likelihood=danger.likelihood,
            mitigations=known_all(danger.mitigations, words("mitigations")),
            carrier=danger.carrier,
            residual=danger.residual,
            record=record,
            user_id=person(actor),
        )
        write(actor, ASSESS, found, risk=danger.risk, bearer=danger.bearer)
    return made


def remove_risk(actor: Actor, *, risk: UUID) -> None:
    """Take a danger out of an assessment that goes on. Raises Risk.DoesNotExist, Refused, UsageError
    `review-assessment-complete`."""
    with transaction.atomic():
        row = Risk.objects.get(id=risk)
        _, found = _held(actor, row.assessment_id)
        write(actor, ASSESS, found, removed=row.risk, bearer=row.bearer)
        row.delete()
        dropped(found, row.record)


def complete_assessment(actor: Actor, *, assessment: UUID) -> Assessment:
    """Say that it is complete: something is said of everybody who may bear harm. It is due again after the months of the policy.

    Raises Assessment.DoesNotExist, Refused, UsageError `review-assessment-complete`, `review-bearer-missing`."""
    with transaction.atomic():
        held, found = _held(actor, assessment)
        there = set(Risk.objects.filter(assessment=held).values_list("bearer", flat=True))
        if missing := [one for one in BEARERS if one not in there]:
            raise UsageError("review-bearer-missing", bearers=", ".join(missing))
        today = timezone.localdate()
        held.completed_by_id, held.completed_on = person(actor), today
        held.due_on = months_after(today, number("grant_review_months", today))
        held.save(update_fields=["completed_by", "completed_on", "due_on"])
        write(actor, ASSESS, found, complete=held.number)
    return held


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _settle(review: Review) -> None:
    """Keep what is counted, for lists: the truth is counted anew wherever it is needed."""
    Eligibility.objects.filter(review=review).update(result=standing.eligible(review))


def _held(actor: Actor, assessment: UUID) -> tuple[Assessment, Review]:
    row = Assessment.objects.get(id=assessment)
    found = locked(actor, row.review_id, ASSESS)
    row.refresh_from_db()
    if row.completed_on is not None:
        raise UsageError("review-assessment-complete")
    return row, found


def _check(danger: Danger) -> None:
    known(danger.risk, words("risks"))
    known(danger.bearer, words("bearers"))
    numbers = (danger.scale, danger.scope, danger.irremediability, danger.likelihood)
    if danger.risk == "none":
        if any(one is not None for one in numbers) or danger.mitigations or danger.carrier or danger.residual:
            raise UsageError("review-risk")
        return
    if any(one is None or not 1 <= one <= 3 for one in numbers):
        raise UsageError("review-risk")
    if bool(danger.mitigations) != bool(danger.carrier):
        raise UsageError("review-risk-carrier")
    known(danger.residual, words("residuals"))
    if danger.carrier:
        known(danger.carrier, words("carriers"))
