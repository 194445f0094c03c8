"""The grantee's own page, for whoever has the code of the box: what was agreed in sums and days, what is due, a report to
send."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.actions.entering import SENT_LETTER
from tadasu.web.foundation.correspondence.pages import (
    Visit,
    form_token,
    in_box,
    new_word,
    note,
    source_page,
    typed,
)
from tadasu.web.funding.awards import queries
from tadasu.web.funding.awards.actions import tell
from tadasu.web.funding.awards.actions.telling import own_files
from tadasu.web.funding.awards.forms import Tell
from tadasu.web.funding.awards.models import IN_FORCE, Award
from tadasu.web.funding.awards.views._shown import amount_text, code_text
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.sentences import sentence

BOX = "correspondence-box"


@source_page
def mine(request: HttpRequest) -> HttpResponseBase:
    """The page, and what was sent from it. Another language keeps what is typed."""
    return in_box(request, _answered, writes=True)


def _answered(request: HttpRequest, visit: Visit, sent: bool) -> HttpResponseBase:
    with acting(steward(visit.box.organisation)), holding(str(visit.box.digest)):
        found = awards_of_box(visit)
        if not found:
            return redirect(BOX)
        if sent:
            return _sent(request, visit, found)
        form = Tell(files=own_files(visit), initial={"text": typed(request.POST).text})
        return _page(request, visit, found, form, which=request.POST.get("which", ""))


def _sent(request: HttpRequest, visit: Visit, found: list[Award]) -> HttpResponseBase:
    form = Tell(request.POST, files=own_files(visit))
    which = request.POST.get("which", "")
    if form.is_valid():
        try:
            award, number = _chosen(which)
            with transaction.atomic():
                tell(
                    visit,
                    award=award,
                    number=number,
                    text=form.cleaned_data["text"],
                    letter=form.cleaned_data.get("letter"),
                    once=typed(request.POST).once,
                )
                note(visit, SENT_LETTER)
            return redirect(BOX)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    return _page(request, visit, found, form, which=which, status=400)


def _chosen(which: str) -> tuple[UUID, int]:
    """The award and the number of its report. Raises UsageError `awards-no-such-award`."""
    award, _dot, number = which.partition(".")
    try:
        return UUID(award), int(number)
    except ValueError:
        raise UsageError("awards-no-such-award") from None


def _page(
    request: HttpRequest, visit: Visit, found: list[Award], form: Tell, *, which: str, status: int = 200
) -> HttpResponse:
    values = {
        "form": form,
        "which": which,
        "token": form_token(visit),
        "once": typed(request.POST).once or new_word(),
        "place": name_of(visit.box.organisation),
        "awards": [_shown(one) for one in found],
        "due": [
            (f"{one.id}.{report.number}", one.pseudonym, report, day_text(report.due_on, language()))
            for one in found
            if one.state in IN_FORCE
            for report in queries.reports_of(one).filter(state__in=("due", "more"))
        ],
        "closed": visit.box.closed,
    }
    return render(request, "awards/mine.html", values, status=status)


def _shown(award: Award) -> dict[str, object]:
    return {
        "pseudonym": award.pseudonym,
        "state": code_text("states", award.state),
        "amount": amount_text(award.amount, award),
        "until": day_text(award.ends_on, language()),
        "tranches": [
            {
                "number": one.number,
                "amount": amount_text(one.amount, award),
                "when": day_text(one.due_on, language()) if one.due_on else code_text("milestones", one.milestone),
                "state": code_text("tranche_states", one.state),
            }
            for one in queries.tranches_of(award)
        ],
        "conditions": [
            code_text("conditions", one.code) for one in queries.conditions_of(award) if one.state == "open"
        ],
        "reports": [
            {
                "number": one.number,
                "form": code_text("forms", one.form),
                "due": day_text(one.due_on, language()),
                "state": code_text("report_states", one.state),
            }
            for one in queries.reports_of(award)
        ],
    }


def awards_of_box(visit: Visit) -> list[Award]:
    """Awards of this box, agreed ones alone; within `holding` its digest."""
    rows = Award.objects.filter(box=visit.box.id).exclude(state__in=("draft", "dropped"))
    return list(rows.order_by("signed_on", "id"))
