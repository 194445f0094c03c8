"""Applications, for those who may know of them: the list, and one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Refused, asking, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.access import READ
from tadasu.web.foundation.correspondence.actions.staff import reader_of
from tadasu.web.foundation.correspondence.forms import Purposed
from tadasu.web.foundation.guided.shown import Matter, answered_pages, matters
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.access import OPEN, SET_STATE
from tadasu.web.funding.applications.actions.opening import look_again, open_application
from tadasu.web.funding.applications.actions.states import GOES
from tadasu.web.funding.applications.clock import regimes_of, running
from tadasu.web.funding.applications.levels import WITHHELD, fields_of
from tadasu.web.funding.applications.models import ASKED, DECIDED, OVER, RECEIVED, REVIEWING, Application, Version
from tadasu.web.funding.applications.names import lane_name, level_name, state_name, title_of, words
from tadasu.web.funding.applications.of_call import asking_for, words_for
from tadasu.web.funding.applications.views._staff import (
    amount_text,
    application_or_404,
    clock_text,
    coded,
    table_of,
    texts_of_calls,
)
from tadasu.web.funding.applications.ways import ways_of
from tadasu.web.funding.calls.models import Call
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Pair, Said
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION

_ACTS: Mapping[str, Said] = {
    ASKED: gettext_lazy("Ask the applicant something"),
    REVIEWING: gettext_lazy("Say that it is reviewed"),
    DECIDED: gettext_lazy("Say that it is decided"),
    RECEIVED: gettext_lazy("Put it back to received"),
}
"""State -> what leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A version: `matters` once it is opened, `shut` says why it does not open."""

    version: Version
    matters: Sequence[Matter] | None = None
    shut: str = ""


@login_required
@require_safe
def applications(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All that the person may know of. A file leaves this house, so those whose existence is withheld are not in it."""
    place = Organisation.objects.filter(id=organisation).first()
    if place is None:
        raise Http404
    found = queries.applications_of(asking(request), organisation)
    if request.GET.get("as") == "csv":
        found = found.filter(level__lt=WITHHELD)
    calls = {one.id: one for one in Call.objects.filter(organisation=organisation).select_related("form")}
    questions = queries.coded_questions(found)
    urgent = list(found.exclude(received_at=None))
    regimes = regimes_of(urgent)
    clocks = {one.id: clock for one in urgent if (clock := running(one, regime=regimes[one.call])) is not None}
    shown = table_of(calls, texts_of_calls(calls), questions, clocks).show(
        request.GET, queries.answered(found, list(questions))
    )
    return tables.answer(request, "applications/list.html", shown, {"place": place})


@login_required
@require_safe
def of_box(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was sent in a box, for its readers: the last application of it."""
    box = reader_of(asking(request), id, READ.name)
    last = queries.applications_in(box.id).exclude(state__in=OVER).last()
    return redirect("applications-one", last.id) if last is not None else redirect("correspondence-read", box.id)


@login_required
@require_http_methods(QUESTION)
def application(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One. All that was sent is opened for one purpose with one reason; for half an hour it stays readable."""
    found, form, status = application_or_404(request, id), Purposed(), 200
    if request.method == "POST":
        key, form, status = unlocked_key(request), Purposed(request.POST), 400
        if key is None:  # locked meanwhile: what was typed stays
            form.add_error(None, _("Your keys were locked meanwhile. Unlock them, come back, and send this again."))
        elif form.is_valid():
            try:
                with transaction.atomic():
                    for one in queries.versions_of(found):
                        open_application(
                            asking(request), application=found, number=one.number, key=key, **form.cleaned_data
                        )
                return redirect("applications-one", id)
            except TadasuError as error:
                form.add_error(None, sentence(error))
    return _shown(request, found, form, status)


def _shown(request: HttpRequest, found: Application, form: Purposed, status: int) -> HttpResponse:
    actor, key = asking(request), unlocked_key(request)
    call = Call.objects.filter(id=found.call).select_related("form").first()
    opens = may(actor, OPEN.name, found)
    read = [_read(request, found, one, call, key if opens else None) for one in queries.versions_of(found)]
    values = {
        "found": found,
        "over": found.state in OVER,
        "withheld": found.level == WITHHELD,
        "title": title_of(call),
        "state": state_name(found.state),
        "facts": _facts(found, call),
        "answers": _answers(found, call),
        "consents": _consents(found),
        "others": queries.applications_in(found.box_id).exclude(id=found.id).exclude(state__in=OVER) if opens else (),
        "opens": opens,
        "read": read,
        "sealed": any(one.matters is None and not one.shut for one in read),
        "unlocked": key is not None,
        "open_form": form,
        "ways": ways_of(actor, found) if found.state not in OVER else (),
        "goes": [(one, _ACTS[one]) for one in GOES.get(found.state, ())] if may(actor, SET_STATE.name, found) else (),
        "readers": queries.readers_of(found) if opens else (),
    }
    return render(request, "applications/one.html", values, status=status)


def _facts(found: Application, call: Call | None) -> list[Pair]:
    """Codes, in words."""
    texts = texts_of_calls({call.id: call}) if call is not None else {}
    clock = running(found, regime=call.regime) if call is not None else None
    amount = amount_text(found)
    delay = _("After %(months)s months") % {"months": found.delay} if found.delay else _("Never")
    said = (
        (_("Call"), title_of(call)),
        (_("Lane"), lane_name(found.lane)),
        (_("Emergency clock"), clock_text(clock)),
        (_("Protection"), level_name(found.level)),
        (_("Publication at the earliest"), "" if found.state in OVER else delay),
        (_("Month"), f"{found.month:%Y-%m}"),
        (_("Amount"), f"{amount.text} {found.currency}" if amount is not None else ""),
        (_("Region"), coded(texts, "region", found.region).text),
        (_("For what"), coded(texts, "purpose", found.purpose).text),
        (_("Kind of applicant"), coded(texts, "applicant-type", found.applicant_type).text),
        (_("Through a sponsor or host"), "" if found.state in OVER else _("Yes") if found.sponsored else _("No")),
        (_("Told aloud"), _("Yes: listen to the file in the box") if found.spoken else ""),
        (_("Languages"), ", ".join(coded(texts, "languages", one).text for one in found.languages)),
    )
    return [Pair(term=term, text=text) for term, text in said if text]


def _answers(found: Application, call: Call | None) -> list[Pair]:
    """Coded answers that are no column."""
    texts = texts_of_calls({call.id: call}) if call is not None else {}
    return [
        Pair(
            term=texts.get(f"questions.{question}.ask", question),
            text="; ".join(coded(texts, question, one).text for one in codes),
        )
        for question, codes in queries.answers_of(found).items()
        if question not in (*queries.COLUMNS, "amount")
    ]


def _consents(found: Application) -> list[tuple[str, bool]]:
    now = queries.consents_of(found)
    return [(words().text(f"questions.consents.choices.{one}"), now[one]) for one in fields_of(found.level)]


def _read(request: HttpRequest, found: Application, version: Version, call: Call | None, key: Unlocked | None) -> Read:
    if key is None or call is None:
        return Read(version=version)
    try:
        with transaction.atomic():
            content = look_again(asking(request), application=found, number=version.number, key=key)
    except TadasuError as error:
        return Read(version=version, shut=sentence(error))
    except Refused:
        return Read(version=version, shut=_("It was not sealed to you."))
    if content is None:
        return Read(version=version)
    pages = answered_pages(content.answers, asking_for(call).steps)
    return Read(version=version, matters=list(matters(content.answers, words_for(call, language()), pages)))
