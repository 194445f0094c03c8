"""The list of parties, one of them, and adding to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import UsageError
from tadasu.web.foundation.access import allow, asking, may
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.parties import actions, queries, words
from tadasu.web.foundation.parties.access import ADD, JUDGE, STATE, TAKE_BACK, WITHDRAW
from tadasu.web.foundation.parties.forms import AddParty, State
from tadasu.web.foundation.parties.models import SAME, Hit, Judgement, Party, Statement
from tadasu.web.foundation.parties.properties import kinds
from tadasu.web.foundation.parties.queries import PartyShown
from tadasu.web.foundation.parties.views._shown import asked_reason, found_or_404, put_at
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import State as Shape
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, posted

_FORM = require_http_methods(["GET", "HEAD", "POST"])
MOST_TEXT = 200
PREFIX = "t-"
"""Of the parameters of the table, beside which the search has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement as it is shown: its value, who says so since when, how sure, and where it can be withdrawn."""

    property: str
    value: str
    source: str
    source_url: str
    as_of: object
    sure: str
    who: str
    at: object
    withdraw: str
    other: str
    of: str
    disagree: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A judgement as it is shown."""

    text: str
    who: str
    at: object
    reason: str
    evidence: Sequence[str]
    take_back: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A hit as it is shown on the page of its party."""

    name: str
    list: str
    likely: str
    verdict: str
    address: str
    state: Shape | None
    gone: bool


@login_required
@require_safe
def parties(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All of an organisation; narrowed down by any two signs of a name."""
    found = organisation_or_404(request, organisation)
    actor = asking(request)
    text = request.GET.get("name", "").replace("\0", "").strip()[:MOST_TEXT]
    by_standing = bool(request.GET.get(f"{PREFIX}standing"))
    rows = queries.parties_of(actor, found.id, text=text, by_standing=by_standing)
    shown = _table().show(request.GET, rows)
    values = {
        "organisation": found,
        "name": name_of(found),
        "text": text,
        "short": len(text) == 1,
        "none_so_called": bool(text) and not shown.lines and not shown.asked.filtered,
        "adds": may(actor, ADD.name, found),
    }
    return tables.answer(request, "parties/parties.html", shown, values)


