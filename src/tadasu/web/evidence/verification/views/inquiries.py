"""The list of inquiries, one of them, opening, changing, closing it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.release import place_name
from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification._about import about_of
from tadasu.web.evidence.verification.access import CHANGE, CLOSE, CONCLUDE, HEAR, NAME_ORIGIN, OPEN, REOPEN, TAKE
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.forms import Claim, Hear, claim_values, issue_name
from tadasu.web.evidence.verification.models import CLOSED, Inquiry
from tadasu.web.evidence.verification.views._shown import ASK, Labels, inquiry_or_404
from tadasu.web.evidence.verification.words import due_on, named, words
from tadasu.web.foundation.access import Act, Actor, allow, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.findings.beside import beside_of
from tadasu.web.foundation.findings.words import named as finding_named
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Compared, Pair, Said
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import errors, tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.wording import element_text


@login_required
@require_safe
def inquiries(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every inquiry of an organisation."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    rows = queries.inquiries_of(actor, organisation)
    values = {"name": name_of(found), "organisation": found, "opens": may_anew(actor, OPEN.name, found)}
    return tables.answer(request, "verification/inquiries.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """An inquiry: what it claims, its items, its conclusions."""
    found, actor = inquiry_or_404(request, id, ended=True), asking(request)
    if found.ended_on is not None:
        return _ended(request, found)
    labels = Labels(found)
    standing = queries.standing_of(labels.taken)
    weighing = queries.weighing_of(found)
    values = {
        "inquiry": found,
        "status": named("statuses", found.status, language()),
        "claim": claim_pairs(found),
        "elements": [element_text(one, language()) for one in found.elements],
        "items": [
            (reverse("inquiry-item", args=[id, one.item]), labels.of(str(one.item)), _given(len(standing[one.item])))
            for one in labels.taken
        ],
        "reached": standard_name(weighing.weighed.standard),
        "signed": standard_name(weighing.signed.standard),
        "conclusions": [
            (
                reverse("inquiry-conclusion", args=[id, one.number]),
                one.number,
                standard_name(one.standard),
                one.signed_by_id is not None,
            )
            for one in found.conclusions.order_by("-number")
        ],
        "until": _until(found),
        "buttons": _buttons(actor, found),
        "beside": beside_of(actor, f"inquiry:{id}"),
    }
    return render(request, "verification/one.html", values)


def _until(inquiry: Inquiry) -> str:
    """The day on which its words are erased; empty where no time runs."""
    due = due_on(inquiry.status, inquiry.since)
    return day_text(due, language()) if due else ""


def _ended(request: HttpRequest, found: Inquiry) -> HttpResponse:
    """What is left of it."""
    pairs = [
        Pair(term=_("Abuse"), text=issue_name(found.issue)),
        Pair(term=_("Opened on"), text=day_text(found.opened_on, language())),
        Pair(term=_("Items of evidence"), text=str(len(queries.taken_of(found)))),
        Pair(
            term=_("Conclusions"),
            text=" / ".join(standard_name(one.standard) for one in found.conclusions.order_by("number")) or _("none"),
        ),
    ]
    return render(request, "verification/ended.html", {"inquiry": found, "pairs": pairs})


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A new inquiry."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, OPEN.name, found)
    people = queries.leads(organisation)

    def do(form: Claim) -> HttpResponseBase:
        return redirect(
            "inquiry-one", actions.open_inquiry(actor, organisation=organisation, claimed=form.claimed()).id
        )

    return answer(
        request,
        Question(
            question=_("Open an inquiry"),
            act=_("Open this inquiry"),
            form=Claim(posted(request), people=people, initial={"lead": str(actor.user), "kind": "good-of-company"}),
            do=do,
            back=reverse("inquiry-list", args=[organisation]),
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def change(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What is claimed is corrected."""
    found, actor = inquiry_or_404(request, id), asking(request)
    allow(actor, CHANGE.name, found)
    back = reverse("inquiry-one", args=[id])

    def do(form: Claim) -> HttpResponseBase | None:
        try:
            actions.change(actor, inquiry=id, claimed=form.claimed(), seen=form.cleaned_data["seen"] or 0)
        except Conflict as conflict:
            return errors.conflict(request, _compared(form, conflict.inquiry), again=back)
        return None

    return answer(
        request,
        Question(
            question=_("Change what is claimed"),
            act=_("Keep these changes"),
            form=Claim(posted(request), people=queries.leads(found.organisation_id), initial=claim_values(found)),
            do=do,
            back=back,
            happens=[_("Conclusions that were drawn stay as they are.")],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def hear(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Whether the named party was asked."""
    found, actor = inquiry_or_404(request, id), asking(request)
    allow(actor, HEAR.name, found)

    def do(form: Hear) -> None:
        actions.hear(actor, inquiry=id, code=form.cleaned_data["code"], day=form.cleaned_data["day"])

    return answer(
        request,
        Question(
            question=_("Was the named party asked?"),
            act=_("Keep this"),
            form=Hear(posted(request), initial={"code": found.heard, "day": found.heard_on}),
            do=do,
            back=reverse("inquiry-one", args=[id]),
            happens=[
                _("It counts as heard if it was asked, and answered or let its time pass."),
                _("Where asking would endanger people, the higher standards cannot be reached."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def close(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Nothing more is done in it."""
    happens = [_("Nothing can be taken in, assessed, concluded or signed in it until somebody reopens it.")]
    return _with_reason(request, id, CLOSE, _("Close this inquiry?"), _("Close the inquiry"), happens, actions.close)


@login_required
@require_http_methods(QUESTION)
def reopen(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It goes on."""
    happens = [_("Items can be taken in and assessed again.")]
    return _with_reason(
        request, id, REOPEN, _("Reopen this inquiry?"), _("Reopen the inquiry"), happens, actions.reopen
    )


def _with_reason(
    request: HttpRequest,
    id: UUID,
    act: Act,
    question: str,
    words: str,
    happens: Sequence[str],
    do: Callable[..., object],
) -> HttpResponseBase:
    found, actor = inquiry_or_404(request, id), asking(request)
    allow(actor, act.name, found)

    def done(form: Reason) -> None:
        do(actor, inquiry=id, reason=form.cleaned_data["reason"])

    back = reverse("inquiry-one", args=[id])
    form = Reason(posted(request))
    return answer(
        request, Question(question=question, act=words, form=form, do=done, back=back, happens=happens, template=ASK)
    )


def standard_name(standard: str | None) -> str:
    """A standard of proof; what is said where none is reached."""
    return finding_named("standards", standard, language()) if standard else _("none yet")


def claim_pairs(inquiry: Inquiry) -> Sequence[Pair]:
    """What is claimed, in words."""
    about = about_of(inquiry.about)
    place, country = (place_name(one, language()) if one else "" for one in (about.place, about.country))
    heard = ""
    if inquiry.heard and inquiry.heard_on:
        heard = f"{named('heard', inquiry.heard, language())} ({day_text(inquiry.heard_on, language())})"
    rows: list[tuple[Said, str, str]] = [
        (_("Abuse"), issue_name(inquiry.issue), ""),
        (_("Whom or what it is about"), named("subjects", about.kind, language()), ""),
        (_("Names of the company"), "\n".join(about.names), ""),
        (_("Country"), country, ""),
        (_("Place"), place, ""),
        (_("Good"), f"HS {about.good}" if about.good else "", ""),
        (_("Since when"), day_text(inquiry.start, language()) if inquiry.start else "", ""),
        (_("Until when"), day_text(inquiry.end, language()) if inquiry.end else "", ""),
        (_("Who leads"), str(inquiry.lead), ""),
        (_("Was the named party asked?"), heard or _("not recorded yet"), ""),
    ]
    if inquiry.party:
        rows.append((_("Party"), _("Open the party"), reverse("parties-one", args=[inquiry.party])))
    return [Pair(term=term, text=text, address=address) for term, text, address in rows if text]


def _given(count: int) -> str:
    return _("assessments: %(count)s") % {"count": count} if count else _("not assessed yet")


def _buttons(actor: Actor, inquiry: Inquiry) -> Sequence[tuple[str, str]]:
    closed = inquiry.status == CLOSED
    offered: list[tuple[Act, bool, str, str]] = [
        (TAKE, not closed, "inquiry-take", _("Take items in")),
        (NAME_ORIGIN, not closed, "inquiry-origin", _("Add an origin")),
        (CHANGE, not closed, "inquiry-change", _("Change what is claimed")),
        (HEAR, not closed, "inquiry-hear", _("Say whether the party was asked")),
        (CONCLUDE, not closed, "inquiry-conclude", _("Conclude")),
        (CLOSE, not closed, "inquiry-close", _("Close the inquiry")),
        (REOPEN, closed, "inquiry-reopen", _("Reopen the inquiry")),
    ]
    return [
        (reverse(view, args=[inquiry.id]), label)
        for act, there, view, label in offered
        if there and may_anew(actor, act.name, inquiry)
    ]


def _compared(form: Claim, now: Inquiry) -> Sequence[Compared]:
    """Each field in which the two are not the same. What was there before is not kept."""
    theirs = claim_values(now)
    rows = []
    for name, field in form.fields.items():
        if name == "seen":
            continue
        mine, other = _text(form[name].data), _text(theirs[name])
        if mine != other:
            rows.append(Compared(label=field.label or "", before="", theirs=other, yours=mine))
    return rows


def _text(value: object) -> str:
    """A value of a form as it is typed."""
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value).replace("\r\n", "\n")


def _table() -> Table:
    return Table(
        name="inquiries",
        caption=gettext_lazy("Inquiries"),
        columns=(
            Column(
                name="label",
                label=gettext_lazy("Inquiry"),
                value=lambda one: one.label or _("erased"),
                sorts="label",
                address=lambda one: reverse("inquiry-one", args=[one.id]),
            ),
            Column(name="issue", label=gettext_lazy("Abuse"), value=lambda one: issue_name(one.issue), sorts="issue"),
            Column(
                name="status",
                label=gettext_lazy("Status"),
                value=lambda one: named("statuses", one.status, language()),
                sorts="status",
            ),
            Column(name="lead", label=gettext_lazy("Who leads"), value=lambda one: str(one.lead)),
            Column(name="opened_on", label=gettext_lazy("Opened on"), sorts="opened_on"),
        ),
        filters=(
            Filter(
                name="status",
                label=gettext_lazy("Status"),
                choices=[(code, names[language()]) for code, names in words("statuses").items()],
            ),
        ),
        searched=("label",),
        order="-opened_on",
        empty=gettext_lazy("No inquiry yet"),
        how=gettext_lazy("An inquiry begins when somebody opens it and says what is claimed."),
    )
