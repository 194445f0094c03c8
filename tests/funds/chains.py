"""Invented chains of re-granting: one of three levels, and sound ones by dice."""

from dataclasses import replace
from datetime import date
from random import Random

from tadasu.funds import Amount, Chain, Flow, FlowKind, Sealed, chain_of

DAY = date(2026, 4, 1)
PASS, END, RETURN = FlowKind.PASS, FlowKind.END, FlowKind.RETURN


def flow(id: str, way: str, minor: int, kind: FlowKind = PASS, *, currency: str = "JPY", **more: object) -> Flow:
    """`way` is `from>to`."""
    source, destination = way.split(">")
    made = Flow(id=id, source=source, destination=destination, amount=Amount(minor, currency), day=DAY, kind=kind)
    return replace(made, **more)  # type: ignore[arg-type]


THREE = (
    flow("f1", "ministry>ume", 10_000_000, overhead=1_000_000),
    flow("f2", "ume>take", 6_000_000, parent="f1", overhead=300_000),
    flow("f3", "take>outlet-a", 5_000_000, END, parent="f2"),
    flow("f4", "ume>outlet-b", 2_000_000, END, parent="f1"),
)


def made(*flows: Flow, sealed: tuple[Sealed, ...] = ()) -> Chain:
    chain, problems = chain_of(flows, sealed)
    assert problems == ()
    return chain


Grown = tuple[tuple[Flow, ...], tuple[Sealed, ...]]


def grown(seed: int, size: int, currencies: tuple[str, ...] = ("JPY",)) -> Grown:
    """A sound chain by dice: several donors, any depth, returns and seals, nobody handing on more than there is."""
    dice = Random(seed)
    flows: dict[str, Flow] = {}
    sealed: list[Sealed] = []
    left: dict[str, int] = {}
    for number in range(size):
        id_ = f"f{number}"
        open_ = [one for one in flows.values() if one.kind is PASS and left[one.id] > 0]
        unit = dice.choice(currencies)
        kind = dice.choice((PASS, PASS, END))
        if not open_ or dice.random() < 0.2:
            amount = dice.randint(1, 5_000)
            one = flow(id_, f"d{dice.randint(0, 2)}>o{dice.randint(0, 5)}", amount, kind, currency=unit)
        else:
            up = dice.choice(open_)
            taken = dice.randint(1, left[up.id])
            if dice.random() < 0.15:
                left[up.id] -= taken
                sealed.append(
                    Sealed(
                        id=f"s{number}",
                        parent=up.id,
                        count=dice.randint(1, 9),
                        amount=taken,
                        overhead=dice.randint(0, taken),
                        attested_by="x",
                    )
                )
                continue
            amount = taken if unit == up.amount.currency else dice.randint(1, 5_000)
            one = flow(
                id_,
                f"{up.destination}>n{number if dice.random() < 0.5 else up.destination + 'x'}",
                amount,
                kind,
                currency=unit,
            )
            one = replace(
                one, parent=up.id, drawn=None if unit == up.amount.currency else Amount(taken, up.amount.currency)
            )
            left[up.id] -= taken
        if one.kind is PASS:
            one = replace(one, overhead=dice.randint(0, one.amount.minor) if dice.random() < 0.7 else 0)
        flows[id_] = one
        left[id_] = one.amount.minor - one.overhead
    return tuple(flows.values()), tuple(sealed)


def returned(flows: tuple[Flow, ...], sealed: tuple[Sealed, ...], seed: int) -> tuple[Flow, ...]:
    """The same with some of what is left going back, in chains of one currency."""
    dice, chain = Random(seed), chain_of(flows, sealed)[0]
    more: list[Flow] = []
    for one in flows:
        rest = chain.rest(one)
        if rest > 0 and dice.random() < 0.3:
            way = f"{one.destination}>{one.source}"
            more.append(flow(f"r{one.id}", way, dice.randint(1, rest), RETURN, parent=one.id))
    return (*flows, *more)
