"""The results of an organisation, of a programme with what led to what, of an award, and one with its versions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Actor, Refused, allow, may
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.vault.actions import Unlocked, open_again, open_record
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.results import access, queries
from tadasu.web.funding.results._sealed import texts_from
from tadasu.web.funding.results._writing import NOT_YET, as_of
from tadasu.web.funding.results.models import CURRENT, WAITING, Result
from tadasu.web.funding.results.views._measured import measured_rows, values_rows
from tadasu.web.funding.results.views._shown import (
    ask,
    award_or_404,
    fund_name,
    fund_or_404,
    line_of,
    place_or_404,
    result_or_404,
    when_text,
    why_text,
    word,
)
from tadasu.web.funding.results.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, posted

Names = Mapping[UUID, str]

MOST_SHOWN = 100
"""Of a programme, the latest: the table of results has them all."""


@login_required
@require_safe
def results(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Those that the viewer may know of, as a table and as a file."""
    place, actor = place_or_404(request, organisation, access.SEE)
    rows, funds = queries.results_of(actor, organisation), queries.funds_of(actor, organisation)
    names = {one.id: fund_name(one) for one in funds}
    years = queries.fiscal_years(actor, organisation)
    waits = {of.id: of for one, of in queries.waiting(actor) if of.organisation_id == organisation}
    values = {
        "name": name_of(place),
        "organisation": place,
        "programmes": [(one, names[one.id]) for one in funds],
        "waits": list(waits.values()),
        "public": may(actor, access.SEE_PUBLIC.name, place),
    }
    table = _table(names, queries.pseudonyms(actor, organisation), years)
    return tables.answer(request, "results/results.html", table.show(request.GET, rows), values)


@login_required
@require_safe
def programme(request: HttpRequest, organisation: UUID, fund: UUID) -> HttpResponseBase:
    """What led to what, and indicators where there are any."""
    found, actor = fund_or_404(request, organisation, fund, access.SEE)
    rows = queries.results_of(actor, organisation).filter(fund=fund, state=CURRENT)
    values = {
        "fund": found,
        "name": fund_name(found),
        "lines": [line_of(one) for one in queries.chains_of(actor, rows[:MOST_SHOWN], organisation)],
        "all": rows.count(),
        "most": MOST_SHOWN,
        "measured": measured_rows(queries.measured(actor, found)),
        "writes": may(actor, access.WRITE.name, as_of(organisation, None)),
        "states": may(actor, access.STATE.name, found),
    }
    return render(request, "results/programme.html", values)


