"""Receipts, returns, reports, changes, suspensions, the close: the page says what will happen and asks."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.funding.awards import actions, queries
from tadasu.web.funding.awards._writing import as_of
from tadasu.web.funding.awards.access import (
    ACCEPT,
    ACCOUNT,
    AMEND,
    APPROVE,
    CLOSE,
    JUDGE,
    RAISE,
    REPORT,
    RESUME,
    RETURN,
    SUSPEND,
)
from tadasu.web.funding.awards.forms import (
    AskReport,
    Back,
    Came,
    ChangeAmount,
    ChangeDates,
    Coded,
    Judged,
    LowerLevel,
    Nothing,
    OnDay,
    One,
    RaiseLevel,
    Spent,
    Words,
)
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.awards.views._shown import amount_text, ask, award_or_404, held_for
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import QUESTION, posted

Page = Callable[..., HttpResponseBase]


def _page(
    act: Act,
    question: Said,
    button: Said,
    form: Callable[[HttpRequest, Award], BaseForm],
    do: Callable[[Actor, UUID, dict[str, Any], dict[str, Any]], object],
    happens: Callable[[Award], Sequence[Said]] = lambda held: (),
) -> Page:
    """A page for one act on an award, or on a numbered part of it."""

    @login_required
    @require_http_methods(QUESTION)
    def view(request: HttpRequest, id: UUID, **part: Any) -> HttpResponseBase:
        held, actor = held_for(request, id, act)

        def done(sent: Any) -> None:
            do(actor, id, sent.cleaned_data, part)

        return ask(
            request,
            held,
            question=str(question),
            act=str(button),
            form=form(request, held),
            do=done,
            happens=happens(held),
        )

    return view


receipt = _page(
    ACCOUNT,
    gettext_lazy("Note what shows spending"),
    gettext_lazy("Note this"),
    lambda request, held: Spent(posted(request), currency=held.currency),
    lambda actor, id, said, part: actions.note_receipt(actor, award=id, **said),
    lambda held: [_("Somebody else looks at it. What is accepted is accounted for.")],
)
back = _page(
    RETURN,
    gettext_lazy("Note money that came back"),
    gettext_lazy("Note this"),
    lambda request, held: Back(posted(request), currency=held.currency, initial={"came_on": timezone.localdate()}),
    lambda actor, id, said, part: actions.note_return(actor, award=id, **said),
    lambda held: [_("It goes back to the line. After the award is closed, it is not set aside any more either.")],
)
report = _page(
    REPORT,
    gettext_lazy("Ask for another report"),
    gettext_lazy("Ask for it"),
    lambda request, held: AskReport(posted(request)),
    lambda actor, id, said, part: actions.ask_report(actor, award=id, **said),
)
came = _page(
    REPORT,
    gettext_lazy("Note that a report came"),
    gettext_lazy("Note this"),
    lambda request, held: Came(posted(request)),
    lambda actor, id, said, part: actions.note_report(actor, award=id, **said, **part),
)
spoken = _page(
    REPORT,
    gettext_lazy("Note what was said"),
    gettext_lazy("Seal the note"),
    lambda request, held: Words(posted(request)),
    lambda actor, id, said, part: actions.note_spoken(actor, award=id, **said, **part),
    lambda held: [
        _("A spoken report is a report. Somebody who heard it too reads your note and stands for it; then it has come.")
    ],
)
second = _page(
    REPORT,
    gettext_lazy("You heard it too?"),
    gettext_lazy("I heard the same"),
    lambda request, held: Nothing(posted(request)),
    lambda actor, id, said, part: actions.second_spoken(actor, award=id, **part),
    lambda held: [_("Open and read the note before.")],
)
later = _page(
    REPORT,
    gettext_lazy("Give more time for a report"),
    gettext_lazy("Give more time"),
    lambda request, held: OnDay(posted(request)),
    lambda actor, id, said, part: actions.put_off(actor, award=id, **said, **part),
)
amount = _page(
    AMEND,
    gettext_lazy("Change the amount"),
    gettext_lazy("Propose this"),
    lambda request, held: ChangeAmount(posted(request), currency=held.currency),
    lambda actor, id, said, part: actions.propose_amount(actor, award=id, **said),
    lambda held: [
        _("Now: %(amount)s") % {"amount": amount_text(held.amount, held)},
        _(
            "A second person puts it in force. More becomes a tranche of its own; less is taken from the last "
            "tranches that were not paid."
        ),
    ],
)
dates = _page(
    AMEND,
    gettext_lazy("Change the last day"),
    gettext_lazy("Propose this"),
    lambda request, held: ChangeDates(posted(request), initial={"ends_on": held.ends_on}),
    lambda actor, id, said, part: actions.propose_dates(actor, award=id, **said),
    lambda held: [_("A second person puts it in force.")],
)
lower = _page(
    AMEND,
    gettext_lazy("Protect it less, as the grantee agreed"),
    gettext_lazy("Propose this"),
    lambda request, held: LowerLevel(posted(request), below=held.level),
    lambda actor, id, said, part: actions.propose_level(actor, award=id, **said),
    lambda held: [_("Two people read the letter in which the grantee agreed. Nobody else can lower a level.")],
)
raised = _page(
    RAISE,
    gettext_lazy("Protect it more"),
    gettext_lazy("Protect it now"),
    lambda request, held: RaiseLevel(posted(request), above=held.level),
    lambda actor, id, said, part: actions.raise_level(actor, award=id, **said),
    lambda held: [
        _(
            "It holds at once. At level 3 it leaves all lists but those of its readers. What was shown or published "
            "before cannot be called back."
        )
    ],
)
suspend = _page(
    SUSPEND,
    gettext_lazy("Suspend this award?"),
    gettext_lazy("Suspend it"),
    lambda request, held: Coded(posted(request), what="suspensions"),
    lambda actor, id, said, part: actions.suspend(actor, award=id, **said),
    lambda held: [
        _("Nothing is released until somebody else takes it up again. It is looked at again within thirty days.")
    ],
)
resume = _page(
    RESUME,
    gettext_lazy("Take this award up again?"),
    gettext_lazy("Take it up again"),
    lambda request, held: Nothing(posted(request)),
    lambda actor, id, said, part: actions.resume(actor, award=id),
)
close = _page(
    CLOSE,
    gettext_lazy("Close this award?"),
    gettext_lazy("Close it"),
    lambda request, held: One(posted(request), what="writeoffs", initial={"code": "none"}),
    lambda actor, id, said, part: actions.close(actor, award=id, writeoff=said["code"]),
    lambda held: [
        _("Still to be accounted for: %(amount)s") % {"amount": amount_text(queries.balance_of(held).open, held)},
        _("What was not paid goes back to the line. What is sealed is erased when its time is over."),
    ],
)


@login_required
@require_http_methods(QUESTION)
def judge_receipt(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """Somebody who did not note it."""
    held = award_or_404(request, id)
    row = queries.receipts_of(held).filter(number=number).first()
    if row is None:
        raise Http404
    actor = _allowed(request, held, ACCEPT, noted_by_id=row.noted_by_id)

    def do(form: One) -> None:
        actions.judge_receipt(actor, award=id, number=number, accepted=form.cleaned_data["code"] == "accepted")

    form = One(posted(request), what="receipt_states", but="given")
    return ask(
        request,
        held,
        question=_("Receipt %(number)s") % {"number": number},
        act=_("Note this"),
        form=form,
        do=do,
        happens=[amount_text(row.amount, held)],
    )


@login_required
@require_http_methods(QUESTION)
def judge_report(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """Enough, or more is asked."""
    held, actor = held_for(request, id, REPORT)

    def do(form: Judged) -> None:
        said = form.cleaned_data
        actions.judge_report(actor, award=id, number=number, accepted=said["code"] == "accepted", due_on=said["due_on"])

    form = Judged(posted(request))
    return ask(
        request, held, question=_("Report %(number)s") % {"number": number}, act=_("Note this"), form=form, do=do
    )


@login_required
@require_http_methods(QUESTION)
def approve(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """Put a change in force."""
    return _settle(request, id, number, _("Put change %(number)s in force?"), _("Put it in force"), actions.approve)


@login_required
@require_http_methods(QUESTION)
def refuse_change(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """Do not make it."""
    return _settle(
        request, id, number, _("Do not make change %(number)s?"), _("Do not make it"), actions.refuse_amendment
    )


@login_required
@require_http_methods(QUESTION)
def judge(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """Whether the one who is alike is the one who is listed."""
    held, actor = held_for(request, id, JUDGE)

    def do(form: One) -> None:
        actions.judge(actor, award=id, number=number, verdict=form.cleaned_data["code"])

    return ask(
        request,
        held,
        question=_("Judge the likeness of check %(number)s") % {"number": number},
        act=_("Note this"),
        form=One(posted(request), what="check_verdicts"),
        do=do,
        happens=[
            _(
                "Two people judge it, each for themselves. A list of the state that persecutes the grantee is no "
                "ground to refuse it."
            )
        ],
    )


def _settle(request: HttpRequest, id: UUID, number: int, question: str, button: str, act: Any) -> HttpResponseBase:
    held = award_or_404(request, id)
    row = queries.amendments_of(held).filter(number=number).first()
    if row is None:
        raise Http404
    actor = _allowed(request, held, APPROVE, proposed_by_id=row.proposed_by_id)

    def do(form: Nothing) -> None:
        act(actor, award=id, number=number)

    return ask(request, held, question=question % {"number": number}, act=button, form=Nothing(posted(request)), do=do)


def _allowed(request: HttpRequest, held: Award, act: Act, **more: UUID) -> Actor:
    actor = asking(request)
    allow(actor, act.name, as_of(held, **more))
    return actor
