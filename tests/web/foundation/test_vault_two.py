"""Records for two: no reader opens one alone, neither by a page nor with the database in hand."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.made import organisation
from tests.web.made_vault import CONTENT, LEAST, PHRASE, REASON, holder, lately, opened, released, sealed, unlocking
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault import queries
from tadasu.web.foundation.vault._boxes import part_of, place_of
from tadasu.web.foundation.vault._sealing import DoesNotOpen, Key, fits, unseal
from tadasu.web.foundation.vault._shares import join, share_of
from tadasu.web.foundation.vault.actions import (
    add_reader,
    ask_release,
    erase,
    grant_release,
    refuse_release,
    remove_reader,
    rotate,
    start_anew,
)
from tadasu.web.foundation.vault.models import Opening, Release, SealedRecord

pytestmark = pytest.mark.usefixtures("database")


def test_a_reader_opens_with_another_and_both_names_are_in_the_log() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    with pytest.raises(UsageError, match="vault-needs-second"):
        opened(one, record)
    released(one, other, record)
    assert opened(one, record) == CONTENT
    with acting(one.actor):
        row = Opening.objects.get(record=record)
    assert (row.user_id, row.second_id) == (one.id, other.id)
    entries = [entry for entry in recorded(organisation=place.id) if entry.act == "vault.open"]
    assert entries[0].text.detail == {"purpose": "verify", "second": str(other.id)}
    with pytest.raises(UsageError, match="vault-needs-second"):
        opened(other, record)


def test_what_one_readers_key_opens_is_a_share_and_not_the_key() -> None:
    place = organisation()
    one, other, third = (holder(place, "analyst") for _ in range(3))
    record = sealed(place, one, other, third, needs_two=True)
    with acting(one.actor):
        row = SealedRecord.objects.get(id=record)
        parts = [part_of(row, reader.key) for reader in (one, other, third)]
    assert len(set(parts)) == 3
    for part in parts:
        for key in (Key(part[1:]), Key(part[:32])):
            assert not fits(key, bytes(row.commitment or b""))


def test_any_other_reader_may_grant() -> None:
    place = organisation()
    one, other, third = (holder(place, "analyst") for _ in range(3))
    record = sealed(place, one, other, third, needs_two=True)
    released(one, third, record)
    assert opened(one, record) == CONTENT
    released(third, other, record)
    assert opened(third, record) == CONTENT


def test_nobody_grants_their_own_request_or_what_they_do_not_read() -> None:
    place = organisation()
    one, other, outsider = holder(place, "analyst"), holder(place, "manager"), holder(place, "organiser")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
        with pytest.raises(UsageError, match="vault-not-waiting"):
            grant_release(one.actor, release=release, key=one.key)
    for act in (refuse_release, lambda actor, release: grant_release(actor, release=release, key=outsider.key)):
        with pytest.raises(Refused), acting(outsider.actor):
            act(outsider.actor, release=release)
    with pytest.raises(IntegrityError), acting(one.actor), transaction.atomic():
        Release.objects.filter(id=release).update(answered_by=one.user, granted=True)


def test_a_refused_request_opens_nothing_and_cannot_be_granted_afterwards() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    with acting(other.actor):
        refuse_release(other.actor, release=release)
        with pytest.raises(UsageError, match="vault-not-waiting"):
            grant_release(other.actor, release=release, key=other.key)
    with pytest.raises(UsageError, match="vault-needs-second"):
        opened(one, record)


def test_a_grant_ends_and_a_request_lapses() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    release = released(one, other, record)
    with acting(one.actor):
        row = Release.objects.get(id=release)
        assert timedelta(minutes=59) < row.ends_at - timezone.now() <= timedelta(hours=1)
        Release.objects.filter(id=release).update(ends_at=timezone.now())
    with pytest.raises(UsageError, match="vault-needs-second"):
        opened(one, record)
    with acting(one.actor):
        late = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
        Release.objects.filter(id=late).update(ends_at=timezone.now())
    with pytest.raises(UsageError, match="vault-not-waiting"), acting(other.actor):
        grant_release(other.actor, release=late, key=other.key)


def test_what_another_gave_serves_the_one_who_asked_only() -> None:
    place = organisation()
    one, other, third = (holder(place, "analyst") for _ in range(3))
    record = sealed(place, one, other, third, needs_two=True)
    release = released(one, other, record)
    with acting(one.actor):
        Release.objects.filter(id=release).update(user=third.user, pair=third.key.pair)
    with pytest.raises(DoesNotOpen):
        opened(third, record)


def test_a_share_given_for_one_record_serves_no_other() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record, secret = (sealed(place, one, other, needs_two=True) for _ in range(2))
    release = released(one, other, record)
    with acting(one.actor):
        Release.objects.filter(id=release).update(record=secret)
    with pytest.raises(DoesNotOpen):
        opened(one, secret)


def test_a_changed_share_is_noticed() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    release = released(one, other, record)
    second = released(one, other, sealed(place, one, other, needs_two=True))
    with acting(one.actor):
        Release.objects.filter(id=release).update(share=Release.objects.get(id=second).share)
    with pytest.raises(DoesNotOpen):
        opened(one, record)


def test_the_reason_of_a_request_is_read_by_the_other_readers_only() -> None:
    place = organisation()
    one, other, outsider = holder(place, "analyst"), holder(place, "manager"), holder(place, "auditor")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    with acting(other.actor):
        (asked,) = queries.releases_for(other.actor, other.key)
        assert (asked.release.id, asked.reason) == (release, REASON)
        (asked,) = queries.releases_for(other.actor, None)
        assert asked.reason is None
    with acting(outsider.actor):
        assert queries.releases_for(outsider.actor, outsider.key) == []
        assert queries.reason_of(release, outsider.key) is None
    with acting(one.actor):
        assert queries.releases_for(one.actor, one.key) == []


def test_readers_are_added_and_removed_by_two_and_everybody_has_a_new_share() -> None:
    place = organisation()
    one, other, third = (holder(place, "analyst") for _ in range(3))
    record = sealed(place, one, other, needs_two=True)
    with pytest.raises(UsageError, match="vault-needs-second"), acting(one.actor):
        add_reader(one.actor, record=record, user=third.id, key=one.key)
    released(one, other, record)
    with acting(one.actor):
        add_reader(one.actor, record=record, user=third.id, key=one.key)
    with pytest.raises(UsageError, match="vault-needs-second"):  # a release of an earlier deal is over
        opened(one, record)
    released(third, one, record)
    assert opened(third, record) == CONTENT
    with acting(third.actor):
        remove_reader(third.actor, record=record, user=one.id, key=third.key)
    released(other, third, record)
    assert opened(other, record) == CONTENT
    with acting(other.actor), pytest.raises(UsageError, match="vault-too-few-readers"):
        remove_reader(other.actor, record=record, user=third.id, key=other.key)


def test_a_removed_reader_and_a_new_share_give_no_key() -> None:
    place = organisation()
    one, other, third = (holder(place, "analyst") for _ in range(3))
    record = sealed(place, one, other, third, needs_two=True)
    with acting(third.actor):
        old_part = part_of(SealedRecord.objects.get(id=record), third.key)
    released(one, other, record)
    with acting(one.actor):
        remove_reader(one.actor, record=record, user=third.id, key=one.key)
        row = SealedRecord.objects.get(id=record)
        new_parts = [part_of(row, reader.key) for reader in (one, other)]
    fitting = [part for part in new_parts if part[0] != old_part[0]]
    assert fitting
    for part in fitting:
        key = Key(join([share_of(old_part), share_of(part)]))
        with pytest.raises(DoesNotOpen):
            unseal(key, bytes(row.content or b""), place_of(row))


def test_erasing_and_sealing_anew_need_two_too() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        with pytest.raises(UsageError, match="vault-locked"):
            erase(one.actor, record=record, ground="asked")
        with pytest.raises(UsageError, match="vault-needs-second"):
            erase(one.actor, record=record, ground="asked", key=one.key)
        with pytest.raises(UsageError, match="vault-needs-second"):
            rotate(one.actor, record=record, key=one.key)
    released(one, other, record)
    with acting(one.actor):
        rotate(one.actor, record=record, key=one.key)
    released(other, one, record)
    assert opened(other, record) == CONTENT
    with acting(other.actor):
        erase(other.actor, record=record, ground="asked", key=other.key)


def test_one_reader_is_too_few() -> None:
    place = organisation()
    one = holder(place, "analyst")
    with pytest.raises(UsageError, match="vault-too-few-readers"):
        sealed(place, one, needs_two=True)


def test_a_record_for_one_asks_for_no_second() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)
    with pytest.raises(UsageError, match="vault-needs-no-second"), acting(one.actor):
        ask_release(one.actor, record=record, purpose="verify", reason=REASON)


def test_a_request_made_with_keys_that_were_lost_since_is_not_granted() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    actor = lately(one.user)
    with acting(actor):
        start_anew(actor, passphrase=PHRASE, cost=LEAST)
    anew = unlocking(one.user)
    with pytest.raises(UsageError, match="vault-not-waiting"), acting(other.actor):
        grant_release(other.actor, release=release, key=other.key)
    with pytest.raises(UsageError, match="vault-other-key"), acting(anew.actor):
        ask_release(anew.actor, record=record, purpose="verify", reason=REASON)
