"""Acts on intermediaries: the page says what will happen and asks."""

import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.foundation.vault.actions import open_record
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.awards.views._shown import ASK, award_or_404
from tadasu.web.funding.intermediaries import access, actions, queries
from tadasu.web.funding.intermediaries.forms import Acknowledge, Attest, Judge, NoteGrant, Nothing, SetTerms
from tadasu.web.funding.intermediaries.forms import Incident as IncidentForm
from tadasu.web.funding.intermediaries.models import Attestation, Grant, Incident, Terms
from tadasu.web.funding.intermediaries.views.pages import terms_or_404
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def set_terms(request: HttpRequest, award: UUID) -> HttpResponseBase:
    """For an award that passes on."""
    held, actor = award_or_404(request, award), asking(request)
    allow(actor, access.SET.name, held)
    if not held.passes_on or Terms.objects.filter(award=held.id).exists():
        raise Http404
    form = SetTerms(
        posted(request),
        holders=_holders(held),
        peers=_peers(held.organisation_id),
        initial={"protection": max(1, min(held.level, 2))},
    )

    def do(sent: SetTerms) -> HttpResponseBase:
        return redirect("intermediaries-one", actions.set_terms(actor, award=award, said=sent.said()).id)

    happens = [
        _(
            "What is asked here is asked of everybody below, or more. Until the intermediary has said yes to all of "
            "it, nothing is paid."
        ),
        _("Protection only rises. Overhead of all levels together is 15% at most."),
    ]
    return _ask(
        request,
        _("Set terms for %(name)s") % {"name": held.pseudonym},
        _("Set them"),
        form,
        do,
        reverse("awards-one", args=[award]),
        happens,
    )


