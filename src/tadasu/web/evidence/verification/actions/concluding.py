"""Conclude: one person freezes what was weighed, another signs it, and a finding can be prepared from it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tadasu.schema import Finding, FindingId, FindingKind, Issue, Period, UsageError
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification._about import about_of, subject_of
from tadasu.web.evidence.verification._frozen import at_most, digest_of, frozen, indicators_met, is_contradicted
from tadasu.web.evidence.verification._writing import locked, reason_of, write_down
from tadasu.web.evidence.verification.access import CONCLUDE, PREPARE, SEE, SIGN
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.models import CONCLUDED, Conclusion, Inquiry
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.findings.actions import conclude as conclude_finding
from tadasu.web.foundation.findings.content import Content, Named
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.weighing import STANDARDS

STATED, NONE_FOUND, NOT_LOOKED_FOR = "stated", "none-found", "not-looked-for"


def conclude(actor: Actor, *, inquiry: UUID, standard: str, looked_for: bool, reason: str, seen: str) -> Conclusion:
    """Freeze what is weighed now, which must be what the actor saw. `standard` is what is said once somebody else has signed: no
    more than what is weighed, less with a `reason`. `looked_for`: somebody looked for what contradicts it.

    Raises Inquiry.DoesNotExist, Refused, Conflict, UsageError `verification-closed`, `verification-too-weak`,
    `verification-no-such`, `verification-says-more`, `verification-incomplete`, `reason-missing`, `verification-reason-long`.
    """
    with transaction.atomic():
        found = locked(actor, inquiry, CONCLUDE)
        weighing = queries.weighing_of(found)
        if weighing.seen != seen:
            raise Conflict(found)
        reached = weighing.signed.standard
        if reached is None or weighing.weighed.standard is None:
            raise UsageError("verification-too-weak")
        if standard not in STANDARDS:
            raise UsageError("verification-no-such", known=", ".join(STANDARDS))
        if not at_most(standard, reached):
            raise UsageError("verification-says-more")
        said = reason_of(reason, needed=standard != reached)
        subject_of(about_of(found.about), _company(found.id, str(found.party or "")))
        if "period" in found.elements and found.start is None:  # a finding without a beginning reaches back for ever
            raise UsageError("verification-incomplete", field="start")
        number = (found.conclusions.aggregate(last=Max("number"))["last"] or 0) + 1
        contrary = STATED if is_contradicted(weighing.signed) else NONE_FOUND if looked_for else NOT_LOOKED_FOR
        content = frozen(weighing.basis, inquiry=str(found.id), number=number, standard=standard, contrary=contrary)
        made = Conclusion.objects.create(
            organisation_id=found.organisation_id,
            inquiry=found,
            number=number,
            content=content,
            digest=digest_of(content),
            standard=standard,
            reason=said,
            concluded_by_id=person(actor),
        )
        found.status, found.since = CONCLUDED, made.concluded_at.date()
        found.save(update_fields=["status", "since"])
        detail: dict[str, str | int] = {"number": number, "standard": standard, "digest": bytes(made.digest).hex()}
        write_down(actor, CONCLUDE, found, reason=said, detail=detail)
    return made


def sign(actor: Actor, *, inquiry: UUID, number: int, reason: str) -> Conclusion:
    """A second person stands for it. Raises Inquiry.DoesNotExist, Conclusion.DoesNotExist, Refused, UsageError
    `verification-closed`, `verification-signed`, `reason-missing`, `verification-reason-long`."""
    with transaction.atomic():
        found = locked(actor, inquiry, SEE)
        made = _held(found, number)
        allow(actor, SIGN.name, made)
        if made.signed_by_id is not None:
            raise UsageError("verification-signed")
        said = reason_of(reason)
        made.signed_by_id, made.signed_at = person(actor), timezone.now()
        made.save(update_fields=["signed_by", "signed_at"])
        detail: dict[str, str | int] = {"number": number, "digest": bytes(made.digest).hex()}
        write_down(actor, SIGN, found, reason=said, detail=detail)
    return made


def prepare_finding(
    actor: Actor, *, inquiry: UUID, number: int, reason: str, review_on: date | None = None
) -> FindingVersion:
    """The first step of a finding, which somebody else puts into force by signing it there. Raises as `sign`, and UsageError
    `verification-not-signed`, `verification-prepared`, and as `findings.actions.conclude`."""
    with transaction.atomic():
        found = locked(actor, inquiry, PREPARE)
        made = _held(found, number)
        if made.signed_by_id is None:
            raise UsageError("verification-not-signed")
        if made.finding is not None:
            raise UsageError("verification-prepared")
        party = queries.content_of(made)["claim"]["party"]
        version = conclude_finding(
            actor,
            organisation=found.organisation_id,
            content=_content(made, review_on),
            reason=reason_of(reason),
            party=UUID(party) if party else None,
        )
        made.finding = version.id
        made.save(update_fields=["finding"])
        write_down(actor, PREPARE, found, detail={"number": number, "finding": str(version.finding)})
    return version


def _held(inquiry: Inquiry, number: int) -> Conclusion:
    return Conclusion.objects.select_for_update(of=("self",), no_key=True).get(inquiry=inquiry, number=number)


def _company(inquiry: UUID, party: str) -> str:
    """The id by which a company of an inquiry is known here."""
    return f"party:{party}" if party else f"inquiry:{inquiry}"


def _content(made: Conclusion, review_on: date | None) -> Content:
    """All of it from what was frozen."""
    held = queries.content_of(made)
    claim, result = held["claim"], held["result"]
    about = about_of(claim["about"])
    names = about.names if "company" in about.kind else ()
    finding = Finding(
        id=FindingId(""),  # given when it is concluded
        subject=subject_of(about, _company(made.inquiry_id, claim["party"])),
        issue=Issue(claim["issue"]),
        kind=FindingKind.SUBSTANTIATED,
        basis=f"inquiry:{made.inquiry_id}:{made.number}",
        strength=result["strength"],
        period=Period(start=_day(claim["start"]), end=_day(claim["end"])),
    )
    return Content(
        finding=finding,
        organisation="",
        standard=made.standard,
        concluded_on=timezone.localdate(),
        named=Named(names=names, countries=(about.country,) if names and about.country else ()),
        indicators=indicators_met(held, made.standard),
        contrary=held["contrary"],
        review_on=review_on,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
