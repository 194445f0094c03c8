"""Pages of calls for people without an account, who may be frightened: bare, without scripts, in plain words."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language_info

from tadasu.reports import set_text
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.pages import source_page
from tadasu.web.foundation.correspondence.purposes import purposes, text
from tadasu.web.foundation.correspondence.queries import counter_of
from tadasu.web.funding.calls import queries
from tadasu.web.funding.calls.definitions import Definition, said_in
from tadasu.web.funding.calls.models import EMERGENCY, INVITED, Call
from tadasu.web.funding.calls.promises import promise_of
from tadasu.web.funding.calls.views._shown import amounts, paragraphs, title, written
from tadasu.web.funding.calls.words import named
from tadasu.web.funding.programmes.policy import bound
from tadasu.web.ui.days import language

BEGIN = "applications-begin"
"""The page that opens a box for a call, where an app has one; else the counter does."""

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left, if no script is named."""


@source_page
def calls(request: HttpRequest) -> HttpResponseBase:
    """What anybody may apply for today."""
    today = timezone.localdate()
    rows = [
        {
            "call": one,
            "title": title(one),
            "funder": name_of(one.organisation),
            "amounts": amounts(one),
            "emergency": one.kind == EMERGENCY,
            "promise": promise_of(one, today),
        }
        for one in queries.open_calls()
    ]
    return render(request, "calls/open.html", {"rows": rows})


@source_page
def call(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A call: what, who, how much, how fast, who reads, what is kept, how one is protected, and the way to apply."""
    try:
        held = queries.public_call(id)
    except Call.DoesNotExist:
        return render(request, "calls/none.html", status=404)
    today = timezone.localdate()
    promise = promise_of(held, today)
    counter = counter_of(held.counter) if held.counter is not None else None
    form = queries.form_of(held)
    taking = queries.takes_applications(held) and counter is not None
    costs = bound(held.regime, "eligible_costs", today)
    values = {
        "call": held,
        "title": title(held),
        "funder": name_of(held.organisation),
        "paragraphs": paragraphs(held.about_ja if language() == "ja" else held.about),
        "others": _others(held),
        "applicants": [named("applicants", one, language()) for one in held.applicants],
        "individuals": "individual" in held.applicants,
        "amounts": amounts(held),
        "costs": set_text(costs.parameter, costs.value.value, language()) if costs and costs.value else "",
        "promise": promise,
        "written": written(held, promise) if promise else "",
        "emergency": held.kind == EMERGENCY,
        "invited": held.kind == INVITED,
        "readers": text(purposes()[counter.purpose].readers) if counter is not None else "",
        "conflicts": [named("conflicts", one, language()) for one in held.conflicts],
        "coded": _coded(form),
        "spoken": any(one.spoken for one in form.questions()),
        "languages": [language_said(one)["name"] for one in held.languages],
        "taking": taking,
        "early": held.state == "open" and held.opens_on > today,
        "counter": counter,
        "begin": _begin(held) if taking else "",
    }
    return render(request, "calls/call.html", values)


def _begin(call: Call) -> str:
    try:
        return reverse(BEGIN, args=[call.id])
    except NoReverseMatch:
        return reverse("correspondence-counter", args=[call.counter])


def _coded(form: Definition) -> Sequence[str]:
    """The questions whose answers stand in the clear."""
    return [said_in(one.ask, language()) for one in form.questions() if one.coded]


def _others(call: Call) -> Sequence[Mapping[str, object]]:
    return [
        {**language_said(code), "title": one["title"], "paragraphs": paragraphs(one["about"])}
        for code, one in sorted(call.texts.items())
    ]


def language_said(code: str) -> Mapping[str, str]:
    """Its own name and direction; its code where Django does not know it."""
    direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
    try:
        return {"code": code, "name": str(get_language_info(code)["name_local"]), "direction": direction}
    except KeyError:
        return {"code": code, "name": NAMES.get(code, code), "direction": direction}


NAMES = {"bo": "བོད་སྐད་", "ug": "ئۇيغۇرچە", "zh": "中文"}
"""Names of languages in themselves that Django does not have."""
