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
from tadasu.web.foundation.vault import actions, purposes, queries
from tadasu.web.foundation.vault.access import ANSWER_RELEASE, KEEP_KEYS
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Confirmed
from tadasu.web.foundation.vault.models import Release
from tadasu.web.foundation.vault.views.asking import MINUTE, key_or_unlock
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Those that wait for an answer."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)
    unlocked = unlocked_key(request)
    waiting = [(one, _purpose(one.release)) for one in queries.releases_for(actor, unlocked)]
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

    reason = queries.reason_of(found.id, key)

    def do(form: Confirmed) -> None:
        actions.grant_release(actor, release=id, key=key)

    return answer(
        request,
        Question(
            question=_("Let %(name)s open this record?") % {"name": found.user},
            act=_("Let them open it"),
            form=Confirmed(posted(request)),
            do=do,
            back=reverse("vault-releases"),
            happens=[
                _("Their purpose: %(purpose)s") % {"purpose": _purpose(found)},
                _("Their reason: %(reason)s") % {"reason": reason} if reason else _("You cannot read the reason."),
                _("They can open it for %(minutes)s minutes. Each opening is logged with both your names.")
                % {"minutes": actions.GRANTED // MINUTE},
            ],
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
        Question(
            question=_("Refuse what %(name)s asked?") % {"name": found.user},
            act=_("Refuse the request"),
            form=Confirmed(posted(request)),
            do=do,
            back=reverse("vault-releases"),
            happens=[_("They see that you refused. They may ask again.")],
        ),
    )


def _purpose(release: Release) -> str:
    return purposes.name_of(release.purpose, language())


def _release(id: UUID) -> Release:
    found = Release.objects.select_related("user", "record").defer("record__content").filter(id=id).first()
    if found is None:
        raise Http404
    return found
