"""What becomes of a round when the funder falls."""

import pytest
from tests.web.made_feedback import Desk, answered

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.funding.feedback.models import DROPPED
from tadasu.web.funding.feedback.questions import form
from tadasu.web.funding.winddown.actions import begin_by_machine, go_on
from tadasu.web.funding.winddown.models import ERASE, SHUT

pytestmark = pytest.mark.usefixtures("database")

LEAST = form().least


def fell(desk: Desk, mode: str) -> None:
    keeper = steward(desk.place)
    with acting(keeper):
        fall = begin_by_machine(keeper, organisation=desk.place.id, mode=mode, lost=True)
    go_on(fall.id, organisation=desk.place.id, say=lambda step: None)


def test_erased_no_answer_is_left_and_counts_of_what_was_closed_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    closed, running = desk.begin_with(LEAST), desk.begin()
    desk.answered(closed, desk.boxes, texts={"keep": "The tea (invented)."})
    desk.closed(monkeypatch, closed)
    answered(desk.voucher(running, desk.boxes[0]))
    before = desk.stands(closed).results
    assert desk.stands(closed).words
    fell(desk, ERASE)
    assert desk.kept() == {"Taken": 0, "Spent": 0, "Sealed": 0}
    assert (desk.stands(running).state, desk.stands(running).record) == (DROPPED, None)
    assert (desk.stands(closed).results, desk.stands(closed).words) == (before, [])


def test_once_shut_no_officer_closes_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes)
    fell(desk, SHUT)
    with pytest.raises((TadasuError, Refused)):
        desk.closed(monkeypatch, round)
    assert desk.kept() == {"Taken": LEAST, "Spent": LEAST, "Sealed": LEAST}
