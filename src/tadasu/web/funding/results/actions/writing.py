"""Write a result down, correct it, withdraw it. Nothing is overwritten."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from tadasu.release import is_safe_link
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.publication.models import PUBLISHED, Proposal
from tadasu.web.funding.awards.models import FREE, HIDDEN, OURS, Award
from tadasu.web.funding.results._sealed import plain, sealed
from tadasu.web.funding.results._writing import NOT_YET, as_of, fund_in, fund_of, held, known, write
from tadasu.web.funding.results.access import SETTLE, WRITE
from tadasu.web.funding.results.models import (
    CODED,
    CURRENT,
    LONGEST_LINK,
    REPLACED,
    WAITING,
    WITHDRAWN,
    Result,
    Told,
)
from tadasu.web.funding.results.periods import When, coarse


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is written down. `finding`, `publication` or `link` is a reference; `after` another result that this one followed;
    `words` are sealed. Empty words of a correction: those of the version before stay with it."""

    kind: str
    when: When
    contribution: str
    told_by: str
    sure: str
    finding: UUID | None = None
    publication: int | None = None
    link: str = ""
    after: UUID | None = None
    words: str = field(default="", repr=False)


def write_result(actor: Actor, *, award: UUID, said: Said, told: UUID | None = None) -> Result:
    """Of an award. `told` is what its grantee told, which is settled by it.

    Raises Award.DoesNotExist, Told.DoesNotExist, Refused, UsageError `results-state`, `results-settled`, `results-code`,
    `results-when`, `results-day`, `results-link`, `results-protected`, `results-no-such`, and as `sealed`."""
    with transaction.atomic():
        of = held(award)
        allow(actor, WRITE.name, as_of(of.organisation_id, of))
        return _made(actor, _row(of.organisation_id, fund_of(of), of, said), of, said, told)


def write_for_programme(actor: Actor, *, organisation: UUID, fund: UUID, said: Said) -> Result:
    """Of a programme as a whole, without an award. Raises Fund.DoesNotExist, Refused, and UsageError as `write_result`."""
    with transaction.atomic():
        allow(actor, WRITE.name, as_of(organisation, None))
        fund_in(organisation, fund)
        return _made(actor, _row(organisation, fund, None, said), None, said, None)


def correct(actor: Actor, *, result: UUID, said: Said) -> Result:
    """Another version; the one before stays, and so do its words. Raises Result.DoesNotExist, Refused, UsageError `results-over`
    for one that does not stand, and as `write_result`."""
    with transaction.atomic():
        found, of = _standing(actor, result)
        made = _row(found.organisation_id, found.fund, of, said)
        made.thing, made.version, made.told = found.thing, found.version + 1, found.told
        _end(actor, found, REPLACED)
        return _made(actor, made, of, said, None)


def withdraw(actor: Actor, *, result: UUID, code: str) -> Result:
    """It stands no more; the row says why. Raises Result.DoesNotExist, Refused, UsageError `results-over`, `results-code`."""
    with transaction.atomic():
        found, of = _standing(actor, result)
        _end(actor, found, WITHDRAWN, known("withdrawals", code))
        write(
            actor,
            WRITE,
            subject="result",
            id=found.thing,
            organisation=found.organisation_id,
            award=of,
            detail={"withdrawn": code},
        )
    return found


def set_aside(actor: Actor, *, told: UUID, code: str) -> Told:
    """What a grantee told is no result to be written down, by a code. Raises Told.DoesNotExist, Refused, UsageError
    `results-settled`, `results-code`."""
    with transaction.atomic():
        row = Told.objects.select_for_update(no_key=True).get(id=told)
        of = held(row.award)
        allow(actor, SETTLE.name, as_of(of.organisation_id, of))
        _settle(actor, row, "set-aside", known("set_asides", code))
        write(
            actor,
            SETTLE,
            subject="told",
            id=row.id,
            organisation=of.organisation_id,
            award=of,
            detail={"set-aside": code},
        )
    return row


