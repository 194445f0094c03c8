"""A named company is asked, answers, and its answer stands beside the finding."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.web.made_box import as_holder, received, wrote
from tests.web.made_hearing import WHY, Desk, on

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.hearing import actions
from tadasu.web.evidence.hearing.models import ANSWERED, SENT
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def test_a_company_is_asked_and_answers_and_the_claim_counts_as_heard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    assert notice.state == SENT
    assert wrote(box, "We have no locked gates. 門は開いています。") == 2
    with received(b"%PDF wage records (invented)") as file, as_holder(box) as visit:
        source.send_file(visit, received=file)
    assert [one.kind for one in desk.answers(notice)] == ["answer", "file"]
    with acting(desk.verifier.actor):
        actions.note_answer(desk.verifier.actor, notice=notice.id, reason=WHY)
    assert desk.now(notice).state == ANSWERED
    assert desk.inquiry(notice).heard == "asked-and-answered"
    items = [one.item for one in desk.answers(notice)]
    with acting(desk.verifier.actor):
        found = Item.objects.filter(id__in=items)
        assert {(one.kind, one.origin_of) for one in found} == {("document", notice.box)}
        taken = actions.take_in(desk.verifier.actor, notice=notice.id, letter=2)
        assert taken.item == items[0]


def test_silence_is_recorded_only_when_its_time_is_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, box = desk.asked(monkeypatch)
    with acting(desk.verifier.actor):
        with pytest.raises(UsageError, match="hearing-time-runs"):
            actions.note_silence(desk.verifier.actor, notice=notice.id, reason=WHY)
        due = desk.run(notice).due_on
        assert due is not None
        assert due > date(2028, 4, 1)
        on(monkeypatch, date(2028, 6, 1))
        actions.note_silence(desk.verifier.actor, notice=notice.id, reason=WHY)
    assert desk.inquiry(notice).heard == "asked-and-silent"
    wrote(box, "We come late.")
    with acting(desk.verifier.actor):
        actions.note_answer(desk.verifier.actor, notice=notice.id, reason=WHY)
    assert desk.inquiry(notice).heard == "asked-and-answered"
