"""The policy that binds a fund: what it is, what it says, and how each of its numbers binds here. Nothing is shown as law that is
not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.law import Standing
from tadasu.reports import in_words, mark_text, set_text, standing_on
from tadasu.web.funding.programmes.access import SEE
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.funding.programmes.policy import GROUPS, Bound, bound, policy_of, status_of
from tadasu.web.funding.programmes.views._shown import called, fund_or_404, shown_to, visit_first
from tadasu.web.funding.programmes.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Said
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables

MATTERS: Mapping[str, Said] = {
    "basis": gettext_lazy("Basis"),
    "home": gettext_lazy("Who may be funded, whatever their government says"),
    "tiers": gettext_lazy("Tiers: amounts and times"),
    "costs": gettext_lazy("Costs"),
    "intermediaries": gettext_lazy("Intermediaries"),
    "end": gettext_lazy("Reviews and the end"),
}

_AWARD = gettext_lazy("Binds every award and every sub-grant from this fund.")
_AMOUNT = gettext_lazy(
    "A call of this tier is not opened with a higher amount, nor while no rate of the last days is known to compare by."
)
_DAYS = gettext_lazy("Counted by the procedure of every application in this tier.")
_HOME = gettext_lazy("Forms and calls of this desk ask for no registration, and score no status at home.")

BINDS: Mapping[str, Said] = {
    "emergency_hours": gettext_lazy("Every emergency lane says it to whoever applies; hours run on days off too."),
    "emergency_hours_aim": gettext_lazy("Said on the page of an emergency lane, as an aim."),
    "emergency_amount": _AMOUNT,
    "bridge_amount": _AMOUNT,
    "bridge_days": _DAYS,
    "core_days": _DAYS,
    "applicants": gettext_lazy("A call chooses among these kinds; individuals can be chosen for emergencies only."),
    "local_law": _HOME,
    "labels": _HOME,
    "persecution_evidence_min": gettext_lazy("Forms ask what could show it, and say that nothing has to be public."),
}
"""How a number binds a fund, where more can be said than that it binds awards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter as the page shows it."""

    matter: Said
    name: str
    value: str
    basis: str
    binds: Said


@login_required
@require_safe
def policy(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The instrument, its status, its parameters with article and source."""
    held, actor = fund_or_404(request, id, SEE)
    if way := visit_first(actor, held.organisation_id):
        return way
    today, regime = timezone.localdate(), policy_of(held.regime)
    inspected = shown_to(actor, held.organisation_id, "policy", held.id)
    status = status_of(held.regime, today)
    values = {
        "fund": held,
        "name": called(held),
        "policy": in_words(regime.names, language()),
        "about": in_words(regime.about, language()),
        "status": standing_on(regime, today, language()),
        "is_law": status is not None and status.standing is Standing.IN_FORCE,
        "inspected": inspected,
    }
    table = _table(file=not inspected).show(request.GET, list(_rows(held, today)))
    return tables.answer(request, "programmes/policy.html", table, values)


def _rows(held: Fund, today: date) -> Iterator[Row]:
    for matter, names in GROUPS.items():
        for name in names:
            found = bound(held.regime, name, today)
            if found is not None:
                yield _row(held, matter, name, found, today)


def _row(held: Fund, matter: str, name: str, found: Bound, today: date) -> Row:
    standing = standing_on(policy_of(held.regime), today, language())
    value = found.value
    return Row(
        matter=MATTERS[matter],
        name=in_words(found.parameter.names, language()),
        value=set_text(found.parameter, value.value, language()) if value is not None else "",
        basis=mark_text(value.basis, standing, language(), source=value.basis.source.title) if value else "",
        binds=_binds(held, name, found),
    )


def _binds(held: Fund, name: str, found: Bound) -> Said:
    """What it means for this very fund."""
    if name == "vehicle":
        same = found.value is not None and found.value.value == held.vehicle
        ours = named("vehicles", held.vehicle, language())
        return (_("This fund keeps to it: %(vehicle)s.") if same else _("This fund departs from it: %(vehicle)s.")) % {
            "vehicle": ours
        }
    if name == "aid_line":
        return _("Lines of assistance: %(oda)s; lines beside it: %(beside)s.") % {
            "oda": held.lines.filter(oda=True).count(),
            "beside": held.lines.filter(oda=False).count(),
        }
    if name == "sunset_years" and held.closes_on is not None:
        return _("This fund lasts %(years)s years.") % {"years": _years(held)}
    return BINDS.get(name, _AWARD)


def _years(held: Fund) -> str:
    assert held.closes_on is not None
    return f"{(held.closes_on - held.opens_on).days / 365.25:.1f}"


def _table(*, file: bool) -> Table:
    return Table(
        name="policy",
        caption=gettext_lazy("What it says, and how it binds this fund"),
        columns=(
            Column(name="matter", label=gettext_lazy("Matter"), value=lambda one: str(one.matter)),
            Column(name="name", label=gettext_lazy("Number or choice")),
            Column(name="value", label=gettext_lazy("Value")),
            Column(name="basis", label=gettext_lazy("Where it is written, and how sure")),
            Column(name="binds", label=gettext_lazy("How it binds here"), value=lambda one: str(one.binds)),
        ),
        size=60,
        file=file,
    )
