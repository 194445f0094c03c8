"""What pages of this app share: what is not there, and what others did meanwhile."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, asking
from tadasu.web.foundation.parties import words
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.forms import Sourced
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Compared
from tadasu.web.ui.views import errors
from tadasu.web.ui.views.question import Question, answer

Found = TypeVar("Found")


def found_or_404(query: Callable[[Actor, UUID], Found], request: HttpRequest, key: UUID) -> Found:
    """What a query finds for whoever asks; what is not theirs is not there. Raises Http404."""
    try:
        return query(asking(request), key)
    except ObjectDoesNotExist:
        raise Http404 from None


_FIELDS = {
    "parties-day-ahead": "as_of",
    "parties-day-early": "as_of",
    "parties-language": "language",
    "parties-scheme-missing": "scheme",
    "parties-source-missing": "source",
    "parties-value-scheme": "scheme",
}
"""What errors are about that name no property."""


def put_at(form: Sourced, error: UsageError) -> None:
    """Say what is wrong at the field in which it stands, if there is one, so that the summary leads there."""
    field = _FIELDS.get(error.code) or form.field_of(dict(error.params).get("property", ""))
    form.add_error(field if field in form.fields else None, words.wrong(error))


def asked_reason(
    request: HttpRequest,
    *,
    question: str,
    act: str,
    happens: Sequence[str],
    form: Reason,
    do: Callable[[dict[str, Any]], object],
    back: str,
) -> HttpResponseBase:
    """The page that asks for a reason; sent, the act is done, or the page says what is wrong or what others did meanwhile."""

    def once(form: Reason) -> HttpResponse | None:
        try:
            with transaction.atomic():
                do(form.cleaned_data)
        except Conflict as conflict:
            if not _is_own(conflict, asking(request), form.cleaned_data["reason"]):
                return conflict_page(request, conflict, wanted=act, reason=form.cleaned_data["reason"], again=back)
            messages.info(request, _("You have done this already; it was done once."))
        except UsageError as error:
            raise words.in_words(error) from None
        return None

    return answer(request, Question(question=question, act=act, happens=happens, form=form, do=once, back=back))


def _is_own(conflict: Conflict, actor: Actor, reason: str) -> bool:
    """Whether all that happened meanwhile is this very form, which was sent before."""
    return bool(conflict.later) and all(
        one.user is not None and one.user.id == actor.user and one.reason == reason.strip() for one in conflict.later
    )


def conflict_page(request: HttpRequest, conflict: Conflict, *, wanted: str, reason: str, again: str) -> HttpResponse:
    """What others did, beside what was to be done and why."""
    theirs = [words.event(one) for one in conflict.later]
    compared = [
        Compared(
            label=_("What is done"),
            before="",
            theirs="\n".join(f"{one.what} · {one.who}" for one in theirs),
            yours=wanted,
        ),
        Compared(label=_("Reason"), before="", theirs="\n".join(str(one.text) for one in theirs), yours=reason),
    ]
    return errors.conflict(request, compared, again=again)
