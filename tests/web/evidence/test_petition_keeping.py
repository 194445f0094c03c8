"""How long a petition is kept: what the worker erases by night, what stays, what keeps it longer, what the vault leaves."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.chained import worker
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made import person
from tests.web.made_inquiry import WHY
from tests.web.made_petition import SECRET, Writers
from tests.web.made_vault import lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.petition import actions, queries
from tadasu.web.evidence.petition.actions import ending
from tadasu.web.evidence.petition.actions.ending import Ended, sweep
from tadasu.web.evidence.petition.models import Attachment, Petition
from tadasu.web.evidence.petition.words import due_on, words
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.actions import erase
from tadasu.web.foundation.vault.models import Reader, SealedRecord
from tadasu.web.project.database import Server

TODAY = timezone.localdate()
LATER = date(TODAY.year + 20, 1, 1)
ROWS = "SELECT p::text FROM petition_petition p UNION ALL SELECT s::text FROM petition_step s"


@pytest.fixture
def desk(committed: None) -> Iterator[Writers]:
    yield Writers()
    for name in list(_files.names()):
        _files.remove(name)


def swept(server: Server, today: date = LATER) -> Ended:
    with worker(server):
        return sweep(today)


def now(desk: Writers, petition: Petition) -> Petition:
    with acting(desk.verifier.actor):
        return Petition.objects.get(id=petition.id)


def closed(desk: Writers) -> Petition:
    petition = desk.handed_in(label="spinning mill, closed")
    with acting(desk.documenter.actor):
        return actions.close(desk.documenter.actor, petition=petition.id, outcome="order", day=TODAY)


def erased_by_the_vault(desk: Writers, petition: Petition, ground: str = "mistake") -> None:
    by = desk.documenter
    with acting(by.actor):
        erase(by.actor, record=now(desk, petition).record, ground=ground, key=by.key)


def test_every_state_says_how_long_and_what_an_authority_has_before_it_has_no_time() -> None:
    day = date(2026, 12, 31)
    assert [(one, due_on(one, day)) for one in words("states")] == [
        ("draft", date(2029, 1, 1)),
        ("released", date(2029, 1, 1)),
        ("sent", None),
        ("acknowledged", None),
        ("closed", date(2037, 1, 1)),
        ("withdrawn", date(2029, 1, 1)),
    ]


def test_of_a_petition_whose_time_is_over_no_word_is_left_and_counts_and_its_log_are(
    server: Server, desk: Writers
) -> None:
    petition = closed(desk)
    due = due_on("closed", TODAY)
    assert due is not None
    assert swept(server, due - timedelta(days=1)) == Ended(over=0, gone=0, held=0)
    assert swept(server, due) == Ended(over=1, gone=0, held=0)
    assert swept(server, due) == Ended(over=0, gone=0, held=0)
    left = now(desk, petition)
    assert (left.label, left.inquiries, left.findings, left.ended_on) == ("", [], [], due)
    assert (left.regime, left.state, left.outcome, left.sent_on) == ("us-s307", "closed", "order", TODAY)
    assert desk.log(petition)[-2:] == ["sent", "closed"]
    with acting(desk.verifier.actor):
        assert SealedRecord.objects.get(id=left.record).erased_at is not None
        assert not Reader.objects.filter(record=left.record).exists()
    (entry,) = [one for one in recorded(organisation=desk.place.id) if one.act == "petition.end"]
    assert (entry.subject_id, entry.text.detail) == (petition.id, {"ground": "time", "state": "closed"})
    with worker(server), connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = "".join(row for (row,) in cursor.fetchall())
        assert "spinning mill" not in rows
        assert SECRET not in rows


def test_time_counts_from_the_last_line_of_its_log(server: Server, desk: Writers) -> None:
    petition = desk.written(desk.begun())
    due = due_on("draft", TODAY)
    assert due is not None
    with acting(desk.documenter.actor):
        assert queries.kept_until(desk.now(petition)) == due
    assert swept(server, due - timedelta(days=1)) == Ended(over=0, gone=0, held=0)
    assert swept(server, due) == Ended(over=1, gone=0, held=0)


def test_what_an_authority_has_before_it_is_kept(server: Server, desk: Writers) -> None:
    desk.handed_in()
    assert swept(server) == Ended(over=0, gone=0, held=0)


def test_an_item_on_hold_that_goes_along_keeps_it_from_the_worker_and_from_the_vault(
    server: Server, desk: Writers
) -> None:
    petition, decider = desk.written(desk.begun()), lately(person(desk.place, "decider"))
    item = desk.item()
    desk.attached(petition, item)
    with acting(decider):
        custody.hold(decider, item=item, ground="court")
    assert swept(server) == Ended(over=0, gone=0, held=1)
    with pytest.raises(UsageError, match="petition-on-hold"):
        erased_by_the_vault(desk, petition)
    assert desk.written(petition, facts="It can be written all the same.").version == 3
    with acting(decider):
        custody.release_hold(decider, item=item)
    assert swept(server) == Ended(over=1, gone=0, held=0)


def test_the_vault_erases_nothing_that_two_people_released_or_that_was_handed_in(desk: Writers) -> None:
    released = desk.released(desk.offered(desk.written(desk.begun())))
    withdrawn = desk.handed_in()
    with acting(desk.documenter.actor):
        actions.withdraw(desk.documenter.actor, petition=withdrawn.id, reason=WHY)
    for petition in (released, withdrawn, closed(desk)):
        with pytest.raises(UsageError, match="petition-kept"):
            erased_by_the_vault(desk, petition)
    assert SECRET in "".join(desk.read(released).parts.values())


def test_a_draft_that_the_vault_erased_ends_by_night_and_its_page_opens_before_and_after(
    server: Server, desk: Writers
) -> None:
    petition = desk.written(desk.begun())
    erased_by_the_vault(desk, petition)
    browser = unlocking_browser(desk.documenter.user)
    page = reverse("petition-one", args=[petition.id])
    assert browser.get(page).status_code == 200
    assert swept(server, TODAY) == Ended(over=0, gone=1, held=0)
    browser = unlocking_browser(desk.documenter.user)
    assert "its words were erased" in text(browser.get(page))


def test_a_petition_that_has_ended_does_not_go_on_and_its_page_says_what_is_left(server: Server, desk: Writers) -> None:
    petition = desk.written(desk.begun())
    copied = closed(desk)
    browser = unlocking_browser(desk.documenter.user)
    page = reverse("petition-one", args=[petition.id])
    assert "Kept until" in text(browser.get(page))
    swept(server)
    by = desk.documenter
    for act in (
        lambda: actions.withdraw(by.actor, petition=petition.id, reason=WHY),
        lambda: actions.attach(by.actor, petition=petition.id, kind="item", thing=petition.id),
    ):
        with acting(by.actor), pytest.raises((UsageError, Refused)):
            act()
    browser = unlocking_browser(by.user)
    said = text(browser.get(page))
    assert "its words were erased" in said
    assert "spinning mill" not in said
    assert "erased" in text(browser.get(reverse("petition-list", args=[desk.place.id])))
    for name in ("open", "text", "print", "package", "copy", "attach", "share", "offer", "send", "withdraw"):
        assert browser.get(reverse(f"petition-{name}", args=[copied.id])).status_code == 404


def test_what_is_written_while_the_worker_sweeps_stays(
    server: Server, desk: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition = desk.written(desk.begun())
    with worker(server):
        due = due_on("draft", TODAY)
        assert due is not None
        assert ending._ended(Petition.objects.filter(id=petition.id, state="sent"), due) is None
    assert now(desk, petition).ended_on is None


def test_a_night_that_breaks_off_ends_the_rest_the_next_night(
    server: Server, desk: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        desk.written(desk.begun())
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
    assert swept(server) == Ended(over=2, gone=0, held=0)


def test_nobody_but_the_worker_ends_one(server: Server, desk: Writers) -> None:
    petition = closed(desk)
    with pytest.raises(PermissionError):
        sweep(LATER)
    changes: list[dict[str, Any]] = [{"ended_on": LATER}, {"label": ""}, {"findings": []}]
    for change in changes:
        with acting(desk.documenter.actor), pytest.raises(ProgrammingError), transaction.atomic():
            Petition.objects.filter(id=petition.id).update(**change)
    with worker(server), pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(id=petition.id).update(ended_on=LATER)
    with worker(server), pytest.raises(ProgrammingError), transaction.atomic():
        Petition.objects.filter(id=petition.id).update(label="another")
    with acting(desk.documenter.actor):
        assert not Attachment.objects.filter(petition=petition).exists()
