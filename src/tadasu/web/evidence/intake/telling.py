"""To whom what was reported may be told on: for each kind of recipient that custody knows, the permission that it takes."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.permission import SOURCE
from tadasu.web.evidence.intake import queries
from tadasu.web.foundation.correspondence.models import Box

TAKES: Mapping[str, str] = MappingProxyType(
    {
        "authority": "authority",
        "court": "authority",
        "expert": "investigators",
        "lawyer": "investigators",
        "media": "publication",
        "named": "company",
        "other": "publication",
        "partner": "investigators",
        SOURCE: "",
    }
)
"""Kind of recipient -> permission; none is needed for the one who reported. Anybody else is the public."""


def refuse_unpermitted(origin: UUID, to: str) -> None:
    """Raises UsageError `intake-not-permitted` where a report may not be told to them now."""
    needed = TAKES.get(to, "publication")
    if not needed or not Box.objects.filter(id=origin, purpose=queries.PURPOSE).exists():
        return
    if not queries.is_permitted(origin, needed):
        raise UsageError("intake-not-permitted")
