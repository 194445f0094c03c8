"""The redaction editor: passages with a choice each, words that go everywhere, a preview, and then an item beside the first."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError, UsageError
from tadasu.web.evidence.custody.access import DERIVE, OPEN
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import item_of
from tadasu.web.evidence.custody.views.items import name_of_item
from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library._redaction import Redacted, passages
from tadasu.web.evidence.library.forms import Redact, grounds, marked_in
from tadasu.web.evidence.library.views._shown import ASK
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, Question, answer


@login_required
@require_http_methods(QUESTION)
def redact(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Asks for a purpose first, unless whoever asks has opened the item in the last half hour."""
    actor = asking(request)
    try:
        found = item_of(actor, id)
    except Item.DoesNotExist:
        raise Http404 from None
    allow(actor, OPEN.name, found)
    allow(actor, DERIVE.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key
    try:
        with transaction.atomic():
            text = actions.text_of(actor, item=id, key=key)
    except UsageError as error:
        return render(
            request,
            "library/no_text.html",
            {"item": found, "name": name_of_item(found), "wrong": sentence(error)},
            status=400,
        )
    return _asked(request, found, key) if text is None else _editor(request, found, text)


def _asked(request: HttpRequest, item: Item, key: Unlocked) -> HttpResponseBase:
    """For what it is opened, and why."""

    def do(form: Purpose) -> HttpResponseBase:
        actions.text_of(asking(request), item=item.id, key=key, **form.cleaned_data)
        return redirect("library-redact", item.id)

    return answer(
        request,
        Question(
            question=_("Open “%(name)s” to redact it?") % {"name": name_of_item(item)},
            act=_("Open it"),
            form=Purpose(request.POST if request.method == "POST" else None),
            do=do,
            back=reverse("custody-one", args=[item.id]),
            happens=[
                _("That you opened it, and for which purpose, stays in its log for good."),
                _("You have half an hour; after that the page asks again, and what was marked has to be marked again."),
            ],
            template=ASK,
        ),
    )


def _editor(request: HttpRequest, item: Item, text: str) -> HttpResponse:
    """The text with a choice at each passage; sent, a preview or the item."""
    sent = request.POST if request.method == "POST" and "label" in request.POST else None
    form = Redact(
        sent, initial={"label": _("redacted text %(short)s") % {"short": item.id.hex[:4]}, "ground": "person"}
    )
    made: Redacted | None = None
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                if request.POST.get("do") == "keep":
                    kept = actions.keep(
                        asking(request),
                        item=item.id,
                        text=text,
                        chosen=form.chosen(),
                        label=form.cleaned_data["label"],
                        language=item.language,
                    )
                    return redirect("custody-one", kept)
                made = actions.preview(text, form.chosen())
        except TadasuError as error:
            form.add_error(None, sentence(error))
    marked = marked_in(request.POST) if form.is_bound else {}
    values = {
        "item": item,
        "name": name_of_item(item),
        "form": form,
        "passages": [(one.number, one.text, marked.get(one.number, "")) for one in passages(text)],
        "grounds": list(grounds().items()),
        "made": made,
        "found": _found(made),
    }
    return render(request, "library/redact.html", values, status=400 if form.is_bound and made is None else 200)


def _found(made: Redacted | None) -> Sequence[tuple[str, int]]:
    """How often each typed word was found."""
    return list(made.found.items()) if made is not None else []
