"""The door through which packages come: without an account. A package proves by itself from whom it is."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tadasu.web.foundation.access import acting, allow, asking
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.exchange._package import LARGEST
from tadasu.web.foundation.exchange._receipt import Answer
from tadasu.web.foundation.exchange.access import POST
from tadasu.web.foundation.exchange.actions import receive
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.queries import public_card

MOST_A_MINUTE = 120
"""Packages to one organisation in a minute, of all senders together, counted in the memory of a process."""

_STATUS = {Answer.TAKEN: 202, Answer.AGAIN: 202, Answer.WAITS: 409, Answer.REFUSED: 422}
_FAULTS = {"exchange-too-large": 413, "exchange-too-many": 429, "exchange-unknown-peer": 403, "exchange-signature": 403}


@csrf_exempt
@require_POST
def post(request: HttpRequest, instance: str) -> HttpResponse:
    """Take a package: 202 with a signed receipt; 409 asks for those before it, 422 refuses, both signed; else a code alone."""
    allow(asking(request), POST.name)
    found = public_card(instance)
    if found is None:
        raise Http404
    try:
        _bounded(instance)
        data = _body(request)
        actor = steward(found.organisation)
        with acting(actor):
            receipt = receive(actor, organisation=found.organisation_id, data=data)
    except Fault as fault:
        return JsonResponse({"code": fault.code}, status=_FAULTS.get(fault.code, 400))
    return HttpResponse(receipt.written(), content_type="application/json", status=_STATUS[receipt.answer])


@require_safe
def card(request: HttpRequest, instance: str) -> HttpResponse:
    """The card of an organisation of this instance: public, and worth nothing before its fingerprint was compared."""
    allow(asking(request), POST.name)
    found = public_card(instance)
    if found is None:
        raise Http404
    return HttpResponse(found.card, content_type="application/json; charset=utf-8")


def _bounded(instance: str) -> None:
    """Raises Fault `exchange-too-many`."""
    key = f"exchange.{instance}.{timezone.now():%d%H%M}"
    cache.add(key, 0, 120)
    try:
        count = cache.incr(key)
    except ValueError:  # washed out in between
        return
    if count > MOST_A_MINUTE:
        raise Fault("exchange-too-many")


def _body(request: HttpRequest) -> bytes:
    """All that was sent, if it is not too much. Raises Fault."""
    try:
        data = bytes(request.read(LARGEST + 1))
    except UnreadablePostError:
        raise Fault("exchange-cut") from None
    if len(data) > LARGEST:
        raise Fault("exchange-too-large", most=str(LARGEST))
    return data
