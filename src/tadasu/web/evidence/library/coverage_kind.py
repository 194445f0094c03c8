"""Where an organisation is blind, as a package for funders: cells alone, numbers as bands, no outlet, no group, no report."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.library._bands import MONTHS, SOURCES, band
from tadasu.web.evidence.library.access import SEND_COVERAGE
from tadasu.web.evidence.library.covering import asked_about, blind_spots
from tadasu.web.evidence.library.models import TheirCell
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.kinds import Built, Kind, Line, Origin, register, schema_of

HERE = Path(__file__).parent


def coverage_since(actor: Actor, organisation: UUID, since: int) -> Built:
    """The cells that are asked about, as they stand, once a month; `since` is the month told last (year * 12 + month - 1). What
    comes in elsewhere is not told: that there is something could say what is looked into. Raises Refused."""
    allow(actor, SEND_COVERAGE.name, Organisation(id=organisation))
    today = timezone.localdate()
    month = today.year * 12 + today.month - 1
    if since >= month:
        return Built(lines=(), mark=since)
    asked = list(product(*asked_about(organisation)))
    lines = [
        {
            "country": one.country,
            "sector": one.sector,
            "state": one.state,
            "sources": band(one.sources, SOURCES),
            "months": band(one.months, MONTHS),
            "month": f"{today:%Y-%m}",
        }
        for one in blind_spots(actor, organisation, only=asked, leaves=True).cells
    ]
    return Built(lines=lines, mark=month)


def take_coverage(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """What the sender said before is replaced as a whole: theirs, beside ours and never added to them. Of a package of an earlier
    month than what is here nothing is taken."""
    mine = TheirCell.objects.filter(organisation=origin.organisation, peer=origin.peer)
    months = [date.fromisoformat(f"{one['month']}-01") for one in lines]
    if months and mine.filter(month__gt=max(months)).exists():
        return {"cells": 0}
    mine.delete()
    cells = {
        (one["country"], one["sector"]): TheirCell(
            organisation_id=origin.organisation,
            peer=origin.peer,
            known_as=origin.known_as,
            month=month,
            **{name: one[name] for name in ("country", "sector", "state", "sources", "months")},
        )
        for one, month in zip(lines, months, strict=True)
    }
    TheirCell.objects.bulk_create(cells.values())
    return {"cells": len(cells)}


COVERAGE = register(
    Kind(
        name="coverage",
        version=1,
        label=_("Where we are blind"),
        schema=schema_of(HERE / "data" / "coverage-1.json"),
        build=coverage_since,
        take=take_coverage,
        in_order=False,
    )
)