@login_required
@require_http_methods(QUESTION)
def add(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """A new party with its first statements."""
    found = organisation_or_404(request, organisation)
    actor = asking(request)
    allow(actor, ADD.name, found)
    form = AddParty(posted(request))
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                made = actions.add_party(
                    actor, organisation=found.id, kind=form.cleaned_data["kind"], said=form.statements
                )
        except UsageError as error:
            put_at(form, error)
        else:
            return redirect("parties-one", made.id)
    return render(request, "parties/add.html", {"organisation": found, "form": form})


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """A party with all that is said of it. The id of one that became part of another leads to that."""
    shown = found_or_404(queries.party_shown, request, id)
    if shown.alias:
        return redirect("parties-one", shown.party.id)
    actor = asking(request)
    withdraws, takes_back = may(actor, WITHDRAW.name, shown.party), may(actor, TAKE_BACK.name, shown.party)
    values = {
        **described(shown, withdraws=withdraws),
        "judgements": [_said(one, takes_back=takes_back) for one in shown.judgements],
        "hits": [possible(one) for one in shown.hits],
        "withdrawn": [_line(one, withdraws=False, shown=shown) for one in shown.withdrawn],
        "events": [words.event(one) for one in reversed(shown.happened)],
        "states": may(actor, STATE.name, shown.party),
        "judges": may(actor, JUDGE.name, shown.party),
    }
    return render(request, "parties/one.html", values)


@login_required
@require_http_methods(QUESTION)
def state(request: HttpRequest, id: UUID) -> HttpResponse:
    """One more statement."""
    shown = found_or_404(queries.party_shown, request, id)
    actor = asking(request)
    allow(actor, STATE.name, shown.party)
    form = State(posted(request), kind=shown.party.kind)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                actions.state(actor, party=id, said=form.statement())
        except UsageError as error:
            put_at(form, error)
        else:
            return redirect("parties-one", shown.party.id)
    return render(request, "parties/state.html", {"party": shown.party, "form": form})


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Withdraw a statement."""
    found = found_or_404(queries.statement_of, request, id)
    actor = asking(request)
    allow(actor, WITHDRAW.name, found.party)
    return asked_reason(
        request,
        question=_("Withdraw this statement?"),
        act=_("Withdraw the statement"),
        happens=[
            f"{words.property_text(found.property)}: {words.value_text(found)} ({found.source})",
            _("It stays to be read, with your name and the reason, and counts for nothing any more."),
            _("The party is screened again without it."),
        ],
        form=Reason(posted(request)),
        do=lambda said: actions.withdraw(actor, statement=id, reason=said["reason"]),
        back=reverse("parties-one", args=[found.party_id]),
    )


def described(shown: PartyShown, *, withdraws: bool = False) -> dict[str, object]:
    """A party for a template: what it is called, how it stands to the lists, what is said of it."""
    party = shown.party
    return {
        "party": party,
        "kind": words.kind_text(party.kind),
        "standing": words.STANDINGS[shown.standing],
        "standing_state": words.standing_state(shown.standing),
        "screened": kinds()[party.kind].screened,
        "screened_at": min((one.screened_at for one in shown.members if one.screened_at), default=None),
        "aliases": [one for one in shown.members if one.id != party.id],
        "lines": [
            _line(one, withdraws=withdraws, shown=shown, disagree=group.contradicts)
            for group in shown.groups
            for value in group.values
            for one in value
        ],
        "disagree": [words.property_text(group.property) for group in shown.groups if group.contradicts],
    }


def possible(hit: Hit) -> Possible:
    """A hit for a template."""
    waits = not hit.verdict and hit.gone_at is None
    return Possible(
        name=hit.matched_name,
        list=words.list_text(hit.list_id),
        likely=words.likely_text(hit),
        verdict=words.verdict_text(hit.verdict) if hit.verdict else "",
        address=reverse("parties-hit", args=[hit.id]),
        state=Shape.ASK if waits else Shape.HOLD if hit.verdict == SAME else None,
        gone=hit.gone_at is not None,
    )


def _line(statement: Statement, *, withdraws: bool, shown: PartyShown, disagree: bool = False) -> Line:
    return Line(
        property=words.property_text(statement.property),
        value=words.value_text(statement),
        source=statement.source,
        source_url=statement.source_url,
        as_of=statement.as_of,
        sure=words.confidence_text(statement.confidence),
        who=words.person_text(statement.recorded_by),
        at=statement.recorded_at,
        withdraw=reverse("parties-withdraw", args=[statement.id]) if withdraws else "",
        other=reverse("parties-one", args=[statement.other_id]) if statement.other_id else "",
        of=statement.party.title if len(shown.members) > 1 else "",
        disagree=disagree,
    )


def _said(judgement: Judgement, *, takes_back: bool) -> Said:
    return Said(
        text=_("%(one)s and %(other)s: %(verdict)s")
        % {
            "one": judgement.one.title,
            "other": judgement.other.title,
            "verdict": words.verdict_text(judgement.verdict),
        },
        who=words.person_text(judgement.made_by),
        at=judgement.made_at,
        reason=judgement.reason,
        evidence=words.reason_texts(judgement.evidence, of_two=True),
        take_back=reverse("parties-take-back", args=[judgement.id]) if takes_back else "",
        same=judgement.verdict == SAME,
    )


def _address(party: Party) -> str:
    return reverse("parties-one", args=[party.id])


def _table() -> Table:
    return Table(
        name="parties",
        caption=gettext_lazy("Parties"),
        columns=(
            Column(name="title", label=gettext_lazy("Name"), sorts="title", address=_address),
            Column(name="kind", label=gettext_lazy("What it is"), value=lambda one: words.kind_text(one.kind)),
            Column(name="standing", label=gettext_lazy("Lists"), value=words.standing),
            Column(name="since", label=gettext_lazy("Kept since"), value=lambda one: one.made_at, sorts="made_at"),
        ),
        filters=(
            Filter(
                name="kind",
                label=gettext_lazy("What it is"),
                choices=[(key, words.kind_text(key)) for key in kinds()],
            ),
            Filter(name="standing", label=gettext_lazy("Lists"), choices=list(words.STANDINGS.items())),
        ),
        order="title",
        empty=gettext_lazy("No party yet"),
        how=gettext_lazy("A party comes here when somebody adds it, or when a desk reads a file that names it."),
        prefix=PREFIX,
    )
