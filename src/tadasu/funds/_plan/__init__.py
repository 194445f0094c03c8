"""A plan for a budget: the problem, what is best, and why."""

from tadasu.funds._plan.conflict import Conflict
from tadasu.funds._plan.levels import LOT, lot_of
from tadasu.funds._plan.making import ADVICE, Compared, NoPlan, Plan, Spent, plan
from tadasu.funds._plan.model import EFFORT
from tadasu.funds._plan.problem import LEVELS, Candidate, Limits, Option, PlanProblem, Tier, closing_cost, cost_of
from tadasu.funds._plan.problem import Line as PlanLine
from tadasu.funds._plan.reasons import Decision
from tadasu.funds._plan.search import Level
from tadasu.funds._plan.why import Forced, WayIn, entry, forced

__all__ = [
    "ADVICE",
    "EFFORT",
    "LEVELS",
    "LOT",
    "Candidate",
    "Compared",
    "Conflict",
    "Decision",
    "Forced",
    "Level",
    "Limits",
    "NoPlan",
    "Option",
    "Plan",
    "PlanLine",
    "PlanProblem",
    "Spent",
    "Tier",
    "WayIn",
    "closing_cost",
    "cost_of",
    "entry",
    "forced",
    "lot_of",
    "plan",
]
