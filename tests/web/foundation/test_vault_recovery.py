"""Recovery by k of n custodians: with fewer, with a changed share or without the one who asked, nothing opens."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_vault import (
    CONTENT,
    LEAST,
    PHRASE,
    REASON,
    Holder,
    holder,
    lately,
    opened,
    released,
    sealed,
    unlocking,
)
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import Membership, Organisation
from tadasu.web.foundation.vault import queries
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions import (
    begin_recovery,
    complete_recovery,
    confirm_share,
    contribute,
    renew_keys,
    set_up_recovery,
    start_anew,
)
from tadasu.web.foundation.vault.models import Contribution, Reader, Recovery, RecoveryBox, RecoveryKey, Share

pytestmark = pytest.mark.usefixtures("database")


class Scene:
    """An organisation with an organiser and three custodians, two of whom are needed; and one reader."""

    def __init__(self, *, confirmed: int = 2) -> None:
        self.place: Organisation = organisation("civil-society")
        self.organiser = holder(self.place, "organiser")
        self.custodians = [holder(self.place, "custodian") for _ in range(3)]
        self.reader = holder(self.place, "documenter")
        self.key = self.set_up()
        for one in self.custodians[:confirmed]:
            self.confirm(one)

    def set_up(self, needed: int = 2) -> UUID:
        with acting(self.organiser.actor):
            return set_up_recovery(
                self.organiser.actor,
                organisation=self.place.id,
                custodians=[one.id for one in self.custodians],
                needed=needed,
            )

    def confirm(self, one: Holder) -> None:
        with acting(one.actor):
            share = Share.objects.get(key=self.key, user=one.id)
            confirm_share(one.actor, share=share.id, key=one.key)

    def begin(self, *readers: Holder, records: tuple[UUID, ...] = ()) -> UUID:
        with acting(self.organiser.actor):
            return begin_recovery(
                self.organiser.actor,
                key=self.key,
                readers=[one.id for one in readers],
                reason=REASON,
                records=records,
            )

    def give(self, recovery: UUID, *custodians: Holder) -> None:
        for one in custodians:
            with acting(one.actor):
                contribute(one.actor, recovery=recovery, key=one.key)

    def complete(self, recovery: UUID) -> int:
        with acting(self.organiser.actor):
            return complete_recovery(self.organiser.actor, recovery=recovery, key=self.organiser.key)

    def boxes(self) -> dict[UUID, UUID]:
        with acting(self.organiser.actor):
            return dict(RecoveryBox.objects.values_list("record", "key"))


def anew(one: Holder) -> Holder:
    """The person, who lost the passphrase and made new keys."""
    actor = lately(one.user)
    with acting(actor):
        start_anew(actor, passphrase=PHRASE, cost=LEAST)
    return unlocking(one.user)


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


def test_only_an_organiser_sets_recovery_up_among_custodians_of_the_organisation() -> None:
    scene = Scene()
    stranger = holder(organisation(), "custodian")
    keyless = person(scene.place, "custodian")
    for people, code in [
        ([*scene.custodians, stranger], "vault-custodian-elsewhere"),
        ([*scene.custodians, scene.reader], "vault-custodian-elsewhere"),
        (scene.custodians[:1], "vault-shares"),
    ]:
        with pytest.raises(UsageError, match=code), acting(scene.organiser.actor):
            set_up_recovery(
                scene.organiser.actor, organisation=scene.place.id, custodians=[one.id for one in people], needed=2
            )
    with pytest.raises(UsageError, match="vault-reader-without-key"), acting(scene.organiser.actor):
        set_up_recovery(
            scene.organiser.actor,
            organisation=scene.place.id,
            custodians=[keyless.id, *(one.id for one in scene.custodians)],
            needed=2,
        )
    for one in (scene.reader, scene.custodians[0], holder(organisation(), "organiser")):
        with pytest.raises(Refused), acting(one.actor):
            set_up_recovery(
                one.actor, organisation=scene.place.id, custodians=[x.id for x in scene.custodians], needed=2
            )


def test_the_database_refuses_a_key_that_one_person_could_put_together() -> None:
    scene = Scene()
    for needed, among in ((1, 3), (3, 2)):
        with pytest.raises(IntegrityError), acting(scene.organiser.actor), transaction.atomic():
            RecoveryKey.objects.create(organisation=scene.place, public=bytes(32), needed=needed, among=among)


def test_a_custodian_confirms_their_own_share_only_and_gives_none_without_the_role() -> None:
    scene = Scene()
    sealed(scene.place, scene.reader)
    first, second, _ = scene.custodians
    with acting(first.actor):
        theirs = Share.objects.get(key=scene.key, user=second.id)
        with pytest.raises(Refused):
            confirm_share(first.actor, share=theirs.id, key=first.key)
    recovery = scene.begin(scene.reader)
    with pytest.raises(Refused), acting(scene.reader.actor):
        contribute(scene.reader.actor, recovery=recovery, key=scene.reader.key)
    with acting(first.actor):
        Membership.objects.filter(user=first.id).update(roles=["documenter"])
    demoted = lately(first.user)
    with pytest.raises(Refused), acting(demoted):
        contribute(demoted, recovery=recovery, key=first.key)


def test_a_custodian_who_renews_keys_keeps_the_share_and_one_who_starts_anew_loses_it() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    first, second, third = scene.custodians
    with acting(first.actor):
        renew_keys(first.actor, passphrase=PHRASE, key=first.key, cost=LEAST)
    renewed, lost = unlocking(first.user), anew(second)
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    with pytest.raises(UsageError, match="vault-other-key"):
        scene.give(recovery, lost)
    scene.give(recovery, renewed, third)
    assert scene.complete(recovery) == 1
    assert opened(reader, record) == CONTENT
    with acting(scene.organiser.actor):
        new = RecoveryKey.objects.get(in_force_since__isnull=False, ended_at=None)
        assert (new.needed, new.among) == (2, 2)


def test_a_second_key_takes_over_and_the_first_still_recovers_what_is_sealed_to_it() -> None:
    scene = Scene()
    record = sealed(scene.place, scene.reader)
    first_key, scene.key = scene.key, scene.set_up()
    assert scene.boxes() == {record: first_key}
    for one in scene.custodians[:2]:
        scene.confirm(one)
    with acting(scene.organiser.actor):
        shown = queries.recovery_keys(scene.organiser.actor, scene.place)
        assert {one.id for one in shown} == {first_key, scene.key}
    later = sealed(scene.place, scene.reader)
    assert scene.boxes() == {record: first_key, later: scene.key}
    second_key, scene.key = scene.key, first_key
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    scene.give(recovery, *scene.custodians[1:])
    assert scene.complete(recovery) == 1
    assert opened(reader, record) == CONTENT
    assert scene.boxes() == {record: second_key, later: second_key}


def test_a_set_up_that_was_never_confirmed_gives_way_to_the_next() -> None:
    scene = Scene(confirmed=0)
    first = scene.key
    scene.key = scene.set_up()
    with acting(scene.organiser.actor):
        old = RecoveryKey.objects.get(id=first)
        assert old.ended_at is not None
        assert not Share.objects.filter(key=old, box__isnull=False).exists()


def test_a_changed_box_keeps_no_other_record_from_coming_back() -> None:
    scene = Scene()
    good, bad = (sealed(scene.place, scene.reader) for _ in range(2))
    reader = anew(scene.reader)
    recovery = scene.begin(reader)
    scene.give(recovery, *scene.custodians[:2])
    with acting(scene.organiser.actor):
        RecoveryBox.objects.filter(record=bad).update(box=b"changed")
    assert scene.complete(recovery) == 1
    assert opened(reader, good) == CONTENT
    with acting(scene.organiser.actor):
        assert Reader.objects.get(record=bad).pair_id != reader.key.pair
