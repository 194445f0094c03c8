"""A sealed record: who may open it, who did, and what readers may do about that. What it says is shown by the app it is of."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, may
from tadasu.web.foundation.access import asking as actor_of
from tadasu.web.foundation.vault import actions, purposes, queries
from tadasu.web.foundation.vault.access import ADD_READER, ASK_RELEASE, ERASE, REMOVE_READER, ROTATE
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Confirmed, Ground, OnePerson, Purpose
from tadasu.web.foundation.vault.models import SealedFile, SealedRecord
from tadasu.web.foundation.vault.views.asking import MINUTE, cleaning_said, key_or_unlock
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def record(request: HttpRequest, id: UUID) -> HttpResponse:
    """Readers, openings, and what may be done."""
    actor = actor_of(request)
    found = queries.record_of(actor, id)
    unlocked = unlocked_key(request)
    reads = may(actor, ROTATE.name, found)
    values = {
        "record": found,
        "is_file": SealedFile.objects.filter(record=found).exists(),
        "readers": queries.readers_of(found),
        "openings": [
            (one, purposes.name_of(one.opening.purpose, language())) for one in queries.openings_of(found, unlocked)
        ],
        "together": queries.together_with(actor, found),
        "unlocked": unlocked is not None,
        "cleaning": cleaning_said(request, id) if reads and found.erased_at is None else "",
        "reads": reads,
        "until": queries.may_open_until(actor, found) if reads and found.needs_two else None,
    }
    return render(request, "vault/record.html", values)


@login_required
@require_http_methods(QUESTION)
def add_reader(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One more."""
    actor, found = actor_of(request), _record(request, id)
    allow(actor, ADD_READER.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def form(sent: QueryDict | None) -> OnePerson:
        return OnePerson(sent, people=queries.could_read(found))

    def do(form: OnePerson) -> None:
        actions.add_reader(actor, record=id, user=UUID(form.cleaned_data["user"]), key=key)

    return answer(
        request,
        Question(
            question=_("Add a reader"),
            act=_("Add this reader"),
            form=form(posted(request)),
            do=do,
            back=_back(id),
            happens=[_("The person can open the record from now on. That you added them stays in the record of acts.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def remove_reader(request: HttpRequest, id: UUID, user: UUID) -> HttpResponseBase:
    """One less."""
    actor, found = actor_of(request), _record(request, id)
    allow(actor, REMOVE_READER.name, found)
    reader = queries.readers_of(found).filter(user=user).first()
    if reader is None:
        raise Http404
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Confirmed) -> HttpResponseBase | None:
        actions.remove_reader(actor, record=id, user=user, key=key)
        return redirect("vault-keys") if user == actor.user else None

    return answer(
        request,
        Question(
            question=_("Remove %(name)s as a reader?") % {"name": reader.user},
            act=_("Remove this reader"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("The record is sealed anew under a key that the person never had."),
                _("What they have read, they have read. Backups made until now still open with their keys."),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def rotate(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The same readers, a new key."""
    actor, found = actor_of(request), _record(request, id)
    allow(actor, ROTATE.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Confirmed) -> None:
        actions.rotate(actor, record=id, key=key)

    return answer(
        request,
        Question(
            question=_("Seal this record anew?"),
            act=_("Seal anew"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("It gets a new key, in boxes for the readers who have their keys."),
                _("Readers who lost their keys are no readers any more; add them again."),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def ask_release(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Ask another reader."""
    actor, found = actor_of(request), _record(request, id)
    allow(actor, ASK_RELEASE.name, found)

    def do(form: Purpose) -> None:
        said = form.cleaned_data
        actions.ask_release(actor, record=id, purpose=said["purpose"], reason=said["reason"])

    return answer(
        request,
        Question(
            question=_("Ask another reader to open this record with you"),
            act=_("Ask the other readers"),
            form=Purpose(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("Every other reader sees that you ask, and why."),
                _("When one of them says yes, you can open it for %(minutes)s minutes.")
                % {"minutes": actions.GRANTED // MINUTE},
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def erase(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """For good."""
    actor, found = actor_of(request), _record(request, id)
    allow(actor, ERASE.name, found)
    key = key_or_unlock(request) if found.needs_two else None
    if isinstance(key, HttpResponse):
        return key

    stay = queries.together_with(actor, found)

    def do(form: Ground) -> HttpResponseBase:
        actions.erase(actor, record=id, ground=form.cleaned_data["ground"], key=key)
        messages.success(request, _("The record is erased."))
        return redirect("vault-record", stay.seen[0].id) if stay.seen else redirect("vault-keys")

    return answer(
        request,
        Question(
            question=_("Erase this record?"),
            act=_("Erase it for good"),
            form=Ground(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _(
                    "Its keys and its content, and the file if it is one, are destroyed here. Nobody can bring them back."
                ),
                *([_staying(stay.count)] if stay.count else []),
                _("That there was a record of this kind in this month stays, for statistics, and who opened it when."),
                _("Backups made until now hold it until they are destroyed themselves."),
            ],
        ),
    )


def _staying(count: int) -> str:
    said = ngettext(
        "%(count)s sealed record that belongs to it stays; it must be erased itself. The page of this record lists it.",
        "%(count)s sealed records that belong to it stay; they must be erased themselves. The page of this record lists them.",
        count,
    )
    return said % {"count": count}


def _record(request: HttpRequest, id: UUID) -> SealedRecord:
    return queries.record_of(actor_of(request), id)


def _back(id: UUID) -> str:
    return reverse("vault-record", args=[id])
