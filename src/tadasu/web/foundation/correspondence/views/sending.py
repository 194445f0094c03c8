"""What the holder of a code sends, in one form: a letter, a file, or both, and then the letter first. Both are kept or none, and
a letter that is not kept comes back on the page."""

import hmac

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import holding
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import (
    SENT_BOTH,
    SENT_FILE,
    SENT_LETTER,
    form_token,
    note,
)
from tadasu.web.foundation.correspondence.views._source import ASKED, forged, from_our_own_page, visiting
from tadasu.web.foundation.correspondence.views._typed import Typed, before_the_file, typed
from tadasu.web.foundation.correspondence.views.box import ask_again, problem_with
from tadasu.web.foundation.vault.cleaning import wished
from tadasu.web.foundation.vault.receiving import Forged, Received, receive
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.bare import bare

_NO_ROOM = frozenset({"vault-full", "vault-disk-full"})
"""For files; a letter still goes."""


@bare
@csrf_exempt  # checked by where the form came from, before anything is read, and by the token of the visit, after
@require_http_methods(ASKED)
def send(request: HttpRequest) -> HttpResponseBase:
    """What stands in the form."""
    if request.method != "POST":
        return redirect("correspondence-box")
    if not from_our_own_page(request):
        return forged(request)
    visit = visiting(request)
    if visit is None:
        said, _ = before_the_file(request)
        return ask_again(request, said, over=True) if said.text else redirect("correspondence-box")
    with holding(str(visit.box.digest)):
        return _sent(request, visit)


def _sent(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    try:
        room = source.allowance(visit)
    except UsageError as error:
        said, file = before_the_file(request)
        return _letter(request, visit, said, None if error.code in _NO_ROOM and not file else error)
    read = False

    def refuse(form: HttpRequest) -> None:
        nonlocal read
        read = True
        if not _of_this_visit(visit, form.POST.get("token", "")):
            raise Forged(forged(form))

    try:
        with receive(request, room, refuse, wished) as received:
            _keep(visit, typed(request.POST), received)
        return redirect("correspondence-box")
    except Forged:
        return _refused(request, typed(request.POST))
    except TadasuError as error:
        none = read and isinstance(error, UsageError) and error.code == "vault-one-file"
        return _letter(request, visit, typed(request.POST), None if none else error)


def _letter(request: HttpRequest, visit: Visit, said: Typed, problem: TadasuError | None) -> HttpResponseBase:
    """A letter alone, or what is wrong, with the letter for another try."""
    if not _of_this_visit(visit, said.token):
        return _refused(request, said)
    try:
        if problem is not None:
            raise problem
        with transaction.atomic():
            _keep(visit, said, None)
        return redirect("correspondence-box")
    except TadasuError as error:
        return problem_with(request, visit, sentence(error), said)


def _keep(visit: Visit, said: Typed, file: Received | None) -> None:
    """Raises UsageError `box-empty` when there is neither, and as the acts."""
    with transaction.atomic():
        if said.there or file is None:
            source.write(visit, text=said.text, answers=said.number, once=said.once)
        if file is not None:
            source.send_file(visit, received=file, once=said.once)
        note(visit, SENT_LETTER if file is None else _sent_file(file, letter=said.there))


def _sent_file(file: Received, *, letter: bool) -> str:
    return f"{SENT_BOTH if letter else SENT_FILE} {file.incoming.cleaning}"


def _refused(request: HttpRequest, said: Typed) -> HttpResponseBase:
    """A form of another visit: what was typed in it comes back, and it has to be said once more whose box it is for."""
    return ask_again(request, said) if said.text else forged(request)


def _of_this_visit(visit: Visit, token: str) -> bool:
    return hmac.compare_digest(token.encode(), form_token(visit).encode())
