"""Generated worlds of trade as folders: what every measured process of tracing reads, ours and the peers' alike.

A folder holds a column a file (`<column>.npy`, in the order of days), the seeds of its findings, the table of what may be
made from what (`allowed.npy`), `world.json` with sizes, rules and findings, and on demand `declarations.parquet` with ids
and codes as texts. Findings are those of the planted chains and one on a random other company for every 2,000 declarations.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadasu.demo import TradeWorld, trade, write_trade
from tadasu.goods import HsCode, Transformations, product_of, transformations
from tadasu.schema import (
    ALWAYS,
    CompanySubject,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    Issue,
    Period,
    PlaceSubject,
    Subject,
)
from tadasu.tracing import AGEING, LINK, NOTHING, TIERS, Numbers, Trade, seeds

COLUMNS = ("seller", "buyer", "product", "day", "weight")
FOR_A_FINDING = 2_000
"""Declarations for each random finding."""
PROVINCE, PROVINCES = "cn-65", 31
"""A finding on a region is on one such part of the firms in China."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a folder holds. `chinese` has an entry a company; `lasts` are the declarations that planted chains lead to, with
    whether a finding reaches them."""

    trade: Trade
    grams: NDArray[np.int64]
    chinese: NDArray[np.bool_]
    seed: NDArray[np.int32]
    findings: tuple[Finding, ...]
    lasts: tuple[tuple[int, bool], ...]

    @property
    def named(self) -> NDArray[np.bool_]:
        """Whether a finding is on the company, an entry a company."""
        out = np.zeros(self.trade.companies, np.bool_)
        for one in self.findings:
            if isinstance(one.subject, CompanySubject | GoodOfCompany):
                out[company_number(one.subject.company)] = True
        return out


def make(folder: Path, *, declarations: int, seed: int, as_text: bool) -> None:
    """Generate a world into the folder, which must not be there."""
    folder.mkdir(parents=True)
    made, table = trade(seed, declarations=declarations), transformations()
    product = np.array([product_of(HsCode(good)) for good in made.goods], np.int16)
    columns: dict[str, NDArray[Any]] = {
        "seller": made.seller,
        "buyer": made.buyer,
        "product": product[made.good],
        "day": made.day,
        "weight": np.array([LINK[certainty] for certainty in made.certainties], np.int32)[made.certainty],
        "grams": made.grams,
        "seats": made.seats,
        "allowed": table.allowed,
    }
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)
    firms = min(int(made.seller[list(chain.declarations)].min()) for chain in made.chains)
    note = {
        "companies": made.companies,
        "china": made.countries.index("cn"),
        "rules": {"tiers": TIERS, "ageing": AGEING, "nothing": NOTHING},
        "findings": [*_planted(made), *_random(firms, declarations // FOR_A_FINDING, seed)],
        "lasts": [(chain.last, chain.reached) for chain in made.chains],
    }
    (folder / "world.json").write_text(json.dumps(note), encoding="utf-8")
    np.save(
        folder / "seed.npy", seeds(findings_of(note), _trade(folder, note), numbers(made.companies, table)).strength
    )
    if as_text:
        write_trade(folder / "files", made)


def load(folder: Path) -> World:
    """Read a world into memory."""
    note = _note(folder)
    return World(
        trade=_trade(folder, note),
        grams=np.load(folder / "grams.npy"),
        chinese=np.load(folder / "seats.npy") == note["china"],
        seed=np.load(folder / "seed.npy"),
        findings=findings_of(note),
        lasts=tuple((int(last), bool(reached)) for last, reached in note["lasts"]),
    )


def findings_in(folder: Path) -> tuple[Finding, ...]:
    """The findings of a world alone."""
    return findings_of(_note(folder))


def findings_of(note: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of a world's note, all of one channel and as sure as can be."""
    out = []
    for place, (company, good, since) in enumerate(note["findings"]):
        owner = company_id(company)
        subject = GoodOfCompany(company=owner, good=good) if good else CompanySubject(company=owner)
        start = None if since is None else _EPOCH + timedelta(days=since)
        out.append(_finding(f"F{place:06}", subject, Period(start=start)))
    return tuple(out)


def province(world: World, table: Transformations) -> tuple[Finding, Numbers]:
    """A finding on a region with what the numbers then stand for: its firms are a part of those in China."""
    firms = np.flatnonzero(world.chinese)[::PROVINCES].tolist()
    places = [""] * world.trade.companies
    for firm in firms:
        places[firm] = PROVINCE
    return _finding("region", PlaceSubject(place=PROVINCE)), numbers(world.trade.companies, table, places=places)


def numbers(companies: int, table: Transformations, *, places: Sequence[str] = ()) -> Numbers:
    """What the numbers of a world stand for."""
    ids: dict[str, int] = {company_id(company): company for company in range(companies)}
    return Numbers(companies=ids, products=table.products, places=places)


def company_id(company: int) -> EntityId:
    """The id of a company, as the generator writes it; `company_number` leads back."""
    return EntityId(f"C{company + 1:08}")


def company_number(key: str) -> int:
    return int(key[1:]) - 1


def _finding(key: str, subject: Subject, period: Period = ALWAYS) -> Finding:
    return Finding(
        id=FindingId(key),
        subject=subject,
        issue=Issue.FORCED_LABOUR,
        kind=FindingKind.SUBSTANTIATED,
        basis="bench",
        period=period,
    )


def _planted(made: TradeWorld) -> list[tuple[int, str, int | None]]:
    return [(chain.finding.company, chain.finding.good, chain.finding.since) for chain in made.chains]


def _random(firms: int, count: int, seed: int) -> list[tuple[int, str, int | None]]:
    """Findings on companies outside the planted chains, so that what is planted stays true."""
    drawn = np.random.default_rng(seed).choice(firms, min(count, firms), replace=False)
    return [(company, "", None) for company in sorted(drawn.tolist())]


def _trade(folder: Path, note: Mapping[str, Any]) -> Trade:
    columns = {name: np.load(folder / f"{name}.npy") for name in COLUMNS}
    return Trade.build(**columns, companies=note["companies"])


def _note(folder: Path) -> dict[str, Any]:
    note: dict[str, Any] = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    return note
