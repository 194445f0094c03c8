"""What may be done with awards: each asks whether the actor may, does it, and records it."""

from tadasu.web.funding.awards.actions.accounting import judge_receipt, note_receipt, note_return
from tadasu.web.funding.awards.actions.agreeing import (
    Agreement,
    Asked,
    Part,
    conditions_decided,
    name_reader,
    note_consent,
    sign,
    write_agreement,
)
from tadasu.web.funding.awards.actions.amending import (
    approve,
    propose_amount,
    propose_dates,
    propose_level,
    raise_level,
    refuse_amendment,
)
from tadasu.web.funding.awards.actions.beginning import Begun, award_from_decision, begin_award, drop, sub_award
from tadasu.web.funding.awards.actions.checking import Alike, Checked, Looked, check, judge
from tadasu.web.funding.awards.actions.closing import close
from tadasu.web.funding.awards.actions.inspecting import draw, inspect
from tadasu.web.funding.awards.actions.paying import (
    Arrived,
    Way,
    note_paid,
    note_refusal,
    prepare_payment,
    release_payment,
    withdraw_payment,
)
from tadasu.web.funding.awards.actions.reporting import (
    ask_report,
    judge_report,
    note_report,
    note_spoken,
    put_off,
    second_spoken,
)
from tadasu.web.funding.awards.actions.settling import meet, reach, waive
from tadasu.web.funding.awards.actions.suspending import resume, suspend
from tadasu.web.funding.awards.actions.telling import HandedOut, hand_out_box, tell

__all__ = [
    "Agreement",
    "Alike",
    "Arrived",
    "Asked",
    "Begun",
    "Checked",
    "HandedOut",
    "Looked",
    "Part",
    "Way",
    "approve",
    "ask_report",
    "award_from_decision",
    "begin_award",
    "check",
    "close",
    "conditions_decided",
    "draw",
    "drop",
    "hand_out_box",
    "inspect",
    "judge",
    "judge_receipt",
    "judge_report",
    "meet",
    "name_reader",
    "note_consent",
    "note_paid",
    "note_receipt",
    "note_refusal",
    "note_report",
    "note_return",
    "note_spoken",
    "prepare_payment",
    "propose_amount",
    "propose_dates",
    "propose_level",
    "put_off",
    "raise_level",
    "reach",
    "refuse_amendment",
    "release_payment",
    "resume",
    "second_spoken",
    "sign",
    "sub_award",
    "suspend",
    "tell",
    "waive",
    "withdraw_payment",
    "write_agreement",
]
