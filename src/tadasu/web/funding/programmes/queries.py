"""What may be seen of money: funds, lines, the room on them, the ledger, rates."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, When

from tadasu.funds import policy
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.programmes._ledger import Books, Moved, Year, books_of
from tadasu.web.funding.programmes.access import SEE, SEE_LEDGER
from tadasu.web.funding.programmes.models import Budget, Entry, Fund, Line, Rate


def signed(column: str) -> Case:
    """What an entry moves: a correction counts the other way round."""
    return Case(When(corrects=None, then=F(column)), default=-F(column))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A line in a fiscal year, in whole minor units of the fund's currency. `budget` is with what was carried over."""

    budget: int
    committed: int
    paid: int
    left: int


def placed(organisation: Organisation | UUID) -> Organisation:
    """An organisation, to ask who may: by its id it is enough of one."""
    return organisation if isinstance(organisation, Organisation) else Organisation(id=organisation)


def funds_of(actor: Actor, organisation: Organisation | UUID) -> QuerySet[Fund]:
    """The funds there, by name. Raises Refused."""
    place = placed(organisation)
    allow(actor, SEE.name, place)
    return Fund.objects.filter(organisation=place.id).order_by("name", "id")


def fund_of(actor: Actor, id: UUID) -> Fund:
    """Raises Fund.DoesNotExist, Refused."""
    found = Fund.objects.get(id=id)
    allow(actor, SEE.name, found)
    return found


def lines_of(actor: Actor, organisation: Organisation | UUID) -> QuerySet[Line]:
    """The lines of all funds there, by fund and code. Raises Refused."""
    place = placed(organisation)
    allow(actor, SEE.name, place)
    return (
        Line.objects.filter(organisation=place.id)
        .select_related("fund")
        .order_by("fund__name", "fund_id", "code", "id")
    )


def line_of(actor: Actor, id: UUID) -> Line:
    """With its fund. Raises Line.DoesNotExist, Refused."""
    found = Line.objects.select_related("fund").get(id=id)
    allow(actor, SEE.name, found)
    return found


def room_in(actor: Actor, line: Line | UUID, year: int) -> Room:
    """Raises Line.DoesNotExist, Refused."""
    found = line if isinstance(line, Line) else Line.objects.select_related("fund").get(id=line)
    allow(actor, SEE.name, found)
    return room(books_for([found])[found.id].year(year))


def room(year: Year) -> Room:
    """The same of a year of the books."""
    return Room(budget=year.room, committed=year.committed, paid=year.paid, left=year.left)


def entries_of(actor: Actor, organisation: Organisation | UUID) -> QuerySet[Entry]:
    """The ledger, as it was written. Raises Refused."""
    place = placed(organisation)
    allow(actor, SEE_LEDGER.name, place)
    return (
        Entry.objects.filter(organisation=place.id)
        .select_related("line", "rate", "corrects", "corrected_by")
        .order_by("day", "written_on", "line_id", "number")
    )


def books_for(lines: Collection[Line]) -> Mapping[UUID, Books]:
    """The years of each line, in two questions to the database. Asks nobody's right."""
    ids = [one.id for one in lines]
    budgets: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for line, year, amount in Budget.objects.filter(line__in=ids).values_list("line_id", "year", "amount"):
        budgets[line].append((year, amount))
    moved: dict[UUID, list[Moved]] = defaultdict(list)
    sums = (
        Entry.objects.filter(line__in=ids)
        .values_list("line_id", "year", "kind", "ground")
        .annotate(sum=Sum(signed("line_amount")))
    )
    for line, year, kind, ground, amount in sums.order_by():
        moved[line].append(Moved(year=year, kind=kind, ground=ground, amount=int(amount)))
    return {one.id: books_of(one.fund.vehicle, one.fund.currency, budgets[one.id], moved[one.id]) for one in lines}


def rates_of(actor: Actor, organisation: Organisation | UUID) -> QuerySet[Rate]:
    """All of them, replaced ones too, the last day first. Raises Refused."""
    place = placed(organisation)
    allow(actor, SEE.name, place)
    return Rate.objects.filter(organisation=place.id).select_related("user").order_by("-on", "currency", "base", "id")


def rate_at(organisation: UUID, currency: str, base: str, day: date) -> Rate | None:
    """The one in force that is known last at or before a day, and no older than a week (`rate-age-most` of `tadasu.funds`)."""
    known = Rate.objects.filter(
        organisation=organisation,
        currency=currency,
        base=base,
        replaced=False,
        on__lte=day,
        on__gte=day - timedelta(days=policy("rate-age-most")),
    )
    return known.order_by("-on").first()


def rates_between(organisation: UUID, pairs: Collection[tuple[str, str]], day: date) -> Sequence[Rate]:
    """Of each pair the one that counts on a day, where there is one."""
    found = (rate_at(organisation, currency, base, day) for currency, base in sorted(pairs))
    return [one for one in found if one is not None]