def _row(organisation: UUID, fund: UUID, of: Award | None, said: Said) -> Result:
    """As it is kept: of what is protected the quarter alone, and no reference in the clear. Of an award whose words have ended
    nothing new is written: no night would end it."""
    protected = of is not None and of.level > FREE
    if of is not None and (of.state in NOT_YET or of.ended_on is not None):
        raise UsageError("results-state")
    if said.when.on > timezone.localdate():
        raise UsageError("results-day", day=said.when.on.isoformat())
    if protected and (said.finding is not None or said.publication is not None):
        raise UsageError("results-protected")
    when = coarse(said.when) if of is not None and of.level >= OURS else said.when
    link = "" if protected else said.link.strip()
    if link and (len(link) > LONGEST_LINK or not is_safe_link(link)):
        raise UsageError("results-link")
    if sum((said.finding is not None, said.publication is not None, bool(link))) > 1:
        raise UsageError("results-one-reference")
    _refuse_unknown(organisation, fund, of, said)
    return Result(
        organisation_id=organisation,
        thing=uuid4(),
        fund=fund,
        award=of.id if of is not None else None,
        kind=known("kinds", said.kind),
        on=when.on,
        precision=when.precision,
        contribution=known("contributions", said.contribution),
        told_by=known("told_by", said.told_by),
        sure=known("sure", said.sure),
        finding=said.finding,
        publication=said.publication,
        link=link,
        after=said.after,
    )


def _refuse_unknown(organisation: UUID, fund: UUID, of: Award | None, said: Said) -> None:
    """References are to what is there, what may be known here does not point at what is withheld, and no arrow leads between what
    is protected and anything else: a finding at its other end would stand beside the award."""
    if (
        said.finding is not None
        and not FindingVersion.objects.filter(organisation=organisation, finding=said.finding).exists()
    ):
        raise UsageError("results-no-such")
    if (
        said.publication is not None
        and not Proposal.objects.filter(organisation=organisation, number=said.publication, state=PUBLISHED).exists()
    ):
        raise UsageError("results-no-such")
    if said.after is None:
        return
    before = Result.objects.filter(thing=said.after, fund=fund, organisation=organisation, state=CURRENT).first()
    if before is None:
        raise UsageError("results-no-such")
    own = of.id if of is not None else None
    if before.award == own:
        return
    earlier = Award.objects.filter(id=before.award).first() if before.award is not None else None
    theirs = earlier.level if earlier is not None else FREE
    if theirs >= HIDDEN:
        raise UsageError("results-no-such")
    if theirs > FREE or (of is not None and of.level > FREE):
        raise UsageError("results-arrow-protected")


def _made(actor: Actor, row: Result, of: Award | None, said: Said, told: UUID | None) -> Result:
    if told is not None and of is not None:
        answered = Told.objects.select_for_update(no_key=True).get(id=told, award=of.id)
        _settle(actor, answered, CODED)
        row.told = answered
    words = {"text": said.words, "link": plain(said.link) if said.link.strip() and not row.link else ""}
    row.record = sealed(actor, row.organisation_id, of, words)
    row.written_by_id = person(actor)
    row.save(force_insert=True)
    write(
        actor,
        WRITE,
        subject="result",
        id=row.thing,
        organisation=row.organisation_id,
        award=of,
        detail={"kind": row.kind, "version": row.version},
    )
    return row


def _standing(actor: Actor, result: UUID) -> tuple[Result, Award | None]:
    found = Result.objects.select_for_update(of=("self",), no_key=True).get(id=result)
    of = held(found.award) if found.award is not None else None
    allow(actor, WRITE.name, as_of(found.organisation_id, of))
    if found.state != CURRENT:
        raise UsageError("results-over")
    return found, of


def _end(actor: Actor, found: Result, state: str, code: str = "") -> None:
    found.state, found.withdrawal = state, code
    found.ended_by_id, found.ended_on = person(actor), timezone.localdate()
    found.save(update_fields=["state", "withdrawal", "ended_by", "ended_on"])


def _settle(actor: Actor, row: Told, state: str, code: str = "") -> None:
    if row.state != WAITING:
        raise UsageError("results-settled")
    row.state, row.set_aside = state, code
    row.settled_by_id, row.settled_on = person(actor), timezone.localdate()
    row.save(update_fields=["state", "set_aside", "settled_by", "settled_on"])
