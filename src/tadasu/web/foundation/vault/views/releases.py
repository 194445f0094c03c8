"""Requests of other readers for records for two."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow
from tadasu.web.foundation.access import asking as actor_of
from tadasu.web.foundation.vault import actions, purposes
from tadasu.web.foundation.vault.access import ANSWER_RELEASE, KEEP_KEYS
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Confirmed
from tadasu.web.foundation.vault.models import Release
from tadasu.web.foundation.vault.queries import releases_for
from tadasu.web.foundation.vault.views._asking import Asking, answer, key_or_unlock
from tadasu.web.ui.days import language

QUESTION = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Those that wait for an answer."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)
    unlocked, names = unlocked_key(request), purposes.opening()
    waiting = [(one, names[one.release.purpose][language()]) for one in releases_for(actor, unlocked)]
    return render(request, "vault/releases.html", {"waiting": waiting, "unlocked": unlocked is not None})


@login_required
@require_http_methods(QUESTION)
def grant(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Say yes."""
    actor, found = actor_of(request), _release(id)
    allow(actor, ANSWER_RELEASE.name, found.record)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Confirmed) -> None:
        actions.grant_release(actor, release=id, key=key)

    return answer(
        request,
        Asking(
            question=_("Let %(name)s open this record?") % {"name": found.user},
            act=_("Let them open it"),
            form=Confirmed,
            do=do,
            back=reverse("vault-releases"),
            happens=[_("They can open it for an hour. Each opening is logged with both your names.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def refuse(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Say no."""
    actor, found = actor_of(request), _release(id)
    allow(actor, ANSWER_RELEASE.name, found.record)

    def do(form: Confirmed) -> None:
        actions.refuse_release(actor, release=id)

    return answer(
        request,
        Asking(
            question=_("Refuse what %(name)s asked?") % {"name": found.user},
            act=_("Refuse the request"),
            form=Confirmed,
            do=do,
            back=reverse("vault-releases"),
            happens=[_("They see that you refused. They may ask again.")],
        ),
    )


def _release(id: UUID) -> Release:
    found = Release.objects.select_related("user", "record").defer("record__content").filter(id=id).first()
    if found is None:
        raise Http404
    return found
