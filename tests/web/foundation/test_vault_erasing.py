"""Erasure: keys, content, files and reasons go, statistics and the log stay. Clearing away: only what is over."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from tests.web.chained import worker
from tests.web.made import organisation
from tests.web.made_vault import CONTENT, everything, holder, opened, place_of, released, sealed, stored
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, Refused, acting
from tadasu.web.foundation.vault import _files, queries
from tadasu.web.foundation.vault.actions import erase, rotate
from tadasu.web.foundation.vault.actions.sweeping import sweep
from tadasu.web.foundation.vault.models import (
    Opening,
    Reader,
    Reason,
    RecoveryBox,
    Release,
    SealedFile,
    SealedRecord,
    UnlockedKey,
)
from tadasu.web.project.database import Server


@pytest.fixture
def nothing_left(server: Server) -> Iterator[None]:
    """Files of a test are taken away."""
    yield
    for name in list(_files.names()):
        _files.remove(name)


@pytest.mark.usefixtures("database")
def test_of_an_erased_record_organisation_kind_and_month_are_left_and_who_opened_it_when() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    opened(one, record)
    with acting(one.actor):
        erase(one.actor, record=record, ground="asked")
        row = SealedRecord.objects.get(id=record)
        left = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
        assert left.pop("erased_at") is not None
        assert left == {
            "id": record,
            "organisation_id": place.id,
            "kind": "a.report",
            "month": timezone.localdate().replace(day=1),
            "needs_two": False,
            "recoverable": True,
            "deal": 1,
            "about": None,
            "content": None,
            "commitment": None,
            "sealed_on": None,
        }
        for model in (Reader, Reason, RecoveryBox, Release):
            assert not model._default_manager.filter(record=record).exists()
        assert Opening.objects.get(record=record).user_id == one.id
        assert queries.statistics(place.id) == [("a.report", row.month, 1)]
    (told,) = [entry for entry in recorded(organisation=place.id) if entry.act == "vault.erase"]
    assert told.text.detail == {"kind": "a.report", "ground": "asked"}
    with pytest.raises((Refused, UsageError)):
        opened(one, record)


@pytest.mark.usefixtures("database")
def test_only_a_reader_who_signed_in_of_late_erases_or_the_system_when_time_is_over() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "organiser")
    record, for_two = sealed(place, one), sealed(place, one, other, needs_two=True)
    early = type(one.actor)(user=one.id, places=one.actor.places, second_factor=True)
    for actor in (other.actor, early):
        with pytest.raises(Refused), acting(actor):
            erase(actor, record=record, ground="asked")
    with pytest.raises(UsageError, match="vault-no-such-purpose"), acting(one.actor):
        erase(one.actor, record=record, ground="verify")
    assert opened(one, record) == CONTENT
    with acting(one.actor):
        erase(one.actor, record=record, ground="asked")
        with pytest.raises((Refused, UsageError)):
            rotate(one.actor, record=record, key=one.key)
    assert for_two


@pytest.mark.usefixtures("database")
def test_a_record_for_two_is_erased_by_the_system_without_a_second() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "organiser")
    record = sealed(place, one, other, needs_two=True)
    system = type(SYSTEM)(system=True, places=one.actor.places)
    with acting(system):
        erase(system, record=record, ground="time")
        assert SealedRecord.objects.get(id=record).erased_at is not None


@pytest.mark.usefixtures("committed", "nothing_left")
def test_an_erased_file_is_gone_from_disk_once_that_is_committed_and_not_before() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = stored(place, one)
    path = place_of(one, record)
    with acting(one.actor):
        erase(one.actor, record=record, ground="asked")
        transaction.set_rollback(True)
    assert path.exists()
    with acting(one.actor):
        erase(one.actor, record=record, ground="asked")
        assert path.exists()
    assert everything() == []
    with acting(one.actor):
        assert not SealedFile.objects.exists()


@pytest.mark.usefixtures("committed", "nothing_left")
def test_a_file_sealed_anew_replaces_the_old_one_once_that_is_committed() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = stored(place, one)
    before = place_of(one, record)
    with acting(one.actor):
        rotate(one.actor, record=record, key=one.key)
        assert before.exists()
    assert everything() == [place_of(one, record)]
    assert not before.exists()


@pytest.mark.usefixtures("committed", "nothing_left")
def test_sweeping_takes_what_is_over_and_nothing_else(server: Server) -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    file, record = stored(place, one), sealed(place, one, other, needs_two=True)
    kept, over = released(one, other, record), released(one, other, record)
    stale = holder(place, "analyst")
    with acting(one.actor):
        Release.objects.filter(id=over).update(ends_at=timezone.now())
    with acting(stale.actor):
        UnlockedKey.objects.update(used_at=timezone.now() - timedelta(minutes=31))
    name = _files.new_name()
    with _files.written(name) as stream:
        stream.write(b"a file whose row never came")
    with worker(server):
        young = sweep()
        assert (young.keys, young.releases, young.files, young.unfinished) == (1, 1, 0, 0)
        swept = sweep(young=-5)
        assert (swept.keys, swept.releases, swept.files) == (0, 0, 1)
    assert everything() == [place_of(one, file)]
    with acting(one.actor):
        assert Release.objects.get(id=kept).share is not None
        assert Release.objects.get(id=over).share is None
        assert UnlockedKey.objects.filter(user=one.user).exists()


@pytest.mark.usefixtures("committed", "nothing_left")
def test_nobody_but_the_worker_sweeps_since_others_do_not_see_whose_files_these_are() -> None:
    place = organisation()
    one = holder(place, "analyst")
    stored(place, one)
    with pytest.raises(PermissionError):
        sweep(young=-5)
    assert len(everything()) == 1


KILLED = """
import os, signal, sys
from tadasu.web.foundation.vault.incoming import arriving
with arriving(1 << 30) as incoming:
    incoming.take(bytes(1_000_000))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("committed", "nothing_left")
def test_what_a_killed_upload_left_is_no_file_and_is_swept(server: Server) -> None:
    subprocess.run([sys.executable, "-c", KILLED], check=False, env=os.environ)
    (left,) = everything()
    assert left.name.startswith(".")
    assert list(_files.names()) == []
    with worker(server):
        assert sweep().unfinished == 1
    assert everything() == []
