"""Write a result down, of an award, of a programme, or what a grantee told; correct it, withdraw it, set aside what was told."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.models import BoxReader
from tadasu.web.foundation.findings.access import SEE as SEE_FINDINGS
from tadasu.web.foundation.findings.queries import in_force
from tadasu.web.funding.awards.models import FREE, OURS, Award
from tadasu.web.funding.results import actions, queries
from tadasu.web.funding.results._writing import fund_of
from tadasu.web.funding.results.access import SETTLE, WRITE
from tadasu.web.funding.results.forms import Choices, Coded, Write, as_typed
from tadasu.web.funding.results.models import CURRENT, WAITING, Result, Told
from tadasu.web.funding.results.views._shown import (
    ask,
    award_or_404,
    fund_or_404,
    result_or_404,
    when_text,
    word,
)
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import QUESTION, posted

MOST_OFFERED = 500
"""Findings and earlier results that a form offers."""

Do = Callable[[Write], HttpResponseBase | None]


@login_required
@require_http_methods(QUESTION)
def of_award(request: HttpRequest, award: UUID) -> HttpResponseBase:
    """Of an award, as an officer knows it."""
    found, actor = award_or_404(request, award, WRITE)

    def do(form: Write) -> HttpResponseBase:
        made = actions.write_result(actor, award=award, said=form.said())
        return redirect("results-one", made.id)

    return _write(request, actor, found.organisation_id, fund_of(found), found, do, back=_of_award(award))


@login_required
@require_http_methods(QUESTION)
def for_programme(request: HttpRequest, organisation: UUID, fund: UUID) -> HttpResponseBase:
    """Of a programme as a whole."""
    found, actor = fund_or_404(request, organisation, fund, WRITE)

    def do(form: Write) -> HttpResponseBase:
        made = actions.write_for_programme(actor, organisation=organisation, fund=found.id, said=form.said())
        return redirect("results-one", made.id)

    back = reverse("results-programme", args=[organisation, fund])
    return _write(request, actor, organisation, fund, None, do, back=back)


@login_required
@require_http_methods(QUESTION)
def code(request: HttpRequest, award: UUID, number: int) -> HttpResponseBase:
    """What a grantee told, in codes."""
    found, actor = award_or_404(request, award, SETTLE)
    told = _told_or_404(award, number)

    def do(form: Write) -> HttpResponseBase:
        actions.write_result(actor, award=award, said=form.said(), told=told.id)
        return redirect("results-award", award)

    return _write(request, actor, found.organisation_id, fund_of(found), found, do, back=_of_award(award), told=told)


@login_required
@require_http_methods(QUESTION)
def aside(request: HttpRequest, award: UUID, number: int) -> HttpResponseBase:
    """What a grantee told is not written down."""
    _found, actor = award_or_404(request, award, SETTLE)
    told = _told_or_404(award, number)

    def do(form: Coded) -> None:
        actions.set_aside(actor, told=told.id, code=form.cleaned_data["code"])

    return ask(
        request,
        question=_("Set aside what was told (%(number)s)?") % {"number": number},
        act=_("Set it aside"),
        form=Coded(posted(request), what="set_asides"),
        do=do,
        back=_of_award(award),
        happens=[
            _("The letter stays in the box. The grantee sees that it was not written down, and is not asked again.")
        ],
    )


@login_required
@require_http_methods(QUESTION)
def correct(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Another version."""
    found, actor = result_or_404(request, id, WRITE)
    award = Award.objects.get(id=found.award) if found.award is not None else None

    def do(form: Write) -> HttpResponseBase:
        made = actions.correct(actor, result=id, said=form.said())
        return redirect("results-one", made.id)

    back = reverse("results-one", args=[id])
    return _write(request, actor, found.organisation_id, found.fund, award, do, back=back, before=found)


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It stands no more."""
    _found, actor = result_or_404(request, id, WRITE)

    def do(form: Coded) -> None:
        actions.withdraw(actor, result=id, code=form.cleaned_data["code"])

    return ask(
        request,
        question=_("Withdraw this result?"),
        act=_("Withdraw it"),
        form=Coded(posted(request), what="withdrawals"),
        do=do,
        back=reverse("results-one", args=[id]),
        happens=[
            _("It stays on its page with the reason, and counts nowhere. What was published stays as it was told.")
        ],
    )


def _write(
    request: HttpRequest,
    actor: Actor,
    organisation: UUID,
    fund: UUID,
    award: Award | None,
    do: Do,
    *,
    back: str,
    told: Told | None = None,
    before: Result | None = None,
) -> HttpResponseBase:
    form = Write(
        posted(request),
        initial=as_typed(before) if before is not None else {"told_by": "grantee" if told is not None else "funder"},
        after=_earlier(actor, organisation, fund, award, before),
        findings=_findings(actor, organisation, before),
        protected=award is not None and award.level > FREE,
    )
    return ask(
        request,
        question=_("Correct this result") if before is not None else _("Write a result down"),
        act=_("Keep this version") if before is not None else _("Write it down"),
        form=form,
        do=do,
        back=back,
        happens=_happens(award, before),
        values={"told": told, "box": _box(actor, award) if told is not None else ""},
    )


def _happens(award: Award | None, before: Result | None) -> list[Said]:
    said: list[Said] = [_("Words are sealed; codes are seen by whoever may see the award.")]
    if award is None:
        said = [_("It is of the programme as a whole: name no grantee. Words are sealed to programme officers.")]
    elif award.level >= OURS:
        said.append(_("Of this award the quarter alone is kept."))
    if award is not None and award.level > FREE:
        said.append(
            _(
                "The award is protected, so no finding and no publication stands beside it: say it in the words, or write it "
                "down for the programme as a whole."
            )
        )
    if before is not None:
        said.append(_("The version before stays, with its words."))
    return said


def _told_or_404(award: UUID, number: int) -> Told:
    found = Told.objects.filter(award=award, number=number, state=WAITING).first()
    if found is None:
        raise Http404
    return found


def _earlier(actor: Actor, organisation: UUID, fund: UUID, award: Award | None, before: Result | None) -> Choices:
    """Those that this one may follow: of the same award, or where neither is protected."""
    rows = queries.results_of(actor, organisation).filter(fund=fund, state=CURRENT)
    if award is not None and award.level > FREE:
        rows = rows.filter(award=award.id)
    else:
        own = Q(award=None) | Q(award=award.id if award is not None else None)
        rows = rows.filter(own | Q(award__in=Award.objects.filter(level=FREE).values("id")))
    if before is not None:
        rows = rows.exclude(thing=before.thing)
    names = queries.pseudonyms(actor, organisation)
    return [
        (
            str(one.thing),
            f"{word('kinds', one.kind)} ({when_text(one)}) {names.get(one.award, '') if one.award else ''}".strip(),
        )
        for one in rows[:MOST_OFFERED]
    ]


def _findings(actor: Actor, organisation: UUID, before: Result | None) -> Choices:
    """Those in force; of a correction also the one that it named, whatever became of that."""
    sees = may(actor, SEE_FINDINGS.name, Organisation(id=organisation))
    rows = in_force(actor, organisation)[:MOST_OFFERED] if sees else []
    found = {str(one.finding): one.title for one in rows}
    if before is not None and before.finding is not None:
        found.setdefault(str(before.finding), _("the one it refers to now"))
    return list(found.items())


def _box(actor: Actor, award: Award | None) -> str:
    """Where the letter is read, for those who read the box."""
    if award is None or not BoxReader.objects.filter(box=award.box, user=actor.user).exists():
        return ""
    return reverse("correspondence-read", args=[award.box])


def _of_award(award: UUID) -> str:
    return reverse("results-award", args=[award])
