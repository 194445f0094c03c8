"""Reports, for those who read them: the list, and one report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import TadasuError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import item_of_record
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.actions.opening import look_again, open_report, report_of
from tadasu.web.evidence.intake.questions import form as the_form
from tadasu.web.evidence.intake.texts import Words, languages
from tadasu.web.evidence.intake.views._shown import not_asked
from tadasu.web.foundation.access import Refused, asking
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.forms import Purposed
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.purposes import purposes, state_text
from tadasu.web.foundation.guided.shown import Matter, answered_pages, choice_text, matters
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One that was sent: `matters` once it is opened, `shut` says why it does not open, `item` is the same in custody."""

    version: queries.Version
    matters: Sequence[Matter] | None = None
    spoken: str = ""
    shut: str = ""
    item: Item | None = None


def short(id: UUID) -> str:
    """What a report is called among colleagues: as its box."""
    return id.hex[:8]


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that the person reads."""
    return tables.answer(
        request, "intake/reports.html", _table().show(request.GET, queries.reports_of(asking(request)))
    )


@login_required
@require_http_methods(QUESTION)
def report(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A report. All that was sent is opened for one purpose with one reason; for half an hour it stays readable."""
    actor, form, status = asking(request), Purposed(), 200
    box = report_of(actor, id)
    if request.method == "POST":
        key, form, status = unlocked_key(request), Purposed(request.POST), 400
        if key is None:  # locked meanwhile: what was typed stays
            form.add_error(None, _("Your keys were locked meanwhile. Unlock them, come back, and send this again."))
        elif form.is_valid():
            try:
                with transaction.atomic():
                    for one in queries.versions_of(id):
                        open_report(actor, report=id, number=one.number, key=key, **form.cleaned_data)
                return redirect("intake-report", id)
            except TadasuError as error:
                form.add_error(None, sentence(error))
    return _shown(request, box, form, status)


def _shown(request: HttpRequest, box: Box, form: Purposed, status: int) -> HttpResponse:
    key, words = unlocked_key(request), languages()[language()]
    purpose = purposes()[box.purpose]
    read = (
        []
        if box.ended
        else [
            replace(_read(request, box, one, key, words), item=item_of_record(one.record))
            for one in queries.versions_of(box.id)
        ]
    )
    given = queries.permissions_of(box.id)
    asked = next(one for one in the_form().questions() if one.kind == "uses")
    values = {
        "box": box,
        "short": short(box.id),
        "place": name_of(box.organisation),
        "state": state_text(purpose, box.state),
        "needs_two": purpose.needs_two,
        "read": read,
        "sealed": any(one.matters is None and not one.shut for one in read),
        "unlocked": key is not None,
        "open_form": form,
        "permissions": [(choice_text(asked, use, words), yes) for use, yes in given.items()],
        "taken_back": [choice_text(asked, use, words) for use in queries.taken_back(box.id)],
    }
    return render(request, "intake/report.html", values, status=status)


def _read(request: HttpRequest, box: Box, version: queries.Version, key: Unlocked | None, words: Words) -> Read:
    if key is None:
        return Read(version=version)
    try:
        with transaction.atomic():
            found = look_again(asking(request), report=box.id, number=version.number, key=key)
    except TadasuError as error:
        return Read(version=version, shut=sentence(error))
    except Refused:
        return Read(version=version, shut=_("It was not sealed to you."))
    if found is None:
        return Read(version=version)
    spoken = languages().get(found.language)
    return Read(
        version=version,
        matters=[
            *matters(found.answers, words, answered_pages(found.answers, the_form().pages)),
            *not_asked(found.answers, words),
        ],
        spoken=spoken.name if spoken else found.language,
    )


def _table() -> Table:
    return Table(
        name="reports",
        caption=gettext_lazy("Reports that I read"),
        columns=(
            Column(
                name="report",
                label=gettext_lazy("Report"),
                value=lambda line: short(line.id),
                address=lambda line: reverse("intake-report", args=[line.id]),
            ),
            Column(name="month", label=gettext_lazy("Opened in"), value=lambda line: f"{line.month:%Y-%m}"),
            Column(name="state", label=gettext_lazy("What its holder is told"), value=_state),
        ),
        keys=True,
        empty=gettext_lazy("No report yet"),
        how=gettext_lazy(
            "A report comes here when somebody sends one at a counter where you were named as a reader. An organiser opens it."
        ),
        file=False,
    )


def _state(line: queries.Line) -> str:
    if line.ended == "withdrawn":
        return _("Taken back by its holder; its letters were destroyed.")
    return _("It has ended.") if line.ended else state_text(purposes().get(queries.PURPOSE), line.state)
