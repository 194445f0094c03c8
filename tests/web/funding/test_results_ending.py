"""What is sealed of results stands in no row; it ends with its award, by night, and when the funder is erased; codes stay."""

from datetime import timedelta

import psycopg
import pytest
from psycopg.sql import SQL
from tests.web.chained import worker
from tests.web.made_results import CANARIES, Desk, said
from tests.web.made_vault import lately
from tests.web.made_winddown import Desk as Falling

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting, sweeping
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.awards.actions.ending import sweep
from tadasu.web.funding.results import actions
from tadasu.web.funding.results.models import Result
from tadasu.web.funding.winddown.models import ERASE
from tadasu.web.project.database import Role, Server

pytestmark = pytest.mark.usefixtures("committed")

LINK = "https://tezgul.example/found"


def everything(server: Server) -> str:
    """All rows of all tables in their texts, as whoever takes the database sees them."""
    with psycopg.connect(server.address(Role.SUPER)) as connection:
        names = connection.execute("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables").fetchall()
        every = (connection.execute(SQL("SELECT t::text FROM " + name + " t")).fetchall() for (name,) in names)
        return "\n".join(str(row) for rows in every for row in rows)


def test_nothing_of_a_sealed_results_words_is_in_the_database(server: Server) -> None:
    desk = Desk()
    desk.counter()
    award = desk.running(level=1)
    desk.told(desk.box_of(award), award)
    made = desk.result(award, link=LINK)
    desk.does(desk.officer, actions.correct, result=made.id, said=said(words="Tezgul again (invented)."))
    desk.of_programme()
    rows = everything(server)
    assert str(made.thing) in rows
    assert not [one for one in (*CANARIES, "tezgul.example", "Tezgul again") if one in rows]


def test_what_is_over_loses_its_words_by_night_and_keeps_its_codes(server: Server) -> None:
    desk = Desk()
    award = desk.running()
    made = desk.result(award)
    assert made.record is not None
    desk.does(desk.officer, of_awards.close, award=award.id)
    with worker(server):
        assert sweep(desk.today + timedelta(days=366 * 8)).ended == 1
    row = desk.as_it_stands(made)
    assert (row.record, row.kind, row.state) == (None, "finding", "current")
    with pytest.raises(UsageError, match="results-state"):
        desk.result(award)
    with pytest.raises(UsageError, match="results-state"):
        desk.does(desk.officer, actions.correct, result=made.id, said=said())


def test_erased_a_withheld_result_lets_go_too(server: Server) -> None:
    desk = Falling().used(level=3)
    actor = lately(desk.officer.user)
    with acting(actor):
        made = actions.write_result(actor, award=desk.award.id, said=said())
    assert made.record is not None
    desk.fell(ERASE)
    with desk.seen_whole():
        assert not SealedRecord.objects.filter(id=made.record, erased_at=None).exists()
    with worker(server), sweeping():
        assert Result.objects.get(id=made.id).record is None
