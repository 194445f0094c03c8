"""Declarations and findings -> exposure, paths, tainted share: product by product, day by day, exactly."""

from tadasu.tracing._depth import depths
from tadasu.tracing._ledger import Ledger
from tadasu.tracing._pass import Exposures, Rules, State, advance, exposures, trace
from tadasu.tracing._paths import Path, PathFinder, Paths
from tadasu.tracing._reach import Reach
from tadasu.tracing._saved import load, save
from tadasu.tracing._seeds import NO_FINDING, Channel, Numbers, Seeds, channels, seeds
from tadasu.tracing._share import Lots, Makings, Shares, Stocks, advance_shares, tainted_shares
from tadasu.tracing._trade import UNKNOWN, Trade
from tadasu.tracing._weights import AGEING, LINK, NOTHING, TIERS

__all__ = [
    "AGEING",
    "LINK",
    "NOTHING",
    "NO_FINDING",
    "TIERS",
    "UNKNOWN",
    "Channel",
    "Exposures",
    "Ledger",
    "Lots",
    "Makings",
    "Numbers",
    "Path",
    "PathFinder",
    "Paths",
    "Reach",
    "Rules",
    "Seeds",
    "Shares",
    "State",
    "Stocks",
    "Trade",
    "advance",
    "advance_shares",
    "channels",
    "depths",
    "exposures",
    "load",
    "save",
    "seeds",
    "tainted_shares",
    "trace",
]
