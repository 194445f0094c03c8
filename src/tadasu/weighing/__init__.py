"""Graded evidence: how many independent origins it has, which standard of proof a claim reaches, how strong it is, and where we
are blind.

Nothing here knows a person, a database or a clock: pieces that people graded come in, an answer with its reasons goes out. The
rules are data (`data/standards.yaml`); none of their numbers is calibrated.
"""

from tadasu.weighing._coverage import ROWS, Coverage, coverage
from tadasu.weighing._element import Element
from tadasu.weighing._evidence import Claim, Credibility, Kind, Piece, Reliability, Standing
from tadasu.weighing._independence import Echo, Independence, independence
from tadasu.weighing._reasons import CODES, Reason
from tadasu.weighing._rules import INDICATOR, STANDARDS, Rules, elements_for, rules, rules_from
from tadasu.weighing._weigh import Weighed, weigh

__all__ = [
    "CODES",
    "INDICATOR",
    "ROWS",
    "STANDARDS",
    "Claim",
    "Coverage",
    "Credibility",
    "Echo",
    "Element",
    "Independence",
    "Kind",
    "Piece",
    "Reason",
    "Reliability",
    "Rules",
    "Standing",
    "Weighed",
    "coverage",
    "elements_for",
    "independence",
    "rules",
    "rules_from",
    "weigh",
]
