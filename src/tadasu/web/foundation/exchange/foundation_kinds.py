"""The kinds of package that every instance has: findings, what named companies said of them, where peers are blind,
statistics."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation import findings
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.exchange._coverage import take_coverage
from tadasu.web.foundation.exchange._statistics import statistics_since, take_statistics
from tadasu.web.foundation.exchange.kinds import Built, Kind, Line, Origin, register, schema_of
from tadasu.web.foundation.findings.actions import take_from, take_hearing
from tadasu.web.foundation.findings.hearings import FILE as HEARING
from tadasu.web.foundation.findings.queries import changes_since

HERE = Path(__file__).parent


def findings_since(actor: Actor, organisation: UUID, since: int) -> Built:
    """Findings of ours that changed after a change, the withdrawn ones among them. Raises Refused."""
    found = changes_since(actor, organisation, since)
    return Built(lines=found.documents, mark=found.change)


def take_findings(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """Each is kept as the sender's, never as ours; what they withdraw is withdrawn here. Raises Refused, UsageError."""
    place, known_as = origin.organisation, origin.known_as
    taken = Counter(str(take_from(actor, organisation=place, document=dict(one), origin=known_as)) for one in lines)
    return dict(taken)


def take_hearings(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """What the sender says of the companies that findings of theirs name: theirs, whichever desks run here. Raises Refused,
    UsageError."""
    place, known_as, serial = origin.organisation, origin.known_as, origin.serial
    taken = Counter(
        str(take_hearing(actor, organisation=place, document=dict(one), origin=known_as, serial=serial))
        for one in lines
    )
    return dict(taken)


FINDINGS = register(
    Kind(
        name="findings",
        version=1,
        label=_("Findings"),
        schema=schema_of(Path(findings.__path__[0]) / "data" / "finding.schema.json"),
        build=findings_since,
        take=take_findings,
    )
)

HEARINGS = register(
    Kind(
        name="hearings",
        version=1,
        label=_("Answers of named companies"),
        schema=schema_of(HEARING),
        take=take_hearings,
    )
)
"""The half that takes; what asks companies makes them."""

COVERAGE = register(
    Kind(
        name="coverage",
        version=1,
        label=_("Where we are blind"),
        schema=schema_of(HERE / "data" / "coverage-1.json"),
        take=take_coverage,
        in_order=False,
    )
)
"""The half that takes; the library of an evidence desk makes it."""

STATISTICS = register(
    Kind(
        name="statistics",
        version=1,
        label=_("Statistics"),
        schema=schema_of(HERE / "data" / "statistics-1.json"),
        build=statistics_since,
        take=take_statistics,
        in_order=False,
    )
)
