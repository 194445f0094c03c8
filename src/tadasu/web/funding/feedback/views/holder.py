"""For whoever has the code of a box: which rounds ask them, the voucher, what the funder answered. The voucher stands on one
page, once: it is kept nowhere, so loading that page again cannot bring it back."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tadasu.schema import TadasuError
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.pages import (
    Visit,
    form_token,
    in_box,
    source_page,
)
from tadasu.web.funding.feedback import queries, vouchers
from tadasu.web.funding.feedback.actions import Vouchers, take
from tadasu.web.funding.feedback.models import PASSED_ON
from tadasu.web.funding.feedback.questions import form
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.sentences import sentence

_IN_LINE = 4
"""Groups of a voucher in a line."""


@source_page
def mine(request: HttpRequest) -> HttpResponseBase:
    """The page; sent, a voucher is taken."""
    return in_box(request, _answered)


def _answered(request: HttpRequest, visit: Visit, sent: bool) -> HttpResponseBase:
    return _taken(request, visit) if sent else _page(request, visit)


def _taken(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    try:
        round = UUID(request.POST.get("round", ""))
    except ValueError:
        return _page(request, visit)
    try:
        found = take(visit, round=round, kind=request.POST.get("kind", ""))
    except TadasuError as error:
        return _page(request, visit, problem=sentence(error), status=400)
    return render(
        request, "feedback/sheet.html" if found.kind == PASSED_ON else "feedback/voucher.html", _shown(request, found)
    )


def _shown(request: HttpRequest, found: Vouchers) -> Mapping[str, object]:
    return {
        "codes": [_lines(one) for one in found.codes],
        "until": day_text(found.round.closes_on, language()),
        "place": name_of(found.round.organisation),
        "host": request.get_host(),
    }


def _lines(voucher: str) -> list[str]:
    groups = vouchers.shown(voucher).split()
    return [" ".join(groups[at : at + _IN_LINE]) for at in range(0, len(groups), _IN_LINE)]


def _page(request: HttpRequest, visit: Visit, *, problem: str = "", status: int = 200) -> HttpResponseBase:
    values = {
        "token": form_token(visit),
        "place": name_of(visit.box.organisation),
        "problem": problem,
        "least": form().least,
        "rounds": [
            {
                "id": round.id,
                "until": day_text(round.closes_on, language()),
                "due": [(one, queries.has_taken(visit, round, one.kind)) for one in due],
            }
            for round, due in queries.running_for(visit.box)
        ],
        "replies": [
            (one.number, day_text(one.replied_on, language()) if one.replied_on else "", one.reply_in(language()))
            for one in queries.replies_to(visit.box)
        ],
    }
    return render(request, "feedback/mine.html", values, status=status)
