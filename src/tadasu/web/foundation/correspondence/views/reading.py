"""Boxes, for those who read them: the list, and one box."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Refused, asking
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence.access import READ
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.foundation.correspondence.forms import Purposed, Reply
from tadasu.web.foundation.correspondence.models import Box, Letter
from tadasu.web.foundation.correspondence.purposes import purposes, state_text, text
from tadasu.web.foundation.vault.actions import Unlocked, open_again
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.views.asking import cleaning_said
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A letter as a reader sees it: `text` once it is opened, `shut` says why it does not open; of a file that was opened,
    whether it was cleaned."""

    letter: Letter
    cleaning: str = ""
    text: str | None = None
    shut: str = ""


def short(box: Box) -> str:
    """What a box is called among colleagues: nothing of it comes from its holder."""
    return box.id.hex[:8]


@login_required
@require_safe
def boxes(request: HttpRequest) -> HttpResponse:
    """Every box that the person reads, what is new first."""
    return tables.answer(
        request, "correspondence/boxes.html", _table().show(request.GET, queries.boxes_of(asking(request)))
    )


@login_required
@require_http_methods(QUESTION)
def read(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A box. Its letters are opened for one purpose with one reason; for half an hour they stay readable."""
    actor = asking(request)
    box = staff.reader_of(actor, id, READ.name)
    form = Purposed()
    status = 200
    if request.method == "POST":
        key = unlocked_key(request)
        form = Purposed(request.POST)
        if key is None:  # locked meanwhile: what was typed stays
            form.add_error(None, _("Your keys were locked meanwhile. Unlock them, come back, and send this again."))
        elif form.is_valid():
            try:
                with transaction.atomic():
                    staff.open_letters(actor, box=id, key=key, **form.cleaned_data)
                return redirect("correspondence-read", id)
            except TadasuError as error:
                form.add_error(None, sentence(error))
        status = 400
    return shown(request, box, form=form, status=status)


def shown(
    request: HttpRequest, box: Box, *, form: Purposed | None = None, reply: Reply | None = None, status: int = 200
) -> HttpResponse:
    """The page of a box, with what was typed into it."""
    purpose = purposes().get(box.purpose)
    key = unlocked_key(request)
    letters = [] if box.ended else [_read(request, one, key) for one in queries.letters_of(box)]
    sealed = any(one.text is None and not one.shut and one.letter.sort not in ("file", "form") for one in letters)
    if letters and not sealed:
        staff.looked(asking(request), box=box, number=letters[-1].letter.number)
    values = {
        "box": box,
        "short": short(box),
        "name": text(purpose.names) if purpose else box.purpose,
        "place": name_of(box.organisation),
        "state": _state(box),
        "opened_at": reverse(purpose.opened, args=[box.id]) if purpose and purpose.opened else "",
        "needs_two": bool(purpose and purpose.needs_two),
        "letters": letters,
        "sealed": sealed,
        "unlocked": key is not None,
        "open_form": form or Purposed(),
        "reply_form": reply or Reply(),
        "readers": queries.readers_of(box),
        "waiting": queries.open_questions([one.letter for one in letters]),
    }
    return render(request, "correspondence/read.html", values, status=status)


def _read(request: HttpRequest, letter: Letter, key: Unlocked | None) -> Read:
    if letter.sort == "file":
        return Read(letter=letter, cleaning=cleaning_said(request, letter.record))
    if letter.sort == "form" or key is None:
        return Read(letter=letter)
    try:
        with transaction.atomic():
            found = open_again(asking(request), record=letter.record, key=key)
    except TadasuError as error:
        return Read(letter=letter, shut=sentence(error))
    except Refused:
        return Read(letter=letter, shut=_("It was not sealed to you."))
    return Read(letter=letter, text=found.decode("utf-8", "replace") if found is not None else None)


def _table() -> Table:
    return Table(
        name="boxes",
        caption=_("Boxes that I read"),
        columns=(
            Column(
                name="box",
                label=_("Box"),
                value=lambda line: short(line.box),
                address=lambda line: reverse("correspondence-read", args=[line.box.id]),
            ),
            Column(name="fresh", label=_("New letters"), number=True, value=lambda line: line.fresh),
            Column(name="for", label=_("For"), value=lambda line: _purpose(line.box)),
            Column(name="organisation", label=_("Organisation"), value=lambda line: name_of(line.box.organisation)),
            Column(name="state", label=_("What its holder is told"), value=lambda line: _state(line.box)),
            Column(name="month", label=_("Opened in"), value=lambda line: f"{line.box.month:%Y-%m}"),
            Column(name="last", label=_("Last letter"), value=lambda line: line.last),
        ),
        keys=True,
        empty=_("No box yet"),
        how=_("A box comes here when somebody writes at a counter where you were named as a reader."),
        file=False,
    )


def _purpose(box: Box) -> str:
    purpose = purposes().get(box.purpose)
    return text(purpose.names) if purpose else box.purpose


def _state(box: Box) -> str:
    if box.ended:
        return (
            _("Taken back by its holder; its letters were destroyed.")
            if box.ended == "withdrawn"
            else _("It has ended.")
        )
    return state_text(purposes().get(box.purpose), box.state)
