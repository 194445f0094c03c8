"""The log of an item: the database alone writes it, and nobody changes it."""

import hashlib
import threading
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.web.made_custody import Desk, found

from tadasu.web.evidence.custody import actions
from tadasu.web.evidence.custody._chain import Blind, Line, blind_of, fingerprint_of, step_digest
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.verifying import verify, walk
from tadasu.web.foundation.access import acting
from tadasu.web.project.database import Server


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def refused(statement: str, *values: str | UUID) -> str:
    """What the database says to it; nothing where it lets it happen."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE custody_step SET act = 'viewed'",
        "DELETE FROM custody_step",
        "TRUNCATE custody_step",
        "DELETE FROM custody_item",
        "UPDATE custody_item SET kind = 'data'",
        "UPDATE custody_item SET fingerprint = '\\x00'",
        "UPDATE custody_item SET organisation_id = gen_random_uuid()",
        "UPDATE custody_item SET label = 'another'",
        "UPDATE custody_item SET record = gen_random_uuid()",
        "UPDATE custody_item SET steps = 7",
        "UPDATE custody_item SET head = '\\x00'",
    ],
)
def test_neither_log_nor_what_an_item_is_can_be_changed_by_the_server(desk: Desk, statement: str) -> None:
    item = desk.text()
    with acting(desk.one.actor):
        assert refused(statement)
    assert desk.now(item).label == "account of a gate 1"


@pytest.mark.parametrize(
    "detail", ["[]", '{"to": 1}', '{"to": "Aoi Demo"}', '{"to": ""}', '{"To": "court"}', '{"to": {"a": "b"}}']
)
def test_a_step_holds_codes_and_ids_and_no_words(desk: Desk, detail: str) -> None:
    item = desk.text()
    add = (
        "INSERT INTO custody_step (id, item_id, organisation_id, number, act, day, detail, before, digest)"
        " VALUES (gen_random_uuid(), %s, %s, 0, 'viewed', now(), %s, '', '')"
    )
    with acting(desk.one.actor):
        assert refused(add, item.id, desk.place.id, detail)
        assert not refused(add, item.id, desk.place.id, '{"to": "court"}')


def test_nobody_writes_a_step_in_the_name_of_another_or_of_an_act_that_there_is_not(desk: Desk) -> None:
    item = desk.text()
    add = (
        "INSERT INTO custody_step (id, item_id, organisation_id, number, act, user_id, day, detail, before, digest)"
        " VALUES (gen_random_uuid(), %s, %s, 0, %s, %s, now(), '{}', '', '')"
    )
    with acting(desk.one.actor):
        assert refused(add, item.id, desk.place.id, "viewed", desk.other.id)
        assert refused(add, item.id, desk.place.id, "forgotten", desk.one.id)
        assert refused(add, item.id, desk.elsewhere.id, "viewed", desk.one.id)
        assert not refused(add, item.id, desk.place.id, "viewed", desk.one.id)


def test_number_day_and_digest_are_the_databases_whatever_is_said(desk: Desk) -> None:
    item = desk.text()
    add = (
        "INSERT INTO custody_step (id, item_id, organisation_id, number, act, day, detail, before, digest)"
        " VALUES (gen_random_uuid(), %s, %s, 90, 'viewed', %s, '{}', '\\x01', '\\x02')"
    )
    with acting(desk.one.actor):
        assert not refused(add, item.id, desk.place.id, "2001-01-01")
        assert not refused(add, item.id, desk.place.id, "2099-01-01")
    first, second, third = desk.log(item)
    assert (second.number, bytes(second.before), second.day) == (2, bytes(first.digest), first.day)
    assert (third.number, third.day) == (3, first.day)
    with acting(desk.one.actor):
        assert walk(desk.now(item)) == []


def test_an_item_is_made_of_one_of_its_own_organisation(desk: Desk) -> None:
    item = desk.text()
    with acting(desk.stranger.actor), pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.create(
            organisation_id=desk.elsewhere.id, kind="data", label="a", parent_id=item.id, how="copy", public=True,
            salt=bytes(32), blind_salt=bytes(32), fingerprint=bytes(32),
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "rumour"},
        {"status": "lost"},
        {"how": "copy"},
        {"month": "2026-11-02"},
        {"salt": None},
        {"public": False},
        {"label": ""},
        {"blind_salt": None},
        {"ended": "time"},
        {"ended": "boredom", "label": "", "salt": None, "blind_salt": None},
    ],
)
def test_the_database_keeps_no_item_that_cannot_be(desk: Desk, wrong: dict[str, object]) -> None:
    right: dict[str, object] = {
        "organisation_id": desk.place.id,
        "kind": "report",
        "label": "article 1",
        "public": True,
        "salt": bytes(32),
        "blind_salt": bytes(32),
        "fingerprint": bytes(32),
    }
    with acting(desk.one.actor):
        Item.objects.create(**right)
        with pytest.raises(DatabaseError), transaction.atomic():
            Item.objects.create(**right | wrong)


def test_the_database_and_python_take_the_same_digests(desk: Desk) -> None:
    item = desk.text()
    with acting(desk.one.actor):
        actions.disclose(desk.one.actor, item=item.id, to="court", note="An invented note.")
    for step in desk.log(item):
        line = Line(
            item=step.item_id, organisation=step.organisation_id, number=step.number, act=step.act, user=step.user_id,
            day=step.day, before=bytes(step.before), detail=step.detail,
        )  # fmt: skip
        assert step_digest(line) == bytes(step.digest)


def test_the_forms_are_as_the_manual_says() -> None:
    salt, content = bytes(range(32)), hashlib.sha256(b"a").digest()
    form = b"\0\0\0\x18tadasu-custody-content-1" + b"\0\0\0\x20" + salt + b"\0\0\0\x20" + content
    assert fingerprint_of(salt, content) == hashlib.sha256(form).digest()
    told = Blind(label="a", language="", origin_of=None, record=None, slip=None)
    form = b"\0\0\0\x16tadasu-custody-blind-1" + b"\0\0\0\x20" + salt + b"\0\0\0\x01a" + bytes(4) + b"\xff" * 12
    assert blind_of(salt, told) == hashlib.sha256(form).digest()


def test_an_auditor_walks_all_logs_and_a_stranger_none(desk: Desk) -> None:
    desk.made(desk.text())
    with acting(desk.auditor):
        walked = verify(desk.auditor, desk.place.id)
    assert (walked.items, walked.steps, walked.faults) == (2, 3, ())


def test_steps_of_those_who_act_at_once_are_one_chain(server: Server, committed: None) -> None:
    """Eight people at once: the item's row is held while a step is added."""
    desk = Desk()
    item = desk.text()

    def one() -> None:
        try:
            with acting(desk.one.actor):
                actions.disclose(desk.one.actor, item=item.id, to="court")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.number for one in desk.log(item)] == list(range(1, 10))
    assert found(desk) == []
