"""Opening, checking, exporting: for a purpose, with a reason, by a reader whose keys are unlocked."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.custody import actions, exporting
from tadasu.web.evidence.custody.access import EXPORT, OPEN
from tadasu.web.evidence.custody.actions._content import is_file
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.views.items import ASK, fault_text, item_for, name_of_item
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import CLEANED_OR_NOT, key_or_unlock
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A text is shown; a file is saved, never shown."""
    found, actor = item_for(request, id, OPEN)

    def do(key: Unlocked, said: dict[str, Any]) -> HttpResponseBase:
        opened = actions.open_item(actor, item=id, key=key, **said)
        if opened.file is not None:
            return _saved(opened.file.pieces, opened.file.name or "file", size=opened.file.size)
        return render(request, "custody/opened.html", {"item": found, "opened": opened, "name": name_of_item(found)})

    return _for_a_purpose(
        request,
        found,
        do,
        question=_("Open “%(name)s”?") % {"name": name_of_item(found)},
        act=_("Open it"),
        happens=[
            _("That you opened it, and for which purpose, stays in its log for good."),
            _("A text is shown once. A file is saved on your machine, where it is not sealed any more."),
            _("A file is not checked for harmful software."),
            *([str(CLEANED_OR_NOT)] if is_file(found.record) else []),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def check(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Whether it still is what was received."""
    found, actor = item_for(request, id, OPEN)

    def do(key: Unlocked, said: dict[str, Any]) -> HttpResponseBase:
        checked = actions.check_item(actor, item=id, key=key, **said)
        values = {
            "item": found,
            "name": name_of_item(found),
            "faults": [fault_text(one) for one in checked.faults],
            "content": checked.content,
        }
        return render(request, "custody/checked.html", values)

    return _for_a_purpose(
        request,
        found,
        do,
        question=_("Check “%(name)s” for changes?") % {"name": name_of_item(found)},
        act=_("Check it"),
        happens=[
            _("Its log is walked, its content is read to the end by the server and held against its fingerprint."),
            _("You do not see the content. That it was opened for this stays in its log, with the result."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def export(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A package that checks itself."""
    found, actor = item_for(request, id, EXPORT)

    def do(key: Unlocked, said: dict[str, Any]) -> HttpResponseBase:
        made = exporting.export(actor, item=id, key=key, **said)
        return _saved(made.pieces, made.name)

    return _for_a_purpose(
        request,
        found,
        do,
        question=_("Export “%(name)s” as a package?") % {"name": name_of_item(found)},
        act=_("Save the package"),
        happens=[
            _(
                "The package holds this item and what was made of it, as far as you can open it, not what it was made of."
            ),
            _(
                "It holds labels, names of files, the log with ids of people, and the salts: whoever has it can check it."
            ),
            _("It is not sealed. A program in it checks everything with Python alone."),
            _("That you exported it, and for which purpose, stays in the log for good."),
        ],
        template="ui/reason.html",
    )


@login_required
@require_http_methods(QUESTION)
def note(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """The note about a disclosure."""
    found, actor = item_for(request, id, OPEN)

    def do(key: Unlocked, said: dict[str, Any]) -> HttpResponseBase:
        text = actions.open_note(actor, item=id, number=number, key=key, **said)
        return render(request, "custody/opened.html", {"item": found, "note": text, "name": name_of_item(found)})

    return _for_a_purpose(
        request,
        found,
        do,
        question=_("Open the note about a disclosure?"),
        act=_("Open the note"),
        happens=[_("That you opened it stays in the vault's log, for good.")],
    )


def _for_a_purpose(
    request: HttpRequest, item: Item, do: Callable[[Unlocked, dict[str, Any]], HttpResponseBase], *, question: str,
    act: str, happens: Sequence[str], template: str = ASK,
) -> HttpResponseBase:  # fmt: skip
    """The page that asks for purpose and reason, on the way past the page that unlocks the keys; `do` gets key and answers."""
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key
    return answer(
        request,
        Question(
            question=question,
            act=act,
            form=Purpose(posted(request)),
            do=lambda form: do(key, form.cleaned_data),
            back=reverse("custody-one", args=[item.id]),
            happens=happens,
            template=template,
        ),
    )


def _saved(pieces: Iterator[bytes], name: str, *, size: int | None = None) -> StreamingHttpResponse:
    """Never shown by the browser as a page of ours."""
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    if size is not None:
        response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
