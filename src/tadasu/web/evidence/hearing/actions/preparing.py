"""Prepare: one person composes what is told, another releases it; or it is decided that nothing is told, with a reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tadasu.release import check_words, found_in
from tadasu.schema import UsageError
from tadasu.web.evidence.hearing._claimed import asserted, is_claimed
from tadasu.web.evidence.hearing._standing import last_came, stands
from tadasu.web.evidence.hearing._told import earliest, finer, level_for, told
from tadasu.web.evidence.hearing._writing import inquiry_alone, locked, refuse_unconfirmed, write_down
from tadasu.web.evidence.hearing.access import DROP, NOT_TELL, PREPARE, RELEASE
from tadasu.web.evidence.hearing.models import (
    DROPPED,
    GOING_ON,
    MOST_WORDS,
    NOT_TOLD,
    PREPARED,
    RELEASED,
    Notice,
)
from tadasu.web.evidence.hearing.queries import told_before
from tadasu.web.evidence.hearing.words import data, levels, wait, words
from tadasu.web.evidence.verification.actions import hear
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.ui.forms import MOST_REASON
from tadasu.web.ui.signs import plain_text, unseen_sign

MOST_FROM = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What somebody composes. `elements` of the claim are told; `people` could have been the source, as `people_from` says (none:
    not known); `time` is whose time runs; `words` by language; `confirmed` of the checklist."""

    elements: frozenset[str]
    people: int | None
    people_from: str
    time: str
    words: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()


def prepare(actor: Actor, *, inquiry: UUID, prepared: Prepared) -> Notice:
    """A notice that waits for a second person. Raises Inquiry.DoesNotExist, Refused, UsageError `hearing-no-party`,
    `hearing-going-on`, `hearing-elements`, `hearing-people`, `hearing-too-few`, `hearing-finer`, `hearing-words`,
    `hearing-no-such`, `hearing-checklist`, `hearing-does-not-stand`, `verification-closed`."""
    with transaction.atomic():
        found = inquiry_alone(actor, inquiry)
        allow(actor, PREPARE.name, found)
        level = level_for(_people(prepared))
        if level is None:
            raise UsageError("hearing-too-few", least=str(levels()[-1].least))
        if any(finer(level.id, one.told["level"]) for one in told_before(found.id)):
            raise UsageError("hearing-finer")
        if not prepared.elements <= frozenset(found.elements):
            raise UsageError("hearing-elements")
        if prepared.time not in words("times"):
            raise UsageError("hearing-no-such", known=", ".join(words("times")))
        says = told(asserted(actor, found, prepared.elements), level, timezone.localdate())
        said = _words(prepared.words)
        confirmed = refuse_unconfirmed(prepared.confirmed)
        if not stands(found, prepared.elements):
            raise UsageError("hearing-does-not-stand")
        made = _new(actor, found, PREPARED)
        made.told, made.words, made.elements = says.kept(), said, sorted(prepared.elements)
        made.people, made.people_from = prepared.people, plain_text(prepared.people_from)
        made.time, made.confirmed = prepared.time, confirmed
        made.save(force_insert=True)
        write_down(actor, PREPARE, made, detail={"number": made.number, "level": level.id})
    return made


def release(actor: Actor, *, notice: UUID, confirmed: Collection[str]) -> Notice:
    """The second person; everything is looked at again. From now on it waits for its day, which a die has a part in.

    Raises Notice.DoesNotExist, Inquiry.DoesNotExist, Refused, UsageError `hearing-state`, `hearing-checklist`,
    `hearing-does-not-stand`, `hearing-changed`, `verification-closed`."""
    with transaction.atomic():
        found = locked(actor, notice, RELEASE, PREPARED)
        inquiry = inquiry_alone(actor, found.inquiry)
        refuse_changed(found, inquiry)
        found.released_confirmed = refuse_unconfirmed(confirmed)
        today = timezone.localdate()
        day = earliest(last_came(inquiry), today, wait(), die_of(found))
        found.send_on = earliest(None, max(day, free_from(found) or day), wait())
        found.state, found.released_by_id = RELEASED, person(actor)
        found.save(update_fields=["state", "released_by", "released_confirmed", "send_on"])
        write_down(actor, RELEASE, found, detail={"send_on": found.send_on.isoformat()})
    return found


