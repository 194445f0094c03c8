"""Notes about an item of an inquiry: adding one, opening one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification.access import NOTE
from tadasu.web.evidence.verification.forms import AddNote
from tadasu.web.evidence.verification.models import Inquiry, Note
from tadasu.web.evidence.verification.views._shown import ASK, Labels, inquiry_or_404, there_or_404
from tadasu.web.evidence.verification.words import named
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def add(request: HttpRequest, id: UUID, item: UUID) -> HttpResponseBase:
    """A new one."""
    found, actor = inquiry_or_404(request, id), asking(request)
    labels = Labels(found)
    allow(actor, NOTE.name, there_or_404(labels, item))
    back = reverse("inquiry-item", args=[id, item])

    def do(form: AddNote) -> None:
        actions.add_note(actor, inquiry=id, item=item, **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("Add a note about “%(name)s”") % {"name": labels.of(str(item))},
            act=_("Seal this note"),
            form=AddNote(posted(request)),
            do=do,
            back=back,
            happens=[
                _(
                    "Whoever can open the item can open the note, with a reason. Others see its kind, your name and the day."
                ),
                _("It is held with the item, and erased with it."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def one(request: HttpRequest, id: UUID, item: UUID, number: int) -> HttpResponseBase:
    """What one says."""
    found, actor = inquiry_or_404(request, id), asking(request)
    try:
        note = queries.note_of(actor, id, item, number)
    except (Inquiry.DoesNotExist, Note.DoesNotExist):
        raise Http404 from None
    labels = Labels(found)
    allow(actor, NOTE.name, there_or_404(labels, item))
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key
    back, kind = reverse("inquiry-item", args=[id, item]), named("notes", note.kind, language())

    def do(form: Purpose) -> HttpResponse:
        text = actions.open_note(actor, inquiry=id, item=item, number=number, key=key, **form.cleaned_data)
        values = {"back": back, "name": labels.of(str(item)), "kind": kind, "text": text}
        return render(request, "verification/note.html", values)

    return answer(
        request,
        Question(
            question=_("Open note %(number)s?") % {"number": number},
            act=_("Open the note"),
            form=Purpose(posted(request)),
            do=do,
            back=back,
            happens=[_("That you opened it stays in the vault's log, for good.")],
            template=ASK,
        ),
    )
