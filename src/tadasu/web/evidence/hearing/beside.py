"""What stands beside a finding and its inquiry: whether the company was asked, and its own words."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.web.evidence.hearing import queries
from tadasu.web.evidence.hearing._claimed import falls_short
from tadasu.web.evidence.hearing.access import PREPARE, SEE
from tadasu.web.evidence.hearing.models import DROPPED, NOT_TOLD, Notice
from tadasu.web.evidence.hearing.words import named
from tadasu.web.evidence.verification.models import CLOSED, Inquiry
from tadasu.web.foundation.access import Actor, may, may_anew
from tadasu.web.foundation.findings.beside import Beside, Quote
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Way

_BASIS = "inquiry"


def beside_of(actor: Actor, basis: str) -> Sequence[Beside]:
    """For a finding that rests on an inquiry of ours."""
    inquiry = _inquiry(basis)
    if inquiry is None or not may(actor, SEE.name, inquiry):
        return [_for_others(inquiry)] if inquiry is not None else []
    notice = queries.latest_of(actor, inquiry.id)
    ways = []
    if notice is not None:
        ways.append(Way(label=_("Open the notice"), address=reverse("hearing-one", args=[notice.id])))
    if _may_ask(actor, inquiry, notice):
        ways.append(Way(label=_("Ask the company"), address=reverse("hearing-prepare", args=[inquiry.id])))
        ways.append(Way(label=_("Say why nothing is told"), address=reverse("hearing-not-tell", args=[inquiry.id])))
    return [_beside(inquiry.id, notice, _lines(inquiry, notice), ways)]


def _for_others(inquiry: Inquiry) -> Beside:
    """For those of the organisation who see findings and no inquiries: its words, and how far it has come."""
    notice = Notice.objects.filter(inquiry=inquiry.id).exclude(state=DROPPED).order_by("-number").first()
    return _beside(inquiry.id, notice, _lines(inquiry, notice), [])


def _beside(inquiry: UUID, notice: Notice | None, lines: Sequence[str], ways: Sequence[Way]) -> Beside:
    said = queries.words_of(inquiry) if notice is not None else ()
    return Beside(
        title=_("Was the company asked?"),
        lines=lines,
        quotes=[Quote(day=one.day, text=one.text) for one in said],
        ways=ways,
    )


def _lines(inquiry: Inquiry, notice: Notice | None) -> Sequence[str]:
    if notice is None:
        return [_("Nobody has asked it yet, and no reason is written down.")]
    lines = [named("states", notice.state, language())]
    if notice.state == NOT_TOLD and notice.review_on is not None:
        lines.append(named("reasons", notice.reason_code, language()))
        lines.append(_("It is looked at again on %(day)s.") % {"day": day_text(notice.review_on, language())})
    if notice.sent_on is not None:
        lines.append(_("Asked on %(day)s.") % {"day": day_text(notice.sent_on, language())})
    if falls_short(notice, inquiry):
        lines.append(_("It was told less than is claimed, or something else: that does not count as heard."))
    return lines


def _may_ask(actor: Actor, inquiry: Inquiry, notice: Notice | None) -> bool:
    going_on = notice is not None and notice.state in ("prepared", "released", "sent")
    return inquiry.status != CLOSED and not going_on and may_anew(actor, PREPARE.name, inquiry)


def _inquiry(basis: str) -> Inquiry | None:
    kind, _sep, rest = basis.partition(":")
    try:
        id = UUID(rest.partition(":")[0])
    except ValueError:
        return None
    return Inquiry.objects.filter(id=id).first() if kind == _BASIS else None
