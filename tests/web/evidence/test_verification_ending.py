"""How long an inquiry is kept: what the worker erases by night, what it leaves, and what keeps it from doing so."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.chained import worker
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made import person
from tests.web.made_hearing import Desk as Asking
from tests.web.made_inquiry import MILL, WHY, Desk
from tests.web.made_vault import lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.verification import actions
from tadasu.web.evidence.verification.actions import ending
from tadasu.web.evidence.verification.actions.ending import Ended, sweep
from tadasu.web.evidence.verification.models import Assessment, Conclusion, Inquiry
from tadasu.web.evidence.verification.words import due_on, words
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.findings.actions import sign as put_into_force
from tadasu.web.foundation.findings.actions import withdraw
from tadasu.web.foundation.vault import _files
from tadasu.web.project.database import Server

TODAY = timezone.localdate()
LATER = date(TODAY.year + 3, 1, 1)


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    yield Desk()
    for name in list(_files.names()):
        _files.remove(name)


ROWS = "SELECT i::text FROM verification_inquiry i UNION ALL SELECT c::text FROM verification_conclusion c"


def swept(server: Server, today: date = LATER) -> Ended:
    with worker(server):
        return sweep(today)


def closed(desk: Desk, inquiry: Inquiry) -> None:
    with acting(desk.verifier.actor):
        actions.close(desk.verifier.actor, inquiry=inquiry.id, reason=WHY)


def now(desk: Desk, inquiry: Inquiry) -> Inquiry:
    with acting(desk.verifier.actor):
        return Inquiry.objects.get(id=inquiry.id)


def test_every_status_says_how_long_and_whatever_is_worked_on_has_no_time() -> None:
    day = date(2026, 1, 31)
    assert [(one, due_on(one, day)) for one in words("statuses")] == [
        ("open", None),
        ("concluded", None),
        ("closed", date(2028, 2, 1)),
    ]


def test_of_an_inquiry_whose_time_is_over_no_word_is_left_and_counts_are(server: Server, desk: Desk) -> None:
    inquiry = desk.whole()
    conclusion = desk.concluded(inquiry)
    closed(desk, inquiry)
    due = due_on("closed", TODAY)
    assert due is not None
    assert swept(server, due - timedelta(days=1)) == Ended(0, 0)
    assert swept(server, due) == Ended(1, 0)
    assert swept(server, due) == Ended(0, 0)
    left = now(desk, inquiry)
    assert (left.label, left.about, left.plan, left.party, left.start) == ("", {}, [], None, None)
    assert (left.issue, left.status, left.ended_on) == ("state-imposed-forced-labour", "closed", due)
    with acting(desk.verifier.actor):
        kept = Conclusion.objects.get(id=conclusion.id)
        assert (kept.content, kept.reason, kept.standard) == ("", "", "substantiated")
        assert bytes(kept.digest) == bytes(conclusion.digest)
        assert Assessment.objects.filter(taken__inquiry=inquiry).count() == 4
    (entry,) = [one for one in recorded(organisation=desk.place.id) if one.act == "verification.end"]
    assert (entry.subject_id, entry.text.detail) == (inquiry.id, {"ground": "time"})
    with worker(server), connection.cursor() as cursor:
        cursor.execute(ROWS)
        assert MILL not in "".join(row for (row,) in cursor.fetchall())


def test_what_is_worked_on_is_kept(server: Server, desk: Desk) -> None:
    desk.whole()
    assert swept(server) == Ended(0, 0)


def test_an_item_on_hold_and_a_finding_in_force_keep_it(server: Server, desk: Desk) -> None:
    held, decider = desk.whole(), lately(person(desk.place, "decider"))
    item = desk.items["extract"]
    with acting(decider):
        custody.hold(decider, item=item, ground="court")
    closed(desk, held)
    used = desk.whole()
    desk.concluded(used)
    desk.signed(used)
    with acting(desk.verifier.actor):
        version = actions.prepare_finding(desk.verifier.actor, inquiry=used.id, number=1, reason=WHY)
    closed(desk, used)
    assert swept(server) == Ended(0, 2), "a finding that waits for a signature keeps it too"
    with acting(desk.editor):
        put_into_force(desk.editor, version=version.id, reason=WHY)
    assert swept(server) == Ended(0, 2)
    with acting(desk.editor):
        withdraw(desk.editor, version=version.id, code="mistaken", reason=WHY)
    with acting(decider):
        custody.release_hold(decider, item=item)
    assert swept(server) == Ended(2, 0)


def test_what_has_ended_does_not_go_on_and_its_page_says_what_is_left(server: Server, desk: Desk) -> None:
    inquiry = desk.whole()
    closed(desk, inquiry)
    office = unlocking_browser(desk.verifier.user)
    page = reverse("inquiry-one", args=[inquiry.id])
    assert "Kept until" in text(office.get(page))
    swept(server)
    with acting(desk.verifier.actor), pytest.raises(UsageError) as found:
        actions.reopen(desk.verifier.actor, inquiry=inquiry.id, reason=WHY)
    assert found.value.code == "verification-ended"
    office = unlocking_browser(desk.verifier.user)
    assert "its words were erased" in text(office.get(page))
    assert MILL not in text(office.get(page))
    assert "erased" in text(office.get(reverse("inquiry-list", args=[desk.place.id])))
    for name in ("inquiry-weighing", "inquiry-reopen", "inquiry-change"):
        assert office.get(reverse(name, args=[inquiry.id])).status_code == 404


def test_nobody_but_the_worker_ends_one(server: Server, desk: Desk) -> None:
    inquiry = desk.whole()
    conclusion = desk.concluded(inquiry)
    closed(desk, inquiry)
    with pytest.raises(PermissionError):
        sweep(LATER)
    with acting(desk.verifier.actor), pytest.raises(ProgrammingError), transaction.atomic():
        Inquiry.objects.filter(id=inquiry.id).update(ended_on=LATER)
    with acting(desk.verifier.actor), pytest.raises(ProgrammingError), transaction.atomic():
        Conclusion.objects.filter(id=conclusion.id).update(content="", reason="")
    with worker(server), pytest.raises(ProgrammingError, match="stays"), transaction.atomic():
        Conclusion.objects.filter(id=conclusion.id).update(content="", reason="")
    with worker(server), pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(id=inquiry.id).update(ended_on=LATER)


def test_one_that_was_reopened_and_closed_again_while_the_worker_swept_stays(server: Server, desk: Desk) -> None:
    inquiry = desk.whole()
    closed(desk, inquiry)
    with worker(server):
        assert ending._ended(Inquiry.objects.filter(id=inquiry.id, status="closed", ended_on=None), TODAY) is None
    assert now(desk, inquiry).label != ""
    with acting(desk.verifier.actor):
        actions.reopen(desk.verifier.actor, inquiry=inquiry.id, reason=WHY)
    assert swept(server) == Ended(0, 0)


def test_a_night_that_breaks_off_leaves_each_whole_or_ended_and_the_next_ends_the_rest(
    server: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    inquiries = [desk.whole() for _ in range(3)]
    for one in inquiries:
        closed(desk, one)
    calls: list[int] = []

    def breaking(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return record(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ending, "record", breaking)
    with pytest.raises(RuntimeError):
        swept(server)
    monkeypatch.setattr(ending, "record", record)
    left = [now(desk, one) for one in inquiries]
    assert sorted((one.ended_on is None, one.label == "") for one in left) == [
        (False, True),
        (True, False),
        (True, False),
    ]
    assert swept(server) == Ended(2, 0)


def test_a_notice_outlives_its_inquiry_and_its_pages_say_that_it_has_ended(
    server: Server, committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = Asking()
    inquiry = asking.whole()
    notice, _box = asking.asked(monkeypatch, inquiry)
    monkeypatch.undo()
    with acting(asking.verifier.actor):
        actions.close(asking.verifier.actor, inquiry=inquiry.id, reason=WHY)
    assert swept(server, date(TODAY.year + 30, 1, 1)) == Ended(1, 0)
    office = unlocking_browser(asking.verifier.user)
    for page in (reverse("hearing-list", args=[asking.place.id]), reverse("hearing-one", args=[notice.id])):
        answer = office.get(page)
        assert answer.status_code == 200
        assert "an inquiry that has ended" in text(answer)
    assert "<bdi></bdi>" not in answer.content.decode()
