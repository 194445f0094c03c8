"""The list of notices, and one of them: what is told, its time, what came."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.web.evidence.hearing import queries
from tadasu.web.evidence.hearing._claimed import falls_short
from tadasu.web.evidence.hearing.access import DROP, NOTE, RELEASE, SEND
from tadasu.web.evidence.hearing.models import PREPARED, RELEASED, SENT, SILENT, Answer, Notice
from tadasu.web.evidence.hearing.procedure import ASKED, answers_of
from tadasu.web.evidence.hearing.views._shown import before, clock_of, letters_of, notice_or_404
from tadasu.web.evidence.hearing.words import named, words
from tadasu.web.evidence.verification.access import TAKE
from tadasu.web.evidence.verification.models import CLOSED, Inquiry, Taken
from tadasu.web.foundation.access import Act, Actor, asking, may_anew
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables


@login_required
@require_safe
def notices(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every notice of an organisation, with its clock."""
    found, actor = Organisation.objects.filter(id=organisation).first(), asking(request)
    if found is None or organisation not in actor.places:
        raise Http404
    rows = queries.notices_of(actor, organisation)
    values = {"name": name_of(found), "organisation": found}
    return tables.answer(request, "hearing/notices.html", _table(actor).show(request.GET, rows), values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """A notice."""
    found, actor = notice_or_404(request, id), asking(request)
    inquiry = Inquiry.objects.get(id=found.inquiry)
    taken = set(Taken.objects.filter(inquiry=inquiry).values_list("item", flat=True))
    takes = inquiry.status != CLOSED and may_anew(actor, TAKE.name, inquiry)
    values = {
        "notice": found,
        "inquiry": inquiry,
        "label": queries.labels_of([found])[inquiry.id],
        "state": named("states", found.state, language()),
        "facts": _facts(found),
        "letters": letters_of(found),
        "before": before(found),
        "less": falls_short(found, inquiry),
        "clock": clock_of(actor, found),
        "own": found.state == PREPARED and found.prepared_by_id == actor.user,
        "buttons": _buttons(actor, found),
        "answers": [
            (one, named("kinds", one.kind, language()), one.item in taken, takes and not one.taken_back)
            for one in Answer.objects.filter(notice=found).order_by("letter")
        ],
        "asks_time": Answer.objects.filter(notice=found, kind="time", taken_back=False).exists(),
    }
    return render(request, "hearing/one.html", values)


def _facts(notice: Notice) -> Sequence[Pair]:
    told = language()
    people = _("not known") if notice.people is None else str(notice.people)
    rows = [
        (_("Prepared by"), f"{notice.prepared_by}, {day_text(notice.prepared_on, told)}"),
        (_("Released by"), str(notice.released_by) if notice.released_by else ""),
        (_("May go from"), day_text(notice.send_on, told) if notice.send_on else ""),
        (_("Sent on"), day_text(notice.sent_on, told) if notice.sent_on else ""),
        (_("How many people could have told it"), f"{people} {notice.people_from}".strip() if notice.told else ""),
        (_("Whose time runs"), named("times", notice.time, told) if notice.time else ""),
        (_("Why nothing is told"), named("reasons", notice.reason_code, told) if notice.reason_code else ""),
        (_("Reason"), notice.reason),
        (_("When it is looked at again"), day_text(notice.review_on, told) if notice.review_on else ""),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


def _buttons(actor: Actor, notice: Notice) -> Sequence[tuple[str, str]]:
    run = queries.run_of(notice)
    there = bool(answers_of(notice.id))
    offered: list[tuple[Act, bool, str, str]] = [
        (RELEASE, notice.state == PREPARED, "hearing-release", _("Release this notice")),
        (SEND, notice.state == RELEASED, "hearing-send", _("Print the letter and start the time")),
        (SEND, notice.state == SENT and not there, "hearing-send", _("The letter was lost: make a new code")),
        (NOTE, notice.state in (SENT, SILENT) and there, "hearing-answered", _("Note that it answered")),
        (NOTE, notice.state == SENT and not there, "hearing-silent", _("Note that it had its time")),
        (NOTE, run is not None and run.state == ASKED, "hearing-lengthen", _("Give it more time")),
        (DROP, notice.state in (PREPARED, RELEASED), "hearing-drop", _("Give this notice up")),
    ]
    return [
        (reverse(view, args=[notice.id]), label)
        for act, here, view, label in offered
        if here and may_anew(actor, act.name, notice)
    ]


def _table(actor: Actor) -> Table:
    labels: dict[UUID, str] = {}

    def label(one: Notice) -> str:
        if one.inquiry not in labels:
            labels.update(queries.labels_of([one]))
        return f"{labels.get(one.inquiry, one.inquiry)} ({one.number})"

    return Table(
        name="notices",
        caption=gettext_lazy("Notices"),
        columns=(
            Column(
                name="inquiry",
                label=gettext_lazy("Inquiry"),
                value=label,
                address=lambda one: reverse("hearing-one", args=[one.id]),
            ),
            Column(
                name="state",
                label=gettext_lazy("State"),
                value=lambda one: named("states", one.state, language()),
                sorts="state",
            ),
            Column(name="clock", label=gettext_lazy("Time"), value=lambda one: clock_of(actor, one)),
            Column(name="send_on", label=gettext_lazy("May go from"), sorts="send_on"),
            Column(name="sent_on", label=gettext_lazy("Sent on"), sorts="sent_on"),
            Column(name="review_on", label=gettext_lazy("Looked at again on"), sorts="review_on"),
        ),
        filters=(
            Filter(
                name="state",
                label=gettext_lazy("State"),
                choices=[(code, names[language()]) for code, names in words("states").items()],
            ),
        ),
        order="-send_on",
        empty=gettext_lazy("No notice yet"),
        how=gettext_lazy("A notice is prepared from the page of an inquiry that names a company."),
    )
