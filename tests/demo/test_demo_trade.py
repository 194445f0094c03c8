"""A trade of any size: sizes as asked, the same seed the same columns, and planted answers that a walk confirms."""

import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.demo import CHAIN_KINDS, DECOY_KINDS, FACTS, TIERS, TRUE_KINDS, Chain, TradeWorld, follows, trade
from tadasu.demo._noise import DAYS, FIRST_DAY

COLUMNS = ("seller", "buyer", "good", "day", "grams", "certainty", "country", "seats")


@pytest.fixture(scope="module")
def made() -> TradeWorld:
    return trade(11, declarations=6_000, companies=2_500, chains=360)


def sold(made: TradeWorld, row: int) -> str:
    return made.goods[int(made.good[row])]


def joined(made: TradeWorld, before: int, after: int) -> bool:
    """Whether one declaration may be the next of a chain: the definition, word for word."""
    passed_on = made.buyer[before] == made.seller[after]
    return bool(passed_on and made.day[before] <= made.day[after] and follows(sold(made, before), sold(made, after)))


def begins(made: TradeWorld, chain: Chain, row: int) -> bool:
    finding = chain.finding
    since = finding.since is None or made.day[row] >= finding.since
    return made.seller[row] == finding.company and since and sold(made, row).startswith(finding.good)


def fewest(made: TradeWorld, chain: Chain) -> int:
    """Fewest declarations from the finding to the last declaration of a chain, over the whole trade; 0 for none."""
    selling: defaultdict[int, list[int]] = defaultdict(list)
    for row, seller in enumerate(made.seller.tolist()):
        selling[seller].append(row)
    layer = {row for row in selling[chain.finding.company] if begins(made, chain, row)}
    seen: set[int] = set()
    tiers = 1
    while layer:
        if chain.last in layer:
            return tiers
        seen |= layer
        layer = {after for row in layer for after in selling[int(made.buyer[row])] if joined(made, row, after)} - seen
        tiers += 1
    return 0


def walkable(made: TradeWorld, chain: Chain) -> bool:
    """From the finding, step by step, by one consignment of each step."""
    reached = {row for row in chain.steps[0] if begins(made, chain, row)}
    for step in chain.steps[1:]:
        reached = {after for after in step if any(joined(made, row, after) for row in reached)}
    return chain.last in reached


def test_sizes_are_as_asked(made: TradeWorld) -> None:
    assert len(made) == 6_000
    assert len(made.chains) == 360
    assert made.companies == 2_500 == made.seats.size
    assert {getattr(made, name).size for name in COLUMNS[:-1]} == {6_000}
    assert {name: str(getattr(made, name).dtype) for name in COLUMNS} == {
        "seller": "int32",
        "buyer": "int32",
        "good": "int16",
        "day": "int32",
        "grams": "int64",
        "certainty": "int8",
        "country": "int16",
        "seats": "int16",
    }


def test_columns_hold_what_they_promise(made: TradeWorld) -> None:
    assert made.day.min() >= FIRST_DAY
    assert made.day.max() < FIRST_DAY + DAYS
    assert (np.diff(made.day) >= 0).all()
    assert (made.seller != made.buyer).all()
    assert min(made.seller.min(), made.buyer.min()) >= 0
    assert max(made.seller.max(), made.buyer.max()) < made.companies
    assert made.grams.min() > 0
    assert set(np.unique(made.good)) <= set(range(len(made.goods)))
    assert set(np.unique(made.certainty)) == set(range(len(made.certainties)))
    assert set(np.unique(made.country)) <= set(range(len(made.countries)))


def test_the_same_seed_gives_the_same_columns_and_chains_and_another_seed_others() -> None:
    one, again, other = (trade(seed, declarations=3_000) for seed in (4, 4, 5))
    for name in COLUMNS:
        assert getattr(one, name).tobytes() == getattr(again, name).tobytes()
    assert one.chains == again.chains
    assert one.seller.tobytes() != other.seller.tobytes()
    assert one.chains != other.chains


def test_every_kind_is_planted_and_plain_chains_of_every_length(made: TradeWorld) -> None:
    assert {chain.kind for chain in made.chains} == set(CHAIN_KINDS) == {*TRUE_KINDS, *DECOY_KINDS}
    assert {chain.tiers for chain in made.chains if chain.kind == "straight"} == set(range(1, TIERS + 1))
    assert len({sold(made, chain.last)[:2] for chain in made.chains}) > 20
    assert all(chain.reached == (chain.kind in TRUE_KINDS) for chain in made.chains)


