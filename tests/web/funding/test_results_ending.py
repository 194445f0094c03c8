"""What is sealed of results ends with its award, by night, and when the funder is erased; codes stay."""

from datetime import timedelta

import pytest
from tests.web.chained import worker
from tests.web.made_results import Desk, said
from tests.web.made_vault import lately
from tests.web.made_winddown import Desk as Falling

from tadasu.web.foundation.access import acting, sweeping
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.awards.actions.ending import sweep
from tadasu.web.funding.results import actions
from tadasu.web.funding.results.models import Result
from tadasu.web.funding.winddown.models import ERASE
from tadasu.web.project.database import Server

pytestmark = pytest.mark.usefixtures("committed")


def test_what_is_over_loses_its_words_by_night_and_keeps_its_codes(server: Server) -> None:
    desk = Desk()
    award = desk.running()
    made = desk.result(award)
    desk.does(desk.officer, of_awards.close, award=award.id)
    with worker(server):
        assert sweep(desk.today + timedelta(days=366 * 8)).ended == 1
    row = desk.as_it_stands(made)
    assert (row.record, row.kind, row.state) == (None, "finding", "current")


def test_erased_a_withheld_result_lets_go_too(server: Server) -> None:
    desk = Falling().used(level=3)
    actor = lately(desk.officer.user)
    with acting(actor):
        made = actions.write_result(actor, award=desk.award.id, said=said())
    desk.fell(ERASE)
    with desk.seen_whole():
        assert not SealedRecord.objects.filter(id=made.record, erased_at=None).exists()
    with worker(server), sweeping():
        assert Result.objects.get(id=made.id).record is None
