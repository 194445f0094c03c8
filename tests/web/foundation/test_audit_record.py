"""Acts are recorded with what was done, in order, and by nobody else than who did it."""

import uuid
from itertools import pairwise

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from tests.web.made import member_of, organisation
from tests.web.recorded import recorded, settle

from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, Actor, acting
from tadasu.web.foundation.audit import _chain
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.audit.models import Entry, EntryText, Head, Said

pytestmark = pytest.mark.usefixtures("database")


def test_an_act_becomes_an_entry_with_its_words() -> None:
    place, subject = organisation(), uuid.uuid4()
    me = member_of(place.id, "analyst")
    with acting(me):
        made = record(
            me,
            act="parties.merge",
            subject="parties.company",
            subject_id=subject,
            organisation=place.id,
            reason="同じ会社 (invented)",
            detail={"kept": "Kumanezawa", "parts": 2},
        )
    [entry] = recorded(organisation=place.id)
    assert (entry.id, entry.actor, entry.system) == (made, me.user, False)
    assert (entry.act, entry.subject, entry.subject_id) == ("parties.merge", "parties.company", subject)
    assert (entry.text.reason, entry.text.detail) == ("同じ会社 (invented)", {"kept": "Kumanezawa", "parts": 2})


def test_entries_are_numbered_without_a_gap_and_each_follows_on_the_one_before() -> None:
    me = member_of(organisation().id)
    with acting(me):
        for act in ("one", "two", "three"):
            record(me, act=act, subject="test")
    entries = recorded(actor=me)
    assert [(entry.number, entry.act) for entry in entries] == [(1, "one"), (2, "two"), (3, "three")]
    assert bytes(entries[0].previous) == _chain.START
    assert all(after.previous == before.digest and after.at >= before.at for before, after in pairwise(entries))
    assert all(entry.previous != entry.digest for entry in entries)


def test_an_act_that_is_undone_leaves_no_entry_and_no_gap() -> None:
    me = member_of(organisation().id)
    with acting(me):
        record(me, act="one", subject="test")
        with transaction.atomic():
            record(me, act="undone", subject="test")
            transaction.set_rollback(True)
        record(me, act="two", subject="test")
    assert [(entry.number, entry.act) for entry in recorded(actor=me)] == [(1, "one"), (2, "two")]


def test_someone_without_an_account_is_recorded_and_sees_nothing_of_it() -> None:
    place = organisation()
    with acting(ANONYMOUS):
        record(ANONYMOUS, act="intake.send", subject="intake.report", organisation=place.id)
        settle()
        assert not Entry.objects.exists()
    [entry] = recorded(organisation=place.id)
    assert (entry.actor, entry.system) == (None, False)


def test_the_system_is_recorded_as_such() -> None:
    place = organisation()
    with acting(SYSTEM):
        record(SYSTEM, act="lists.fetch", subject="lists", organisation=place.id)
    [entry] = recorded(organisation=place.id)
    assert (entry.actor, entry.system) == (None, True)


@pytest.mark.parametrize("other", [Actor(user=uuid.uuid4()), ANONYMOUS])
def test_nothing_is_recorded_in_the_name_of_another(other: Actor) -> None:
    with acting(member_of(organisation().id)), pytest.raises(ProgrammingError, match="row-level security"):
        record(other, act="accounts.invite", subject="accounts.invitation")


def test_members_see_what_was_done_in_their_organisation_and_everybody_what_they_did() -> None:
    ours, theirs = organisation(), organisation(name="Another (invented)")
    me, stranger = member_of(ours.id), member_of(theirs.id)
    with acting(me):
        record(me, act="one", subject="test", organisation=ours.id, reason="why")
        record(me, act="two", subject="test", reason="why not")
    settle()
    for actor, seen in ((me, {"one", "two"}), (member_of(ours.id), {"one"}), (stranger, set()), (ANONYMOUS, set())):
        with acting(actor):
            assert set(Entry.objects.values_list("act", flat=True)) == seen
            assert EntryText.objects.count() == len(seen)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("name", ["", "with a space", "1", "名前", "a" * 101, "a\nb"])
def test_acts_and_subjects_are_words_of_the_code(name: str) -> None:
    for act, subject in ((name, "test"), ("test", name)):
        with pytest.raises(DatabaseError, match=r"audit_said_in_words|too long"), acting(ANONYMOUS):
            record(ANONYMOUS, act=act, subject=subject)


