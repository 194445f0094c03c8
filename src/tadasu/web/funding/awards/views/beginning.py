"""How an award begins and comes into force: from nothing, a decision or another award; written, signed by two."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.funds import Amount, decimal_of
from tadasu.web.foundation.access import Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.applications.queries import application_of
from tadasu.web.funding.awards import actions, queries
from tadasu.web.funding.awards.access import BEGIN, DROP, HAND_OUT, NAME_READER, SIGN, WRITE
from tadasu.web.funding.awards.actions.agreeing import conditions_decided
from tadasu.web.funding.awards.forms import Agree, Begin, Consent, Nothing, Person
from tadasu.web.funding.awards.models import OURS
from tadasu.web.funding.awards.views._shown import ASK, ask, held_for
from tadasu.web.funding.programmes.queries import lines_of
from tadasu.web.funding.review.queries import decision_on
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Directly."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, BEGIN.name, place)

    def do(form: Begin) -> HttpResponseBase:
        made = actions.begin_award(actor, organisation=organisation, begun=form.begun())
        return redirect("awards-one", made.id)

    form = _form(
        request, actor, place, {"starts_on": timezone.localdate(), "lane": "core", "risk": "medium", "level": 1}
    )
    return _asked(request, form, do, question=_("Begin an award"), back=reverse("awards-list", args=[organisation]))


@login_required
@require_http_methods(QUESTION)
def from_decision(request: HttpRequest, application: UUID) -> HttpResponseBase:
    """From a decision to award: amount, currency and level are as it says."""
    actor = asking(request)
    try:
        said = application_of(actor, application)
    except Application.DoesNotExist:
        raise Http404 from None
    allow(actor, BEGIN.name, said)
    decision = decision_on(actor, application)
    if decision is None or decision.amount is None:
        raise Http404
    first = {
        "amount": str(decimal_of(Amount(decision.amount, decision.currency))),
        "currency": decision.currency,
        "level": max(decision.level, said.level),
        "lane": said.lane,
        "region": said.region,
        "risk": "medium",
        "starts_on": timezone.localdate(),
        "delay": str(said.delay or ""),
    }

    def do(form: Begin) -> HttpResponseBase:
        parent = UUID(form.cleaned_data["parent"]) if form.cleaned_data.get("parent") else None
        made = actions.award_from_decision(actor, application=application, begun=form.begun(), parent=parent)
        return redirect("awards-one", made.id)

    form = _form(request, actor, said.organisation, first, fixed=True)
    _ask_parent(form, actor, said.organisation_id, needed=first["level"] == OURS)
    return _asked(
        request,
        form,
        do,
        question=_("Begin the award of %(name)s") % {"name": said.pseudonym},
        back=reverse("awards-list", args=[said.organisation_id]),
        happens=[
            _(
                "Amount, currency and protection level are those of the decision. What may be published is as the "
                "applicant allowed."
            )
        ],
    )


@login_required
@require_http_methods(QUESTION)
def sub(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Out of another award."""
    held, actor = held_for(request, id, BEGIN)

    def do(form: Begin) -> HttpResponseBase:
        made = actions.sub_award(actor, parent=id, begun=form.begun())
        return redirect("awards-one", made.id)

    first = {
        "line": str(held.line),
        "currency": held.currency,
        "lane": held.lane,
        "risk": held.risk,
        "level": max(1, held.level),
        "region": held.region,
        "starts_on": max(held.starts_on, timezone.localdate()),
        "ends_on": held.ends_on,
    }
    return _asked(
        request,
        _form(request, actor, held.organisation, first),
        do,
        question=_("Pass some of %(name)s on") % {"name": held.pseudonym},
        back=reverse("awards-one", args=[id]),
        happens=[
            _(
                "Its money is part of this award and enters the ledger once. Where the sub-grantee must not be "
                "known to us, the intermediary attests it instead."
            )
        ],
    )


