"""A trade of any size as columns, with planted chains whose answers are known."""

from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from tadasu.demo._chain_shapes import CHAIN_KINDS, TIERS, Chain, Draft, Leg
from tadasu.demo._chains import Planter
from tadasu.demo._dice import number
from tadasu.demo._follows import GOODS
from tadasu.schema import Certainty

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tadasu.demo._noise import Columns

CERTAINTIES = (Certainty.VERIFIED, Certainty.REPORTED, Certainty.INFERRED)

_LEAST_CHAINS = len(CHAIN_KINDS) * TIERS
"""With so many every kind occurs, and a plain chain of every length."""
_MOST_CHAINS = 12_000
_LEAST_FIRMS = 20
"""Firms beside those of the chains, so that there is somebody to trade with."""
_SHARE_OF_CHAINS = 2_000
"""One chain for so many declarations, when the caller does not say."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TradeWorld:
    """Declarations as parallel columns, by day, and the chains planted in them.

    `seller` and `buyer` (int32) are companies from 0 to `companies` - 1; `good` (int16) is a place in `goods` (six digits
    of HS 2022), `day` (int32) counts from 1970-01-01, `grams` (int64) is the net weight, `certainty` (int8) a place in
    `certainties`, `country` (int16) the declared origin, a place in `countries` (ISO 3166-1 alpha-2, lower case). `seats`
    (int16) has one entry a company: the country it is in.
    """

    seed: int
    seller: "NDArray[np.int32]"
    buyer: "NDArray[np.int32]"
    good: "NDArray[np.int16]"
    day: "NDArray[np.int32]"
    grams: "NDArray[np.int64]"
    certainty: "NDArray[np.int8]"
    country: "NDArray[np.int16]"
    seats: "NDArray[np.int16]"
    goods: tuple[str, ...]
    certainties: tuple[Certainty, ...]
    countries: tuple[str, ...]
    companies: int
    chains: tuple[Chain, ...]
    mixed: bool

    def __len__(self) -> int:
        return len(self.seller)

    def declaration_id(self, position: int) -> str:
        """The id of a declaration, by its position in the columns."""
        return f"T{position + 1:09}"

    def company_id(self, company: int) -> str:
        """The id of a company."""
        return f"C{company + 1:08}"


def trade(
    seed: int,
    *,
    declarations: int,
    companies: int | None = None,
    chains: int | None = None,
    mixed: bool = False,
) -> TradeWorld:
    """A trade with so many declarations among so many companies, `chains` of planted kinds in turn among them.

    The companies of the chains have the highest numbers and no other trade, so every answer is certain. With `mixed` they
    trade with everybody: true chains stay true, a decoy may then be reached another way. Raises ValueError when the chains
    do not fit into the sizes asked for; without `companies` there is one for 20 declarations, or as many as are needed.

    >>> made = trade(1, declarations=1_000, companies=600)
    >>> len(made), made.companies, made.day.size, {chain.kind for chain in made.chains} == set(CHAIN_KINDS)
    (1000, 600, 1000, True)
    """
    from tadasu.demo import _noise

    count = min(max(declarations // _SHARE_OF_CHAINS, _LEAST_CHAINS), _MOST_CHAINS) if chains is None else chains
    planter = Planter(Random(seed))
    drafts = planter.plant(count)
    needed = planter.companies + _LEAST_FIRMS
    companies = max(declarations // 20, needed) if companies is None else companies
    legs = sum(len(draft.legs) for draft in drafts)
    if companies < needed or declarations < legs:
        raise ValueError(f"{count} chains need at least {legs} declarations and {needed} companies")
    placed = [_placed(planter.rng, draft, companies - planter.companies, _noise.DAYS) for draft in drafts]
    day_counts = _noise.day_counts(declarations - legs)
    for draft in placed:
        for leg in draft.legs:
            day_counts[leg.day] += 1
    firms = companies if mixed else companies - planter.companies
    columns = _noise.noise(seed, day_counts=day_counts, firms=firms, companies=companies)
    positions = _positions(planter.rng, placed, day_counts.cumsum() - day_counts, day_counts)
    countries = tuple(_noise.COUNTRY_WEIGHTS)
    _overwrite(columns, placed, positions, countries)
    return TradeWorld(
        seed=seed,
        seller=columns.seller,
        buyer=columns.buyer,
        good=columns.good,
        day=columns.day,
        grams=columns.grams,
        certainty=columns.certainty,
        country=columns.country,
        seats=columns.seats,
        goods=GOODS,
        certainties=CERTAINTIES,
        countries=countries,
        companies=companies,
        chains=tuple(
            _chain(place, draft, rows, _noise.FIRST_DAY)
            for place, (draft, rows) in enumerate(zip(placed, positions, strict=True), 1)
        ),
        mixed=mixed,
    )


def _placed(rng: Random, draft: Draft, first_company: int, days: int) -> Draft:
    """The draft with its companies after all others and its days somewhere in the time there is."""
    length = max(leg.day for leg in draft.legs) + 1
    start = number(rng, 0, days - length)
    legs = [
        replace(leg, seller=first_company + leg.seller, buyer=first_company + leg.buyer, day=start + leg.day)
        for leg in draft.legs
    ]
    finding = draft.finding
    since = None if finding.since is None else start + finding.since
    finding = replace(finding, company=first_company + finding.company, since=since)
    return replace(draft, legs=legs, finding=finding)


def _positions(
    rng: Random, drafts: list[Draft], start: "NDArray[np.int64]", counts: "NDArray[np.int64]"
) -> list[list[int]]:
    """A position of its own for every leg, anywhere among the declarations of its day."""
    taken: defaultdict[int, set[int]] = defaultdict(set)
    out = []
    for draft in drafts:
        rows = []
        for leg in draft.legs:
            place = number(rng, 0, int(counts[leg.day]) - 1)
            while place in taken[leg.day]:
                place = (place + 1) % int(counts[leg.day])
            taken[leg.day].add(place)
            rows.append(int(start[leg.day]) + place)
        out.append(rows)
    return out


def _overwrite(columns: "Columns", drafts: list[Draft], positions: list[list[int]], countries: tuple[str, ...]) -> None:
    """Put the legs where their positions are; weight and certainty stay as they were drawn. The first seller is in the
    country it declares, and so are a trader who changes the origin and all who sell after it."""
    goods = {good: place for place, good in enumerate(GOODS)}
    for draft, rows in zip(drafts, positions, strict=True):
        for leg in draft.legs:
            if leg is draft.legs[0] or leg.country != draft.legs[0].country:
                columns.seats[leg.seller] = countries.index(leg.country)
        for leg, row in zip(draft.legs, rows, strict=True):
            _put(columns, row, leg, goods[leg.good], countries.index(leg.country))


def _put(columns: "Columns", row: int, leg: Leg, good: int, country: int) -> None:
    columns.seller[row] = leg.seller
    columns.buyer[row] = leg.buyer
    columns.good[row] = good
    columns.country[row] = country


def _chain(place: int, draft: Draft, rows: list[int], first_day: int) -> Chain:
    finding = draft.finding
    if finding.since is not None:
        finding = replace(finding, since=first_day + finding.since)
    return Chain(
        id=f"P{place:05}",
        kind=draft.kind,
        finding=finding,
        steps=tuple(tuple(rows[leg] for leg in step) for step in draft.steps),
        tiers=draft.tiers,
    )
