"""What is sealed in a review, opened for whoever it is sealed to: the copy, what was assessed, and once all have scored what was
said, under letters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.applications.of_call import words_for
from tadasu.web.funding.applications.words import languages
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.review._writing import opened, opened_again
from tadasu.web.funding.review.access import READ
from tadasu.web.funding.review.models import (
    Contribution,
    Decision,
    Eligibility,
    Ground,
    Review,
    Risk,
    Scoring,
    Seat,
    Signature,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sealed text: what it is (a code of ours), of what, by whom (a letter, or a name where its author chose so), its
    record."""

    kind: str
    about: str
    by: str
    record: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text that was opened."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was opened lately: of the copy question and text, and the words of others."""

    copy: Sequence[tuple[str, str]]
    words: Sequence[Words]


def parts(review: Review) -> Iterator[Part]:
    """Everything that whoever asks may know is there, beside the copy. Row-level security leaves out scores of others before all
    have scored."""
    eligibility = Eligibility.objects.filter(review=review, record__isnull=False).first()
    if eligibility is not None and eligibility.record is not None:
        yield Part(kind="eligibility", about="", by="", record=eligibility.record)
    for ground in Ground.objects.filter(review=review).order_by("article"):
        yield Part(kind="ground", about=ground.article, by="", record=ground.record)
    for risk in Risk.objects.filter(assessment__review=review, record__isnull=False).order_by("bearer", "risk"):
        if risk.record is not None:
            yield Part(kind="risk", about=f"{risk.risk} {risk.bearer}", by="", record=risk.record)
    letters = dict(Seat.objects.filter(review=review).values_list("id", "letter"))
    for one in sorted(Scoring.objects.filter(review=review), key=lambda one: (letters.get(one.seat_id, ""), one.round)):
        yield Part(kind="score", about=str(one.round), by=letters.get(one.seat_id, ""), record=one.record)
    for said in Contribution.objects.filter(review=review).order_by("number"):
        yield Part(kind="contribution", about=str(said.number), by=letters.get(said.seat_id, ""), record=said.record)
    for decision in Decision.objects.filter(review=review).order_by("proposed_on", "id"):
        yield Part(kind="decision", about=decision.outcome, by="", record=decision.record)
    for signed in Signature.objects.filter(decision__review=review, minority__isnull=False).select_related("user"):
        if signed.minority is not None:
            by = str(signed.user) if signed.is_named else letters.get(signed.seat_id, "")
            yield Part(kind="minority", about="", by=by, record=signed.minority)


def open_all(actor: Actor, *, review: Review, key: Unlocked, reason: str) -> int:
    """Open all of it that is sealed to the actor; how many. Raises Refused, UsageError `review-nothing-sealed`, and as the
    vault's `open_record`."""
    allow(actor, READ.name, review)
    records = [*([review.copy] if review.copy else []), *(one.record for one in parts(review))]
    mine = set(Reader.objects.filter(record__in=records, user=actor.user).values_list("record", flat=True))
    wanted = [one for one in records if one in mine]
    if not wanted:
        raise UsageError("review-nothing-sealed")
    for one in wanted:
        opened(actor, one, key, purpose="decide", reason=reason)
    return len(wanted)


def shown(actor: Actor, *, review: Review, key: Unlocked) -> Shown | None:
    """As far as the actor opened them less than half an hour ago; None where nothing."""
    allow(actor, READ.name, review)
    copy: Sequence[tuple[str, str]] = ()
    if review.copy is not None and _mine(actor, review.copy):
        found = opened_again(actor, review.copy, key)
        copy = list(found["texts"].items()) if found is not None else ()
    words = []
    for part in parts(review):
        said = opened_again(actor, part.record, key) if _mine(actor, part.record) else None
        if said is not None:
            words.append(Words(part=part, text=str(said["text"])))
    return Shown(copy=copy, words=words) if copy or words else None


def asked_as(review: Review, questions: Iterable[str], language: str) -> Mapping[str, str]:
    """Question -> how the form asks it; its id where whoever looks does not see the application's call."""
    application = Application.objects.filter(id=review.application).first()
    call = Call.objects.filter(id=application.call).select_related("form").first() if application is not None else None
    words = languages()[language] if call is None else words_for(call, language)
    return {one: words.text(f"questions.{one}.ask") or one.removeprefix("call-").replace("-", " ") for one in questions}


def _mine(actor: Actor, record: UUID) -> bool:
    return Reader.objects.filter(record=record, user=actor.user).exists()
