"""What is sealed of an award: opened for a purpose with a reason, shown for half an hour; the grantee held against the lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused
from tadasu.web.foundation.vault.actions import Unlocked, open_again, open_record
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.awards import actions, queries
from tadasu.web.funding.awards._content import content_from
from tadasu.web.funding.awards.access import CHECK, OPEN
from tadasu.web.funding.awards.actions import Looked
from tadasu.web.funding.awards.apart import records_apart
from tadasu.web.funding.awards.forms import Held
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.awards.views._shown import ask, code_text, held_for
from tadasu.web.funding.review.by_hand import japans
from tadasu.web.ui.views.question import QUESTION, posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One record on the page: what it is, and its texts by field."""

    name: str
    texts: Sequence[tuple[str, str]] = field(repr=False)


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """All of it that is theirs to open, each with its line in the vault's log."""
    held, actor = held_for(request, id, OPEN)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        for record in _theirs(actor, held):
            open_record(actor, record=record, key=key, **form.cleaned_data)
        return redirect("awards-sealed", id)

    return ask(
        request,
        held,
        question=_("Open what is sealed of award %(name)s?") % {"name": held.pseudonym},
        act=_("Open it"),
        form=Purpose(posted(request), initial={"purpose": "pay"}),
        do=do,
        happens=[
            _(
                "Who the grantee is, the agreement, ways to pay and notes are shown. That you opened them stays in "
                "the log of the vault."
            ),
            _("You can look at them again for half an hour."),
        ],
    )


@login_required
@require_safe
def sealed(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was opened less than half an hour ago."""
    held, actor = held_for(request, id, OPEN)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key
    with transaction.atomic():
        found = list(_opened(actor, held, key))
    if not found and _theirs(actor, held):
        return redirect("awards-open", id)
    response = render(request, "awards/sealed.html", {"award": held, "found": found})
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(QUESTION)
def check(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The sealed grantee against the lists; what is alike is shown once."""
    held, actor = held_for(request, id, CHECK)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key

    def do(form: Held) -> HttpResponseBase:
        looked = Looked(lists=japans(form.cleaned_data["list_jp"]), found=form.cleaned_data["alike"])
        done = actions.check(actor, award=id, key=key, by_hand=looked)
        response = render(request, "awards/checked.html", {"award": held, "check": done.check, "alike": done.alike})
        response["Cache-Control"] = "no-store"
        return response

    return ask(
        request,
        held,
        question=_("Hold the grantee against the lists?"),
        act=_("Check now"),
        form=Held(posted(request)),
        do=do,
        happens=[
            _("Open what is sealed before. The names are compared here, in your session, and not sent anywhere."),
            _("Kept are the lists, their versions, and yes or no. Who and what is alike is shown once."),
        ],
    )


def _theirs(actor: Actor, held: Award) -> list[UUID]:
    found = queries.records_of(held)
    mine = set(Reader.objects.filter(record__in=found, user=actor.user).values_list("record", flat=True))
    return [one for one in found if one in mine]


def _opened(actor: Actor, held: Award, key: Unlocked) -> Iterator[Opened]:
    names = _names(held)
    for record in _theirs(actor, held):
        try:
            said = open_again(actor, record=record, key=key)
        except (Refused, UsageError):
            continue
        if said is not None:
            texts = [(code_text("sealed", name), text) for name, text in content_from(said).items()]
            yield Opened(name=names.get(record, _("A note")), texts=texts)


def _names(held: Award) -> Mapping[UUID, str]:
    """What each record is."""
    found: dict[UUID | None, str] = {held.grantee.record: _("The grantee"), held.record: _("The agreement")}
    for one in queries.conditions_of(held):
        found[one.record] = _("Condition %(number)s") % {"number": one.number}
    for pay in queries.payments_of(held):
        found[pay.record] = _("Way of payment, tranche %(number)s, attempt %(attempt)s") % {
            "number": pay.tranche.number,
            "attempt": pay.number,
        }
    for report in queries.reports_of(held):
        found[report.record] = _("Report %(number)s") % {"number": report.number}
    for receipt in queries.receipts_of(held):
        found[receipt.record] = _("Receipt %(number)s") % {"number": receipt.number}
    for change in queries.amendments_of(held):
        found[change.record] = _("Change %(number)s") % {"number": change.number}
    for suspension in held.suspensions.all():
        found[suspension.record] = _("Suspension")
    return {record: name for record, name in found.items() if record is not None} | records_apart(held)