@login_required
@require_http_methods(QUESTION)
def acknowledge(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Say yes."""
    terms, actor = _held(request, id, access.ACKNOWLEDGE)
    codes = [one.code for one in queries.duties_of(terms) if one.acknowledged_on is None]
    form = Acknowledge(posted(request), codes=codes, ours=terms.organisation_id in actor.places)

    def do(sent: Acknowledge) -> None:
        said = sent.cleaned_data
        actions.acknowledge(actor, terms=id, codes=said["codes"], letter=said.get("letter"))

    return _ask(
        request,
        _("Say yes to what is owed"),
        _("Say yes"),
        form,
        do,
        _back(terms),
        [_("It stands here who said so, and when.")],
    )


@login_required
@require_http_methods(QUESTION)
def attest(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Counts and sums."""
    terms, actor = _held(request, id, access.ATTEST)
    form = Attest(posted(request), currency=terms.currency)

    def do(sent: Attest) -> None:
        actions.attest(actor, terms=id, stated=sent.stated())

    happens = [
        _("Counts, a sum, months and bands: no name, no place finer than a region, no text."),
        _("You sign it with your account. Somebody of the funder who did not sign looks at it."),
    ]
    return _ask(request, _("Attest sub-grants"), _("Sign this attestation"), form, do, _back(terms), happens)


@login_required
@require_http_methods(QUESTION)
def judge(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Take it, or send it back."""
    actor = asking(request)
    try:
        one = queries.attestation_of(actor, id)
    except Attestation.DoesNotExist:
        raise Http404 from None
    allow(actor, access.JUDGE.name, one)

    def do(sent: Judge) -> None:
        actions.judge(actor, attestation=id, why=sent.cleaned_data["why"])

    happens = [
        _("%(count)s sub-grants, %(amount)s together.")
        % {"count": one.sub_grants, "amount": money.shown(one.amount, one.currency)},
        _("What is taken counts in the chain, once, and never beyond what was paid."),
    ]
    return _ask(
        request,
        _("Attestation %(number)s") % {"number": one.number},
        _("Note this"),
        Judge(posted(request)),
        do,
        _back(one.terms),
        happens,
    )


@login_required
@require_http_methods(QUESTION)
def tell(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """An incident."""
    terms, actor = _held(request, id, access.TELL)

    def do(sent: IncidentForm) -> None:
        actions.tell_incident(actor, terms=id, **sent.cleaned_data)

    happens = [
        _("Payments of this award and of all below it are held at once."),
        _("What you write is sealed to the award's readers. Minutes are not kept."),
    ]
    return _ask(
        request, _("Tell of an incident"), _("Tell it now"), IncidentForm(posted(request)), do, _back(terms), happens
    )


@login_required
@require_http_methods(QUESTION)
def close(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is dealt with."""
    actor = asking(request)
    try:
        one = queries.incident_of(actor, id)
    except Incident.DoesNotExist:
        raise Http404 from None
    allow(actor, access.CLOSE.name, one.terms)

    def do(sent: Nothing) -> None:
        actions.close_incident(actor, incident=id)

    happens = [_("Awards that are held stay so until somebody takes each up again.")]
    return _ask(
        request, _("Is it dealt with?"), _("It is dealt with"), Nothing(posted(request)), do, _back(one.terms), happens
    )


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What happened, in words: for those to whom it is sealed."""
    actor = asking(request)
    try:
        one = queries.incident_of(actor, id)
    except Incident.DoesNotExist:
        raise Http404 from None
    allow(actor, access.SEE.name, one.terms)
    if one.record is None:
        raise Http404
    record = one.record
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key

    def do(sent: Purpose) -> HttpResponseBase:
        opened = open_record(actor, record=record, key=key, **sent.cleaned_data)
        values = {"terms": one.terms, "text": json.loads(opened.content)["text"]}
        response = render(request, "intermediaries/opened.html", values)
        response["Cache-Control"] = "no-store"
        return response

    form = Purpose(posted(request), initial={"purpose": "protect"})
    happens = [_("That you opened it, and for which purpose, stays in the log of the vault.")]
    return _ask(request, _("Open what happened?"), _("Open it"), form, do, _back(one.terms), happens)


@login_required
@require_http_methods(QUESTION)
def note_grant(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A grant from a funder elsewhere."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, access.STATE.name, place)

    def do(sent: NoteGrant) -> None:
        said = sent.cleaned_data
        actions.note_grant(
            actor,
            organisation=organisation,
            peer=UUID(said["peer"]),
            pseudonym=said["pseudonym"],
            currency=said["currency"],
        )

    form = NoteGrant(posted(request), peers=_peers(organisation))
    back = reverse("intermediaries-grants", args=[organisation])
    return _ask(request, _("Note a grant from a funder elsewhere"), _("Note this"), form, do, back)


@login_required
@require_http_methods(QUESTION)
def state(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What we passed on of it."""
    actor = asking(request)
    try:
        grant = queries.grant_of(actor, id)
    except Grant.DoesNotExist:
        raise Http404 from None
    allow(actor, access.STATE.name, grant)

    def do(sent: Attest) -> None:
        actions.state(actor, grant=id, stated=sent.stated())

    back = reverse("intermediaries-grants", args=[grant.organisation_id])
    happens = [
        _(
            "It goes to this funder alone, as a signed package: on the page of the exchange choose what was attested, and send."
        ),
        _("Counts, a sum, months and bands: no name, no place finer than a region, no text."),
    ]
    return _ask(
        request,
        _("Attest sub-grants of %(name)s") % {"name": grant.pseudonym},
        _("Sign this attestation"),
        Attest(posted(request), currency=grant.currency),
        do,
        back,
        happens,
    )


def _held(request: HttpRequest, id: UUID, act: Act) -> tuple[Terms, Actor]:
    terms, actor = terms_or_404(request, id), asking(request)
    allow(actor, act.name, terms)
    return terms, actor


def _back(terms: Terms) -> str:
    return reverse("intermediaries-one", args=[terms.id])


def _holders(award: Award) -> Sequence[Organisation]:
    return list(Organisation.objects.filter(kind="funder").exclude(id=award.organisation_id).order_by("name"))


def _peers(organisation: UUID) -> Sequence[Peer]:
    return list(Peer.objects.filter(organisation=organisation).order_by("known_as"))


def _ask(
    request: HttpRequest,
    question: str,
    act: str,
    form: BaseForm,
    do: Callable[[Any], HttpResponseBase | None],
    back: str,
    happens: Sequence[Said] = (),
) -> HttpResponseBase:
    return answer(
        request, Question(question=question, act=act, form=form, do=do, back=back, happens=happens, template=ASK)
    )
