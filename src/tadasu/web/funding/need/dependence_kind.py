"""To take what an evidence desk says rests on which sources: kept as it came, as theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.exchange.dependence import DEPENDENCE
from tadasu.web.foundation.exchange.kinds import Line, Origin, months_of, register
from tadasu.web.funding.need.models import TheirRest

_SAID = ("about", "country", "sector", "sources", "needs", "lasts", "findings")


def take_dependence(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """What the sender said of earlier months goes. Of a package of an earlier month than what is here nothing is taken; several
    of one month are the parts of one telling. Raises Fault as `months_of`."""
    mine = TheirRest.objects.filter(organisation=origin.organisation, peer=origin.peer)
    months = months_of(lines)
    if not months or mine.filter(month__gt=max(months)).exists():
        return {"lines": 0}
    mine.filter(month__lt=max(months)).delete()
    held = {_told(one) for one in mine.values(*_SAID)}
    new = {_told(one): (one, month) for one, month in zip(lines, months, strict=True) if month == max(months)}
    TheirRest.objects.bulk_create(
        TheirRest(
            organisation_id=origin.organisation,
            peer=origin.peer,
            known_as=origin.known_as,
            month=month,
            **{name: one[name] for name in _SAID},
        )
        for key, (one, month) in new.items()
        if key not in held
    )
    return {"lines": len(new.keys() - held)}


def _told(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(tuple(one[name]) if name == "sources" else one[name] for name in _SAID)


register(replace(DEPENDENCE, take=take_dependence))
