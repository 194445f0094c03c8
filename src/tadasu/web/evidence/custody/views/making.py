"""Receiving, and adding what was made of an item: a text by a form, a file as one stream that is sealed as it comes."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError, UsageError
from tadasu.web.evidence.custody import actions, queries
from tadasu.web.evidence.custody.access import DERIVE, RECEIVE
from tadasu.web.evidence.custody.forms import Derive, DeriveText, Receive, ReceiveText
from tadasu.web.evidence.custody.views.items import ASK, item_for, name_of_item
from tadasu.web.foundation.access import Actor, allow, asking
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.vault import quota
from tadasu.web.foundation.vault.receiving import Forged, Received, receive
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.sizes import size_text
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def receive_text(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A text."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, RECEIVE.name, found)
    people = queries.colleagues(organisation, but=actor.user)

    def do(form: ReceiveText) -> HttpResponseBase:
        said = form.cleaned_data
        made = actions.receive_text(
            actor,
            organisation=organisation,
            kind=said["kind"],
            label=said["label"],
            text=said["text"],
            readers=_readers(actor, said),
            public=said["public"],
            language=said["language"],
        )
        return redirect("custody-one", made)

    return answer(
        request,
        Question(
            question=_("Receive a text"),
            act=_("Seal and keep this text"),
            form=ReceiveText(posted(request), people=people),
            do=do,
            back=reverse("custody-list", args=[organisation]),
            happens=_receiving(),
            template=ASK,
        ),
    )


@csrf_exempt  # checked by the vault's `receive`, which reads the form itself: Django would take the file into memory first
@require_http_methods(QUESTION)
@login_required
def receive_file(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A file."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, RECEIVE.name, found)
    people = queries.colleagues(organisation, but=actor.user)

    def keep(form: Form, received: Received) -> UUID:
        said = form.cleaned_data
        return actions.receive_file(
            actor,
            organisation=organisation,
            kind=said["kind"],
            label=said["label"],
            received=received,
            readers=_readers(actor, said),
            public=said["public"],
            language=said["language"],
        )

    return _stream(
        request,
        organisation,
        form=lambda sent: Receive(sent, people=people),
        keep=keep,
        question=_("Receive a file"),
        happens=[*_receiving(), *_of_files()],
        back=reverse("custody-list", args=[organisation]),
    )


@login_required
@require_http_methods(QUESTION)
def derive_text(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A text that was made of an item."""
    found, actor = item_for(request, id, DERIVE)

    def do(form: DeriveText) -> HttpResponseBase:
        said = form.cleaned_data
        made = actions.derive_text(
            actor, item=id, how=said["how"], label=said["label"], text=said["text"], language=said["language"]
        )
        return redirect("custody-one", made)

    return answer(
        request,
        Question(
            question=_("Add a text made of “%(name)s”") % {"name": name_of_item(found)},
            act=_("Seal and keep this text"),
            form=DeriveText(posted(request), item=found),
            do=do,
            back=reverse("custody-one", args=[id]),
            happens=_deriving(),
            template=ASK,
        ),
    )


@csrf_exempt  # as `receive_file`
@require_http_methods(QUESTION)
@login_required
def derive_file(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A file that was made of an item."""
    found, actor = item_for(request, id, DERIVE)

    def keep(form: Form, received: Received) -> UUID:
        said = form.cleaned_data
        return actions.derive_file(
            actor, item=id, how=said["how"], label=said["label"], received=received, language=said["language"]
        )

    return _stream(
        request,
        found.organisation_id,
        form=lambda sent: Derive(sent, item=found),
        keep=keep,
        question=_("Add a file made of “%(name)s”") % {"name": name_of_item(found)},
        happens=[*_deriving(), *_of_files()],
        back=reverse("custody-one", args=[id]),
        ended=bool(found.ended),
    )


class _NotFilledIn(Exception):
    """The file has come in, and the rest of the form does not hold: nothing is kept."""


def _stream(
    request: HttpRequest, organisation: UUID, *, form: Callable[[QueryDict | None], Form],
    keep: Callable[[Form, Received], UUID], question: str, happens: Sequence[str], back: str, ended: bool = False,
) -> HttpResponseBase:  # fmt: skip
    """The page that asks for a file; sent, the file is sealed as it comes and kept, or the page says what is wrong."""
    filled = form(None)
    if request.method == "POST":
        try:
            if ended:
                raise UsageError("custody-ended")
            with receive(request, quota.allowance(organisation, None)) as received:
                filled = form(request.POST)
                if not filled.is_valid():
                    raise _NotFilledIn
                made = keep(filled, received)
            return redirect("custody-one", made)
        except Forged as error:
            return error.response
        except _NotFilledIn:
            pass
        except TadasuError as error:
            filled = form(request.POST)
            filled.is_valid()
            filled.add_error(None, sentence(error))
    values = {
        "question": question,
        "act": _("Seal and keep this file"),
        "happens": happens,
        "form": filled,
        "address": request.get_full_path(),
        "back": back,
        "most": size_text(quota.LIMITS.file),
        "file": True,
    }
    return render(request, ASK, values, status=400 if filled.is_bound else 200)


def _readers(actor: Actor, said: dict[str, Any]) -> set[UUID]:
    """Whoever receives it, and those who were chosen."""
    return {UUID(one) for one in said.get("readers", ())} | ({actor.user} if actor.user else set())


def _receiving() -> list[str]:
    return [
        _("Its fingerprint is written into a log of its own, which nobody can change."),
        _("It is sealed to you and to those whom you choose. It stays as it is; what is made of it is kept beside it."),
    ]


def _deriving() -> list[str]:
    return [
        _("It is kept as an item of its own, sealed to the readers of the first. The first is not changed."),
        _("Both logs say what was made of what, by whom and on which day."),
    ]


def _of_files() -> list[str]:
    return [
        _(
            "It is sealed while it comes in. It is never unpacked, never shown in the browser, and not cleaned of anything."
        ),
        _("It may hold harmful software. Whoever opens it should do so on a machine that is kept for that."),
    ]