def test_any_text_that_somebody_wrote_can_be_a_reason() -> None:
    place = organisation()
    me = member_of(place.id)
    hostile = "a\0b\ud800c\r\n'; DROP TABLE audit_entry; -- \N{RIGHT-TO-LEFT OVERRIDE} 𠮷"
    with acting(me):
        record(
            me, act="test", subject="test", organisation=place.id, reason=hostile, detail={hostile: hostile, "é": -1}
        )
    [entry] = recorded(organisation=place.id)
    kept = "a\N{REPLACEMENT CHARACTER}b?c\r\n'; DROP TABLE audit_entry; -- \N{RIGHT-TO-LEFT OVERRIDE} 𠮷"
    assert (entry.text.reason, entry.text.detail) == (kept, {kept: kept, "é": -1})


def test_a_text_that_is_too_long_and_a_value_of_another_kind_are_refused() -> None:
    with acting(ANONYMOUS):
        for wrong in ({"reason": "a" * 10_001}, {"detail": {"a": 1.5}}):
            with pytest.raises(ValueError, match=r"at most|not float"):
                record(ANONYMOUS, act="test", subject="test", **wrong)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_entry SELECT * FROM audit_entry",
        "UPDATE audit_entry SET act = 'other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "INSERT INTO audit_text SELECT * FROM audit_text",
        "UPDATE audit_text SET reason = 'other'",
        "DELETE FROM audit_text",
        "TRUNCATE audit_text",
        "SELECT * FROM audit_head",
        "UPDATE audit_head SET number = 0",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head VALUES (true, 9, now(), '')",
        "SELECT * FROM audit_said",
        "UPDATE audit_said SET act = 'other'",
        "DELETE FROM audit_said",
        "TRUNCATE audit_said",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "SET ROLE tadasu_owner",
        "DROP POLICY audit_entry_shown ON audit_entry",
        "DROP FUNCTION audit_chain CASCADE",
        "CREATE TEMPORARY TABLE mine AS SELECT 1",
    ],
)
def test_the_web_server_can_do_nothing_to_the_record_but_add_to_it(statement: str) -> None:
    me = member_of(organisation().id)
    with acting(me):
        record(me, act="test", subject="test", reason="why")
        settle()
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_web_server_cannot_say_what_number_an_entry_has_or_what_it_follows() -> None:
    with acting(ANONYMOUS), pytest.raises(ProgrammingError, match="permission denied"):
        Entry.objects.create(
            id=uuid.uuid4(),
            number=7,
            at="2026-11-25T00:00:00Z",
            system=False,
            act="test",
            subject="test",
            **dict.fromkeys(("salt", "content", "previous", "digest"), bytes(32)),
        )
    assert {field.name for field in Said._meta.fields}.isdisjoint({"number", "at", "previous", "digest", "content"})


def test_nobody_puts_what_chains_on_a_table_of_theirs() -> None:
    with connection.cursor() as cursor:
        for function in ("audit_chain()", "audit_put_last()"):
            for role in ("tadasu_web", "tadasu_worker"):
                cursor.execute("SELECT has_function_privilege(%s, %s, 'EXECUTE')", [role, function])
                assert cursor.fetchone() == (False,)


def test_one_id_is_recorded_once() -> None:
    twice = {"id": uuid.uuid4(), "system": False, "act": "a", "subject": "b", "salt": bytes(32)}
    with acting(ANONYMOUS):
        Said.objects.create(**twice)
        settle()
        Said.objects.create(**twice)
        with pytest.raises(IntegrityError, match="audit_entry_pkey"), transaction.atomic():
            settle()


def test_the_worker_and_nobody_else_may_know_the_head() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        Head.objects.first()


@pytest.mark.parametrize(
    "detail", ['{"a": 1.50}', '{"a": 1.0}', '{"a": true}', '{"a": null}', '{"a": {"b": 1}}', '{"a": [1]}', "[1]", '"a"']
)
def test_the_database_takes_no_detail_that_would_be_read_back_as_another(detail: str) -> None:
    said = (
        "INSERT INTO audit_said (id, system, act, subject, salt, text_salt, reason, detail, due)"
        " VALUES (gen_random_uuid(), false, 'a.b', 'c', 'x', 'y', '', %s, false)"
    )
    with pytest.raises(IntegrityError, match="audit_said_is_plain"), acting(ANONYMOUS), connection.cursor() as cursor:
        cursor.execute(said, [detail])
