"""What is entered in the ledger by hand: the page says what will happen and asks."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import Actor, may_anew
from tadasu.web.funding.programmes import actions
from tadasu.web.funding.programmes.access import CARRY_OVER, CORRECT, ENTER, SEE_LEDGER
from tadasu.web.funding.programmes.forms import CarryOver, MakeEntry
from tadasu.web.funding.programmes.models import Entry, fiscal_year
from tadasu.web.funding.programmes.money import with_currency
from tadasu.web.funding.programmes.pseudonyms import called as called_so
from tadasu.web.funding.programmes.views._shown import (
    ASK,
    called,
    entry_or_404,
    kind_text,
    line_or_404,
    rate_text,
    shown_to,
    visit_first,
)
from tadasu.web.funding.programmes.words import named
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def entry(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One entry, and the one that takes it back. An entry of an award that whoever asks may not know of is not there."""
    held, actor = entry_or_404(request, id, SEE_LEDGER)
    if way := visit_first(actor, held.organisation_id):
        return way
    names = _names(actor, held)
    back = Entry.objects.filter(corrects=held).first()
    rows = [
        (_("Day"), day_text(held.day, language())),
        (_("Fiscal year"), str(held.year)),
        (_("Award (pseudonym)"), names[held.award] if held.award is not None else ""),
        (_("Amount"), with_currency(held.amount, held.currency)),
        (_("In the books"), with_currency(held.line_amount, held.line.fund.currency)),
        (_("Rate, day, source"), rate_text(held)),
        (_("By which rule"), named("grounds", held.ground, language()) if held.ground else ""),
        (_("Entered by"), str(held.user)),
        (_("Entered on"), day_text(held.written_on, language())),
    ]
    values = {
        "entry": held,
        "kind": kind_text(held),
        "line_name": f"{held.line.code} {called(held.line)}",
        "facts": [Pair(term=term, text=text) for term, text in rows if text],
        "before": held.corrects_id,
        "back": back.id if back is not None else None,
        "corrects": back is None and not held.corrects_id and may_anew(actor, CORRECT.name, held),
        "inspected": shown_to(actor, held.organisation_id, "ledger", held.line_id, 1),
    }
    return render(request, "programmes/entry.html", values)


@login_required
@require_http_methods(QUESTION)
def enter(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Something that no award makes by itself."""
    held, actor = line_or_404(request, id, ENTER)

    def do(form: MakeEntry) -> None:
        actions.enter(actor, line=id, **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("Enter something on line %(code)s") % {"code": held.code},
            act=_("Enter this"),
            form=MakeEntry(posted(request), line=held),
            do=do,
            back=reverse("programmes-line", args=[id]),
            happens=[
                _("An entry stays. What was wrong is taken back by another entry, whole, and entered anew."),
                _("Payments to a grantee are entered by their award, after two people released them: not here."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def carry_over(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """To the next year."""
    held, actor = line_or_404(request, id, CARRY_OVER)

    def do(form: CarryOver) -> None:
        actions.carry_over(actor, line=id, day=timezone.localdate(), **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("Carry money of line %(code)s over to the next year") % {"code": held.code},
            act=_("Carry this over"),
            form=CarryOver(posted(request), line=held, initial={"year": fiscal_year(timezone.localdate())}),
            do=do,
            back=reverse("programmes-line", args=[id]),
            happens=[
                _("What was not committed in the year may be committed in the next one instead."),
                _(
                    "This system does not know whether the vote or the approval was given: say in the reason which one it was."
                ),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def correct(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Take an entry back."""
    held, actor = entry_or_404(request, id, CORRECT)
    _names(actor, held)

    def do(form: Reason) -> None:
        actions.correct(actor, entry=id, day=timezone.localdate(), reason=form.cleaned_data["reason"])

    return answer(
        request,
        Question(
            question=_("Take this entry back?"),
            act=_("Take this entry back"),
            form=Reason(posted(request)),
            do=do,
            back=reverse("programmes-line", args=[held.line_id]),
            happens=[
                _("%(what)s of %(amount)s: an entry of today takes it back, whole. Both stay.")
                % {
                    "what": named("kinds", held.kind, language()),
                    "amount": with_currency(held.amount, held.currency),
                },
                _("It is refused where money that was paid would then not be committed any more."),
            ],
        ),
    )


def _names(actor: Actor, held: Entry) -> Mapping[UUID, str]:
    """What its award is called. Raises Http404 where whoever asks may not know of the award."""
    found = called_so(actor, [held.award] if held.award is not None else [])
    if held.award is not None and held.award not in found:
        raise Http404
    return found
