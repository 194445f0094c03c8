"""A declaration, supplier, product or portfolio -> disposition with reasons."""

from tadasu.assessment._assess import Assessment, assess
from tadasu.assessment._banned import PRESUMPTIONS, Banned, Ground, banned_by, ground_of
from tadasu.assessment._border import flow_over
from tadasu.assessment._changes import ASPECTS, CHANGES, Change, changes, check_queue
from tadasu.assessment._companies import Companies, resolve
from tadasu.assessment._costs import CostAssumption, cost_assumptions, costs
from tadasu.assessment._groups import GroupBy, grouped
from tadasu.assessment._impact import (
    BY,
    NOT_IN_TABLE,
    Ban,
    Exposure,
    ban,
    ban_counts,
    ban_whole,
    covered,
    importers,
    tariff_exposure,
    tiers_of,
    without_other_source,
)
from tadasu.assessment._judgements import read_judgements, write_merges
from tadasu.assessment._listings import known_listings, listings
from tadasu.assessment._located import Where, located, whereabouts
from tadasu.assessment._named import on_companies, party_of, unlike_numbers
from tadasu.assessment._outcome import NO_CHANNEL, Outcome
from tadasu.assessment._owned import owned_findings
from tadasu.assessment._paths import PathTeller, fallen
from tadasu.assessment._risk import risk_findings
from tadasu.assessment._rules import OUTCOME, RULES, Disposition, Policy, Rule
from tadasu.assessment._set_here import Moved, SetHere, set_here
from tadasu.assessment._spelling import Judgement, Merge, Spelling, spelling_of
from tadasu.assessment._table import name_of, table
from tadasu.assessment._touched import Touch
from tadasu.assessment._traces import ChannelTrace
from tadasu.assessment._whys import MARK_DIGITS, KnownFinding, Why, known_finding, with_whys

__all__ = [
    "ASPECTS",
    "BY",
    "CHANGES",
    "MARK_DIGITS",
    "NOT_IN_TABLE",
    "NO_CHANNEL",
    "OUTCOME",
    "PRESUMPTIONS",
    "RULES",
    "Assessment",
    "Ban",
    "Banned",
    "Change",
    "ChannelTrace",
    "Companies",
    "CostAssumption",
    "Disposition",
    "Exposure",
    "Ground",
    "GroupBy",
    "Judgement",
    "KnownFinding",
    "Merge",
    "Moved",
    "Outcome",
    "PathTeller",
    "Policy",
    "Rule",
    "SetHere",
    "Spelling",
    "Touch",
    "Where",
    "Why",
    "assess",
    "ban",
    "ban_counts",
    "ban_whole",
    "banned_by",
    "changes",
    "check_queue",
    "cost_assumptions",
    "costs",
    "covered",
    "fallen",
    "flow_over",
    "ground_of",
    "grouped",
    "importers",
    "known_finding",
    "known_listings",
    "listings",
    "located",
    "name_of",
    "on_companies",
    "owned_findings",
    "party_of",
    "read_judgements",
    "resolve",
    "risk_findings",
    "set_here",
    "spelling_of",
    "table",
    "tariff_exposure",
    "tiers_of",
    "unlike_numbers",
    "whereabouts",
    "with_whys",
    "without_other_source",
    "write_merges",
]
