"""What a peer knows of countries and sectors, as they told it last: every instance can take it, whoever makes it."""

from collections.abc import Mapping, Sequence

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.exchange.kinds import Line, Origin, months_of
from tadasu.web.foundation.exchange.models import TheirCell


def take_coverage(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """What the sender said before is replaced as a whole. Of a package of an earlier month than what is here nothing is taken.
    Raises Fault as `months_of`."""
    mine = TheirCell.objects.filter(organisation=origin.organisation, peer=origin.peer)
    months = months_of(lines)
    if months and mine.filter(month__gt=max(months)).exists():
        return {"cells": 0}
    mine.delete()
    cells = {
        (one["country"], one["sector"]): TheirCell(
            organisation_id=origin.organisation,
            peer_id=origin.peer,
            known_as=origin.known_as,
            month=month,
            **{name: one[name] for name in ("country", "sector", "state", "sources", "months")},
        )
        for one, month in zip(lines, months, strict=True)
    }
    TheirCell.objects.bulk_create(cells.values())
    return {"cells": len(cells)}
