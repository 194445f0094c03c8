"""The years of a line as somebody may see them. Who may know of every award on it, and an inspection, see whole sums. For all
others what belongs to awards that they may not know of is told in bands, on every page: of an exact sum they would take off the
awards that they do see, and what is left over would be the one that is withheld."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.programmes._ledger import Books, Moved, books_of
from tadasu.web.funding.programmes.access import INSPECT, READS
from tadasu.web.funding.programmes.models import Entry, Line
from tadasu.web.funding.programmes.money import shown
from tadasu.web.funding.programmes.pseudonyms import called
from tadasu.web.funding.programmes.queries import books_for, signed

NARROWEST = 10**6
"""Minor units (a million yen, ten thousand euros) that the first band is wide, so that an emergency grant lies in it; then each
is about three times the one before. Our own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the least that it may be to the most; the same where it is told as it is."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is told as it is."""
        return self.low == self.high

    def __add__(self, other: "Span") -> "Span":
        return Span(low=self.low + other.low, high=self.high + other.high)

    def text(self, currency: str) -> str:
        """In the unit people use, without the currency.

        >>> Span(low=5, high=5).text("JPY"), Span(low=0, high=1_000_000).text("EUR")
        ('5', '0.00–10,000.00')
        """
        return shown(self.low, currency) if self.exact else f"{shown(self.low, currency)}–{shown(self.high, currency)}"


NOTHING = Span(low=0, high=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenYear:
    """A fiscal year of a line: what may be committed is told to everybody who sees it, the rest as far as they may know."""

    room: int
    committed: Span
    paid: Span
    left: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What belongs, in a year, to awards that somebody may not know of."""

    year: int
    committed: Span
    paid: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """The years of a line, by year; `withheld` are those in which something is in bands."""

    years: Mapping[int, SeenYear]
    withheld: Mapping[int, Withheld]


def inspects(actor: Actor, organisation: UUID) -> bool:
    """Whether somebody sees the books only as an auditor."""
    roles = actor.roles_in(organisation)
    return may(actor, INSPECT.name, Organisation(id=organisation)) and roles.isdisjoint(READS)


def lines_seen(actor: Actor, lines: Collection[Line]) -> Mapping[UUID, SeenLine]:
    """Each line as the actor may see it. Asks nobody's right to see the line."""
    books, hidden = books_for(lines), _hidden(actor, lines)
    return {one.id: _seen(books[one.id], hidden.get(one.id)) for one in lines}


def band_of(amount: int) -> Span:
    """The band in which an amount lies, on whichever side of nothing.

    >>> band_of(0), band_of(77_000), band_of(-2_000_000)
    (Span(low=0, high=1000000), Span(low=0, high=1000000), Span(low=-3000000, high=-1000000))
    """
    low, high = 0, NARROWEST
    while abs(amount) >= high:
        low, high = high, high * 3 if str(high)[0] == "1" else high // 3 * 10
    return Span(low=low, high=high) if amount >= 0 else Span(low=-high, high=-low)


def refused_as_seen(actor: Actor, line: Line, error: UsageError, award: UUID | None = None) -> UsageError:
    """The same refusal. Where something of the line is withheld from the actor it does not say how much is missing: that would be
    what is left, to the last yen. The `award` for which the actor acts is one that they know of."""
    told = dict(error.params)
    if "missing" not in told or not _hidden(actor, [line], known=[award] if award is not None else ()):
        return error
    return UsageError(f"{error.code}-withheld", year=told["year"])


def _hidden(actor: Actor, lines: Collection[Line], *, known: Collection[UUID] = ()) -> Mapping[UUID, Books]:
    """Line -> the books of what is withheld from the actor there, of lines that have any."""
    asked = [one for one in lines if not inspects(actor, one.organisation_id)]
    rows = Entry.objects.filter(line__in=asked, award__isnull=False).order_by()
    awards = {one for one in rows.values_list("award", flat=True).distinct() if one is not None}
    hidden = awards - set(called(actor, awards)) - set(known)
    if not hidden:
        return {}
    moved: dict[UUID, list[Moved]] = defaultdict(list)
    sums = rows.filter(award__in=hidden).values_list("line_id", "year", "kind").annotate(sum=Sum(signed("line_amount")))
    for line, year, kind, amount in sums:
        moved[line].append(Moved(year=year, kind=kind, amount=int(amount)))
    return {
        one.id: books_of(one.fund.vehicle, one.fund.currency, (), moved[one.id]) for one in asked if one.id in moved
    }


def _seen(books: Books, hidden: Books | None) -> SeenLine:
    withheld = {
        number: Withheld(year=number, committed=band_of(one.committed), paid=band_of(one.paid))
        for number, one in (hidden.years.items() if hidden is not None else ())
    }
    years = {}
    for number, one in sorted(books.years.items()):
        theirs = hidden.year(number) if hidden is not None else None
        told = withheld.get(number)
        if theirs is None or told is None:
            committed, paid = _at(one.committed), _at(one.paid)
        else:
            committed = _at(one.committed - theirs.committed) + told.committed
            paid = _at(one.paid - theirs.paid) + told.paid
        left = Span(low=min(one.room, max(0, one.room - committed.high)), high=one.room - committed.low)
        years[number] = SeenYear(room=one.room, committed=committed, paid=paid, left=left)
    return SeenLine(years=years, withheld=withheld)


def _at(amount: int) -> Span:
    return Span(low=amount, high=amount)
