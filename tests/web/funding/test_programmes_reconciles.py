"""Whatever is entered: the books are the sum of the ledger, they hold to their rules, and `tadasu.funds` counts the same."""

from collections import defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from tadasu.funds import Account, Act, Amount, Chart, Entry, Line, Tranche, balances, summed
from tadasu.schema import UsageError
from tadasu.web.funding.programmes._ledger import Books, Moved, books_of, refuse_broken

YEARS = (2026, 2027)
STEP = some.tuples(
    some.sampled_from(["commitment", "decommitment", "adjustment", "disbursement", "return", "carry-over", "receipt"]),
    some.sampled_from(YEARS),
    some.integers(1, 60),
    some.booleans(),
)


def accepted(vehicle: str, steps: list[tuple[str, int, int, bool]]) -> tuple[Books, list[Moved]]:
    """The books after every step that the rules let in, and those steps; some are taken back."""
    books, kept = books_of(vehicle, "JPY", [(year, 100) for year in YEARS], []), list[Moved]()
    for kind, year, amount, back in steps:
        for moved in [Moved(year=year, kind=kind, amount=amount)] + back * [
            Moved(year=year, kind=kind, amount=-amount)
        ]:
            after = books.with_entry(moved)
            try:
                refuse_broken(after)
            except UsageError:
                continue
            books = after
            kept.append(moved)
    return books, kept


@settings(max_examples=150, deadline=None)
@given(some.sampled_from(["fund", "annual"]), some.lists(STEP, max_size=25))
def test_no_order_of_entries_commits_or_pays_too_much(vehicle: str, steps: list[tuple[str, int, int, bool]]) -> None:
    books, kept = accepted(vehicle, steps)
    committed = paid = 0
    for year in sorted(books.years):
        one = books.years[year]
        committed, paid = committed + one.committed, paid + one.paid
        assert 0 <= one.committed <= one.room
        assert 0 <= paid <= committed
    assert sum(one.room for one in books.years.values()) == 200
    again = books_of(vehicle, "JPY", [(year, 100) for year in YEARS], reversed(kept))
    assert again == books


@settings(max_examples=100, deadline=None)
@given(some.lists(STEP.filter(lambda one: one[0] not in ("return", "carry-over", "receipt")), max_size=20))
def test_the_room_of_money_counts_the_same(steps: list[tuple[str, int, int, bool]]) -> None:
    """Within one year, where both say the same thing: a budget, what is committed of it, what is paid of that."""
    books, kept = accepted("annual", [(kind, 2026, amount, False) for kind, _year, amount, _back in steps])
    line = Line(id="l", programme="p", purpose="15153", oda=True, currency="JPY")
    day = date(2026, 5, 1)
    tranche = Tranche(id="t", award="a", number=1, amount=Amount(10**6, "JPY"))
    entries = [
        Entry(number=0, id="e0", act=Act.BUDGET, day=day, line="l", year=2026, amount=Amount(100, "JPY")),
        *(
            Entry(
                number=number,
                id=f"e{number}",
                act=Act(one.kind),
                day=day,
                line="l",
                year=2026,
                amount=Amount(one.amount, "JPY"),
                award="a",
                tranche="t",
                flow=f"f{number}" if one.kind == "disbursement" else "",
            )
            for number, one in enumerate(kept, 1)
        ),
    ]
    standing = balances(Chart(lines={"l": line}, tranches={"t": tranche}), entries)
    found: dict[object, int] = defaultdict(
        int, {key[1]: one for key, one in summed(standing, "line", "account").items()}
    )
    year = books.year(2026)
    assert found[Account.SPENT] == year.paid
    assert found[Account.COMMITTED] == year.committed - year.paid
    assert found[Account.AVAILABLE] == year.left
