"""The record of an organisation: every act, with a filter that stands in the address."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import Actor, asking, may_anew
from tadasu.web.foundation.audit import queries
from tadasu.web.foundation.audit.access import ERASE_TEXT
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.wording import act_text

RECORD = "record"
"""The parameter that asks for the entries of one record."""


@login_required
@require_safe
def record(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """What was done in an organisation, the latest first."""
    actor = asking(request)
    entries = queries.entries(actor, organisation=organisation)
    people = _names(queries.people_of(actor, organisation=organisation))
    columns = _columns(people)
    if may_anew(actor, ERASE_TEXT.name, entries.first()):
        columns.append(_erasing())
    table = Table(
        name="record",
        caption=_("Acts, the latest first"),
        columns=columns,
        filters=_filters(actor, organisation, people, request.GET.get(RECORD, "")),
        order="-number",
        size=50,
        empty=_("Nothing was done yet"),
        how=_("Every act in this organisation is written here when it is done, and cannot be changed."),
    )
    return tables.answer(request, "audit/record.html", table.show(request.GET, entries))


def _columns(people: Mapping[UUID, str]) -> list[Column]:
    return [
        Column(name="number", label=_("Number"), number=True, sorts="number"),
        Column(name="at", label=_("When")),
        Column(name="act", label=_("Act"), value=_act, address=lambda one: "?" + urlencode({"act": one.act})),
        Column(name="who", label=_("Who"), value=lambda one: _who(one, people)),
        Column(name="subject", label=pgettext_lazy("of an act", "Record"), address=_of_record),
        Column(name="reason", label=_("Reason"), value=_reason),
        Column(name="detail", label=_("Details"), value=_detail),
    ]


def _erasing() -> Column:
    """For those who may: from an entry with words to the page that erases them."""

    def address(entry: Entry) -> str:
        return reverse("audit-erase", args=[entry.organisation_id, entry.id]) if hasattr(entry, "text") else ""

    return Column(
        name="erase",
        label=pgettext_lazy("of an act", "Words"),
        value=lambda one: now("Erase") if hasattr(one, "text") else "",
        address=address,
    )


def _filters(actor: Actor, organisation: UUID, people: Mapping[UUID, str], asked: str) -> list[Filter]:
    acts = queries.acts_of(actor, organisation=organisation)
    years = queries.years_of(actor, organisation=organisation)
    found = [
        Filter(name="act", label=_("Act"), choices=[(one, act_text(one, language())) for one in acts]),
        Filter(
            name="person", label=_("Who"), field="actor", choices=[(str(key), name) for key, name in people.items()]
        ),
        Filter(name="year", label=_("Year"), field="at__year", choices=[(str(one), str(one)) for one in years]),
    ]
    if one := _id(asked):
        found.append(
            Filter(name=RECORD, label=pgettext_lazy("of an act", "Record"), field="subject_id", choices=[(one, one)])
        )
    return found


def _act(entry: Entry) -> Coded:
    return Coded(entry.act, act_text(entry.act, language()))


def _who(entry: Entry, people: Mapping[UUID, str]) -> str:
    if entry.actor is None:
        return now("The system") if entry.system else now("Someone without an account")
    return people.get(entry.actor) or str(entry.actor)


def _reason(entry: Entry) -> str:
    if hasattr(entry, "text"):
        return entry.text.reason
    return now("erased") if entry.text_digest is not None else ""


def _detail(entry: Entry) -> str:
    return "; ".join(f"{name}: {value}" for name, value in entry.text.detail.items()) if hasattr(entry, "text") else ""


def _of_record(entry: Entry) -> str:
    return f"?{RECORD}={entry.subject_id}" if entry.subject_id else ""


def _id(asked: str) -> str:
    """The id of a record, as it is written; empty where it is none."""
    try:
        return str(UUID(asked)) if asked else ""
    except ValueError:
        return ""


def _names(people: Sequence[UUID]) -> Mapping[UUID, str]:
    """Names by id, in the order of names; of one who is no more, the id."""
    found = get_user_model().objects.in_bulk(list(people))
    return dict(sorted(((key, str(found.get(key, key))) for key in people), key=lambda pair: pair[1]))
