"""A line's ledger as somebody may see it: entries one by one, and for an inspection sums of those whose award it may not know
of. What others see of those stands in `seen`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.funding.programmes.access import SEE_LEDGER
from tadasu.web.funding.programmes.models import Entry, Line
from tadasu.web.funding.programmes.pseudonyms import called
from tadasu.web.funding.programmes.queries import signed
from tadasu.web.funding.programmes.seen import inspects


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What entries of a kind come to in a year, in the currency of the fund, that are not shown one by one."""

    year: int
    kind: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """`entries` in the order of their days, `names` of their awards. For an inspection `withheld` are sums, with which they are
    the whole line; for others it is empty."""

    entries: QuerySet[Entry]
    names: Mapping[UUID, str]
    withheld: Sequence[Withheld]


def ledger_of(actor: Actor, line: Line) -> Ledger:
    """Raises Refused."""
    allow(actor, SEE_LEDGER.name, line)
    every = Entry.objects.filter(line=line)
    awards = {one for one in every.order_by().values_list("award", flat=True).distinct() if one is not None}
    names = called(actor, awards)
    hidden = awards - set(names)
    whole = hidden and inspects(actor, line.organisation_id)
    withheld = every.filter(award__in=hidden).values_list("year", "kind").annotate(sum=Sum(signed("line_amount")))
    return Ledger(
        entries=every.exclude(award__in=hidden).select_related("rate", "corrected_by", "user", "line__fund"),
        names=names,
        withheld=[
            Withheld(year=year, kind=kind, amount=int(amount))
            for year, kind, amount in (withheld.order_by("year", "kind") if whole else ())
            if amount
        ],
    )
