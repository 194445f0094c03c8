"""Where an organisation is blind, as a package for funders: cells alone, numbers as bands, no outlet, no group, no report. Every
instance takes it (`foundation.exchange`); here it is made."""

from itertools import product
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.library._bands import MONTHS, SOURCES, band
from tadasu.web.evidence.library.access import SEND_COVERAGE
from tadasu.web.evidence.library.covering import asked_about, blind_spots
from tadasu.web.foundation import exchange
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.kinds import Built, Kind, register, schema_of

SCHEMA = Path(exchange.__path__[0]) / "data" / "coverage-1.json"


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


COVERAGE = register(
    Kind(
        name="coverage",
        version=1,
        label=_("Where we are blind"),
        schema=schema_of(SCHEMA),
        build=coverage_since,
        in_order=False,
    )
)
