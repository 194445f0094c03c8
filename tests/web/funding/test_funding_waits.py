"""What waits on the first page of whoever works for a funder or an intermediary: for those who may do it, and for nobody else."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from tests.web.funding.test_intermediaries_chain import Chain, stated
from tests.web.made_awards import Desk
from tests.web.made_vault import Holder, lately

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.funding.awards import actions as awards
from tadasu.web.funding.awards.actions import Part
from tadasu.web.funding.awards.waiting import KINDS, waiting
from tadasu.web.funding.intermediaries import actions, offered, queries

pytestmark = pytest.mark.usefixtures("database")


def waits(who: Holder | Actor) -> dict[str, list[str]]:
    """Kind -> pseudonyms, of kinds of which something waits."""
    actor = who if isinstance(who, Actor) else lately(who.user)
    with acting(actor):
        found = {what: [one.pseudonym for one in waiting(actor, what)] for what in KINDS}
    return {what: names for what, names in found.items() if names}


def test_an_agreement_waits_for_readers_who_have_not_signed_it_and_a_payment_for_a_payer() -> None:
    desk = Desk()
    award = desk.write(desk.begin())
    name = [award.pseudonym]
    assert waits(desk.officer) == waits(desk.second) == {"sign": name}
    assert waits(desk.payer) == waits(desk.stranger()) == {}
    desk.read(desk.second, award.record)
    desk.does(desk.second, awards.sign, award=award.id)
    assert waits(desk.second) == {}
    award = desk.does(desk.officer, awards.sign, award=award.id)
    desk.screened(award)
    assert waits(desk.officer) == {"due": name}
    assert waits(desk.payer) == {}
    payment = desk.prepared(award)
    assert waits(desk.officer) == {}
    assert waits(desk.payer) == {"release": name}
    desk.release(payment)
    assert waits(desk.payer) == {}


def test_nothing_waits_for_somebody_without_a_second_factor() -> None:
    desk = Desk()
    desk.prepared(desk.signed())
    with acting(payer := actor_of(desk.payer.user, second_factor=False, signed_in_at=None)):
        assert waiting(payer, *KINDS) == []
    assert waits(desk.payer)


def test_what_is_withheld_waits_for_its_readers_alone() -> None:
    desk = Desk()
    award = desk.write(desk.begin(level=3, readers=(desk.officer.id, desk.payer.id)))
    assert waits(desk.officer) == {"sign": [award.pseudonym]}
    assert waits(desk.second) == waits(desk.organiser) == {}


def test_an_award_of_which_two_tranches_are_due_is_there_once() -> None:
    desk = Desk()
    parts = (Part(amount=500_000, due_on=desk.today), Part(amount=500_000, due_on=desk.today))
    award = desk.signed(desk.write(desk.begin(amount=1_000_000), parts=parts))
    assert waits(desk.officer) == {"due": [award.pseudonym]}


def test_reports_and_suspensions_wait_for_the_programme() -> None:
    desk = Desk()
    award = desk.signed()
    actor = lately(desk.officer.user)
    with acting(actor):
        due = award.reports.order_by("number").first()
        assert due is not None
        later = due.due_on + timedelta(days=1)
        assert [one.id for one in waiting(actor, "report-overdue", today=later)] == [award.id]
        assert waiting(actor, "report-overdue", today=due.due_on) == []
    desk.does(desk.officer, awards.note_report, award=award.id, number=due.number, words="Told at the door.")
    assert waits(desk.second)["report-given"] == [award.pseudonym]
    assert "report-given" not in waits(desk.payer)
    desk.does(desk.officer, awards.suspend, award=award.id, code="incident")
    with acting(actor):
        assert waiting(actor, "suspension", today=desk.today) == []
        assert [one.id for one in waiting(actor, "suspension", today=desk.today + timedelta(days=400))] == [award.id]


def test_of_intermediaries_waits_what_each_side_has_to_do() -> None:
    chain = Chain(agreed=False)
    desk, theirs = chain.desk, lately(chain.theirs.user)
    with acting(theirs):
        assert [one.id for one in queries.duties_owed(theirs)] == [chain.terms.id]
    with acting(officer := lately(desk.officer.user)):
        assert list(queries.duties_owed(officer)) == []
    chain = Chain()
    desk = chain.desk
    desk.paid(chain.award)
    noted = desk.does(desk.officer, actions.attest, terms=chain.terms.id, stated=stated())
    for who, ids in ((desk.second, [noted.id]), (desk.officer, []), (desk.payer, []), (chain.theirs, [])):
        with acting(actor := lately(who.user)):
            assert [one.id for one in queries.attestations_signed(actor)] == ids, who.user.login
    with acting(second := lately(desk.second.user)), override("en"):
        shown = {str(title): [line.label for line in lines(second)] for title, lines in offered.WAITING}
    assert shown["Attestations to be looked at"] == [chain.terms.pseudonym]
    assert shown["Duties that we have not said yes to"] == []
