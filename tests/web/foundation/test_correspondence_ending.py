"""What ends by itself, and what is left; two people at the same time; a upload that is killed."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone
from tests.web.chained import worker
from tests.web.made import organisation
from tests.web.made_box import Known, as_holder, box_at, counter, opened_by, received, replied, wrote
from tests.web.made_vault import everything, holder
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, acting, holding
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.ending import Swept, forget_visits, sweep
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Entered, Letter
from tadasu.web.foundation.correspondence.tasks import forget_often
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.models import Opening, Outside, Reader, SealedFile, SealedRecord
from tadasu.web.foundation.vault.sealing import derived
from tadasu.web.project.database import Server

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def nothing_left(committed: None) -> Iterator[None]:
    """Files of a test are taken away."""
    FLOODS.forget()
    yield
    for name in list(_files.names()):
        _files.remove(name)


class Scene:
    """A group with two readers, and a box with a letter, an answer, and a file each way."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader, self.other = holder(self.place, "documenter"), holder(self.place, "verifier")
        self.counter = counter(self.place, self.reader, self.other)
        self.box = self.full()

    def full(self) -> Known:
        box = box_at(self.counter)
        wrote(box, "Invented words.")
        replied(self.reader, box, "An answer.")
        with as_holder(box) as visit, received(b"invented " * 1000) as came:
            source.send_file(visit, received=came)
        with acting(self.reader.actor), received(b"invented " * 1000) as came:
            staff.send_file(self.reader.actor, box=box.id, received=came)
        return box


@pytest.fixture
def scene(server: Server) -> Scene:
    return Scene()


def swept(server: Server) -> Swept:
    with worker(server):
        return sweep()


def age(scene: Scene, box: Known, days: int) -> None:
    with acting(scene.reader.actor):
        Box.objects.filter(id=box.id).update(ends_on=timezone.localdate() + timedelta(days=days))


def test_a_box_nobody_visits_is_erased_and_statistics_are_left(server: Server, scene: Scene) -> None:
    opened_by(scene.reader, scene.box)
    kept = scene.full()
    age(scene, scene.box, 1)
    assert swept(server) == Swept(0, 0)
    age(scene, scene.box, 0)
    assert swept(server) == Swept(1, 4)
    with acting(scene.reader.actor):
        row = Box.objects.get(id=scene.box.id)
        assert (row.ended, row.digest, row.public, row.purpose, row.state) == (
            "time",
            None,
            None,
            "general",
            "received",
        )
        assert not Letter.objects.filter(box=scene.box.id).exists()
        assert not BoxReader.objects.filter(box=scene.box.id).exists()
        gone = SealedRecord.objects.exclude(erased_at=None)
        assert gone.count() == 4
        assert {one.content for one in gone} == {None}
        assert Opening.objects.filter(record__in=gone).count() == 2, "who opened it when stays"
        assert queries.statistics(scene.place.id) == [("general", timezone.localdate().replace(day=1), "received", 2)]
    with acting(ANONYMOUS), pytest.raises(UsageError) as refused:
        enter(scene.box.code)
    assert refused.value.code == "box-unknown"
    assert len(everything()) == 2, "files of the box that is there"
    opened_by(scene.other, kept)
    assert swept(server) == Swept(0, 0)


def test_a_box_into_which_nothing_was_written_is_gone_after_two_days(server: Server, scene: Scene) -> None:
    box = box_at(scene.counter)
    age(scene, box, 0)
    assert swept(server) == Swept(1, 0)
    with acting(ANONYMOUS), pytest.raises(UsageError):
        enter(box.code)


def test_what_was_taken_back_is_erased_in_the_night_and_the_record_of_acts_tells_no_hour_before(
    server: Server, scene: Scene
) -> None:
    before = len(recorded(organisation=scene.place.id))
    with as_holder(scene.box) as visit:
        source.withdraw(visit)
    assert len(recorded(organisation=scene.place.id)) == before
    with acting(scene.reader.actor):
        for model in (Reader, Outside):
            assert not model.objects.exists()
        assert SealedRecord.objects.filter(erased_at=None).count() == 4, "without a key for anybody"
        assert [(line.box.id, line.fresh) for line in queries.boxes_of(scene.reader.actor)] == [(scene.box.id, 0)]
        assert len(queries.waiting_boxes(scene.reader.actor, most=9)) == 0
    assert swept(server) == Swept(1, 4)
    assert swept(server) == Swept(0, 0)
    with acting(scene.reader.actor):
        assert SealedRecord.objects.filter(erased_at=None).count() == 0
        assert not SealedFile.objects.exists()
        assert [line.box.ended for line in queries.boxes_of(scene.reader.actor)] == ["withdrawn"]
    assert everything() == []
    told = recorded(organisation=scene.place.id)[before:]
    assert {(one.act, one.system) for one in told} == {("vault.erase", True)}
    age(scene, scene.box, 0)
    swept(server)
    with acting(scene.reader.actor):
        assert queries.boxes_of(scene.reader.actor) == [], "its readers were told for long enough"


