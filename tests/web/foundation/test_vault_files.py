"""Sealed files: on disk whole or not at all and never in plain, given back byte by byte, gone when erased."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from tests.web.made import organisation
from tests.web.made_vault import NAME, PLAIN, REASON, Holder, everything, holder, place_of, released, sealed, stored

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.vault import _files, quota
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions import add_reader, open_file, open_record, remove_reader, seal_file
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.models import Opening, SealedFile


@pytest.fixture(autouse=True)
def nothing_left(database: None) -> Iterator[None]:
    """What a test stored is taken away: its rows are rolled back, its files would stay."""
    yield
    for name in list(_files.names()):
        _files.remove(name)


def read(one: Holder, record: UUID) -> bytes:
    with acting(one.actor):
        file = open_file(one.actor, record=record, key=one.key, purpose="verify", reason=REASON)
    assert (file.name, file.media_type, file.size) == (NAME, "image/jpeg", len(PLAIN))
    return b"".join(file.pieces)


def test_a_source_sends_a_file_and_the_reader_gets_the_same_bytes_name_and_type() -> None:
    place = organisation("civil-society")
    reader = holder(place, "documenter")
    record = stored(place, reader)
    assert read(reader, record) == PLAIN
    with acting(reader.actor):
        assert Opening.objects.get(record=record).user_id == reader.id


def test_on_disk_there_is_neither_content_nor_name_nor_the_hour_and_only_we_may_read() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    path = place_of(reader, stored(place, reader))
    assert everything() == [path]
    assert PLAIN[:16] not in path.read_bytes()
    assert b"dormitory" not in str(path).encode() + path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    assert datetime.fromtimestamp(path.stat().st_mtime, UTC).time() == datetime.min.time()


def test_the_database_knows_neither_name_nor_length_nor_digest() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = stored(place, reader)
    with acting(reader.actor):
        row = SealedFile.objects.get(record=record)
        assert row.stored > len(PLAIN)
        others = {place_of(reader, stored(place, reader, content=PLAIN + bytes(n))).stat().st_size for n in (1, 2, 3)}
    assert others == {row.stored}


def test_one_who_is_no_reader_gets_no_byte_of_a_file() -> None:
    place = organisation()
    reader, other = holder(place, "analyst"), holder(place, "manager")
    record = stored(place, reader)
    with pytest.raises(Refused):
        read(other, record)


def test_a_file_is_no_field_and_a_field_no_file() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    with pytest.raises(UsageError, match="vault-is-no-file"):
        read(reader, sealed(place, reader))
    record = stored(place, reader)
    with pytest.raises(UsageError, match="vault-is-file"), acting(reader.actor):
        open_record(reader.actor, record=record, key=reader.key, purpose="verify", reason=REASON)
    with acting(reader.actor):
        assert not Opening.objects.exists()


@pytest.mark.parametrize("how", ["cut", "changed", "lengthened", "exchanged"])
def test_a_file_that_was_touched_is_not_given_out_whole(how: str) -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record, other = stored(place, reader), stored(place, reader)
    path = place_of(reader, record)
    whole = bytearray(path.read_bytes())
    match how:
        case "cut":
            path.write_bytes(whole[:-100])
        case "changed":
            whole[-100] ^= 1
            path.write_bytes(whole)
        case "lengthened":
            path.write_bytes(bytes(whole) + b"\0")
        case _:
            path.write_bytes(place_of(reader, other).read_bytes())
    with pytest.raises(DoesNotOpen):
        read(reader, record)


def test_a_file_that_is_gone_is_said_to_be_gone() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = stored(place, reader)
    place_of(reader, record).unlink()
    with pytest.raises(UsageError, match="vault-file-missing"):
        read(reader, record)


def test_a_file_that_breaks_off_or_cannot_be_kept_leaves_nothing() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    with arriving(len(PLAIN)) as incoming:
        incoming.take(PLAIN)
        assert len(everything()) == 1
        with pytest.raises(UsageError, match="vault-file-too-large"):
            incoming.take(PLAIN)
    with acting(ANONYMOUS), arriving(1 << 30) as incoming, pytest.raises(ValueError, match="not ended"):
        seal_file(
            ANONYMOUS,
            incoming=incoming,
            name=NAME,
            media_type="",
            organisation=place.id,
            kind="a.file",
            readers=[reader.id],
        )
    with pytest.raises(UsageError, match="vault-too-few-readers"):
        stored(place)
    assert everything() == []


def test_a_file_longer_than_may_be_stored_is_refused_while_it_comes() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    with pytest.raises(UsageError, match="vault-file-too-large"):
        stored(place, reader, allowance=len(PLAIN) - 1)
    assert everything() == []
    stored(place, reader, allowance=len(PLAIN))


def test_a_quota_counts_what_others_sent_though_the_source_sees_none_of_it() -> None:
    place, about = organisation(), uuid4()
    reader = holder(place, "analyst")
    stored(place, reader, about=about)
    size = everything()[0].stat().st_size
    limits = quota.Limits(file=10 * size, about=2 * size, organisation=3 * size, spare=0)
    with acting(ANONYMOUS):
        assert quota.allowance(place.id, about, limits) == size
        assert quota.allowance(place.id, uuid4(), limits) == 2 * size
        assert quota.allowance(place.id, None, limits) == 2 * size
        assert quota.allowance(organisation().id, about, limits) == 2 * size
    stored(place, reader, about=about)
    with acting(ANONYMOUS), pytest.raises(UsageError, match="vault-full"):
        quota.allowance(place.id, about, limits)
    for full in (limits, quota.Limits(organisation=2 * size)):
        with pytest.raises(UsageError, match="vault-full"):  # what came in the meantime is counted at the end too
            stored(place, reader, about=about, limits=full)
    with pytest.raises(UsageError, match="vault-disk-full"):
        quota.allowance(place.id, None, quota.Limits(spare=1 << 60))


def test_a_file_can_be_added_to_by_readers_removed_from_and_is_sealed_anew_on_disk() -> None:
    place = organisation()
    one, other, third = holder(place, "analyst"), holder(place, "manager"), holder(place, "analyst")
    record = stored(place, one, other)
    before = place_of(one, record)
    kept = before.read_bytes()
    with acting(one.actor):
        add_reader(one.actor, record=record, user=third.id, key=one.key)
        remove_reader(one.actor, record=record, user=other.id, key=one.key)
    after = place_of(one, record)
    assert after != before
    assert after.read_bytes()[:1000] != kept[:1000]
    assert read(third, record) == read(one, record) == PLAIN
    with pytest.raises(Refused):
        read(other, record)


def test_a_file_for_two_is_read_by_two() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = stored(place, one, other, needs_two=True)
    with pytest.raises(UsageError, match="vault-needs-second"):
        read(one, record)
    released(one, other, record)
    assert read(one, record) == PLAIN
