"""The worker reads public files: once, whole or not at all; by night it ends what custody has ended. All of this is committed."""

import os
import threading
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.web.chained import worker
from tests.web.made_incidents import ROWS, Group, many, plan_for, table

from tadasu.schema import UsageError
from tadasu.store._whole import UNFINISHED
from tadasu.web.evidence.custody.actions.keeping import sweep as sweep_custody
from tadasu.web.evidence.custody.words import due_on
from tadasu.web.evidence.incidents import _staged, actions
from tadasu.web.evidence.incidents.actions import importing
from tadasu.web.evidence.incidents.actions.ending import Swept, sweep
from tadasu.web.evidence.incidents.models import DONE, ENDED, FAILED, WAITING, Batch, Part
from tadasu.web.evidence.incidents.tasks import read_now
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.project.database import Role, Server


@pytest.fixture
def group(server: Server, committed: None) -> Group:
    return Group()


def waiting(group: Group, content: bytes) -> Batch:
    batch = group.received(content, public=True)
    return group.reads(batch, plan_for(content))


def jobs() -> list[dict[str, str]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(ProcrastinateJob.objects.filter(task_name=importing.READ_NOW).values_list("args", flat=True))


def test_a_public_file_lies_in_the_clear_only_while_it_waits_and_the_queue_holds_its_id_alone(
    server: Server, group: Group
) -> None:
    batch = waiting(group, table())
    assert group.now(batch).state == WAITING
    assert _staged.batches() == [batch.id]
    assert jobs() == [{"batch": str(batch.id)}]
    with worker(server):
        read_now(str(batch.id))
    assert group.now(batch).state == DONE
    assert _staged.batches() == []
    assert len(group.incidents()) == len(ROWS)


def test_a_killed_run_leaves_nothing_and_is_taken_up_again(
    server: Server, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = waiting(group, many(5_000))

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, worker(server):
        patched.setattr(importing, "_finish", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.read_waiting(batch.id)
    assert group.now(batch).state == WAITING
    assert group.incidents() == []
    with worker(server):
        actions.read_waiting(batch.id)
        assert actions.read_waiting(batch.id) is None
    assert group.now(batch).state == DONE
    assert len(group.incidents()) == 5_000


def test_what_the_worker_cannot_read_says_why_and_can_be_tried_again(server: Server, group: Group) -> None:
    content = table(ROWS[:1])
    batch = waiting(group, content)
    _staged.remove(batch.id)
    with worker(server):
        actions.read_waiting(batch.id)
    assert (group.now(batch).state, group.now(batch).fault) == (FAILED, "incidents-not-there")
    group.reads(batch, plan_for(content))
    with worker(server):
        actions.read_waiting(batch.id)
    assert group.now(batch).state == DONE
    assert group.now(batch).fault == ""


def test_a_public_file_that_gives_no_incident_fails_and_nothing_of_it_stays(
    server: Server, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = waiting(group, many(10))
    monkeypatch.setattr(importing, "MOST_PUBLIC", 5)
    with worker(server):
        actions.read_waiting(batch.id)
    assert (group.now(batch).state, group.now(batch).fault) == (FAILED, "incidents-too-many")
    assert group.incidents() == []
    assert _staged.batches() == []


def test_the_web_server_does_not_do_the_workers_work(group: Group) -> None:
    batch = waiting(group, table())
    assert actions.read_waiting(batch.id) is None
    assert group.now(batch).state == WAITING
    with pytest.raises(PermissionError):
        sweep()
    _staged.remove(batch.id)


def test_what_custody_ends_by_time_takes_incidents_and_words_along_by_night(server: Server, group: Group) -> None:
    batch = group.read()
    with acting(group.one.actor):
        record = Part.objects.get(batch=batch).record
    with worker(server):
        assert sweep() == Swept(0, 0)
        day: date = due_on("received", timezone.localdate()) + timedelta(days=1)
        sweep_custody(day)
        assert sweep() == Swept(1, 0)
        assert sweep() == Swept(0, 0)
    assert group.now(batch).state == ENDED
    assert group.incidents() == []
    with acting(group.one.actor):
        assert SealedRecord.objects.get(id=record).erased_at is not None


def test_a_copy_in_the_clear_that_nobody_waits_for_is_removed_by_night(server: Server, group: Group) -> None:
    batch = waiting(group, table())
    with acting(group.one.actor), transaction.atomic():
        Batch.objects.filter(id=batch.id).update(state=FAILED)
    path = _staged._path(batch.id)
    with worker(server):
        assert sweep() == Swept(0, 0), "it may be just handed over"
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 7200))
        assert sweep() == Swept(0, 1)
    assert _staged.batches() == []


def test_what_nobody_thought_of_fails_a_file_and_does_not_leave_it_waiting(
    server: Server, group: Group, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    batch = waiting(group, table())

    def broken(*given: object) -> None:
        raise ValueError("words of a file: Ikumi Tanemoto")

    with monkeypatch.context() as patched, worker(server):
        patched.setattr(importing, "_finish", broken)
        actions.read_waiting(batch.id)
    assert (group.now(batch).state, group.now(batch).fault) == (FAILED, "incidents-no-table")
    assert group.incidents() == []
    assert _staged.batches() == []
    assert "Tanemoto" not in "".join(repr(one.__dict__) for one in caplog.records)


def test_where_rows_cannot_be_told_apart_any_more_the_page_says_from_which_line_on(
    server: Server, group: Group
) -> None:
    from django.urls import reverse
    from tests.web.signing_in import signed_in, with_authenticator

    batch = group.received(table() + b'N-9,"open,x\n', public=True)
    group.reads(batch, plan_for(table()))
    with worker(server):
        actions.read_waiting(batch.id)
    assert group.now(batch).fault == "incidents-endless"
    assert group.incidents() == []
    with_authenticator(group.one.user)
    page = signed_in(group.one.user).get(reverse("incidents-file", args=[batch.id])).content.decode()
    assert "From line 5 on" in page


def test_a_file_that_is_being_read_is_not_removed_and_nobody_waits_for_it(server: Server, group: Group) -> None:
    batch = waiting(group, table())
    with psycopg.connect(server.address(Role.OWNER)) as reading:
        reading.execute("SELECT set_config('tadasu.organisations', %s, true)", [str(group.place.id)])
        assert reading.execute("SELECT 1 FROM incidents_batch WHERE id = %s FOR NO KEY UPDATE", [batch.id]).fetchone()
        with acting(group.one.actor), pytest.raises(UsageError) as error:
            actions.remove(group.one.actor, batch=batch.id, ground="mistake", key=group.one.key)
        assert error.value.code == "incidents-busy"
    with acting(group.stranger.actor), pytest.raises(Batch.DoesNotExist):
        actions.remove(group.stranger.actor, batch=batch.id, ground="mistake")
    _staged.remove(batch.id)


def test_two_files_of_a_kind_are_read_one_after_the_other(server: Server, group: Group) -> None:
    first, second = (group.received(table() + end, public=True) for end in (b"", b"\n"))
    for one in (first, second):
        group.reads(one, plan_for(table()), kind="bench")
    with worker(server):
        threads = [threading.Thread(target=_read, args=(one.id,)) for one in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert {group.now(one).state for one in (first, second)} == {DONE}
    assert len(group.incidents()) == len(ROWS)
    assert {one.version for one in group.incidents()} == {2}


def _read(batch: UUID) -> None:
    try:
        actions.read_waiting(batch)
    finally:
        connection.close()


def test_a_copy_that_has_waited_too_long_goes_and_what_a_killed_writer_left_of_one_too(
    server: Server, group: Group
) -> None:
    batch = waiting(group, table())
    path = _staged._path(batch.id)
    left = path.with_name(f".{path.name}.abcd1234{UNFINISHED}")
    left.write_bytes(b"half of a file")
    with worker(server):
        assert sweep() == Swept(0, 0)
        assert not left.exists()
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 3 * 86_400))
        assert sweep() == Swept(0, 1)
    assert (group.now(batch).state, group.now(batch).fault) == (FAILED, "incidents-not-there")
    assert _staged.batches() == []