@login_required
@require_safe
def award(request: HttpRequest, award: UUID) -> HttpResponseBase:
    """What came of one, what its grantee told, what it said of indicators."""
    found, actor = award_or_404(request, award, access.SEE)
    rows = queries.results_of(actor, found.organisation_id).filter(award=award)
    about = as_of(found.organisation_id, found)
    values = {
        "award": found,
        "lines": [line_of(one) for one in queries.chains_of(actor, rows, found.organisation_id)],
        "told": [
            {"row": one, "state": word("told_states", one.state), "aside": _aside(one.set_aside)}
            for one in queries.told_of_award(found)
        ],
        "settles": may(actor, access.SETTLE.name, about),
        "writes": found.state not in NOT_YET and may(actor, access.WRITE.name, about),
        "indicators": values_rows(found, notes=may(actor, access.NOTE.name, about)),
        "waiting": WAITING,
    }
    return render(request, "results/award.html", values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A result with its versions; its words for whoever opened them less than half an hour ago."""
    found, actor = result_or_404(request, id, access.SEE)
    versions = queries.versions_of(actor, found)
    (chain,) = queries.chains_of(actor, [found], found.organisation_id)
    key = unlocked_key(request)
    writes = versions[0].state == CURRENT and may(actor, access.WRITE.name, queries.about(found))
    response = render(
        request,
        "results/one.html",
        {
            "result": found,
            "one": line_of(chain),
            "latest": versions[0],
            "versions": [_version(actor, each, key) for each in versions],
            "opens": bool(_theirs(actor, versions)),
            "writes": writes,
        },
    )
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The sealed words of all versions that are theirs to open."""
    found, actor = result_or_404(request, id, access.OPEN)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key
    unlocked: Unlocked = key

    def do(form: Purpose) -> HttpResponseBase:
        allow(actor, access.OPEN.name, queries.about(found))
        for record in _theirs(actor, queries.versions_of(actor, found)):
            open_record(actor, record=record, key=unlocked, **form.cleaned_data)
        return redirect("results-one", id)

    return ask(
        request,
        question=_("Open the words of this result?"),
        act=_("Open them"),
        form=Purpose(posted(request), initial={"purpose": "decide"}),
        do=do,
        back=reverse("results-one", args=[id]),
        happens=[
            _("That you opened them stays in the log of the vault."),
            _("You can look at them again for half an hour."),
        ],
    )


def _aside(code: str) -> str:
    return word("set_asides", code) if code else ""


def _theirs(actor: Actor, versions: Sequence[Result]) -> list[UUID]:
    records = [one.record for one in versions if one.record is not None]
    return list(Reader.objects.filter(record__in=records, user=actor.user).values_list("record", flat=True))


def _version(actor: Actor, result: Result, key: Unlocked | None) -> dict[str, object]:
    return {
        "row": result,
        "what": word("kinds", result.kind),
        "when": when_text(result),
        "why": why_text(result),
        "state": word("states", result.state),
        "withdrawn": word("withdrawals", result.withdrawal) if result.withdrawal else "",
        "texts": _texts(actor, result, key),
    }


def _texts(actor: Actor, result: Result, key: Unlocked | None) -> list[str]:
    if key is None or result.record is None:
        return []
    try:
        with transaction.atomic():
            found = open_again(actor, record=result.record, key=key)
    except (TadasuError, Refused):
        return []
    return list(texts_from(found).values()) if found is not None else []


def _table(funds: Names, awards: Names, years: Sequence[int]) -> Table:
    def coded(name: str, what: str, label: object) -> Column:
        return Column(name=name, label=str(label), value=lambda one: word(what, getattr(one, name)), sorts=name)

    def chosen(name: str, what: str, label: object) -> Filter:
        codes = [(code, names[language()]) for code, names in words(what).items() if code != "replaced"]
        return Filter(name=name, label=str(label), choices=codes)

    return Table(
        name="results",
        caption=gettext_lazy("Results"),
        columns=(
            Column(
                name="kind",
                label=gettext_lazy("What came of it"),
                value=lambda one: word("kinds", one.kind),
                sorts="kind",
                address=lambda one: reverse("results-one", args=[one.id]),
            ),
            Column(name="when", label=gettext_lazy("When it was"), value=when_text, sorts="on"),
            Column(name="fund", label=gettext_lazy("Programme of grants"), value=lambda one: funds.get(one.fund, "")),
            Column(
                name="award",
                label=gettext_lazy("Award"),
                value=lambda one: awards.get(one.award, "") if one.award else _("the programme as a whole"),
            ),
            coded("contribution", "contributions", gettext_lazy("How the funding contributed")),
            coded("told_by", "told_by", gettext_lazy("Who says so")),
            coded("sure", "sure", gettext_lazy("How sure is it")),
            coded("state", "states", gettext_lazy("State")),
        ),
        filters=(
            Filter(
                name="programme",
                label=gettext_lazy("Programme of grants"),
                choices=[(str(id), name) for id, name in funds.items()],
                field="fund",
            ),
            chosen("kind", "kinds", gettext_lazy("What came of it")),
            Filter(
                name="year",
                label=gettext_lazy("Fiscal year"),
                choices=[(str(year), str(year)) for year in years],
                field="fiscal",
            ),
            chosen("state", "states", gettext_lazy("State")),
        ),
        empty=gettext_lazy("No result yet"),
        how=gettext_lazy(
            "An officer writes one down from the page of an award or of a programme. A grantee may tell one in its box, "
            "and never has to."
        ),
    )
