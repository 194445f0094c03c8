"""Adding and removing readers, and sealing anew."""

import pytest
from django.db import transaction
from tests.web.made import organisation, person
from tests.web.made_vault import CONTENT, LEAST, PHRASE, Holder, again, holder, join, lately, opened, sealed, unlocking
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.vault import queries
from tadasu.web.foundation.vault._boxes import key_of
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions import add_reader, remove_reader, rotate, start_anew
from tadasu.web.foundation.vault.models import Reader, SealedRecord

pytestmark = pytest.mark.usefixtures("database")


def test_a_reader_adds_another_who_then_opens_and_it_is_known_who_added_them() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one)
    with acting(one.actor):
        add_reader(one.actor, record=record, user=other.id, key=one.key)
    assert opened(other, record) == opened(one, record) == CONTENT
    with acting(one.actor):
        readers = {row.user_id: row.added_by_id for row in queries.readers_of(queries.record_of(one.actor, record))}
    assert readers == {one.id: None, other.id: one.id}
    (told,) = [entry for entry in recorded(organisation=place.id) if entry.act == "vault.add-reader"]
    assert (told.actor, told.text.detail) == (one.id, {"reader": str(other.id)})


def test_one_who_is_no_reader_adds_nobody_not_even_themselves() -> None:
    place = organisation()
    one, organiser = holder(place, "analyst"), holder(place, "organiser")
    record = sealed(place, one)
    with pytest.raises(Refused), acting(organiser.actor):
        add_reader(organiser.actor, record=record, user=organiser.id, key=organiser.key)


def test_adding_and_removing_need_a_sign_in_of_late() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)
    early = type(one.actor)(user=one.id, places=one.actor.places, second_factor=True)
    for act in (add_reader, remove_reader):
        with pytest.raises(Refused) as caught, acting(early):
            act(early, record=record, user=other.id, key=one.key)
        assert caught.value.again


def test_nobody_is_added_who_has_no_place_there_no_keys_or_is_a_reader_already() -> None:
    place = organisation()
    one, elsewhere = holder(place, "analyst"), holder(organisation(), "analyst")
    record = sealed(place, one)
    for user, code in [
        (elsewhere.id, "vault-reader-elsewhere"),
        (person(place, "manager").id, "vault-reader-without-key"),
        (one.id, "vault-reader-already"),
    ]:
        with pytest.raises(UsageError, match=code), acting(one.actor):
            add_reader(one.actor, record=record, user=user, key=one.key)


def test_a_removed_reader_opens_nothing_and_the_record_has_a_key_they_never_had() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)
    with acting(one.actor):
        before = SealedRecord.objects.get(id=record)
        known, _ = key_of(before, other.key)
        kept_box = bytes(Reader.objects.get(record=record, user=other.id).box)
        remove_reader(one.actor, record=record, user=other.id, key=one.key)
        after = SealedRecord.objects.get(id=record)
        key, _ = key_of(after, one.key)
    assert key != known
    assert bytes(after.content or b"") != bytes(before.content or b"")
    assert opened(one, record) == CONTENT
    with pytest.raises(Refused):
        opened(other, record)
    with acting(one.actor), transaction.atomic():  # with the row they had before, brought back from a backup
        Reader.objects.create(
            record=after, organisation=place, user=other.user, pair_id=other.key.pair, box=kept_box, deal=after.deal
        )
    with pytest.raises(DoesNotOpen):
        opened(other, record)


def test_a_record_keeps_a_reader() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    with pytest.raises(UsageError, match="vault-too-few-readers"), acting(one.actor):
        remove_reader(one.actor, record=record, user=one.id, key=one.key)
    with pytest.raises(UsageError, match="vault-no-such-reader"), acting(one.actor):
        remove_reader(one.actor, record=record, user=person().id, key=one.key)


def test_sealing_anew_changes_key_content_and_boxes_and_the_same_people_open_it() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)

    def kept() -> list[bytes]:
        row = SealedRecord.objects.get(id=record)
        boxes = Reader.objects.filter(record=record).values_list("box", flat=True)
        return [bytes(row.content or b""), bytes(row.commitment or b""), *map(bytes, boxes)]

    with acting(one.actor):
        before = kept()
        rotate(one.actor, record=record, key=one.key)
        assert not set(before) & set(kept())
    assert opened(one, record) == opened(other, record) == CONTENT


def lost(one: Holder) -> Holder:
    """The person with new keys, who forgot the passphrase of the old."""
    actor = lately(one.user)
    with acting(actor):
        start_anew(actor, passphrase=PHRASE, cost=LEAST)
    return unlocking(one.user)


def test_a_reader_who_lost_their_keys_is_added_again_by_another() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)
    other = lost(other)
    with pytest.raises(UsageError, match="vault-other-key"):
        opened(other, record)
    with acting(one.actor):
        assert other.user in queries.could_read(queries.record_of(one.actor, record))
        add_reader(one.actor, record=record, user=other.id, key=one.key)
        assert Reader.objects.filter(record=record).count() == 2
    assert opened(other, record) == CONTENT


def test_sealing_anew_gives_nothing_to_keys_made_anew() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)
    other = lost(other)
    with acting(one.actor):
        rotate(one.actor, record=record, key=one.key)
    with pytest.raises(Refused):
        opened(other, record)


def test_a_colleague_of_another_organisation_who_comes_over_can_be_added() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(organisation(), "analyst")
    record = sealed(place, one)
    join(other.user, place, "analyst")
    with acting(one.actor):
        add_reader(one.actor, record=record, user=other.id, key=one.key)
    assert opened(again(other), record) == CONTENT
    with acting(ANONYMOUS):
        assert not Reader.objects.exists()
