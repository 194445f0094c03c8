"""Sealed fields: who seals, who opens, what is logged, and that a row which was moved or changed opens nothing."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.web.made import organisation, person
from tests.web.made_vault import CONTENT, REASON, again, holder, join, lately, opened, sealed
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.vault import purposes, queries
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions import open_record, seal
from tadasu.web.foundation.vault.models import Opening, Reader, Reason, SealedRecord

pytestmark = pytest.mark.usefixtures("database")


def test_a_source_without_an_account_seals_and_only_the_named_reader_opens() -> None:
    place = organisation("civil-society")
    reader, colleague = holder(place, "documenter"), holder(place, "editor")
    record = sealed(place, reader)
    assert opened(reader, record) == CONTENT
    for one in (colleague.actor, lately(person(place, "organiser")), lately(person()), ANONYMOUS):
        with pytest.raises(Refused), acting(one):
            open_record(one, record=record, key=reader.key, purpose="verify", reason=REASON)


def test_the_system_which_may_do_everything_opens_nothing_without_a_key() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    with pytest.raises((Refused, UsageError)), acting(SYSTEM):
        open_record(SYSTEM, record=record, key=reader.key, purpose="verify", reason=REASON)


def test_another_readers_key_does_not_help_a_reader() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other)
    with pytest.raises(UsageError, match="vault-other-key"), acting(one.actor):
        open_record(one.actor, record=record, key=other.key, purpose="verify", reason=REASON)


def test_a_reader_without_a_second_factor_does_not_open() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    weak = lately(reader.user)
    weak = type(weak)(user=weak.user, places=weak.places, second_factor=False)
    with pytest.raises(Refused), acting(weak):
        open_record(weak, record=record, key=reader.key, purpose="verify", reason=REASON)


def test_a_reader_who_left_the_organisation_does_not_open() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    with acting(reader.actor):
        Membership.objects.filter(user=reader.id).update(until="2020-01-01T00:00:00Z")
    with pytest.raises(Refused):
        opened(again(reader), record)
    join(reader.user, place, "analyst")
    assert opened(again(reader), record) == CONTENT


def test_a_person_in_another_organisation_sees_neither_record_nor_readers_nor_log() -> None:
    place = organisation()
    reader, stranger = holder(place, "analyst"), holder(organisation(), "analyst")
    record = sealed(place, reader)
    opened(reader, record)
    models = (SealedRecord, Reader, Opening, Reason)
    with acting(reader.actor):
        assert all(model._default_manager.count() == 1 for model in models)
    for one in (stranger.actor, ANONYMOUS):
        with acting(one):
            assert not any(model._default_manager.exists() for model in models)
            with pytest.raises(Refused):
                queries.record_of(one, record)


def test_every_opening_is_logged_with_who_when_purpose_and_a_sealed_reason() -> None:
    place = organisation()
    reader, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, reader, other)
    opened(reader, record)
    opened(other, record, reason="The court of the first instance ordered it.", purpose="law")
    with acting(other.actor):
        log = queries.openings_of(queries.record_of(other.actor, record), other.key)
        assert [(one.opening.user_id, one.opening.purpose, one.reason) for one in log] == [
            (other.id, "law", "The court of the first instance ordered it."),
            (reader.id, "verify", REASON),
        ]
    told = [one for one in recorded(organisation=place.id) if one.act == "vault.open"]
    assert [(one.actor, one.subject_id, one.text.detail, one.text.reason) for one in told] == [
        (reader.id, record, {"purpose": "verify"}, ""),
        (other.id, record, {"purpose": "law"}, ""),
    ]


def test_an_auditor_sees_who_opened_and_for_what_but_not_the_reason() -> None:
    place = organisation()
    reader, auditor = holder(place, "analyst"), holder(place, "auditor")
    record = sealed(place, reader)
    opened(reader, record)
    with acting(auditor.actor):
        (line,) = queries.openings_of(queries.record_of(auditor.actor, record), auditor.key)
    assert (line.opening.user_id, line.opening.purpose, line.reason) == (reader.id, "verify", None)
    with pytest.raises(Refused):
        opened(auditor, record)


@pytest.mark.parametrize("reason", ["", "because", "x" * 40, "   ", "確認", "a b c d e f", "y" * 12 + "z" * 3000])
def test_an_opening_without_a_reason_that_says_something_is_refused(reason: str) -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    with pytest.raises(UsageError, match="vault-reason"):
        opened(reader, record, reason=reason)
    with acting(reader.actor):
        assert not Opening.objects.exists()


def test_a_reason_in_japanese_may_be_half_as_long() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    assert opened(reader, sealed(place, reader), reason="送り主への返答") == CONTENT


def test_a_purpose_that_nobody_knows_is_refused() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    with pytest.raises(UsageError, match="vault-no-such-purpose"):
        opened(reader, record, purpose="curiosity")


def test_purposes_have_names_in_both_languages() -> None:
    for names in (*purposes.opening().values(), *purposes.erasing().values()):
        assert names.keys() == {"en", "ja"}
        assert names["en"].isascii()
        assert not names["ja"].isascii()


def test_the_log_of_openings_only_grows() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    opened(reader, sealed(place, reader))
    for change in ({"purpose": "law"}, None):
        rows = Opening.objects.all()
        with pytest.raises(ProgrammingError, match="permission denied"), acting(reader.actor):
            rows.update(**change) if change else rows.delete()


def test_a_source_leaves_neither_an_hour_nor_a_line_in_the_record_of_acts() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    assert recorded(organisation=place.id) == []
    with acting(reader.actor):
        row = SealedRecord.objects.get(id=record)
        times = {field.name for field in row._meta.fields if field.get_internal_type() == "DateTimeField"}
        assert times == {"erased_at"}
        assert Reader.objects.get(record=record).since is None


def test_what_a_person_with_an_account_seals_is_in_the_record_of_acts() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    with acting(reader.actor):
        record = seal(reader.actor, organisation=place.id, kind="a.note", content=b"note", readers=[reader.id])
    (told,) = recorded(organisation=place.id)
    assert (told.act, told.subject_id, told.actor) == ("vault.seal", record, reader.id)


def test_nobody_seals_to_somebody_without_keys_or_to_nobody() -> None:
    place = organisation()
    keyless = person(place, "analyst")
    for readers, code in ([keyless.id], "vault-reader-without-key"), ([], "vault-too-few-readers"):
        with pytest.raises(UsageError, match=code), acting(ANONYMOUS):
            seal(ANONYMOUS, organisation=place.id, kind="a.report", content=CONTENT, readers=readers)


def test_a_field_is_at_most_a_megabyte() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    whole = bytes(1_000_000)
    assert opened(reader, sealed(place, reader, content=whole)) == whole
    with pytest.raises(UsageError, match="vault-content-too-large"):
        sealed(place, reader, content=whole + b"x")


def test_neither_content_nor_box_of_another_record_opens_in_its_place() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    one, other = sealed(place, reader), sealed(place, reader, content=b"something else")
    with acting(reader.actor):
        mine, theirs = Reader.objects.get(record=one), Reader.objects.get(record=other)
        kept = SealedRecord.objects.get(id=other)
        for box, content, commitment in [
            (theirs.box, None, None),
            (theirs.box, kept.content, kept.commitment),
            (mine.box, kept.content, None),
            (mine.box, None, kept.commitment),
        ]:
            with transaction.atomic():
                Reader.objects.filter(id=mine.id).update(box=box)
                if content:
                    SealedRecord.objects.filter(id=one).update(content=content)
                if commitment:
                    SealedRecord.objects.filter(id=one).update(commitment=commitment)
                with pytest.raises(DoesNotOpen):
                    opened(reader, one)
                transaction.set_rollback(True)
    assert opened(reader, one) == CONTENT


@pytest.mark.parametrize(
    "change", [{"needs_two": True}, {"kind": "another.kind"}, {"deal": 7}], ids=["needs-two", "kind", "deal"]
)
def test_what_a_record_is_cannot_be_changed_around_its_content(change: dict[str, object]) -> None:
    place = organisation()
    reader, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, reader, other)
    with acting(reader.actor):
        SealedRecord.objects.filter(id=record).update(**change)
    with pytest.raises((DoesNotOpen, UsageError)):
        opened(reader, record)


def test_a_record_for_two_does_not_become_one_for_one_by_a_changed_row() -> None:
    place = organisation()
    reader, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, reader, other, needs_two=True)
    with acting(reader.actor):
        SealedRecord.objects.filter(id=record).update(needs_two=False)
    with pytest.raises(DoesNotOpen):
        opened(reader, record)


def test_the_database_refuses_a_record_that_is_half_erased() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    record = sealed(place, reader)
    with pytest.raises(IntegrityError), acting(reader.actor), transaction.atomic():
        SealedRecord.objects.filter(id=record).update(erased_at="2026-01-01T00:00:00Z")


def test_an_unknown_record_is_refused_like_one_that_is_not_ours() -> None:
    reader = holder(organisation(), "analyst")
    with pytest.raises(Refused):
        opened(reader, uuid4())