def test_what_a_reader_erased_before_does_not_stop_the_rest(server: Server, scene: Scene) -> None:
    from tadasu.web.foundation.vault.actions import erase

    with acting(scene.reader.actor):
        first = Letter.objects.get(number=1).record
        erase(scene.reader.actor, record=first, ground="mistake")
    age(scene, scene.box, 0)
    assert swept(server) == Swept(1, 4)


def test_visits_that_are_over_are_forgotten(server: Server, scene: Scene) -> None:
    with acting(ANONYMOUS):
        going_on = enter(scene.box.code)
        over = enter(scene.box.code)
        visit = entered(over)
        assert visit is not None
        with holding(derived(visit.key, "visit-lookup").hex()):
            Entered.objects.update(used_at=timezone.now() - timedelta(minutes=20))
    with worker(server):
        assert forget_visits() == 1
    with acting(ANONYMOUS):
        assert entered(going_on) is not None
        assert entered(over) is None


def test_that_visits_were_forgotten_stands_in_no_log(
    server: Server, scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with acting(ANONYMOUS):
        visit = entered(enter(scene.box.code))
        assert visit is not None
        with holding(derived(visit.key, "visit-lookup").hex()):
            Entered.objects.update(used_at=timezone.now() - timedelta(minutes=20))
    with worker(server), caplog.at_level(logging.DEBUG, logger="tadasu"):
        forget_often(0)
        assert forget_visits() == 0, "it was forgotten"
    assert caplog.records == []


def test_the_worker_forgets_visits_and_changes_none(server: Server, scene: Scene) -> None:
    with worker(server), pytest.raises(ProgrammingError, match="permission denied"), acting(SYSTEM):
        Entered.objects.update(sealed=b"another")


@pytest.mark.parametrize("act", [sweep, forget_visits])
def test_only_the_worker_sweeps(server: Server, act: Callable[[], object]) -> None:
    with pytest.raises(PermissionError):
        act()


def at_once(*acts: Callable[[], object]) -> list[BaseException | None]:
    """What each raised."""
    ready, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n: int) -> None:
        try:
            ready.wait()
            acts[n]()
        except Exception as error:
            raised[n] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return list(raised)


def test_of_those_who_write_at_once_every_letter_is_kept_in_order(scene: Scene) -> None:
    def writes(n: int) -> Callable[[], object]:
        return [
            lambda: [replied(scene.reader, scene.box, f"One {i}.") for i in range(4)],
            lambda: [replied(scene.other, scene.box, f"Two {i}.") for i in range(4)],
            lambda: [wrote(scene.box, f"Three {i}.") for i in range(4)],
        ][n]

    assert at_once(writes(0), writes(1), writes(2)) == [None, None, None]
    with acting(scene.reader.actor):
        assert [one.number for one in queries.letters_of(Box.objects.get(id=scene.box.id))] == list(range(1, 17))
    assert opened_by(scene.reader, scene.box) == 14


def test_what_is_written_while_a_colleague_is_added_is_sealed_to_them_too(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = holder(scene.place, "editor")
    adds, begun = vault.add_reader, threading.Event()

    def writes() -> None:
        begun.wait()
        wrote(scene.box, "Just now.")

    def added(*said: Any, **named: Any) -> None:
        adds(*said, **named)
        if not begun.is_set():
            begun.set()
            time.sleep(0.5)  # time enough for the letter, if it did not wait

    monkeypatch.setattr(vault, "add_reader", added)

    def lets_read() -> None:
        one = scene.reader
        with acting(one.actor):
            staff.add_reader(one.actor, box=scene.box.id, user=colleague.id, key=one.key)

    assert at_once(lets_read, writes) == [None, None]
    with acting(scene.reader.actor):
        last = Letter.objects.get(box=scene.box.id, number=5).record
        assert Reader.objects.filter(record=last, user=colleague.id).exists()


def test_who_writes_while_everything_is_taken_back_leaves_nothing_that_opens(scene: Scene) -> None:
    def takes_back() -> None:
        with as_holder(scene.box) as visit:
            source.withdraw(visit)

    def writes() -> None:
        with suppress(UsageError):
            replied(scene.reader, scene.box, "Too late, or just before.")

    assert at_once(takes_back, writes) == [None, None]
    with acting(scene.reader.actor):
        assert not Reader.objects.exists()
        assert not Outside.objects.exists()


def test_a_killed_upload_leaves_nothing_that_is_taken_for_a_file(scene: Scene) -> None:
    before = len(everything())

    class Killed(BaseException):
        pass

    def killed() -> None:
        with as_holder(scene.box) as visit, received(b"invented " * 10_000) as came:
            source.send_file(visit, received=came)
            raise Killed

    with pytest.raises(Killed):
        killed()
    assert len(everything()) == before
    with acting(scene.reader.actor):
        assert Letter.objects.count() == 4
        assert Box.objects.get(id=scene.box.id).letters == 4


def test_the_system_alone_forgets_and_even_the_system_opens_nothing(scene: Scene) -> None:
    from tadasu.web.foundation.access import Refused
    from tadasu.web.foundation.vault.actions import forget

    with acting(scene.reader.actor):
        record = Letter.objects.get(number=1).record
        with pytest.raises(Refused):
            forget(scene.reader.actor, record=record)
    with acting(SYSTEM), pytest.raises(Refused):
        forget(SYSTEM, record=record)
