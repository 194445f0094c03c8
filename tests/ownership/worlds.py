"""Small worlds of stakes: written by hand, and drawn, with cycles, bands, missing figures and two lists."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tadasu.ownership import Stakes
from tadasu.schema import EntityId, ListId, Origin, Stake, StakeKind

DAY = date(2026, 11, 1)
NAMES = tuple("abcdefgh")


def stake(owner: str, company: str, share: int | tuple[int, int] | None = None, **rest: Any) -> Stake:
    """A stake in percent; a pair is a band, None is no figure. Rows are told apart by `row`."""
    least, most = (share, share) if isinstance(share, int) else share or (None, None)
    origin = Origin(list_id=ListId(rest.pop("list_id", "own")), row=rest.pop("row", 1))
    return Stake(
        owner=EntityId(owner),
        company=EntityId(company),
        origin=origin,
        least=None if least is None else least * 10_000,
        most=None if most is None else most * 10_000,
        **rest,
    )


def built(*stakes: Stake, **rest: Any) -> Stakes:
    return Stakes.build(stakes, on=DAY, **rest)


@st.composite
def one_stake(draw: st.DrawFn, *, exact: bool = False, kinds: tuple[StakeKind, ...] = tuple(StakeKind)) -> Stake:
    figures = st.integers(0, 20).map(lambda part: 5 * part)
    band = st.tuples(figures, figures).map(lambda pair: (min(pair), max(pair)))
    share = draw(figures if exact else st.one_of(figures, figures, band, st.none()))
    return stake(
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(NAMES)),
        share,
        kind=draw(st.sampled_from((StakeKind.SHARES, StakeKind.SHARES, *kinds))),
        list_id="own" if exact else draw(st.sampled_from(("own", "own", "other"))),
        row=draw(st.integers(1, 50)),
        contested=draw(st.booleans()),
    )


worlds = st.lists(one_stake(), max_size=24)
names = st.sets(st.sampled_from(NAMES), max_size=3)
thresholds = st.sampled_from((250_000, 500_000, 500_001, 1_000_000))


@st.composite
def whole_worlds(draw: st.DrawFn) -> list[Stake]:
    """Exact shares that leave every company at most whole."""
    found: list[Stake] = []
    for company in NAMES:
        left = 20
        for row, owner in enumerate(draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)), start=1):
            part = draw(st.integers(0, left))
            left -= part
            if owner != company:
                found.append(stake(owner, company, 5 * part, row=row))
    return found
