"""Files of incidents, one of them, and the list of what in it has no code."""

import csv
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.schema import UsageError
from tadasu.store import no_formula
from tadasu.web.evidence.incidents import _staged, queries
from tadasu.web.evidence.incidents.access import IMPORT, RECEIVE, REMOVE, SHARE
from tadasu.web.evidence.incidents.models import DONE, ENDED, FAILED, READING, RECEIVED, WAITING, Batch
from tadasu.web.evidence.incidents.views._shown import batch_or_404, item_of, name_of_batch
from tadasu.web.evidence.incidents.words import FIELDS, FORMATS, STATES, why_name
from tadasu.web.foundation.access import asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.ui.parts import CaseHead, Pair, Said
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables

SHOWN = 50
"""Rows of the report that the page shows; the file has all."""


@login_required
@require_safe
def batches(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every file of an organisation."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    rows = queries.batches_of(actor, organisation)
    values = {
        "organisation": found,
        "name": name_of(found),
        "receives": may_anew(actor, RECEIVE.name, found),
    }
    return tables.answer(request, "incidents/batches.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def batch(request: HttpRequest, id: UUID) -> HttpResponse:
    """A file: what came in, what did not, what may be done."""
    found, actor = batch_or_404(request, id), asking(request)
    item = item_of(found)
    noted = queries.unmapped_of(found)
    values = {
        "batch": found,
        "head": _head(found),
        "facts": _facts(found),
        "fault": sentence(UsageError(found.fault, **found.counts.get("said", {}))) if found.fault else "",
        "progress": _staged.progress(found.id) if found.state in (WAITING, READING) else None,
        "waits": found.state in (WAITING, READING),
        "unread": found.state in (RECEIVED, FAILED),
        "done": found.state == DONE,
        "ended": found.state == ENDED,
        "unmapped": _counted(found),
        "noted": [(one.row, FIELDS.get(one.field, ""), why_name(one.why), one.left_out) for one in noted[:SHOWN]],
        "noted_more": noted.count() > SHOWN,
        "item": item,
        "reads": not item.ended and may_anew(actor, IMPORT.name, item),
        "shares": found.state == DONE and not item.ended and may_anew(actor, SHARE.name, item),
        "removes": found.state != ENDED and not item.ended and may_anew(actor, REMOVE.name, item),
        "hold": item.hold,
    }
    return render(request, "incidents/batch.html", values)


@login_required
@require_safe
def report(request: HttpRequest, id: UUID) -> StreamingHttpResponse:
    """What has no code, row by row, as a file."""
    found = batch_or_404(request, id)
    rows = list(queries.unmapped_of(found).values_list("row", "field", "why", "left_out"))
    head = [_("Row of the file"), _("What"), _("Why"), _("Left out")]
    lines = (
        [str(row), str(FIELDS.get(field, "")), str(why_name(why)), _("yes") if left else _("no")]
        for row, field, why, left in rows
    )
    response = StreamingHttpResponse(_csv([head], lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="incidents-{found.id.hex[:8]}.csv"'
    return response


class _Line:
    """What the csv module writes into: gives the line back."""

    def write(self, text: str) -> str:
        return text


def _csv(head: Sequence[Sequence[str]], lines: Iterator[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    for line in (*head,):
        yield str(writer.writerow(line))
    for line in lines:
        yield str(writer.writerow([no_formula(cell) for cell in line]))


def _counted(found: Batch) -> Sequence[tuple[Said, Said, int]]:
    counted = found.counts.get("unmapped", {})
    return [
        (FIELDS.get(name, ""), why_name(why), count)
        for (name, _colon, why), count in ((key.partition(":"), n) for key, n in counted.items())
    ]


def _head(found: Batch) -> CaseHead:
    return CaseHead(
        kind=_("File of incidents"),
        number=found.id.hex[:8],
        title=name_of_batch(found),
        stage=str(STATES[found.state]),
        who=[
            Pair(term=_("Sealing"), text=_("Public") if found.public else _("Confidential")),
            Pair(term=_("Incidents"), text=f"{found.counts.get('incidents', 0):,}"),
        ],
    )


def _facts(found: Batch) -> Sequence[Pair]:
    versions = found.counts.get("versions", {})
    names = {**{str(name): str(label) for name, label in FIELDS.items()}, **_others()}
    changed = ", ".join(f"{names.get(name, name)}: {count:,}" for name, count in versions.items() if name != "same")
    rows: list[tuple[Said, str]] = [
        (_("Format of the file"), str(FORMATS[found.format])),
        (_("Month"), f"{found.month:%Y-%m}"),
        (_("Kind of files"), found.kind.name if found.kind else ""),
        (_("Comes from"), found.origin),
        (_("Attribution"), found.attribution),
        (_("Rows left out"), f"{found.counts['left_out']:,}" if found.counts.get("left_out") else ""),
        (_("New versions that say the same"), f"{versions['same']:,}" if versions.get("same") else ""),
        (_("New versions, by what changed"), changed),
    ]
    pairs = [Pair(term=term, text=text) for term, text in rows if text]
    return [
        *pairs,
        Pair(term=_("In custody"), text=_("Open the item"), address=reverse("custody-one", args=[found.item])),
    ]


def _others() -> dict[str, str]:
    """What is compared and is no field of a file."""
    return {
        "issues": _("Abuse"),
        "indicators": _("Indicators of the ILO"),
        "region": _("Province or prefecture"),
        "month": _("Month"),
        "year": _("Year"),
        "words": _("Words"),
    }


def _table() -> Table:
    return Table(
        name="files",
        caption=gettext_lazy("Files of incidents"),
        columns=(
            Column(
                name="label",
                label=gettext_lazy("File"),
                value=name_of_batch,
                address=lambda one: reverse("incidents-file", args=[one.id]),
            ),
            Column(
                name="public",
                label=gettext_lazy("Sealing"),
                value=lambda one: gettext_lazy("Public") if one.public else gettext_lazy("Confidential"),
                sorts="public",
            ),
            Column(name="state", label=gettext_lazy("State"), value=lambda one: STATES[one.state], sorts="state"),
            Column(
                name="count",
                label=gettext_lazy("Incidents"),
                number=True,
                value=lambda one: one.counts.get("incidents", 0),
            ),
            Column(name="month", label=gettext_lazy("Month"), value=lambda one: f"{one.month:%Y-%m}", sorts="month"),
        ),
        order="-month",
        empty=gettext_lazy("No file yet"),
        how=gettext_lazy("A file comes here when somebody takes in what a documenting group wrote down."),
    )
