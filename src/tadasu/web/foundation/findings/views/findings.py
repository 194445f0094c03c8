"""The list of findings and one of them."""

from collections.abc import Sequence
from math import exp
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.release import place_name
from tadasu.schema import Identifier
from tadasu.web.foundation.access import asking, may, may_anew
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.findings import queries
from tadasu.web.foundation.findings._document import Content
from tadasu.web.foundation.findings.access import DECLINE, SIGN, WITHDRAW
from tadasu.web.foundation.findings.beside import beside_of, beside_taken
from tadasu.web.foundation.findings.models import DECLINED, IN_FORCE, PROPOSED, SUPERSEDED, WITHDRAWN, FindingVersion
from tadasu.web.foundation.findings.words import named, words
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Coded, Event, Pair, Said
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.wording import say


@login_required
@require_safe
def findings(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All versions that an organisation has, of itself and of others."""
    found = organisation_or_404(request, organisation)
    shown = _table().show(request.GET, queries.versions(asking(request), organisation))
    values = {
        "name": name_of(found),
        "organisation": found,
        "listed": queries.in_force(asking(request), organisation).exists(),
    }
    return tables.answer(request, "findings/findings.html", shown, values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """A version: what was concluded, how far, by whom, what became of it."""
    found = version_or_404(request, id)
    actor = asking(request)
    content = queries.content_of(found)
    history = queries.history_of(actor, found)
    values = {
        "found": found,
        "status": named("statuses", found.status, language()),
        "facts": _facts(found, content),
        "indicators": [named("indicators", one, language()) for one in content.indicators],
        "events": _events(found),
        "beside": beside_taken(actor, found) if found.origin else beside_of(actor, content.finding.basis),
        "versions": [one for one in history if one.id != found.id],
        "waits": found.status == PROPOSED,
        "own_proposal": found.concluded_by_id == actor.user,
        "signs": found.status == PROPOSED and may_anew(actor, SIGN.name, found),
        "declines": found.status == PROPOSED and may(actor, DECLINE.name, found),
        "withdraws": found.status == IN_FORCE and not found.origin and may_anew(actor, WITHDRAW.name, found),
        "party": _party_address(found),
    }
    return render(request, "findings/one.html", values)


def version_or_404(request: HttpRequest, id: UUID) -> FindingVersion:
    """A version; what is not theirs is not there. Raises Http404."""
    try:
        return queries.version_of(asking(request), id)
    except FindingVersion.DoesNotExist:
        raise Http404 from None


def issue_text(issue: str) -> str:
    """What the abuse is."""
    return say(f"issue.{issue}", {}, language())


def _facts(found: FindingVersion, content: Content) -> Sequence[Pair]:
    finding, subject, named_ = content.finding, content.finding.subject, content.named
    period = " – ".join(day_text(one, language()) if one else "…" for one in (finding.period.start, finding.period.end))
    rows: list[tuple[Said, str]] = [
        (_("Names"), "\n".join(named_.names)),
        (_("Country"), ", ".join(_place(one) for one in named_.countries)),
        (_("Registration number"), "\n".join(map(_number, named_.identifiers))),
        (_("Place"), _place(getattr(subject, "place", ""))),
        (_("Good (HS code)"), getattr(subject, "good", "")),
        (_("Made in"), _place(getattr(subject, "country", ""))),
        (_("What is concluded"), issue_text(finding.issue)),
        (_("How it came about"), named("kinds", finding.kind, language())),
        (_("Standard of proof reached"), named("standards", content.standard, language())),
        (_("Contrary evidence"), named("contrary", content.contrary, language())),
        (_("When the abuse is said to have gone on"), period if finding.period.start or finding.period.end else ""),
        (_("Rests on"), finding.basis),
        (_("Address of the source"), finding.source_url),
        (_("Strength"), _("%(number)s (1 is taken as certain)") % {"number": f"{exp(finding.strength / 1000):.2f}"}),
        (_("Concluded by"), _organisation(found, content)),
        (_("Concluded on"), day_text(content.concluded_on, language())),
        (_("To be looked at again on"), day_text(content.review_on, language()) if content.review_on else ""),
        (_("Taken from"), found.origin),
        (_("Version"), str(found.version)),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


def _organisation(found: FindingVersion, content: Content) -> str:
    """Who concluded it: our own organisation by its name in the reader's language, another as it calls itself."""
    ours = not found.origin and content.organisation == found.organisation.name
    return name_of(found.organisation) if ours else content.organisation


def _number(identifier: Identifier) -> str:
    return f"{identifier.value} ({identifier.scheme})"


def _place(place: str) -> str:
    """The name of a place in the reader's language."""
    return place_name(place, language()) if place else ""


def _events(found: FindingVersion) -> Sequence[Event]:
    """What happened, the last first."""
    out = []
    if found.ended_at:
        what = {
            DECLINED: _("Not signed"),
            SUPERSEDED: _("A newer version took its place"),
            WITHDRAWN: _("Withdrawn: %(why)s") % {"why": named("ended", found.ended_code, language())},
        }[found.status]
        out.append(Event(at=found.ended_at, what=what, who=_who(found.ended_by), text=found.ended_why))
    if found.signed_at:
        out.append(Event(at=found.signed_at, what=_("Signed; in force from then on"), who=_who(found.signed_by)))
    if found.origin:
        out.append(Event(at=found.made_at, what=_("Taken from %(origin)s") % {"origin": found.origin}))
    else:
        who = _who(found.concluded_by)
        out.append(Event(at=found.made_at, what=_("Concluded"), who=who, text=found.concluded_why))
    return out


def _who(user: User | None) -> str:
    return str(user) if user is not None else ""


def _party_address(found: FindingVersion) -> str:
    """Where the party that it is about is shown, if parties are kept here."""
    try:
        return reverse("parties-one", args=[found.party]) if found.party else ""
    except NoReverseMatch:
        return ""


def _address(version: FindingVersion) -> str:
    return reverse("findings-one", args=[version.id])


def _table() -> Table:
    def coded(what: str, code: str) -> Coded:
        return Coded(code, named(what, code, language()))

    def choices(what: str) -> list[tuple[str, Said]]:
        return [(key, names[language()]) for key, names in words(what).items()]

    return Table(
        name="findings",
        caption=gettext_lazy("Findings"),
        columns=(
            Column(name="title", label=gettext_lazy("About"), sorts="title", address=_address),
            Column(
                name="issue",
                label=gettext_lazy("What is concluded"),
                value=lambda one: Coded(one.issue, issue_text(one.issue)),
            ),
            Column(name="standard", label=gettext_lazy("Standard"), value=lambda one: coded("standards", one.standard)),
            Column(name="status", label=gettext_lazy("Status"), value=lambda one: coded("statuses", one.status)),
            Column(name="version", label=gettext_lazy("Version"), number=True),
            Column(name="origin", label=gettext_lazy("From"), value=lambda one: one.origin or _("ourselves")),
            Column(name="concluded_on", label=gettext_lazy("Concluded on"), sorts="concluded_on"),
        ),
        filters=(
            Filter(name="status", label=gettext_lazy("Status"), choices=choices("statuses")),
            Filter(name="standard", label=gettext_lazy("Standard"), choices=choices("standards")),
        ),
        searched=("title",),
        order="-concluded_on",
        empty=gettext_lazy("No finding yet"),
        how=gettext_lazy(
            "A finding comes here when it is concluded on the evidence, or when another instance sends one."
        ),
    )
