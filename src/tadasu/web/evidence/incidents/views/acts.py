"""Opening the words of an incident, taking it as evidence, sharing a file, removing one: the page says what will happen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.custody.queries import colleagues
from tadasu.web.evidence.incidents import actions
from tadasu.web.evidence.incidents.access import EXTRACT, OPEN, REMOVE, SHARE
from tadasu.web.evidence.incidents.views._shown import (
    ASK,
    batch_for,
    incident_or_404,
    item_of,
    name_of_batch,
    name_of_incident,
)
from tadasu.web.evidence.incidents.words import FIELDS
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Confirmed, Ground, OnePerson, Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def words(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was written down of an incident of a confidential file."""
    found, actor = incident_or_404(request, id), asking(request)
    if found.public:
        raise Http404
    allow(actor, OPEN.name, item_of(found.batch))
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        opened = actions.open_words(actor, incident=id, key=key, **form.cleaned_data)
        said = [(FIELDS[name], text) for name, text in opened.words.items() if name in FIELDS]
        said += [(_("Column %(number)s") % {"number": at}, text) for at, text in opened.others.items()]
        values = {"incident": found, "name": name_of_incident(found), "said": said}
        return render(request, "incidents/words.html", values)

    return answer(
        request,
        Question(
            question=_("Open the words of “%(name)s”?") % {"name": name_of_incident(found)},
            act=_("Open them"),
            form=Purpose(posted(request)),
            do=do,
            back=reverse("incidents-one", args=[id]),
            happens=[
                _(
                    "They lie sealed with those of some hundred others of the file. These are opened, and this one is shown, "
                    "once."
                ),
                _("That you opened them, and for which purpose, stays in the vault's log for good."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def extract(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """An item of custody of this one incident."""
    found, actor = incident_or_404(request, id), asking(request)
    allow(actor, EXTRACT.name, item_of(found.batch))
    unlocked = None if found.public else key_or_unlock(request)
    if isinstance(unlocked, HttpResponse):
        return unlocked
    key = unlocked

    def do(form: Form) -> HttpResponseBase:
        said: dict[str, Any] = {} if found.public else form.cleaned_data
        made = actions.extract(actor, incident=id, key=key, **said)
        messages.success(request, _("It is an item of evidence now. An inquiry can take it in."))
        return redirect("custody-one", made)

    happens = [
        _(
            "It becomes an item of its own, made of the file (an extract), sealed to the file's readers. Both logs say so."
        ),
        _(
            "An inquiry takes it in like any other item. It counts as coming from the same source as the rest of the file."
        ),
    ]
    if not found.public:
        happens.append(_("Its words are opened for this. That you did so stays in the vault's log for good."))
    return answer(
        request,
        Question(
            question=_("Take “%(name)s” as evidence?") % {"name": name_of_incident(found)},
            act=_("Make it an item of evidence"),
            form=(Confirmed if found.public else Purpose)(posted(request)),
            do=do,
            back=reverse("incidents-one", args=[id]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def share(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One more reader of a file and of its words."""
    found, actor = batch_for(request, id, SHARE)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: OnePerson) -> None:
        actions.share_words(actor, batch=id, user=UUID(form.cleaned_data["user"]), key=key)

    return answer(
        request,
        Question(
            question=_("Let a colleague open “%(name)s”?") % {"name": name_of_batch(found)},
            act=_("Let this colleague open it"),
            form=OnePerson(posted(request), people=colleagues(found.organisation_id, but=actor.user)),
            do=do,
            back=reverse("incidents-file", args=[id]),
            happens=[_("The colleague can open the file and the words of all its incidents from now on.")],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def remove(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """For good."""
    found, actor = batch_for(request, id, REMOVE)

    def do(form: Ground) -> None:
        actions.remove(actor, batch=id, ground=form.cleaned_data["ground"], key=unlocked_key(request))
        messages.success(request, _("The file is removed."))

    return answer(
        request,
        Question(
            question=_("Remove “%(name)s” and all its incidents?") % {"name": name_of_batch(found)},
            act=_("Remove it for good"),
            form=Ground(posted(request)),
            do=do,
            back=reverse("incidents-file", args=[id]),
            happens=[
                _("The file, its incidents and their words are destroyed. Nobody can bring them back."),
                _("What was taken from it as evidence stays, and must be erased itself."),
                _("How many incidents it had, what had no code, its month and its log in custody stay."),
                _("Where a later version of an incident goes, the one before it counts again."),
                _("Backups made until now hold it until they are destroyed themselves."),
            ],
        ),
    )
