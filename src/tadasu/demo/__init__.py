"""An invented world with planted truth: suppliers, lists, trade, owners, findings, for every demo and many tests."""

from tadasu.demo._chain_shapes import CHAIN_KINDS, DECOY_KINDS, TIERS, TRUE_KINDS, Chain, ChainFinding
from tadasu.demo._files import SEED, contents, demo_folder, truth, write
from tadasu.demo._follows import APART, FACTS, GOODS, follows
from tadasu.demo._party_names import party_name
from tadasu.demo._population import POPULATION_SIZE, population
from tadasu.demo._population_figures import Figure, population_figures
from tadasu.demo._shapes import (
    DISPOSITIONS,
    KINDS,
    POSITIVE_KINDS,
    TRAP_KINDS,
    Company,
    DemoList,
    Listed,
    Outcome,
    Planted,
    StoryFirm,
    Supplier,
    World,
)
from tadasu.demo._trade import TradeWorld, trade
from tadasu.demo._world import world
from tadasu.demo._write import write_trade

__all__ = [
    "APART",
    "CHAIN_KINDS",
    "DECOY_KINDS",
    "DISPOSITIONS",
    "FACTS",
    "GOODS",
    "KINDS",
    "POPULATION_SIZE",
    "POSITIVE_KINDS",
    "SEED",
    "TIERS",
    "TRAP_KINDS",
    "TRUE_KINDS",
    "Chain",
    "ChainFinding",
    "Company",
    "DemoList",
    "Figure",
    "Listed",
    "Outcome",
    "Planted",
    "StoryFirm",
    "Supplier",
    "TradeWorld",
    "World",
    "contents",
    "demo_folder",
    "follows",
    "party_name",
    "population",
    "population_figures",
    "trade",
    "truth",
    "world",
    "write",
    "write_trade",
]