@login_required
@require_http_methods(QUESTION)
def agree(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What is agreed."""
    held, actor = held_for(request, id, WRITE)

    def do(form: Agree) -> None:
        actions.write_agreement(actor, award=id, agreement=form.agreement())

    asked = {f"condition_{place}": code for place, code in enumerate(conditions_decided(actor, held), 1)}
    form = Agree(posted(request), currency=held.currency, amount=held.amount, first=held.starts_on, initial=asked)
    return ask(
        request,
        held,
        question=_("Write the agreement"),
        act=_("Seal and keep it"),
        form=form,
        do=do,
        happens=[
            _("Text and words are sealed to the award's readers. Clauses, amounts, days and codes stand in the clear."),
            _("The tranches together are the amount. The first is paid ahead and covers ninety days."),
            _("Whoever signed what stood here before has not signed this."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def consent(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What may be published."""
    held, actor = held_for(request, id, WRITE)

    def do(form: Consent) -> None:
        said = form.cleaned_data
        actions.note_consent(actor, award=id, fields=said["fields_"], public_name=said["public_name"])

    first = {"fields_": held.consented, "public_name": held.grantee.public_name}
    return ask(
        request,
        held,
        question=_("Note what may be published"),
        act=_("Note this"),
        form=Consent(posted(request), initial=first),
        do=do,
        happens=[
            _(
                "Only what the grantee itself allowed. It may take each back at any time; what is published already "
                "cannot be called back."
            )
        ],
    )


@login_required
@require_http_methods(QUESTION)
def sign(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One of us stands for it."""
    held, actor = held_for(request, id, SIGN)

    def do(form: Nothing) -> None:
        actions.sign(actor, award=id)

    return ask(
        request,
        held,
        question=_("Sign the agreement?"),
        act=_("Sign it"),
        form=Nothing(posted(request)),
        do=do,
        happens=[
            _("Open and read it first."),
            _(
                "With the second signature it is in force, and its money is set aside on the line. From then on it "
                "changes by agreed changes only."
            ),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Never signed."""
    held, actor = held_for(request, id, DROP)

    def do(form: Nothing) -> None:
        actions.drop(actor, award=id)

    return ask(
        request,
        held,
        question=_("Give up this award?"),
        act=_("Give it up"),
        form=Nothing(posted(request)),
        do=do,
        happens=[_("Nothing was paid. What is sealed of it is erased when its time is over.")],
    )


@login_required
@require_http_methods(QUESTION)
def name_reader(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A colleague."""
    held, actor = held_for(request, id, NAME_READER)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key

    def do(form: Person) -> None:
        actions.name_reader(actor, award=id, user=UUID(form.cleaned_data["user"]), key=key)

    people = [one for one in keyed_people(held.organisation_id) if one.id not in held.readers]
    return ask(
        request,
        held,
        question=_("Name another reader"),
        act=_("Name this person"),
        form=Person(posted(request), people=people),
        do=do,
        happens=[_("The person can open all that is sealed of this award, who the grantee is among it.")],
    )


@login_required
@require_http_methods(QUESTION)
def hand_out(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A box; its code is shown once."""
    held, actor = held_for(request, id, HAND_OUT)

    def do(form: Nothing) -> HttpResponseBase:
        done = actions.hand_out_box(actor, award=id)
        return render(request, "awards/code.html", {"award": done.award, "code": done.code})

    return ask(
        request,
        held,
        question=_("Hand out a box for this grant?"),
        act=_("Make the code"),
        form=Nothing(posted(request)),
        do=do,
        happens=[
            _("Whoever has the code reports and writes through it, without an account."),
            _("The code is shown once and kept nowhere. Hand it over by the way that was agreed."),
        ],
    )


def _form(
    request: HttpRequest, actor: Actor, place: Organisation, first: dict[str, object], *, fixed: bool = False
) -> Begin:
    return Begin(
        posted(request),
        lines=[(str(one.id), f"{one.fund.name}: {one}") for one in lines_of(actor, place)],
        people=[one for one in keyed_people(place.id) if one.id != actor.user],
        grantees=list(queries.grantees_of(actor, place.id)),
        fixed=fixed,
        initial=first,
    )


def _ask_parent(form: Begin, actor: Actor, organisation: UUID, *, needed: bool) -> None:
    """Over an intermediary: where it alone knows who it is, one has to be named."""
    from django import forms

    rows = queries.awards_of(actor, organisation).filter(passes_on=True, state__in=("signed", "active"))
    none = [] if needed else [("", _("none: paid by us"))]
    if rows or needed:
        form.fields["parent"] = forms.ChoiceField(
            label=_("Which intermediary's award it is passed on from"),
            choices=[*none, *((str(one.id), one.pseudonym) for one in rows)],
            required=needed,
        )


def _asked(
    request: HttpRequest,
    form: Begin,
    do: Callable[[Begin], HttpResponseBase],
    *,
    question: str,
    back: str,
    happens: Sequence[str] = (),
) -> HttpResponseBase:
    said = [
        _("Who it is for is sealed to you and those whom you choose. Lists show a random name, an amount, a region."),
        *happens,
    ]
    return answer(
        request,
        Question(question=question, act=_("Begin this award"), form=form, do=do, back=back, happens=said, template=ASK),
    )
