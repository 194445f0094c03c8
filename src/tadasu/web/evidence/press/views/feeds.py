"""Outlets that are followed, and what they published: a person takes or leaves each."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import UsageError
from tadasu.web.evidence.press import actions, queries
from tadasu.web.evidence.press.access import ADD, FOLLOW, SEE
from tadasu.web.evidence.press.forms import Follow, Nothing
from tadasu.web.evidence.press.models import SEEN, Entry, Feed
from tadasu.web.evidence.press.views._shown import ASK, organisation_for
from tadasu.web.foundation.access import allow, asking, may, may_anew
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

MOST_SHOWN = 100
"""Entries on a page: when some are taken or left, the next ones come up."""


@login_required
@require_safe
def feeds(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Which outlets are followed, and which cannot be read."""
    found, actor = organisation_for(request, organisation, SEE)
    rows = [(one, _fault(one.fault)) for one in queries.feeds_of(actor, organisation)]
    return render(
        request,
        "press/feeds.html",
        {"organisation": found, "feeds": rows, "follows": may_anew(actor, FOLLOW.name, found)},
    )


@login_required
@require_http_methods(QUESTION)
def follow(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """One more."""
    found, actor = organisation_for(request, organisation, FOLLOW)

    def do(form: Follow) -> None:
        actions.follow(actor, organisation=found.id, **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("Follow an outlet by its feed"),
            act=_("Follow it"),
            form=Follow(posted(request)),
            do=do,
            back=reverse("press-feeds", args=[organisation]),
            happens=[
                _(
                    "This server asks for the feed once an hour. The outlet sees that this server looks, again and again."
                ),
                _("What it lists waits in a list. Nothing is taken by itself: a person takes or leaves each."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def stop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is read no more."""
    actor = asking(request)
    found = Feed.objects.filter(id=id, stopped_on=None).first()
    if found is None or not may(actor, SEE.name, found):
        raise Http404
    allow(actor, FOLLOW.name, found)

    def do(form: Nothing) -> None:
        actions.stop(actor, feed=id)

    return answer(
        request,
        Question(
            question=_("Stop following %(outlet)s?") % {"outlet": found.outlet},
            act=_("Stop following it"),
            form=Nothing(posted(request)),
            do=do,
            back=reverse("press-feeds", args=[found.organisation_id]),
            happens=[
                _("Its feed is not read any more, and what waits of it is not shown. Articles that were taken stay.")
            ],
            template=ASK,
        ),
    )


@login_required
@require_safe
def entries(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """What outlets published and nobody has taken or left."""
    found, actor = organisation_for(request, organisation, SEE)
    rows = queries.entries_of(actor, organisation)
    values = {
        "organisation": found,
        "entries": rows[:MOST_SHOWN],
        "more": rows.count() > MOST_SHOWN,
        "adds": may_anew(actor, ADD.name, found),
    }
    return render(request, "press/entries.html", values)


@login_required
@require_http_methods(["POST"])
def leave(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is not taken."""
    actor = asking(request)
    found = Entry.objects.filter(id=id).first()
    if found is None or not may(actor, SEE.name, found):
        raise Http404
    if found.state == SEEN:  # else somebody has decided meanwhile: the list says so by not showing it
        actions.leave(actor, entry=id)
    return redirect("press-entries", found.organisation_id)


def _fault(fault: str) -> str:
    """Why a feed cannot be read: its code, with a value where the sentence has one."""
    code, _between, value = fault.partition(" ")
    return sentence(UsageError(code, status=value, most=value)) if code else ""
