"""Those who enter at the same moment, each with a connection, and a run that is killed: never more than there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from tests.web.made_programmes import BUDGET, Desk, award

from tadasu.schema import UsageError

TOGETHER = 4


@pytest.fixture
def desk(committed: None) -> Desk:
    return Desk()


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What each came to: done, or the code of why not."""

    def alone(act: Callable[[], object]) -> str:
        try:
            act()
        except UsageError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(alone, acts))


def test_of_those_who_commit_the_last_of_a_budget_one_does(desk: Desk) -> None:
    desk.enter("commitment", BUDGET - 100)
    said = at_once([lambda: desk.enter("commitment", 60)] * TOGETHER)
    assert said == ["done", *["programmes-over-budget"] * (TOGETHER - 1)]
    assert desk.room().left == 40


def test_a_payment_is_not_made_twice_from_one_commitment(desk: Desk) -> None:
    one = award()
    desk.enter("commitment", 100, award=one)
    said = at_once([lambda: desk.enter("disbursement", 100, award=one)] * TOGETHER)
    assert said == ["done", *["programmes-over-committed"] * (TOGETHER - 1)]
    assert desk.room().paid == 100


def test_an_entry_is_taken_back_once_by_however_many(desk: Desk) -> None:
    made = desk.enter("commitment", 100)
    said = at_once([lambda: desk.enter("commitment", 100, corrects=made.id)] * TOGETHER)
    assert said == ["done", *["programmes-corrected"] * (TOGETHER - 1)]
    assert desk.room().committed == 0


def test_a_run_that_is_killed_leaves_nothing_and_the_next_goes_on(desk: Desk) -> None:
    def killed() -> None:
        with transaction.atomic():
            desk.enter("commitment", 100)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert desk.entries() == []
    assert desk.enter("commitment", 100).number == 1
