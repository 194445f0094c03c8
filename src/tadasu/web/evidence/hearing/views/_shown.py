"""What pages of notices have in common: the notice or 404, its letters, its clock."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.web.evidence.hearing import queries
from tadasu.web.evidence.hearing._letter import LANGUAGES, Letter, written
from tadasu.web.evidence.hearing._told import told_of
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.evidence.verification.queries import inquiry_of
from tadasu.web.foundation.access import Actor, asking
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.procedure.queries import run_shown
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Clock, Way


def notice_or_404(request: HttpRequest, id: UUID) -> Notice:
    """A notice; what is not theirs is not there. Raises Http404."""
    try:
        return queries.notice_of(asking(request), id)
    except Notice.DoesNotExist:
        raise Http404 from None


def inquiry_or_404(request: HttpRequest, id: UUID) -> Inquiry:
    """An inquiry; what is not theirs is not there. Raises Http404."""
    try:
        return inquiry_of(asking(request), id)
    except Inquiry.DoesNotExist:
        raise Http404 from None


def letters_of(notice: Notice, *, address: str = "") -> list[tuple[str, Letter]]:
    """Language -> the letter as it is, or will be; on paper with the address of the box."""
    if not notice.told:
        return []
    run = queries.run_of(notice)
    return [
        (
            one,
            written(
                told_of(notice.told),
                notice.words.get(one, ""),
                language=one,
                organisation=name_of(notice.organisation, one),
                due=run.due_on if run is not None else None,
                rule=queries.rule_text(notice, run, one) if run is not None else "",
                address=address,
            ),
        )
        for one in LANGUAGES
    ]


def before(notice: Notice) -> Sequence[Way]:
    """What the company was told of the inquiry before, to be laid beside this one."""
    return [
        Way(
            label=_("Notice %(number)s, sent on %(day)s")
            % {"number": one.number, "day": day_text(one.sent_on, language())},
            address=reverse("hearing-one", args=[one.id]),
        )
        for one in queries.told_before(notice.inquiry)
        if one.number < notice.number and one.sent_on is not None
    ]


def clock_of(actor: Actor, notice: Notice) -> Clock | None:
    """Its time, while one runs."""
    if notice.run is None:
        return None
    today = timezone.localdate()
    shown = run_shown(actor, notice.run, today)
    if shown.time.due is None:
        return None
    return Clock(
        rule=queries.rule_text(notice, shown.run, language()),
        today=today,
        due=shown.time.due,
        left=shown.time.left,
        working_days=shown.time.working,
    )
