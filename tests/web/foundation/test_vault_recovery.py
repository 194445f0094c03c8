"""Recovery by k of n custodians: with fewer, with a changed share or without the one who asked, nothing opens."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from tests.web.foundation.vault_custody import Scene, anew
from tests.web.made import organisation
from tests.web.made_vault import (
    CONTENT,
    REASON,
    holder,
    opened,
    released,
    sealed,
)
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault import queries
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions import (
    complete_recovery,
)
from tadasu.web.foundation.vault.models import Contribution, Recovery, RecoveryKey, Share

pytestmark = pytest.mark.usefixtures("database")


def test_two_of_three_custodians_let_a_reader_who_lost_their_keys_open_again() -> None:
    scene = Scene()
    records = [sealed(scene.place, scene.reader) for _ in range(3)]
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    scene.give(recovery, scene.custodians[0], scene.custodians[2])
    assert scene.complete(recovery) == 3
    assert all(opened(reader, record) == CONTENT for record in records)


def test_one_custodian_is_too_few_and_gives_nothing_twice() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    scene.give(recovery, scene.custodians[0])
    with pytest.raises(UsageError, match="vault-already-given"):
        scene.give(recovery, scene.custodians[0])
    with pytest.raises(UsageError, match="vault-too-few-shares"):
        scene.complete(recovery)
    with pytest.raises(UsageError, match="vault-other-key"):
        opened(reader, record)


def test_a_source_seals_to_the_recovery_key_that_is_in_force_and_to_none_before() -> None:
    scene = Scene(confirmed=1)
    before = sealed(scene.place, scene.reader)
    assert scene.boxes() == {}
    scene.confirm(scene.custodians[1])
    after = sealed(scene.place, scene.reader)
    assert scene.boxes() == {after: scene.key}
    opened(scene.reader, before)
    assert scene.boxes() == {before: scene.key, after: scene.key}


def test_a_record_that_shall_not_be_recovered_is_not() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader, recoverable=False)
    opened(scene.reader, record)
    assert scene.boxes() == {}


def test_only_the_records_that_were_named_come_back() -> None:
    scene = Scene()
    one, other = (sealed(scene.place, scene.reader) for _ in range(2))
    reader = anew(scene.reader)
    recovery = scene.begin(reader, records=(one,))
    scene.give(recovery, *scene.custodians[:2])
    assert scene.complete(recovery) == 1
    assert opened(reader, one) == CONTENT
    with pytest.raises(UsageError, match="vault-other-key"):
        opened(reader, other)


def test_after_a_recovery_there_is_a_new_key_and_nothing_is_left_of_the_old_one() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    scene.give(recovery, *scene.custodians[:2])
    scene.complete(recovery)
    with acting(scene.organiser.actor):
        old = RecoveryKey.objects.get(id=scene.key)
        new = RecoveryKey.objects.get(in_force_since__isnull=False, ended_at=None)
        assert old.ended_at is not None
        assert not Contribution.objects.exists()
        assert not Share.objects.filter(key=old, box__isnull=False).exists()
        assert (new.needed, new.among) == (2, 3)
        assert Share.objects.filter(key=new, confirmed_at__isnull=False).count() == 2
    assert scene.boxes() == {record: new.id}
    with pytest.raises(UsageError, match="vault-recovery-over"):
        scene.complete(recovery)
    scene.key, again = new.id, anew(reader)
    second = scene.begin(again)
    scene.give(second, scene.custodians[1], scene.custodians[2])
    assert scene.complete(second) == 1
    assert opened(again, record) == CONTENT


def test_when_too_few_custodians_have_their_keys_afterwards_there_is_no_key_and_that_is_said() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    scene.give(recovery, *scene.custodians[:2])
    for one in scene.custodians[:2]:
        anew(one)
    done = scene.completed(recovery)
    assert (done.records, done.key) == (1, None)
    assert opened(reader, record) == CONTENT
    with acting(scene.organiser.actor):
        assert not RecoveryKey.objects.filter(ended_at=None).exists()
    assert scene.boxes() == {record: scene.key}


def test_a_recovery_says_to_which_key_records_are_sealed_afterwards() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    recovery = scene.begin(scene.reader)
    scene.give(recovery, *scene.custodians[:2])
    done = scene.completed(recovery)
    assert done.key is not None
    assert done.key != scene.key
    assert scene.boxes() == {record: done.key}


def test_the_records_under_a_key_can_be_told_from_each_other() -> None:
    scene = Scene()
    one, other = (sealed(scene.place, scene.reader) for _ in range(2))
    sealed(scene.place, scene.reader, recoverable=False)
    with acting(scene.organiser.actor):
        under = queries.records_under(RecoveryKey.objects.get(id=scene.key))
    assert {held.record.id: held.readers for held in under} == dict.fromkeys((one, other), str(scene.reader.user))


def test_a_record_for_two_comes_back_for_two() -> None:
    scene = Scene()
    other = holder(scene.place, "verifier")
    record = sealed(scene.place, scene.reader, other, needs_two=True)
    one, other = anew(scene.reader), anew(other)
    recovery = scene.begin(one)
    scene.give(recovery, *scene.custodians[:2])
    with pytest.raises(UsageError, match="vault-too-few-readers"), transaction.atomic():
        scene.complete(recovery)
    recovery = scene.begin(one, other)
    scene.give(recovery, *scene.custodians[:2])
    assert scene.complete(recovery) == 1
    with pytest.raises(UsageError, match="vault-needs-second"):
        opened(one, record)
    released(one, other, record)
    assert opened(one, record) == CONTENT


def test_a_changed_share_is_known_before_it_is_given_and_when_it_is_put_together() -> None:
    scene = Scene()
    sealed(scene.place, scene.reader)
    recovery = scene.begin(scene.reader)
    first, second, third = scene.custodians
    with acting(scene.organiser.actor):
        shares = {one.user_id: one for one in Share.objects.filter(key=scene.key)}
        Share.objects.filter(id=shares[first.id].id).update(box=shares[second.id].box)
        Share.objects.filter(id=shares[second.id].id).update(commitment=bytes(32))
    for one in (first, second):
        with pytest.raises(UsageError, match="vault-share-changed"), transaction.atomic():
            scene.give(recovery, one)
    with acting(scene.organiser.actor):
        Share.objects.filter(id=shares[second.id].id).update(commitment=shares[second.id].commitment)
    scene.give(recovery, second, third)
    with acting(scene.organiser.actor):
        Share.objects.filter(id=shares[third.id].id).update(commitment=bytes(32))
    with pytest.raises(UsageError) as caught:
        scene.complete(recovery)
    assert caught.value.code == "vault-share-changed"
    assert dict(caught.value.params) == {"place": str(shares[third.id].place)}


def test_only_the_one_who_asked_completes_with_the_keys_they_asked_with() -> None:
    scene = Scene()
    sealed(scene.place, scene.reader)
    recovery = scene.begin(scene.reader)
    scene.give(recovery, *scene.custodians[:2])
    other = holder(scene.place, "organiser")
    with pytest.raises(Refused), acting(other.actor):
        complete_recovery(other.actor, recovery=recovery, key=other.key)
    scene.organiser = anew(scene.organiser)
    with pytest.raises(UsageError, match="vault-recovery-over"):
        scene.complete(recovery)


def test_what_a_recovery_is_for_cannot_be_changed_once_shares_were_given() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    other = holder(scene.place, "editor")
    recovery = scene.begin(scene.reader, records=(record,))
    scene.give(recovery, *scene.custodians[:2])
    changes: list[dict[str, list[UUID]]] = [
        {"readers": [other.id]},
        {"records": []},
        {"readers": [], "records": [scene.reader.id, record]},
    ]
    for change in changes:
        with acting(scene.organiser.actor), transaction.atomic():
            Recovery.objects.filter(id=recovery).update(**change)
            with pytest.raises(DoesNotOpen):
                scene.complete(recovery)
            transaction.set_rollback(True)
    assert scene.complete(recovery) == 1


def test_only_people_of_the_organisation_read_what_is_recovered() -> None:
    scene = Scene()
    sealed(scene.place, scene.reader)
    with pytest.raises(UsageError, match="vault-reader-elsewhere"):
        scene.begin(holder(organisation(), "documenter"))


def test_a_recovery_is_over_when_its_time_is() -> None:
    scene = Scene()
    sealed(scene.place, scene.reader)
    recovery = scene.begin(scene.reader)
    with acting(scene.organiser.actor):
        running = queries.running_recoveries(RecoveryKey.objects.get(id=scene.key))
        assert [one.id for one in running] == [recovery]
        type(running[0]).objects.filter(id=recovery).update(ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(UsageError, match="vault-recovery-over"):
        scene.give(recovery, scene.custodians[0])


def test_custodians_read_the_reason_and_see_for_whom() -> None:
    scene = Scene()
    sealed(scene.place, scene.reader)
    recovery = scene.begin(scene.reader)
    for one, said in [(scene.custodians[0], REASON), (scene.organiser, REASON), (scene.reader, None)]:
        with acting(one.actor):
            assert queries.reason_of(recovery, one.key) == said
    begun = [one for one in recorded(organisation=scene.place.id) if one.act == "vault.begin-recovery"]
    assert begun[0].text.detail == {"readers": 1, "records": 0}


def test_custodians_open_no_record_themselves() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    for one in scene.custodians:
        with pytest.raises(Refused):
            opened(one, record)