def drop(actor: Actor, *, notice: UUID, reason: str) -> Notice:
    """It is not sent. Raises Notice.DoesNotExist, Refused, UsageError `hearing-state`, `reason-missing`."""
    with transaction.atomic():
        found = locked(actor, notice, DROP, PREPARED, RELEASED)
        said = _reason(reason)
        found.state = DROPPED
        found.save(update_fields=["state"])
        write_down(actor, DROP, found, reason=said)
    return found


def not_tell(actor: Actor, *, inquiry: UUID, code: str, reason: str, review_on: date) -> Notice:
    """Nothing is told, and why; the claim counts as not heard. It is looked at again on a day.

    Raises Inquiry.DoesNotExist, Refused, UsageError `hearing-no-such`, `hearing-review`, `hearing-going-on`, `reason-missing`,
    `verification-closed`."""
    if code not in words("reasons"):
        raise UsageError("hearing-no-such", known=", ".join(words("reasons")))
    today = timezone.localdate()
    if review_on <= today:
        raise UsageError("hearing-review")
    with transaction.atomic():
        found = inquiry_alone(actor, inquiry)
        allow(actor, NOT_TELL.name, found)
        made = _new(actor, found, NOT_TOLD)
        made.reason_code, made.reason, made.review_on = code, _reason(reason), review_on
        made.save(force_insert=True)
        hear(actor, inquiry=inquiry, code="not-safe-to-ask", day=today)
        write_down(actor, NOT_TELL, made, detail={"number": made.number, "code": code, "review": review_on.isoformat()})
    return made


def refuse_changed(notice: Notice, inquiry: Inquiry) -> None:
    """What is told must be what the claim asserts now, and must stand without what must not be told. Raises UsageError
    `hearing-changed`, `hearing-does-not-stand`, `hearing-too-few`."""
    if level_for(notice.people) is None:
        raise UsageError("hearing-too-few", least=str(levels()[-1].least))
    if not is_claimed(notice, inquiry):
        raise UsageError("hearing-changed")
    if not stands(inquiry, notice.elements):
        raise UsageError("hearing-does-not-stand")


def die_of(notice: Notice) -> int:
    """Weeks: the die was thrown with two ids, of which no company sees both; so it is the same each time its day is asked."""
    return (notice.id.int ^ notice.inquiry.int) % wait().spread


def free_from(notice: Notice) -> date | None:
    """The day before which it may not go since another letter went that told something else; none where none did."""
    went = [one.sent_on for one in told_before(notice.inquiry) if one.told != notice.told and one.sent_on is not None]
    return max(went) + timedelta(days=data()["again"]) if went else None


def _new(actor: Actor, inquiry: Inquiry, state: str) -> Notice:
    there = Notice.objects.filter(inquiry=inquiry.id)
    if there.filter(state__in=GOING_ON).exists():
        raise UsageError("hearing-going-on")
    number = (there.aggregate(last=Max("number"))["last"] or 0) + 1
    return Notice(
        organisation_id=inquiry.organisation_id,
        inquiry=inquiry.id,
        party=inquiry.party,
        number=number,
        state=state,
        prepared_by_id=person(actor),
    )


def _people(prepared: Prepared) -> int | None:
    """Raises UsageError `hearing-people` for a number without its source, and the other way round."""
    said = plain_text(prepared.people_from)
    if (prepared.people is None) != (not said) or len(said) > MOST_FROM or unseen_sign(said):
        raise UsageError("hearing-people", most=str(MOST_FROM))
    return prepared.people


def _words(said: Mapping[str, str]) -> dict[str, str]:
    """In both languages or in none, and nothing in them that points to a person, a spot or a day. Raises UsageError
    `hearing-words`."""
    both = {language: said.get(language, "").replace("\r\n", "\n").strip() for language in ("en", "ja")}
    if not any(both.values()):
        return both
    found = [one.code for one in check_words(both, at="words", most=MOST_WORDS)]
    found += [code for text in both.values() for code, _ in found_in(text, days=False)]
    if found:
        raise UsageError("hearing-words", found=", ".join(dict.fromkeys(found)))
    return both


def _reason(reason: str) -> str:
    said = reason.strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if not said:
        raise UsageError("reason-missing")
    if len(said) > MOST_REASON:
        raise UsageError("verification-reason-long", most=str(MOST_REASON))
    return said
