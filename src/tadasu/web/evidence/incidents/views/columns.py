"""Receive a file, choose what its columns are, have it read."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tadasu.schema import TadasuError
from tadasu.web.evidence.custody.queries import colleagues
from tadasu.web.evidence.incidents import actions, queries
from tadasu.web.evidence.incidents._reading import Look
from tadasu.web.evidence.incidents.access import IMPORT, RECEIVE
from tadasu.web.evidence.incidents.forms import PUBLIC, Columns, Receive, first_choice, seen_of, seen_text
from tadasu.web.evidence.incidents.models import Batch
from tadasu.web.evidence.incidents.views._shown import ASK, batch_for, name_of_batch
from tadasu.web.evidence.incidents.words import FORMATS
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.vault import quota
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.receiving import Forged, receive
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.parts import Said
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.sizes import size_text
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

MOST_BYTES = 512_000_000
"""Of a file."""


class _NotFilledIn(Exception):
    """The file has come in, and the rest of the form does not hold: nothing is kept."""


@csrf_exempt  # checked by the vault's `receive`, which reads the form itself: Django would take the file into memory first
@require_http_methods(QUESTION)
@login_required
def receive_file(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A file: sealed as it comes, or the page says what is wrong."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, RECEIVE.name, found)
    people = colleagues(organisation, but=actor.user)
    filled, again = Receive(people=people), None
    if request.method == "POST":
        try:
            with receive(request, min(MOST_BYTES, quota.allowance(organisation, None))) as received:
                filled = Receive(request.POST, people=people)
                if not filled.is_valid():
                    raise _NotFilledIn
                said = filled.cleaned_data
                made = actions.receive_batch(
                    actor,
                    organisation=organisation,
                    label=said["label"],
                    received=received,
                    readers={UUID(one) for one in said.get("readers", ())},
                    public=said["sealing"] == PUBLIC,
                    origin=said["origin"],
                    attribution=said["attribution"],
                )
            return redirect("incidents-file", made.id)
        except Forged as error:
            return error.response
        except _NotFilledIn:
            pass
        except TadasuError as error:
            filled = Receive(request.POST, people=people)
            filled.is_valid()
            filled.add_error(None, sentence(error))
            again = _first(error)
    values = {
        "question": _("Take in a file of incidents"),
        "act": _("Seal and keep this file"),
        "happens": _receiving(),
        "form": filled,
        "address": request.get_full_path(),
        "back": reverse("incidents-files", args=[organisation]),
        "most": size_text(MOST_BYTES),
        "file": True,
        "again": again,
    }
    return render(request, ASK, values, status=400 if filled.is_bound else 200)


@login_required
@require_http_methods(QUESTION)
def columns(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What the file looks like, for a purpose, with a reason; then which column is what."""
    found, actor = batch_for(request, id, IMPORT)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        said = form.cleaned_data
        seen, kind = actions.look_at(actor, batch=id, key=key, **said)
        chosen = {**first_choice(seen, kind), **said, "seen": seen_text(seen)}
        asked = Columns(
            initial=chosen, look=seen, kinds=queries.kinds_of(actor, found.organisation_id, public=found.public)
        )
        return _page(request, found, seen, asked, kind_name=kind.name if kind else "")

    return answer(
        request,
        Question(
            question=_("Look at the columns of “%(name)s”?") % {"name": name_of_batch(found)},
            act=_("Open the file and show its columns"),
            form=Purpose(posted(request)),
            do=do,
            back=reverse("incidents-file", args=[id]),
            happens=[
                _("That you opened it, and for which purpose, stays in its log for good."),
                _("The columns and the first rows are shown once. Nothing of them is kept."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_POST
def read(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Have it read as was chosen."""
    found, actor = batch_for(request, id, IMPORT)
    key = key_or_unlock(request, back=reverse("incidents-columns", args=[id]))
    if isinstance(key, HttpResponse):
        return key
    seen = seen_of(request.POST.get("seen", ""))
    if seen is None:
        return redirect("incidents-columns", id)
    kinds = queries.kinds_of(actor, found.organisation_id, public=found.public)
    form, again = Columns(request.POST, look=seen, kinds=kinds), None
    if form.is_valid():
        said = form.cleaned_data
        act = actions.wait_for_worker if found.public else actions.read_confidential
        try:
            with transaction.atomic():
                act(
                    actor,
                    batch=id,
                    key=key,
                    purpose=said["purpose"],
                    reason=said["reason"],
                    plan=form.plan,
                    kind=said["kind"],
                )
            return redirect("incidents-file", id)
        except TadasuError as error:
            form.add_error(None, sentence(error))
            again = _first(error)
    return _page(request, found, seen, form, again=again)


def _page(
    request: HttpRequest, found: Batch, seen: Look, form: Columns, *, kind_name: str = "", again: str | None = None
) -> HttpResponse:
    values = {
        "batch": found,
        "name": name_of_batch(found),
        "form": form,
        "format": FORMATS[seen.format],
        "encoding": seen.encoding,
        "columns": [(at + 1, one, _samples(seen, at)) for at, one in enumerate(seen.columns)],
        "beside": seen.beside,
        "ftm": seen.format == "ftm",
        "kind_name": kind_name,
        "again": again,
        "most": f"{actions.MOST_PUBLIC if found.public else actions.MOST_CONFIDENTIAL:,}",
    }
    response = render(request, "incidents/columns.html", values, status=400 if form.is_bound else 200)
    response["Cache-Control"] = "no-store"
    return response


def _samples(seen: Look, at: int) -> Sequence[str]:
    return [text[:80] + ("…" if len(text) > 80 else "") for row in seen.rows if (text := " ".join(row[at].split()))]


def _first(error: TadasuError) -> str | None:
    """Where the file stands that is here already."""
    return reverse("incidents-file", args=[error.batch]) if isinstance(error, actions.Again) else None


def _receiving() -> list[Said]:
    return [
        _(
            "The file is sealed as it comes, to you and to those whom you choose, and becomes an item in custody as it is."
        ),
        _(
            "Confidential: if this server is seized, rows say that somebody told of an abuse, in which country, province and "
            "month, about which good and how many people. What happened, who is named and where exactly stays sealed."
        ),
        _(
            "Public: titles and texts stand in the database in the clear, so that they can be searched. Whoever seizes the "
            "server reads them, as anybody could where they were published."
        ),
        _("It cannot be changed later. If you are not sure, choose confidential."),
    ]