@given(st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_planted_answers_are_what_a_search_over_the_whole_trade_finds(seed: int) -> None:
    made = trade(seed, declarations=1_200, chains=120)
    for chain in made.chains:
        assert fewest(made, chain) == chain.tiers, chain


def test_true_chains_can_be_walked_and_decoys_fail_where_their_kind_says(made: TradeWorld) -> None:
    for chain in made.chains:
        assert walkable(made, chain) == (chain.kind in (*TRUE_KINDS, "too-long")), chain
    for chain in of_kind(made, "wrong-product"):
        goods = [sold(made, row) for row in chain.declarations]
        assert sum(not follows(one, other) for one, other in pairwise(goods)) == 1
        assert in_order(made, chain)
    for chain in of_kind(made, "wrong-date"):
        assert not in_order(made, chain)
        assert all(follows(sold(made, one), sold(made, other)) for one, other in pairwise(chain.declarations))
    for chain in of_kind(made, "too-long"):
        assert chain.tiers == len(chain.steps) == TIERS + 1


def of_kind(made: TradeWorld, kind: str) -> list[Chain]:
    return [chain for chain in made.chains if chain.kind == kind]


def in_order(made: TradeWorld, chain: Chain) -> bool:
    days = [int(made.day[row]) for row in chain.declarations]
    return days == sorted(days)


def test_true_kinds_are_what_their_names_say(made: TradeWorld) -> None:
    for chain in of_kind(made, "same-day"):
        assert any(made.day[one] == made.day[other] for one, other in pairwise(chain.declarations))
    for chain in of_kind(made, "cycle"):
        sellers = [int(made.seller[row]) for row in chain.declarations]
        assert len(set(sellers)) < len(sellers)
    for chain in of_kind(made, "re-export"):
        assert sold(made, chain.last) == sold(made, chain.steps[-2][0])
        assert len({int(made.country[row]) for row in chain.declarations}) == 1
    for chain in of_kind(made, "third-country"):
        assert len({int(made.country[row]) for row in chain.declarations}) == 2
    assert any(
        made.day[row] > made.day[chain.last] for chain in of_kind(made, "split") for step in chain.steps for row in step
    )
    assert all(max(map(len, chain.steps)) > 1 for chain in of_kind(made, "split"))


def test_findings_of_decoys_begin_too_late_or_are_of_another_good(made: TradeWorld) -> None:
    for chain in of_kind(made, "late-finding"):
        assert chain.finding.since is not None
        assert chain.finding.since > made.day[chain.steps[0][0]]
    for chain in of_kind(made, "other-good"):
        assert not sold(made, chain.steps[0][0]).startswith(chain.finding.good)
    for chain in of_kind(made, "finding-behind"):
        assert made.buyer[chain.last] == chain.finding.company
        assert chain.finding.company not in made.seller


def test_planted_companies_trade_with_nobody_else_unless_mixed(made: TradeWorld) -> None:
    planted = {row for chain in made.chains for row in chain.declarations}
    own = {int(firm) for row in planted for firm in (made.seller[row], made.buyer[row])}
    noise = np.setdiff1d(np.arange(len(made)), sorted(planted))
    assert not own & {*made.seller[noise].tolist(), *made.buyer[noise].tolist()}
    mixed = trade(11, declarations=6_000, companies=2_500, chains=360, mixed=True)
    planted = {row for chain in mixed.chains for row in chain.declarations}
    own = {int(firm) for row in planted for firm in (mixed.seller[row], mixed.buyer[row])}
    noise = np.setdiff1d(np.arange(len(mixed)), sorted(planted))
    assert own & {*mixed.seller[noise].tolist(), *mixed.buyer[noise].tolist()}
    assert all(0 < fewest(mixed, chain) <= chain.tiers for chain in mixed.chains[:40] if chain.reached)


def test_a_few_firms_trade_most_and_sundays_are_quiet() -> None:
    made = trade(3, declarations=200_000, companies=20_000)
    often = np.sort(np.bincount(made.seller, minlength=made.companies))[::-1]
    assert often[: made.companies // 100].sum() > 0.1 * len(made)
    assert often[0] > 50 * np.median(often)
    weekday = Counter(((made.day + 3) % 7).tolist())  # 1970-01-01 was a Thursday
    assert weekday[6] < weekday[5] < weekday[0]


def test_goods_mostly_go_to_firms_that_can_use_them() -> None:
    made = trade(3, declarations=20_000, companies=2_000)
    makes: defaultdict[int, set[str]] = defaultdict(set)
    for row in range(len(made)):
        makes[int(made.seller[row])].add(sold(made, row))
    useful = [
        any(follows(sold(made, row), good) for good in makes[int(made.buyer[row])] - {sold(made, row)})
        for row in range(len(made))
        if any(bought == sold(made, row) for bought, _ in FACTS)
    ]
    assert len(useful) > 5_000
    assert sum(useful) > 0.6 * len(useful)


def test_chains_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="need at least"):
        trade(1, declarations=100)
    with pytest.raises(ValueError, match="need at least"):
        trade(1, declarations=10_000, companies=50)


def test_ids_are_as_wide_as_the_largest_trade(made: TradeWorld) -> None:
    assert made.declaration_id(0) == "T000000001"
    assert made.company_id(2_499) == "C00002500"


def test_the_room_loads_without_numpy_and_polars() -> None:
    asked = "import sys, tadasu.demo as d; d.world(1); print({'numpy', 'polars'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
