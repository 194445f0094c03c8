"""What is sealed of an award ends in its time, and not before."""

from datetime import date, timedelta

import pytest
from tests.web.made_awards import Desk
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault.actions import erase
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions.ending import sweep
from tadasu.web.funding.awards.models import Inspection, Sample
from tadasu.web.funding.awards.words import due_on

pytestmark = pytest.mark.usefixtures("database")


def test_an_audit_draws_the_same_awards_the_whole_day_and_notes_codes() -> None:
    desk = Desk()
    for _ in range(4):
        desk.paid(desk.signed(amount=300_000))
    actor = lately(desk.auditor)
    with acting(actor):
        first = actions.draw(actor, organisation=desk.place.id, risk="medium")
        again = actions.draw(actor, organisation=desk.place.id, risk="medium")
        assert (first.id, first.size, first.drawn_from) == (again.id, 3, 4)
        one = Inspection.objects.filter(sample=first).first()
        assert one is not None
        with pytest.raises(UsageError, match="awards-nothing-found"):
            actions.inspect(actor, inspection=one.id, found=[], on=desk.today)
        done = actions.inspect(actor, inspection=one.id, found=["in-order", "evidence-thin"], on=desk.today)
        assert done.found == ["in-order", "evidence-thin"]
        with pytest.raises(UsageError, match="awards-settled"):
            actions.inspect(actor, inspection=one.id, found=["in-order"], on=desk.today)
    with acting(lately(desk.officer.user)):
        assert not Sample.objects.exists()  # of whoever drew alone


def test_an_award_that_runs_keeps_its_words_and_the_web_server_ends_none() -> None:
    desk = Desk()
    award = desk.signed()
    actor = lately(desk.officer.user)
    assert award.record is not None
    with acting(actor), pytest.raises(UsageError, match="awards-kept"):
        erase(actor, record=award.record, ground="asked")
    with pytest.raises(PermissionError):
        sweep(desk.today + timedelta(days=9999))


def test_times_are_those_of_the_data() -> None:
    assert due_on("closed", date(2026, 11, 26)) == date(2033, 12, 1)
    assert due_on("active", date(2026, 11, 26)) is None
