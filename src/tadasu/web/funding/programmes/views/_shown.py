"""What pages of programmes have in common: the record or 404, names by language, and that an auditor's visit is written down."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.funding.programmes.actions import note_shown
from tadasu.web.funding.programmes.actions.inspecting import visit_of
from tadasu.web.funding.programmes.models import Entry, Fund, Line, Visit
from tadasu.web.funding.programmes.seen import inspects
from tadasu.web.funding.programmes.words import named
from tadasu.web.ui.days import language

ASK = "programmes/ask.html"
"""The page of a question whose answer destroys nothing."""


def fund_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Fund, Actor]:
    """The fund, and who asks, who may. Raises Http404, Refused."""
    return _held(request, lambda: Fund.objects.get(id=id), act)


def line_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Line, Actor]:
    """The line with its fund, and who asks, who may. Raises Http404, Refused."""
    return _held(request, lambda: Line.objects.select_related("fund").get(id=id), act)


def entry_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Entry, Actor]:
    """The entry, and who asks, who may. Raises Http404, Refused."""
    return _held(request, lambda: Entry.objects.select_related("line__fund", "rate", "user").get(id=id), act)


def visit_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Visit, Actor]:
    """The visit, and who asks, who may. Raises Http404, Refused."""
    return _held(request, lambda: Visit.objects.select_related("user").get(id=id), act)


def place_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Organisation, Actor]:
    """The organisation, and who asks, who may. Raises Http404, Refused."""
    place, actor = organisation_or_404(request, id), asking(request)
    allow(actor, act.name, place)
    return place, actor


def called(one: Fund | Line) -> str:
    """What it is called in the language of the page."""
    return (one.name_ja if language() == "ja" else "") or one.name


def kind_text(entry: Entry) -> str:
    """What was entered, or taken back."""
    said = named("kinds", entry.kind, language())
    return _("Taken back: %(what)s") % {"what": said} if entry.corrects_id else said


def rate_text(entry: Entry) -> str:
    """The rate by which it was converted, its day and its source; nothing where nothing was."""
    rate = entry.rate
    return f"{rate.per_unit.normalize():f} ({rate.on}, {rate.source})" if rate is not None else ""


def visit_first(actor: Actor, organisation: UUID) -> HttpResponseBase | None:
    """The way to begin a visit, for an auditor who has begun none; None for everybody else."""
    if inspects(actor, organisation) and visit_of(actor, organisation) is None:
        return redirect(reverse("programmes-visit-begin", args=[organisation]))
    return None


def shown_to(actor: Actor, organisation: UUID, what: str, thing: UUID | None = None, entries: int = 0) -> bool:
    """Whether this is a visit of inspection; what was shown is then written down."""
    if not inspects(actor, organisation):
        return False
    visit = visit_of(actor, organisation)
    if visit is not None:
        note_shown(actor, visit=visit, what=what, thing=thing, entries=entries)
    return True


def _held(request: HttpRequest, found: Callable[[], Any], act: Act) -> tuple[Any, Actor]:
    actor = asking(request)
    try:
        record = found()
    except (Fund.DoesNotExist, Line.DoesNotExist, Entry.DoesNotExist, Visit.DoesNotExist):
        raise Http404 from None
    allow(actor, act.name, record)
    return record, actor
