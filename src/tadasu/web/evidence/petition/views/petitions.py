"""The list of petitions, one of them, and how one begins."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.law import PetitionClock, Unit, remaining
from tadasu.reports import in_words, mark_text, standing_on
from tadasu.schema import UsageError
from tadasu.web.evidence.petition import access, laws, queries
from tadasu.web.evidence.petition.access import BEGIN
from tadasu.web.evidence.petition.models import (
    DRAFT,
    HANDED_IN,
    ITEM,
    OVER,
    RELEASED,
    SENT,
    WITHDRAWN,
    Petition,
    Step,
)
from tadasu.web.evidence.petition.views._shown import (
    attached_name,
    fields_shown,
    findings_text,
    law_name,
    petition_or_404,
    recipient,
    refusal_text,
    remarks_of,
)
from tadasu.web.evidence.petition.words import named, words
from tadasu.web.foundation.access import Act, Actor, asking, may, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Clock, Event, Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables


@login_required
@require_safe
def petitions(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every petition of an organisation."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    rows = queries.petitions_of(actor, organisation)
    values = {"name": name_of(place), "organisation": place, "begins": may_anew(actor, BEGIN.name, place)}
    return tables.answer(request, "petition/petitions.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """A petition: how far it is, what is there, what goes along, which times run, what was done. Not what it says."""
    held, actor = petition_or_404(request, id, ended=True), asking(request)
    if held.ended_on is not None:
        return _ended(request, held)
    opens = may(actor, access.OPEN.name, held)
    clocks, no_clocks = _clocks(held)
    values = {
        "petition": held,
        "state": named("states", held.state, language()),
        "facts": _facts(held),
        "opens": opens,
        "fields": fields_shown(held),
        "whole": queries.completeness_of(held).whole,
        "remarks": [*remarks_of(held), *findings_text(held)],
        "attached": [_attached_row(actor, held, each) for each in queries.attached(actor, held)],
        "buttons": _buttons(actor, held),
        "waits": held.state == DRAFT and held.offered_by_id is not None,
        "releases": may_anew(actor, access.RELEASE.name, held)
        and held.state == DRAFT
        and held.offered_by_id is not None,
        "own": held.offered_by_id is not None and held.offered_by_id == actor.user,
        "clocks": clocks,
        "no_clocks": no_clocks,
        "events": [_event(each) for each in queries.log_of(held)],
        "copied": Petition.objects.filter(id=held.copied_from).first() if held.copied_from else None,
    }
    return render(request, "petition/one.html", values)


def _ended(request: HttpRequest, held: Petition) -> HttpResponse:
    """What is left of it."""
    state = Pair(term=_("State"), text=named("states", held.state, language()))
    values = {
        "petition": held,
        "pairs": [state, *_days(held)],
        "events": [_event(each) for each in queries.log_of(held)],
    }
    return render(request, "petition/ended.html", values)


def _facts(held: Petition) -> Sequence[Pair]:
    form = laws.law_of(held.regime).form
    until = queries.kept_until(held)
    rows = [
        (_("Who may petition"), in_words(form.who.names, language()) if form is not None else ""),
        (_("Signs"), in_words(form.signs.names, language()) if form is not None and form.signs is not None else ""),
        (_("Authors"), ", ".join(map(str, queries.authors(held))) or _("nobody opens it any more")),
        (_("Last written by"), str(held.changed_by)),
        (_("Said to be ready by"), str(held.offered_by) if held.offered_by else ""),
        (_("Released by"), str(held.released_by) if held.released_by else ""),
        (_("Kept until"), day_text(until, language()) if until else ""),
    ]
    return [*_days(held), *(Pair(term=term, text=text) for term, text in rows if text)]


def _days(held: Petition) -> Sequence[Pair]:
    """What stays when its words go."""
    rows = [
        (_("Under which law"), law_name(held)),
        (_("Goes to"), recipient(held.regime)),
        (_("Handed in on"), day_text(held.sent_on, language()) if held.sent_on else ""),
        (_("Acknowledged on"), day_text(held.acknowledged_on, language()) if held.acknowledged_on else ""),
        (_("Closed on"), day_text(held.closed_on, language()) if held.closed_on else ""),
        (_("What became of it"), named("outcomes", held.outcome, language()) if held.outcome else ""),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


def _attached_row(actor: Actor, held: Petition, each: queries.Attached) -> dict[str, object]:
    takes_out = held.state == DRAFT and may(actor, access.ATTACH.name, held)
    address = ""
    if each.article is not None:
        address = reverse("press-one", args=[each.article.id])
    elif each.item is not None:
        address = reverse("custody-one", args=[each.item.id])
    return {
        "name": attached_name(each),
        "address": address,
        "refused": refusal_text(each),
        "out": reverse("petition-detach", args=[held.id, each.row.number]) if takes_out else "",
        "package": each.row.kind == ITEM and each.item is not None,
    }


def _buttons(actor: Actor, held: Petition) -> Sequence[tuple[str, str]]:
    state = held.state
    offered: list[tuple[Act, bool, str, str]] = [
        (access.ATTACH, state == DRAFT, "petition-attach", _("Attach something")),
        (access.SHARE, state not in OVER, "petition-share", _("Name another author")),
        (
            access.OFFER,
            state == DRAFT and held.offered_by_id is None,
            "petition-offer",
            _("Ask a second person to release it"),
        ),
        (access.PACK, state in (RELEASED, *HANDED_IN), "petition-package", _("Save the package")),
        (access.SEND, state == RELEASED, "petition-send", _("Note that it was handed in")),
        (access.REOPEN, state == RELEASED, "petition-reopen", _("Take it back to change it")),
        (access.ACKNOWLEDGE, state == SENT, "petition-acknowledge", _("Note that it was acknowledged")),
        (access.CLOSE, state in HANDED_IN, "petition-close", _("Close the petition")),
        (access.COPY, state not in OVER, "petition-copy", _("Copy it to another law")),
        (access.COPY, state in OVER, "petition-copy", _("Begin anew from it, under any law")),
        (access.WITHDRAW, state not in OVER, "petition-withdraw", _("Withdraw the petition")),
    ]
    return [
        (reverse(view, args=[held.id]), label)
        for act, there, view, label in offered
        if there and may_anew(actor, act.name, held)
    ]


def _clocks(held: Petition) -> tuple[Sequence[Clock], str]:
    """The times that run, and what is said where none does."""
    if held.state == WITHDRAWN:
        return (), _("No time runs any more: it was withdrawn.")
    if held.sent_on is None:
        return (), _("Times run from the day on which it is handed in.")
    try:
        clocks = [_clock(held, one) for one in queries.clocks_of(held)]
    except UsageError:
        return (), _("The calendar does not reach so far yet: no day can be told.")
    return clocks, "" if clocks else _("Our references name no time within which this authority has to answer.")


def _clock(held: Petition, one: PetitionClock) -> Clock:
    """With its article; it stopped on the day on which the petition was closed."""
    assert held.sent_on is not None
    today = held.closed_on or timezone.localdate()
    regime = laws.law_of(held.regime).regime
    assert regime is not None  # else no time runs
    rests = mark_text(
        one.basis, standing_on(regime, held.sent_on, language()), language(), source=one.basis.source.title
    )
    rule = f"{in_words(one.names, language())}. {rests}"
    return Clock(
        rule=rule,
        today=today,
        due=one.due,
        left=remaining(one.clock, held.sent_on, today),
        working_days=one.clock.unit is Unit.WORKING_DAY,
        era=regime.place == "jp",
        stopped_since=held.closed_on,
    )


def _event(step: Step) -> Event:
    what = named("steps", step.act, language())
    said = []
    if step.on is not None and step.on != step.day:
        said.append(_("on %(day)s") % {"day": day_text(step.on, language())})
    for name, kind in (("channel", "channels"), ("outcome", "outcomes")):
        if name in step.detail:
            said.append(named(kind, step.detail[name], language()))
    if step.act == "sent":
        said.append(recipient(step.detail["to"]))
    if digest := step.detail.get("digest"):
        said.append(_("SHA-256 of the petition: %(digest)s") % {"digest": digest})
    if number := step.detail.get("number"):
        said.append(f"({number})")
    return Event(at=step.day, what=what, who=str(step.user), text="; ".join(said))


def _table() -> Table:
    return Table(
        name="petitions",
        caption=gettext_lazy("Petitions"),
        columns=(
            Column(
                name="label",
                label=gettext_lazy("Petition"),
                value=lambda one: one.label or _("erased"),
                sorts="label",
                address=lambda one: reverse("petition-one", args=[one.id]),
            ),
            Column(name="regime", label=gettext_lazy("Under which law"), value=law_name, sorts="regime"),
            Column(
                name="state",
                label=gettext_lazy("State"),
                value=lambda one: named("states", one.state, language()),
                sorts="state",
            ),
            Column(name="sent_on", label=gettext_lazy("Handed in on"), sorts="sent_on"),
            Column(name="begun_on", label=gettext_lazy("Begun on"), sorts="begun_on"),
        ),
        filters=(
            Filter(
                name="state",
                label=gettext_lazy("State"),
                choices=[(code, names[language()]) for code, names in words("states").items()],
            ),
        ),
        searched=("label",),
        order="-begun_on",
        empty=gettext_lazy("No petition yet"),
        how=gettext_lazy("A petition begins when somebody chooses a law and what was found."),
    )
