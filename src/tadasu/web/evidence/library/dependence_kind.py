"""What rests on which sources, as a package for funders: of the cells that are asked about, sources as keys that only we can map.

A source is an outlet or a group. What rests on ourselves (reports that reached us, documents that we hold) has no key: a finding
that rests on it too needs one source less, and a finding that needs none of the others is only counted. What was taken from a
peer is not passed on. Incidents leave by the threshold of coverage; reports do not leave at all.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from django.utils import timezone

from tadasu.web.evidence.library.access import SEND_COVERAGE
from tadasu.web.evidence.library.covering import OF_PEER, OURSELVES, Cell, Row, asked_about, rows_that_leave
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.dependence import DEPENDENCE, MOST_NEEDED, MOST_SOURCES, keys_for
from tadasu.web.foundation.exchange.kinds import Built, Line, register
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.weighing import rules

_FINDING = "finding:"

Resting = tuple[frozenset[str], int]
"""Sources, and how many of them have to be left."""


@dataclass(slots=True)
class _Held:
    """A cell: its sources, whether we know it of ourselves too, its findings in force and what they rest on."""

    sources: set[str] = field(default_factory=set)
    lasts: bool = False
    findings: int = 0
    resting: Counter[Resting] = field(default_factory=Counter)


def dependence_for(actor: Actor, peer: Peer, since: int) -> Built:
    """As it stands, once a month; `since` is the month told last (year * 12 + month - 1). Raises Refused, Fault
    `exchange-not-open`."""
    allow(actor, SEND_COVERAGE.name, Organisation(id=peer.organisation_id))
    today = timezone.localdate()
    month = today.year * 12 + today.month - 1
    if since >= month:
        return Built(lines=(), mark=since)
    asked = set(product(*asked_about(peer.organisation_id)))
    rows = [one for one in rows_that_leave(actor, peer.organisation_id) if (one[1], one[2]) in asked]
    key = keys_for(peer.organisation_id, peer.instance)
    least = _least(one[0].removeprefix(_FINDING) for one in rows if one[0].startswith(_FINDING))
    return Built(lines=list(_lines(_cells(rows, least), key, f"{today:%Y-%m}")), mark=month)


def _cells(rows: Sequence[Row], least: Mapping[str, int]) -> dict[Cell, _Held]:
    """`least`: id of a finding -> how many origins its standard asks for."""
    found: dict[Cell, _Held] = defaultdict(_Held)
    for id, country, sector, origins, _confirmed in rows:
        others = frozenset(one for one in origins if one != OURSELVES and not one.startswith(OF_PEER))
        ours = OURSELVES in origins
        if not others and not ours:
            continue  # a peer's own: they say it themselves
        cell = found[country, sector]
        cell.sources |= others
        cell.lasts = cell.lasts or ours
        if id.startswith(_FINDING):
            cell.findings += 1
            needs = min(least.get(id.removeprefix(_FINDING), 1), len(others) + ours) - ours
            if needs > 0:
                cell.resting[others, min(needs, MOST_NEEDED)] += 1
    return found


def _least(ids: Iterable[str]) -> dict[str, int]:
    """How many independent origins the standard of each finding asks for."""
    asks = {one.id: one.core.origins for one in rules().standards}
    rows = FindingVersion.objects.filter(id__in=list(ids)).values_list("id", "content__standard")
    return {str(id): asks.get(standard, 1) for id, standard in rows}


def _lines(cells: dict[Cell, _Held], key: Callable[[str], str], month: str) -> Iterator[Line]:
    for (country, sector), cell in sorted(cells.items()):
        place = {"country": country, "sector": sector, "month": month}
        many = len(cell.sources) > MOST_SOURCES
        yield {
            **place,
            "about": "cell",
            "sources": sorted(map(key, cell.sources))[:MOST_SOURCES],
            "needs": 1,
            "lasts": cell.lasts or many,
            "findings": cell.findings,
        }
        resting = [(sorted(map(key, sources)), needs, count) for (sources, needs), count in cell.resting.items()]
        for sources, needs, count in sorted(resting):
            if len(sources) <= MOST_SOURCES:
                yield {
                    **place,
                    "about": "findings",
                    "sources": sources,
                    "needs": needs,
                    "lasts": False,
                    "findings": count,
                }


register(replace(DEPENDENCE, build_for=dependence_for))
