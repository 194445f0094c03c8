"""Conditions, milestones, payments: the page says what will happen and asks."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.vault.actions import Unlocked, open_again, open_record
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.awards import actions, queries
from tadasu.web.funding.awards._content import content_from
from tadasu.web.funding.awards._writing import as_of
from tadasu.web.funding.awards.access import PAY, PLAN, PREPARE, RELEASE, SETTLE
from tadasu.web.funding.awards.blocks import blocks_of
from tadasu.web.funding.awards.forms import Coded, Nothing, One, OptionalWords, Paid, Route, Seen
from tadasu.web.funding.awards.models import Payment
from tadasu.web.funding.awards.models.money import PREPARED
from tadasu.web.funding.awards.views._shown import amount_text, ask, block_text, code_text, held_for
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def meet(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """A condition is met."""
    held, actor = held_for(request, id, SETTLE)

    def do(form: OptionalWords) -> None:
        actions.meet(actor, award=id, number=number, words=form.cleaned_data["words"])

    return ask(
        request,
        held,
        question=_("Condition %(number)s is met?") % {"number": number},
        act=_("It is met"),
        form=OptionalWords(posted(request)),
        do=do,
    )


@login_required
@require_http_methods(QUESTION)
def waive(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """It is not asked any more."""
    held, actor = held_for(request, id, SETTLE)

    def do(form: Coded) -> None:
        said = form.cleaned_data
        actions.waive(actor, award=id, number=number, waiver=said["code"], words=said["words"])

    return ask(
        request,
        held,
        question=_("Waive condition %(number)s?") % {"number": number},
        act=_("Waive it"),
        form=Coded(posted(request), what="waivers"),
        do=do,
    )


@login_required
@require_http_methods(QUESTION)
def reach(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """The milestone of a tranche."""
    held, actor = held_for(request, id, PLAN)

    def do(form: Nothing) -> None:
        actions.reach(actor, award=id, number=number)

    return ask(
        request,
        held,
        question=_("Is the milestone of tranche %(number)s reached?") % {"number": number},
        act=_("It is reached"),
        form=Nothing(posted(request)),
        do=do,
    )


@login_required
@require_http_methods(QUESTION)
def prepare(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """A payment, by which way."""
    held, actor = held_for(request, id, PREPARE)

    def do(form: Route) -> None:
        actions.prepare_payment(actor, award=id, number=number, way=form.way())

    return ask(
        request,
        held,
        question=_("Prepare the payment of tranche %(number)s") % {"number": number},
        act=_("Seal the way and ask for release"),
        form=Route(posted(request)),
        do=do,
        happens=[
            _(
                "Who is paid, the bank, the account and the permission are sealed. The row holds the kind of way "
                "and the legal ground."
            ),
            _("Somebody who releases payments, and not you, lets it go."),
            _("No informal transfer and no mixing of coins: only the ways below."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def release(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A second person lets it go, and reads first which way."""
    held, actor = _held(request, id, RELEASE)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key
    way = _way_again(held, actor, key)
    if way is None:
        return _read_way(request, held, actor, key)
    seen = {"seen": str(held.record)}
    if request.method == "POST" and request.POST.get("seen") != seen["seen"]:
        return redirect("awards-release", held.id)  # sent by the page that opens the way, twice

    def do(form: Seen) -> HttpResponseBase:
        actions.release_payment(actor, payment=id, key=key)
        return redirect("awards-to-release", held.organisation_id)

    award = held.award
    happens = [
        _("Tranche %(number)s of award %(name)s: %(amount)s")
        % {"number": held.tranche.number, "name": award.pseudonym, "amount": amount_text(held.amount, award)},
        _("Way: %(route)s. Ground: %(basis)s. Prepared by %(who)s.")
        % {"route": code_text("routes", held.route), "basis": code_text("bases", held.basis), "who": held.prepared_by},
        *(block_text(one) for one in blocks_of(actor, award, held.tranche)),
    ]
    if not held.tested:
        happens.append(_("What the payee's statement will say was not tried: it is not released before."))
    texts = content_from(way) if way else {}
    response = ask(
        request,
        award,
        question=_("Release this payment?"),
        act=_("Release it"),
        form=Seen(posted(request), initial=seen),
        do=do,
        happens=happens,
        template="awards/release.html",
        values={"way": [(code_text("sealed", name), text) for name, text in texts.items()]},
    )
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(QUESTION)
def paid(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It arrived."""
    held, actor = _held(request, id, PAY)

    def do(form: Paid) -> None:
        actions.note_paid(actor, payment=id, arrived=form.arrived())

    first = {"on": timezone.localdate(), "currency": held.currency}
    return ask(
        request,
        held.award,
        question=_("Note that it arrived"),
        act=_("Note this"),
        form=Paid(posted(request), initial=first),
        do=do,
        happens=[_("The ledger is entered. It cannot be taken back here; what came back is noted as such.")],
    )


@login_required
@require_http_methods(QUESTION)
def refused(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The bank did not pay."""
    held, actor = _held(request, id, PAY)

    def do(form: One) -> None:
        actions.note_refusal(actor, payment=id, refusal=form.cleaned_data["code"])

    return ask(
        request,
        held.award,
        question=_("Note that the bank refused"),
        act=_("Note this"),
        form=One(posted(request), what="refusals"),
        do=do,
        happens=[
            _(
                "The tranche is held. Prepare it by another way; the same way is tried again only where the details were wrong."
            )
        ],
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It does not go."""
    state = Payment.objects.filter(id=id).values_list("state", flat=True).first()
    held, actor = _held(request, id, PREPARE if state == PREPARED else PAY)

    def do(form: Nothing) -> None:
        actions.withdraw_payment(actor, payment=id)

    return ask(
        request,
        held.award,
        question=_("Withdraw this payment?"),
        act=_("Withdraw it"),
        form=Nothing(posted(request)),
        do=do,
        happens=[_("The tranche is due again. Make sure that nothing has gone to the bank.")],
    )


def _way_again(held: Payment, actor: Actor, key: Unlocked) -> bytes | None:
    """What the actor read less than half an hour ago; None where it has to be opened, or does not open any more: then the page
    that opens it says why."""
    if held.record is None:
        return b""
    try:
        with transaction.atomic():
            return open_again(actor, record=held.record, key=key)
    except TadasuError:
        return None


def _read_way(request: HttpRequest, held: Payment, actor: Actor, key: Unlocked) -> HttpResponseBase:
    """The way is opened with a reason, and the page comes back."""

    def do(form: Purpose) -> HttpResponseBase:
        assert held.record is not None
        open_record(actor, record=held.record, key=key, **form.cleaned_data)
        return redirect("awards-release", held.id)

    return ask(
        request,
        held.award,
        question=_("Read which way the payment goes"),
        act=_("Open it"),
        form=Purpose(posted(request), initial={"purpose": "pay"}),
        do=do,
        happens=[
            _("Nobody releases what they have not read: who is paid, where, and what the payee's statement will say."),
            _("That you opened it stays in the log of the vault. You have half an hour."),
        ],
    )


def _held(request: HttpRequest, id: UUID, act: Act) -> tuple[Payment, Actor]:
    actor = asking(request)
    try:
        held = queries.payment_of(actor, id)
    except Payment.DoesNotExist:
        raise Http404 from None
    allow(actor, act.name, as_of(held.award, prepared_by_id=held.prepared_by_id))
    return held, actor
