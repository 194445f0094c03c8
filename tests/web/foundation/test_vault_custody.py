"""The recovery key of an organisation: who sets it up, who holds and confirms shares, and what becomes of an earlier one."""

import pytest
from django.db import IntegrityError, transaction
from tests.web.foundation.vault_custody import Scene, anew
from tests.web.made import organisation, person
from tests.web.made_vault import (
    CONTENT,
    LEAST,
    PHRASE,
    holder,
    lately,
    opened,
    sealed,
    unlocking,
)

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.vault import queries
from tadasu.web.foundation.vault.actions import (
    confirm_share,
    contribute,
    renew_keys,
    set_up_recovery,
)
from tadasu.web.foundation.vault.models import Reader, RecoveryBox, RecoveryKey, Share

pytestmark = pytest.mark.usefixtures("database")


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
