"""From declarations in a Parquet file to results in another, stage by stage; the parties have ids already."""

import time
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.tracing_world import findings_in
from tadasu.goods import HsCode, Transformations, product_of
from tadasu.schema import Certainty
from tadasu.tracing import (
    LINK,
    Exposures,
    Lots,
    Makings,
    Numbers,
    Shares,
    Trade,
    depths,
    seeds,
    tainted_shares,
    trace,
)

READ = ("declaration no.", "seller id", "buyer id", "HS code", "date", "net weight (kg)", "certainty")


def whole(folder: Path, results: Path, table: Transformations) -> dict[str, float]:
    """Seconds of each stage. One row a declaration is written: strength and tiers of its exposure (empty where no finding
    reaches it), bounds of the tainted share, share and tiers seen."""
    seconds: dict[str, float] = {}
    clock = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal clock
        now = time.perf_counter()
        seconds[f"{stage}_s"], clock = now - clock, now

    file = pl.read_parquet(folder / "files" / "declarations.parquet", columns=list(READ))
    lap("reading")
    declared, trade, amount, numbers = columns(file, table)
    del file
    lap("numbering")
    seed = seeds(findings_in(folder), trade, numbers).strength
    lap("seeds")
    found = trace(trade, seed, table.allowed)
    lap("tracing")
    shares = tainted_shares(trade, Lots.build(amount=amount, seed=seed), Makings(allowed=table.allowed))
    lap("shares")
    seen = depths(trade, table.allowed)
    lap("depths")
    written(declared, found, shares, seen).write_parquet(results)
    lap("writing")
    return {"declarations": len(trade), "exposed": found.declaration.size, "whole_s": sum(seconds.values()), **seconds}


def columns(file: pl.DataFrame, table: Transformations) -> tuple[pl.Series, Trade, NDArray[np.int64], Numbers]:
    """The ids of the declarations, the trade, milligrams (both in its order), and what its numbers stand for."""
    companies = pl.concat([file["seller id"], file["buyer id"]]).unique().sort()
    company, good, certainty = (
        pl.Enum(companies),
        pl.Enum(file["HS code"].unique()),
        pl.Enum([word.value for word in Certainty]),
    )
    product = np.array([product_of(HsCode(code)) for code in good.categories], np.int32)
    weight = np.array([LINK[Certainty(word)] for word in certainty.categories], np.int32)

    def places(name: str, kind: pl.Enum) -> NDArray[np.int64]:
        return file[name].cast(kind).to_physical().to_numpy()

    trade = Trade.build(
        seller=places("seller id", company),
        buyer=places("buyer id", company),
        product=product[places("HS code", good)],
        day=file["date"].to_physical().to_numpy(writable=True),
        weight=weight[places("certainty", certainty)],
        companies=companies.len(),
    )
    amount = (file["net weight (kg)"] * 1_000_000).round().cast(pl.Int64).to_numpy()[trade.row]
    ids = dict(zip(companies.to_list(), range(companies.len()), strict=True))
    return file["declaration no."].gather(trade.row), trade, amount, Numbers(companies=ids, products=table.products)


def written(declared: pl.Series, found: Exposures, shares: Shares, seen: NDArray[np.int8]) -> pl.DataFrame:
    """The table of results, in the order of the trade."""
    reached = pl.Series(found.declaration)
    nothing = pl.Series([None], dtype=pl.Int32).new_from_index(0, declared.len())
    return pl.DataFrame(
        {
            "declaration": declared,
            "strength": nothing.scatter(reached, pl.Series(found.value)),
            "tiers": nothing.scatter(reached, pl.Series(found.tiers)),
            "share_least": shares.least,
            "share_most": shares.most,
            "share_seen": shares.seen,
            "tiers_seen": seen,
        }
    )
