"""What may be done about needs: note what is known of a source's money, load and drop files, ask for a plan."""

from tadasu.web.funding.need._problem import Chosen
from tadasu.web.funding.need.actions.loading import FileSaid, drop, load
from tadasu.web.funding.need.actions.noting import FactSaid, note
from tadasu.web.funding.need.actions.planning import PlanSaid, ask, begin, choose, throw_away
from tadasu.web.funding.need.actions.working_out import answer, ask_more, work_out

__all__ = [
    "Chosen",
    "FactSaid",
    "FileSaid",
    "PlanSaid",
    "answer",
    "ask",
    "ask_more",
    "begin",
    "choose",
    "drop",
    "load",
    "note",
    "throw_away",
    "work_out",
]
