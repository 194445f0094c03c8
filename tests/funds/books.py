"""Invented lines and tranches, and a short way to write entries."""

from dataclasses import replace
from datetime import date
from itertools import count

from tadasu.funds import Act, Amount, Chart, Entry, Line, Signature, Spot, Tranche, refusals

APRIL = date(2026, 4, 1)
TWO = (Signature(person="asagi", day=APRIL), Signature(person="kon", day=APRIL))

LINES = {
    "press": Line(id="press", programme="p1", purpose="15153", oda=True, currency="JPY", carries=True, grace=30),
    "rights": Line(id="rights", programme="p1", purpose="15160", oda=False, currency="USD"),
    "years": Line(
        id="years",
        programme="p2",
        purpose="15153",
        oda=False,
        currency="JPY",
        opened=APRIL,
        closing=date(2031, 3, 31),
    ),
}
HOME = {"t1": "press", "t2": "press", "t3": "rights", "t4": "years", "t5": "press"}
"""Tranche -> the line it is paid from. t5 is signed by one person only."""


def tranche(id: str, award: str, minor: int, currency: str, signatures: tuple[Signature, ...] = TWO) -> Tranche:
    return Tranche(id=id, award=award, number=1, amount=Amount(minor, currency), signatures=signatures)


CHART = Chart(
    lines=LINES,
    tranches={
        "t1": tranche("t1", "a1", 100, "JPY"),
        "t2": tranche("t2", "a2", 60, "JPY"),
        "t3": tranche("t3", "a3", 80, "USD"),
        "t4": tranche("t4", "a4", 90, "JPY"),
        "t5": tranche("t5", "a5", 40, "JPY", TWO[:1]),
    },
)

PAYING = {Act.RECEIPT, Act.ADVANCE, Act.DISBURSEMENT, Act.RETURN, Act.RECOVERY}


def entry(number: int, act: Act, minor: int, **more: object) -> Entry:
    """An entry of the line `press` in 2026 on 1 May, unless told otherwise; with the award of its tranche, and a flow where money
    moves."""
    name = str(more.get("tranche", ""))
    line = str(more.pop("line", HOME.get(name, "press")))
    made = Entry(
        number=number,
        id=f"e{number}",
        act=act,
        day=date(2026, 5, 1),
        line=line,
        year=2026,
        amount=Amount(minor, LINES[line].currency if line in LINES else "JPY"),
        award=CHART.tranches[name].award if name in CHART.tranches else "",
        flow=f"f{number}" if act in PAYING else "",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def reversal(number: int, taken: Entry, **more: object) -> Entry:
    said: dict[str, object] = {"number": number, "id": f"e{number}", "act": Act.REVERSAL, "reverses": taken.id, **more}
    return replace(taken, **said)  # type: ignore[arg-type]


def book(*acts: tuple[Act, int] | tuple[Act, int, str]) -> list[Entry]:
    """Entries one after the other: an act, its amount, a tranche where it needs one."""
    numbers = count(1)
    return [entry(next(numbers), act, minor, **({"tranche": on[0]} if on else {})) for act, minor, *on in acts]


def codes(entries: list[Entry], last: Entry) -> list[str]:
    """What speaks against one after those before it."""
    return [one.code for one in refusals(CHART, entries, last)]


def in_accounts(standing: object) -> dict[str, int]:
    """What stands in each account of everything together."""
    found: dict[str, int] = {}
    assert hasattr(standing, "items")
    for spot, minor in standing.items():
        assert isinstance(spot, Spot)
        found[spot.account.value] = found.get(spot.account.value, 0) + minor
    return {name: minor for name, minor in found.items() if minor}
