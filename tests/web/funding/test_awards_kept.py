"""What only shows once it is kept: the record of acts, and what the worker ends by night."""

from datetime import timedelta

import pytest
from tests.web.chained import worker
from tests.web.funding.test_awards_below import hidden
from tests.web.funding.test_awards_protect import rows_of
from tests.web.funding.test_intermediaries_chain import Chain
from tests.web.made_awards import CANARIES, Desk
from tests.web.made_vault import lately

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.audit.models import Entry, EntryText
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions.ending import sweep
from tadasu.web.funding.awards.models import Award, Grantee
from tadasu.web.project.database import Server

pytestmark = pytest.mark.usefixtures("committed")


def test_the_record_of_acts_tells_an_auditor_of_awards_but_of_none_that_is_withheld() -> None:
    desk = Desk()
    hidden, known = desk.signed(level=3), desk.signed(level=1)
    with acting(lately(desk.auditor)):
        assert Entry.objects.filter(subject_id=known.id).exists()
        assert not Entry.objects.filter(subject_id=hidden.id).exists()
        assert not [one for one in CANARIES if one in rows_of("audit")]
    with acting(lately(desk.officer.user)):
        assert Entry.objects.filter(subject_id=hidden.id).exists()


def test_the_record_of_acts_names_a_sub_award_but_none_that_is_withheld() -> None:
    chain = Chain()
    made, known = hidden(chain, 300_000), chain.sub(100_000)
    with acting(lately(chain.desk.auditor)):
        said = str(list(EntryText.objects.values_list("detail", flat=True)))
    assert str(known.id) in said
    assert str(made.id) not in said


def test_the_worker_ends_what_is_over_and_leaves_what_runs(server: Server) -> None:
    desk = Desk()
    closed, runs = desk.signed(), desk.signed()
    desk.does(desk.officer, actions.close, award=closed.id)
    records = [one for one in (closed.record, desk.now(closed).grantee.record) if one]
    assert len(records) == 2
    with worker(server):
        assert sweep(desk.today + timedelta(days=30)).ended == 0
    later = desk.today + timedelta(days=366 * 8)
    with worker(server):
        done = sweep(later)
    assert (done.ended, done.held) == (1, 0)
    with worker(server):
        assert sweep(later).ended == 0
    with acting(lately(desk.officer.user)):
        found = Award.objects.get(id=closed.id)
        assert (found.state, found.record, found.box) == ("ended", None, None)
        assert Grantee.objects.get(id=closed.grantee_id).record is None
        assert Award.objects.get(id=runs.id).record is not None
        assert SealedRecord.objects.filter(id__in=records, erased_at=None).count() == 0
