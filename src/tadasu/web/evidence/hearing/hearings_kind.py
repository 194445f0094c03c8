"""What goes to others with our findings: whether the named company was asked, and the words that it wrote to be shown there.

Of a notice nothing else leaves: not what was told, not whether one is being prepared, no day, and not why nothing was told; that
few people could have told, or that somebody did not allow it, is said to nobody outside. Every instance takes them
(`foundation.exchange.foundation_kinds`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.hearing.models import ANSWERED, NOT_TOLD, SENT, SILENT, Answer, Notice, PassedOn
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.actions import covered
from tadasu.web.foundation.exchange.kinds import Built, Kind, Line, register, schema_of
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.foundation.exchange.queries import peers
from tadasu.web.foundation.findings.access import SEND
from tadasu.web.foundation.findings.hearings import FILE, Heard, Statement, document_of
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.queries import last_left

STATES = {SENT: "asked", ANSWERED: "asked-and-answered", SILENT: "asked-and-silent", NOT_TOLD: "not-safe-to-ask"}
"""States of a notice that may be told: of one that has not gone yet nobody hears."""

BY_HAND = ("asked-and-answered", "asked-and-silent", "not-safe-to-ask")
"""What an inquiry may say of a company that was asked outside this system."""

NOTHING = "not-recorded"


def hearings_since(actor: Actor, organisation: UUID, since: int) -> Built:
    """What has another content than when it was built last, and all that changed after the change `since`. Of a finding of which
    nothing was ever recorded nothing is told. Raises Refused."""
    Organisation.objects.select_for_update(no_key=True).get(id=organisation)
    last = _last_change(organisation)
    lines: list[tuple[int, Line]] = []
    for row, document, is_new in _documents(actor, organisation):
        if is_new:
            last += 1
            row.change = last
            row.save()
        if row.change > since:
            lines.append((row.change, document))
    lines.sort(key=lambda one: one[0])
    return Built(lines=[document for _change, document in lines], mark=max(last, since))


def to_be_sent(actor: Actor) -> Iterator[Peer]:
    """Peers who get hearings and do not have what they would be sent now, where the actor may send it."""
    for organisation in actor.organisations:
        place = Organisation(id=UUID(str(organisation)))
        if not may(actor, SEND.name, place):
            continue
        given = [one.peer for one in peers(actor, place) if one.now is not None and "hearings" in one.now.gives]
        going_on = [one for one in given if one.suspended_at is None]
        if going_on:
            is_new = any(is_new for _row, _document, is_new in _documents(actor, place.id))
            last = _last_change(place.id)
            yield from (one for one in going_on if is_new or covered(one, "hearings") < last)


def _last_change(organisation: UUID) -> int:
    found = PassedOn.objects.filter(organisation=organisation).order_by("-change")
    return found.values_list("change", flat=True).first() or 0


def _documents(actor: Actor, organisation: UUID) -> Iterator[tuple[PassedOn, Line, bool]]:
    """Of each finding of which something is or was told: its row as it would be, what is told now, and whether that is new."""
    held = {one.finding: one for one in PassedOn.objects.filter(organisation=organisation)}
    for heard in heard_of(last_left(actor, organisation), organisation):
        row = held.get(heard.finding) or PassedOn(organisation_id=organisation, finding=heard.finding, digest=b"")
        if heard.finding not in held and heard.state == NOTHING and not heard.statements:
            continue
        document = document_of(heard)
        before, row.digest = bytes(row.digest), _digest(document)
        yield row, document, before != row.digest


def heard_of(versions: Sequence[FindingVersion], organisation: UUID) -> Iterable[Heard]:
    """Of each version, as its inquiry has it now."""
    inquiries = {one.id: inquiry for one in versions if (inquiry := _inquiry(one)) is not None}
    states, said = _states(inquiries.values(), organisation), _statements(inquiries.values(), organisation)
    for one in versions:
        heard = Heard(finding=one.finding, version=one.version, state=NOTHING)
        if (inquiry := inquiries.get(one.id)) is not None:
            heard = replace(heard, state=states.get(inquiry, NOTHING), statements=said.get(inquiry, ()))
        yield heard


def _states(inquiries: Iterable[UUID], organisation: UUID) -> Mapping[UUID, str]:
    """By the last notice that went, or of which it was said that none goes; else as it was recorded by hand."""
    recorded = Inquiry.objects.filter(id__in=inquiries, organisation=organisation, heard__in=BY_HAND)
    notices = Notice.objects.filter(inquiry__in=inquiries, organisation=organisation, state__in=STATES)
    told = {one.inquiry: STATES[one.state] for one in notices.order_by("number")}
    return {**dict(recorded.values_list("id", "heard")), **told}


def _statements(inquiries: Iterable[UUID], organisation: UUID) -> Mapping[UUID, Sequence[Statement]]:
    """The last that it wrote to each notice, as it stands beside the finding here."""
    found = Answer.objects.filter(notice__inquiry__in=inquiries, organisation=organisation).exclude(text="")
    last = {one.notice_id: one for one in found.select_related("notice").order_by("notice__number", "letter")}
    out: dict[UUID, list[Statement]] = {}
    for one in last.values():
        out.setdefault(one.notice.inquiry, []).append(Statement(one.day.replace(day=1), one.text))
    return out


def _digest(document: Line) -> bytes:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).digest()


def _inquiry(version: FindingVersion) -> UUID | None:
    kind, _sep, rest = version.content["basis"].partition(":")
    try:
        return UUID(rest.partition(":")[0]) if kind == "inquiry" else None
    except ValueError:
        return None


HEARINGS = register(
    Kind(
        name="hearings",
        version=1,
        label=_("Answers of named companies"),
        schema=schema_of(FILE),
        build=hearings_since,
    )
)
