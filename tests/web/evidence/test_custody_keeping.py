"""How long items are kept: by their status, as long as a hold lasts, and what is left of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.web.chained import worker
from tests.web.made import organisation, person
from tests.web.made_box import as_holder, box_at, counter, wrote
from tests.web.made_custody import PICTURE, Desk
from tests.web.made_vault import everything, holder, lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions, queries
from tadasu.web.evidence.custody.actions.keeping import Swept, sweep
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.verifying import verify
from tadasu.web.evidence.custody.words import due_on, kept_months, words
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.actions import ending, source
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault import keeping
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.project.database import Server

FAR = date(2099, 1, 1)


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def code_of(found: pytest.ExceptionInfo[UsageError]) -> str:
    return found.value.code


@contextmanager
def refused(desk: Desk, code: str) -> Iterator[None]:
    with pytest.raises(UsageError) as found, acting(desk.one.actor):
        yield
    assert code_of(found) == code


def test_every_status_has_a_time_and_it_ends_on_the_first_of_a_month() -> None:
    assert set(words("statuses")) == {"received", "used", "set-aside"}
    for status in words("statuses"):
        assert kept_months(status) > 0
    assert due_on("received", date(2026, 11, 26)) == date(2028, 12, 1)
    assert due_on("set-aside", date(2026, 6, 30)) == date(2027, 1, 1)
    assert due_on("used", date(2026, 12, 1)) == date(2037, 1, 1)


def test_a_status_changes_how_long_it_is_kept_and_stands_in_the_log(desk: Desk) -> None:
    item = desk.text()
    assert queries.kept_until(item) == due_on("received", timezone.localdate())
    with acting(desk.other.actor):
        actions.set_status(desk.other.actor, item=item.id, status="set-aside")
    item = desk.now(item)
    assert queries.kept_until(item) == due_on("set-aside", timezone.localdate())
    assert desk.log(item)[-1].detail == {"to": "set-aside"}
    with refused(desk, "custody-unchanged"):
        actions.set_status(desk.one.actor, item=item.id, status="set-aside")
    with refused(desk, "custody-no-such"):
        actions.set_status(desk.one.actor, item=item.id, status="forgotten")


def test_what_is_on_hold_is_erased_by_no_page_and_by_no_time(desk: Desk) -> None:
    item = desk.text()
    assert item.record is not None
    assert item.slip is not None
    with acting(desk.decider):
        actions.hold(desk.decider, item=item.id, ground="inquiry")
    assert queries.kept_until(desk.now(item)) is None
    with refused(desk, "custody-on-hold"):
        actions.erase(desk.one.actor, item=item.id, ground="asked")
    for record in (item.record, item.slip):
        with refused(desk, "custody-on-hold"):
            vault.erase(desk.one.actor, record=record, ground="asked")
    with refused(desk, "custody-unchanged"):
        actions.hold(desk.one.actor, item=item.id, ground="court")
    with pytest.raises(Refused), acting(desk.one.actor):
        actions.release_hold(desk.one.actor, item=item.id)
    with acting(desk.decider):
        actions.release_hold(desk.decider, item=item.id)
    with acting(desk.one.actor):
        actions.erase(desk.one.actor, item=item.id, ground="asked")
    assert desk.acts(item) == ["received", "held", "released", "erased"]
    with pytest.raises(UsageError) as found, acting(desk.decider):
        actions.release_hold(desk.decider, item=desk.text().id)
    assert code_of(found) == "custody-unchanged"


def test_a_note_about_what_is_on_hold_stays_too(desk: Desk) -> None:
    item = desk.text()
    with acting(desk.one.actor):
        step = actions.disclose(desk.one.actor, item=item.id, to="court", note="An invented note.")
        actions.hold(desk.one.actor, item=item.id, ground="court")
    with refused(desk, "custody-on-hold"):
        vault.erase(desk.one.actor, record=UUID(step.detail["note"]), ground="asked")


def test_a_file_that_came_in_over_midnight_is_kept_from_the_day_of_its_first_step(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = Item._meta.get_field("since")
    monkeypatch.setattr(field, "default", lambda: timezone.localdate() - timedelta(days=1))
    monkeypatch.setattr(field, "_get_default", field.default)
    item = desk.text()
    assert item.since == timezone.localdate()
    with acting(desk.one.actor):
        assert verify(desk.one.actor, desk.place.id).faults == ()


def test_of_an_erased_item_kind_month_organisation_and_how_it_ended_are_left(desk: Desk) -> None:
    item = desk.file()
    made = desk.made(item)
    with acting(desk.one.actor):
        actions.disclose(desk.one.actor, item=item.id, to="court", note="An invented note.")
        actions.erase(desk.one.actor, item=item.id, ground="asked")
    gone = desk.now(item)
    assert (gone.kind, gone.month, gone.organisation_id, gone.ended) == ("picture", item.month, desk.place.id, "asked")
    assert (gone.label, gone.language, gone.record, gone.slip, gone.blind_salt, gone.origin_of) == ("", "", *[None] * 4)
    with acting(desk.one.actor):
        left = SealedRecord.objects.filter(erased_at=None)
        assert set(left.values_list("id", flat=True)) == {made.record, made.slip}
        assert queries.statistics(desk.one.actor, desk.place.id) == [
            ("picture", item.month, "", 1),
            ("picture", item.month, "asked", 1),
        ]
        assert verify(desk.one.actor, desk.place.id).faults == ()
    assert desk.opened(made).fits is True  # what was made of it stays
    with refused(desk, "custody-ended"):
        actions.hold(desk.one.actor, item=item.id, ground="court")
    with refused(desk, "custody-ended"):
        actions.set_status(desk.one.actor, item=item.id, status="used")
    with pytest.raises(Refused), acting(desk.one.actor):  # nobody is a reader of it any more
        actions.erase(desk.one.actor, item=item.id, ground="asked")
    assert "asked" in {
        one.text.detail.get("ground") for one in recorded(organisation=desk.place.id) if one.act == "vault.erase"
    }


def test_only_a_reader_who_signed_in_lately_erases_and_for_a_known_ground(desk: Desk) -> None:
    item = desk.text()
    for actor in (desk.decider, desk.auditor, desk.other.actor):
        with pytest.raises(Refused), acting(actor):
            actions.erase(actor, item=item.id, ground="asked")
    with refused(desk, "custody-no-such"):
        actions.erase(desk.one.actor, item=item.id, ground="boredom")


# What follows is committed: the worker has a connection of its own.


@pytest.fixture
def kept(server: Server, committed: None) -> Desk:
    return Desk()


def swept(server: Server, today: date | None = None) -> Swept:
    with worker(server):
        return sweep(today)


def test_the_worker_erases_by_night_what_is_over_and_keeps_what_is_on_hold(server: Server, kept: Desk) -> None:
    before = everything()
    file, held, used = kept.file(), kept.text(), kept.text()
    with acting(kept.one.actor):
        actions.hold(kept.one.actor, item=held.id, ground="court")
        actions.set_status(kept.one.actor, item=used.id, status="used")
    assert swept(server) == Swept(0, 0)
    day = due_on("received", timezone.localdate())
    assert swept(server, day - timedelta(days=1)) == Swept(0, 0)
    assert swept(server, day) == Swept(1, 0)
    assert swept(server, day) == Swept(0, 0)
    assert [kept.now(one).ended for one in (file, held, used)] == ["time", "", ""]
    assert everything() == before
    step = kept.log(file)[-1]
    assert (step.act, step.user_id, step.detail) == ("erased", None, {"ground": "time"})
    assert swept(server, FAR) == Swept(1, 0)
    assert kept.now(held).ended == ""
    with acting(kept.one.actor):
        assert verify(kept.one.actor, kept.place.id).faults == ()


def test_what_was_taken_back_or_erased_in_the_vault_ends_in_the_night(server: Server, kept: Desk) -> None:
    item, held = kept.text(), kept.text()
    assert item.record is not None
    assert held.record is not None
    with acting(kept.one.actor):
        vault.erase(kept.one.actor, record=item.record, ground="mistake")
        vault.erase(kept.one.actor, record=held.record, ground="mistake")
        actions.hold(kept.one.actor, item=held.id, ground="court")  # too late
    assert swept(server) == Swept(0, 2)
    for one in (item, held):
        assert (kept.now(one).ended, kept.now(one).hold) == ("vault", False)
    with acting(kept.one.actor):
        assert not SealedRecord.objects.filter(erased_at=None).exists()
        assert verify(kept.one.actor, kept.place.id).faults == ()


def test_one_that_cannot_be_erased_keeps_no_other_from_it(
    server: Server, kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, other = sorted((kept.text(), kept.text()), key=lambda one: one.id)

    def refuse(record: UUID) -> None:
        if record == stuck.record:
            raise UsageError("custody-on-hold")

    monkeypatch.setattr(keeping, "_REFUSING", [refuse])
    assert swept(server, FAR) == Swept(1, 0, 1)
    assert [kept.now(one).ended for one in (stuck, other)] == ["", "time"]
    monkeypatch.setattr(keeping, "_REFUSING", [])
    assert swept(server, FAR) == Swept(1, 0)


def test_a_night_that_breaks_off_keeps_what_it_did_and_the_next_goes_on(
    server: Server, kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    first, second = sorted((kept.file(), kept.file()), key=lambda one: one.id)

    def killed(record: UUID) -> None:
        if record == second.record:
            raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "_REFUSING", [killed])
    with pytest.raises(KeyboardInterrupt):
        swept(server, FAR)
    assert [kept.now(one).ended for one in (first, second)] == ["time", ""]
    found = kept.opened(second).file
    assert found is not None
    assert b"".join(found.pieces) == PICTURE
    monkeypatch.setattr(keeping, "_REFUSING", [])
    assert swept(server, FAR) == Swept(1, 0)
    assert everything() == before
    with acting(kept.one.actor):
        assert verify(kept.one.actor, kept.place.id).faults == ()


def test_what_its_source_takes_back_ends_in_the_night_though_it_is_on_hold(server: Server, committed: None) -> None:
    place = organisation("authority")
    reader, decider = holder(place, "investigator"), person(place, "decider")
    box = box_at(counter(place, reader))
    wrote(box, "An invented account.")
    keeper = steward(place)
    with acting(keeper):
        record = Letter.objects.get(box=box.id).record
        made = actions.receive(
            keeper, organisation=place.id, kind="testimony", label="letter 1", digest=bytes(32), record=record,
            origin_of=box.id,
        )  # fmt: skip
    with acting(lately(decider)):
        actions.hold(lately(decider), item=made, ground="court")
    with as_holder(box) as visit:
        source.withdraw(visit)
    with worker(server):
        ending.sweep()
        assert sweep() == Swept(0, 1)
        assert sweep() == Swept(0, 0)
    with acting(reader.actor):
        item = Item.objects.get(id=made)
        assert (item.ended, item.hold, item.label, item.origin_of) == ("vault", False, "", None)
        assert not SealedRecord.objects.filter(erased_at=None).exists()
        assert verify(reader.actor, place.id).faults == ()


def test_only_the_worker_sweeps(kept: Desk) -> None:
    kept.text()
    with pytest.raises(PermissionError):
        sweep(FAR)
    with acting(kept.one.actor):
        assert Item.objects.filter(ended="").exists()
