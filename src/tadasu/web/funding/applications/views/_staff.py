"""What pages of staff have in common: an application or 404, calls and their words, the list as a table."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.funds import Amount, decimal_of
from tadasu.web.foundation.access import asking
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.clock import Running
from tadasu.web.funding.applications.levels import LEVELS
from tadasu.web.funding.applications.models import EMERGENCY, LANES, STATES, Application
from tadasu.web.funding.applications.names import lane_name, level_name, state_name, title_of
from tadasu.web.funding.applications.of_call import texts_of
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.calls.queries import form_of
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.tables import Column, Filter, Table


def application_or_404(request: HttpRequest, id: UUID) -> Application:
    """One; what is not shown to them is not there. Raises Http404."""
    try:
        return queries.application_of(asking(request), id)
    except Application.DoesNotExist:
        raise Http404 from None


def texts_of_calls(calls: Mapping[UUID, Call]) -> Mapping[str, str]:
    """Place -> text, of the forms of these calls: a code is called by the first that has it."""
    found: dict[str, str] = {}
    for form in {one.form_id: one for one in calls.values()}.values():
        found = {**texts_of(form_of(form), language()), **found}
    return found


def coded(texts: Mapping[str, str], question: str, code: str) -> Coded:
    """A code and what the form calls it."""
    return Coded(code=code, text=texts.get(f"questions.{question}.choices.{code}", code))


def amount_text(application: Application) -> Coded | None:
    """In the unit people use, grouped; bare in a file."""
    if application.amount is None:
        return None
    found = decimal_of(Amount(application.amount, application.currency))
    return Coded(code=format(found, "f"), text=format(found, ","))


def clock_text(clock: Running | None) -> str:
    """Hours passed of those that there are."""
    if clock is None:
        return ""
    said = _("%(passed)s of %(allowed)s hours") if clock.left > 0 else _("Over: %(passed)s of %(allowed)s hours")
    return said % {"passed": clock.passed, "allowed": clock.allowed}


def table_of(
    calls: Mapping[UUID, Call],
    texts: Mapping[str, str],
    questions: Mapping[str, Sequence[str]],
    clocks: Mapping[UUID, Running],
) -> Table:
    """Codes only, on the page and in the file."""

    def region(one: Application) -> Coded:
        return coded(texts, "region", one.region)

    return Table(
        name="applications",
        caption=_("Applications for funds"),
        columns=(
            Column(
                name="pseudonym",
                label=_("Application"),
                value=lambda one: one.pseudonym or _("no name left"),
                address=lambda one: reverse("applications-one", args=[one.id]),
            ),
            Column(name="call", label=_("Call"), value=lambda one: title_of(calls.get(one.call))),
            Column(name="lane", label=_("Lane"), value=lambda one: Coded(code=one.lane, text=lane_name(one.lane))),
            Column(
                name="level",
                label=_("Protection"),
                sorts="level",
                value=lambda one: Coded(code=str(one.level), text=level_name(one.level)),
            ),
            Column(name="month", label=_("Month"), sorts="month", value=lambda one: f"{one.month:%Y-%m}"),
            Column(name="amount", label=_("Amount"), number=True, sorts="amount", value=amount_text),
            Column(name="currency", label=_("Currency")),
            Column(name="region", label=_("Region"), value=region),
            Column(name="state", label=_("State"), value=lambda one: Coded(code=one.state, text=state_name(one.state))),
            Column(
                name="clock",
                label=_("Emergency clock"),
                sorts="received_at",
                value=lambda one: clock_text(clocks.get(one.id)) or ("" if one.lane == EMERGENCY else _("none")),
            ),
        ),
        filters=(
            Filter(name="state", label=_("State"), choices=[(one, state_name(one)) for one in STATES]),
            Filter(name="lane", label=_("Lane"), choices=[(one, lane_name(one)) for one in LANES]),
            Filter(name="level", label=_("Protection"), choices=[(str(one), level_name(one)) for one in LEVELS]),
            Filter(name="call", label=_("Call"), choices=[(str(one.id), title_of(one)) for one in calls.values()]),
            Filter(
                name="region",
                label=_("Region"),
                choices=[(one, coded(texts, "region", one).text) for one in _regions(texts)],
            ),
            *(
                Filter(
                    name=question,
                    label=texts.get(f"questions.{question}.ask", question),
                    field=f"answer_{at}__value",
                    choices=[(one, coded(texts, question, one).text) for one in codes],
                )
                for at, (question, codes) in enumerate(questions.items())
            ),
        ),
        keys=True,
        empty=_("No application yet"),
        how=_("Applications come here when somebody sends one in a call of this organisation."),
    )


def _regions(texts: Mapping[str, str]) -> Sequence[str]:
    place = "questions.region.choices."
    return [one.removeprefix(place) for one in texts if one.startswith(place)]
