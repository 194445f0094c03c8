"""Money for those who bring the evidence: where it is needed, what goes dark without it, and a plan for a given budget.

Nothing here knows a person, a database, a clock or a network: plain values come in, an order or a plan with its reasons goes
out. It is advice; people decide.
"""

from tadasu.funds._need_components import (
    COMPONENTS,
    Component,
    CountryNeed,
    Need,
    SourceNeed,
    country_needs,
    source_needs,
)
from tadasu.funds._need_dark import Dark, Smallest, Stands, enough, goes_dark, smallest_sets
from tadasu.funds._need_losses import Loss, losses, losses_of
from tadasu.funds._need_press import Era, Press, era_of, press_band, press_eras
from tadasu.funds._need_ranking import ORDER, SHOWN, component_reason, ranked
from tadasu.funds._need_ranking import Line as RankingLine
from tadasu.funds._need_world import (
    AtRisk,
    Band,
    Cell,
    CountryFacts,
    Ground,
    KnownCell,
    PastFunding,
    RestingFinding,
    Scales,
    Severity,
    Signal,
    SourceFacts,
    World,
    at_risk,
    each_alone,
)
from tadasu.funds._plan import ADVICE, Compared, NoPlan, Plan, Spent, plan
from tadasu.funds._plan_conflict import Conflict
from tadasu.funds._plan_levels import LOT, lot_of
from tadasu.funds._plan_model import EFFORT
from tadasu.funds._plan_problem import LEVELS, Candidate, Limits, Option, PlanProblem, Tier, closing_cost, cost_of
from tadasu.funds._plan_problem import Line as PlanLine
from tadasu.funds._plan_reasons import Decision
from tadasu.funds._plan_search import Level
from tadasu.funds._plan_why import Entry, Forced, entry, forced
from tadasu.funds._reason import CODES, Reason

__all__ = [
    "ADVICE",
    "CODES",
    "COMPONENTS",
    "EFFORT",
    "LEVELS",
    "LOT",
    "ORDER",
    "SHOWN",
    "AtRisk",
    "Band",
    "Candidate",
    "Cell",
    "Compared",
    "Component",
    "Conflict",
    "CountryFacts",
    "CountryNeed",
    "Dark",
    "Decision",
    "Entry",
    "Era",
    "Forced",
    "Ground",
    "KnownCell",
    "Level",
    "Limits",
    "Loss",
    "Need",
    "NoPlan",
    "Option",
    "PastFunding",
    "Plan",
    "PlanLine",
    "PlanProblem",
    "Press",
    "RankingLine",
    "Reason",
    "RestingFinding",
    "Scales",
    "Severity",
    "Signal",
    "Smallest",
    "SourceFacts",
    "SourceNeed",
    "Spent",
    "Stands",
    "Tier",
    "World",
    "at_risk",
    "closing_cost",
    "component_reason",
    "cost_of",
    "country_needs",
    "each_alone",
    "enough",
    "entry",
    "era_of",
    "forced",
    "goes_dark",
    "losses",
    "losses_of",
    "lot_of",
    "plan",
    "press_band",
    "press_eras",
    "ranked",
    "smallest_sets",
    "source_needs",
]
