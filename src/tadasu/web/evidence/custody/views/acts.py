"""Disclosing, sharing, status, hold, erasing: the page says what will happen and asks."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.custody import actions, queries
from tadasu.web.evidence.custody.access import DISCLOSE, ERASE, HOLD, RELEASE, SET_STATUS, SHARE
from tadasu.web.evidence.custody.forms import Disclose, Hold, Status
from tadasu.web.evidence.custody.views.items import ASK, item_for, name_of_item
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Confirmed, Ground, OnePerson
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def disclose(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """To whom it was shown or given."""
    found, actor = item_for(request, id, DISCLOSE)

    def do(form: Disclose) -> None:
        actions.disclose(actor, item=id, to=form.cleaned_data["to"], note=form.cleaned_data["note"])

    return answer(
        request,
        Question(
            question=_("Note that “%(name)s” was disclosed?") % {"name": name_of_item(found)},
            act=_("Note the disclosure"),
            form=Disclose(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("Its log says from now on to what kind of recipient it went, on this day, and that you noted it.")
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def share(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One more reader."""
    found, actor = item_for(request, id, SHARE)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: OnePerson) -> None:
        actions.share(actor, item=id, user=UUID(form.cleaned_data["user"]), key=key)

    return answer(
        request,
        Question(
            question=_("Let a colleague open “%(name)s”?") % {"name": name_of_item(found)},
            act=_("Let this colleague open it"),
            form=OnePerson(posted(request), people=queries.colleagues(found.organisation_id, but=actor.user)),
            do=do,
            back=_back(id),
            happens=[
                _("The colleague can open it, its notes and its salt from now on. That you did so stays in its log.")
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def status(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it is to us, and so how long it is kept."""
    found, actor = item_for(request, id, SET_STATUS)

    def do(form: Status) -> None:
        actions.set_status(actor, item=id, status=form.cleaned_data["status"])

    return answer(
        request,
        Question(
            question=_("Change the status of “%(name)s”?") % {"name": name_of_item(found)},
            act=_("Change the status"),
            form=Status(posted(request), item=found),
            do=do,
            back=_back(id),
            happens=[_("It is kept as long as its status says, counted from this month. Then it is erased by night.")],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def hold(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Nothing of it is erased."""
    found, actor = item_for(request, id, HOLD)

    def do(form: Hold) -> None:
        actions.hold(actor, item=id, ground=form.cleaned_data["ground"])

    return answer(
        request,
        Question(
            question=_("Set a hold on “%(name)s”?") % {"name": name_of_item(found)},
            act=_("Set the hold"),
            form=Hold(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("Nobody can erase it, and it is not erased by time, until the hold is released."),
                _("A source who takes their own report back still can: that was promised to them."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def release(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It can be erased again."""
    found, actor = item_for(request, id, RELEASE)

    def do(form: Confirmed) -> None:
        actions.release_hold(actor, item=id)

    return answer(
        request,
        Question(
            question=_("Release the hold on “%(name)s”?") % {"name": name_of_item(found)},
            act=_("Release the hold"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(id),
            happens=[_("It can be erased again. If its time is over already, it is erased in the coming night.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def erase(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """For good."""
    found, actor = item_for(request, id, ERASE)

    def do(form: Ground) -> None:
        actions.erase(actor, item=id, ground=form.cleaned_data["ground"], key=unlocked_key(request))
        messages.success(request, _("The item is erased."))

    return answer(
        request,
        Question(
            question=_("Erase “%(name)s”?") % {"name": name_of_item(found)},
            act=_("Erase it for good"),
            form=Ground(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _(
                    "Its content, its keys, its salt, the notes about it and its label are destroyed. Nobody can bring them back."
                ),
                _("What was made of it stays, and must be erased itself."),
                _("Its log, its kind, its month and how it ended stay."),
                _("Backups made until now hold it until they are destroyed themselves."),
            ],
        ),
    )


def _back(id: UUID) -> str:
    return reverse("custody-one", args=[id])
