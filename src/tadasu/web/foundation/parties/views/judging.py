"""Two parties side by side: judging them the same or different, and taking that back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.parties import actions, queries, words
from tadasu.web.foundation.parties.access import JUDGE, TAKE_BACK
from tadasu.web.foundation.parties.forms import Seen
from tadasu.web.foundation.parties.models import SAME, Party
from tadasu.web.foundation.parties.queries import Pair
from tadasu.web.foundation.parties.views._shown import asked_reason, found_or_404
from tadasu.web.foundation.parties.views.parties import MOST_TEXT, described
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, posted
from tadasu.wording import likelihood_text, reasons


@login_required
@require_safe
def choose(request: HttpRequest, id: UUID) -> HttpResponse:
    """With which other party: found by its name."""
    shown = found_or_404(queries.party_shown, request, id)
    actor = asking(request)
    allow(actor, JUDGE.name, shown.party)
    text = request.GET.get("name", "").replace("\0", "").strip()[:MOST_TEXT]
    found: list[Party] = []
    if text:
        rows = queries.parties_of(actor, shown.party.organisation_id, text=text).exclude(id=shown.party.id)
        found = list(rows.order_by("title", "id")[: queries.MOST])
    values = {"party": shown.party, "text": text, "found": found, "short": len(text) == 1}
    return render(request, "parties/choose.html", values)


@login_required
@require_safe
def pair(request: HttpRequest, id: UUID, other: UUID) -> HttpResponse:
    """Both, with how alike they are and what would change."""
    found = _pair_to_judge(request, id, other)
    said = found.explanation
    values = {
        "one": described(found.one),
        "other": described(found.other),
        "likely": likelihood_text(said.probability, language()) if said else "",
        "reasons": reasons(said, language(), limit=words.MOST_REASONS, of_two=True) if said else (),
        "apart": found.apart,
        "one_already": found.one.party.id == found.other.party.id,
        "other_kind": found.one.party.kind != found.other.party.kind,
        "merge": reverse("parties-merge", args=[id, other]),
        "tell_apart": reverse("parties-tell-apart", args=[id, other]),
    }
    return render(request, "parties/pair.html", values)


@login_required
@require_http_methods(QUESTION)
def merge(request: HttpRequest, id: UUID, other: UUID) -> HttpResponseBase:
    """The two are the same."""
    found = _pair_to_judge(request, id, other)
    actor = asking(request)
    if found.one.party.id == found.other.party.id:
        messages.info(request, _("They are one party already."))
        return redirect("parties-one", found.one.party.id)
    statements = sum(len(value) for group in found.other.groups for value in group.values)
    return asked_reason(
        request,
        question=_("Make one of %(one)s and %(other)s?") % _names(found),
        act=_("Make them one"),
        happens=[
            _("From now on they are shown as one party, under the older of the two; the id of the other leads there."),
            ngettext(
                "%(count)d statement comes beside those that are there; none is changed.",
                "%(count)d statements come beside those that are there; none is changed.",
                statements,
            )
            % {"count": statements},
            _("Hits that wait and decisions stay with the party they were made of, and are shown together."),
            _("It can be taken back; then they are exactly what they are now."),
        ],
        form=Seen(posted(request), initial={"seen": found.seen}),
        do=lambda said: actions.merge(actor, one=id, other=other, seen=said["seen"], reason=said["reason"]),
        back=reverse("parties-one", args=[id]),
    )


@login_required
@require_http_methods(QUESTION)
def tell_apart(request: HttpRequest, id: UUID, other: UUID) -> HttpResponseBase:
    """The two are different."""
    found = _pair_to_judge(request, id, other)
    actor = asking(request)
    return asked_reason(
        request,
        question=_("Keep %(one)s and %(other)s apart?") % _names(found),
        act=_("Keep them apart"),
        happens=[
            _("Nobody can make them one, nor any two parties that they became part of, as long as this holds."),
            _("It can be taken back."),
        ],
        form=Seen(posted(request), initial={"seen": found.seen}),
        do=lambda said: actions.tell_apart(actor, one=id, other=other, seen=said["seen"], reason=said["reason"]),
        back=reverse("parties-one", args=[id]),
    )


@login_required
@require_http_methods(QUESTION)
def take_back(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A judgement holds no longer."""
    found, seen = found_or_404(queries.judgement_of, request, id)
    actor = asking(request)
    allow(actor, TAKE_BACK.name, found)
    names = {"one": found.one.title, "other": found.other.title}
    same = found.verdict == SAME
    return asked_reason(
        request,
        question=(_("Split %(one)s and %(other)s again?") if same else _("Let %(one)s and %(other)s be made one?"))
        % names,
        act=_("Take the judgement back"),
        happens=[
            _("Each is again the party that it was, with its own statements, hits and decisions.")
            if same
            else _("Whoever finds that they are the same may make them one."),
            _("What was judged stays to be read, with your name and the reason why it was taken back."),
        ],
        form=Seen(posted(request), initial={"seen": seen}),
        do=lambda said: actions.take_back(actor, judgement=id, seen=said["seen"], reason=said["reason"]),
        back=reverse("parties-one", args=[found.one_id]),
    )


def _names(found: Pair) -> dict[str, str]:
    return {"one": found.one.party.title, "other": found.other.party.title}


def _pair_to_judge(request: HttpRequest, one: UUID, other: UUID) -> Pair:
    """Two parties about which whoever asks may judge. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = queries.pair(actor, one, other)
    except Party.DoesNotExist:
        raise Http404 from None
    allow(actor, JUDGE.name, found.one.party)
    return found
