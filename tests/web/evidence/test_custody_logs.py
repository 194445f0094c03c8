"""The log of an item: nobody changes it, and whoever can change everything is found out, with the step."""

import hashlib
import io
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from tests.web.chained import tamper
from tests.web.made_custody import Desk
from tests.web.made_vault import opened, place_of
from tests.web.running import use
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.custody import actions
from tadasu.web.evidence.custody._chain import Blind, Line, blind_of, fingerprint_of, step_digest
from tadasu.web.evidence.custody.management.commands.verify_custody import FAULTY
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.verifying import verify, walk
from tadasu.web.foundation.access import acting
from tadasu.web.project.database import Role, Server


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


EMPTIED = "erased_at = now(), content = NULL, commitment = NULL, about = NULL, sealed_on = NULL"


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


# What follows is committed, since the superuser who tampers has a connection of his own.


@pytest.fixture
def kept(server: Server, committed: None) -> tuple[Desk, Item]:
    """An item with a log of four steps."""
    desk = Desk()
    item = desk.file()
    with acting(desk.one.actor):
        actions.hold(desk.one.actor, item=item.id, ground="court")
        actions.disclose(desk.one.actor, item=item.id, to="court")
    desk.made(item, "redaction")
    return desk, desk.now(item)


def found(desk: Desk) -> list[tuple[int, str]]:
    """The first bad step of each item."""
    with acting(desk.auditor):
        return [(one.number, one.code) for one in verify(desk.auditor, desk.place.id).faults]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE custody_step SET act = 'viewed' WHERE number = 3 AND item_id = '{item}'", (3, "altered")),
        ("UPDATE custody_step SET day = day - 1 WHERE number = 2 AND item_id = '{item}'", (2, "altered")),
        ("UPDATE custody_step SET user_id = NULL WHERE number = 2 AND item_id = '{item}'", (2, "altered")),
        ("UPDATE custody_step SET detail = '{{\"to\":\"media\"}}' WHERE number = 3 AND item_id = '{item}'", (3, "altered")),
        ("UPDATE custody_step SET before = set_byte(before, 0, get_byte(before, 0) # 1) WHERE number = 3", (3, "moved")),
        ("UPDATE custody_step SET digest = set_byte(digest, 5, get_byte(digest, 5) # 1) WHERE number = 2", (2, "altered")),
        ("DELETE FROM custody_step WHERE number = 2 AND item_id = '{item}'", (2, "missing")),
        ("DELETE FROM custody_step WHERE number = 4 AND item_id = '{item}'", (4, "end")),
        ("DELETE FROM custody_step WHERE item_id = '{item}'", (1, "end")),
        ("UPDATE custody_item SET kind = 'data' WHERE id = '{item}'", (1, "row")),
        ("UPDATE custody_item SET label = 'gate 2' WHERE id = '{item}'", (1, "row")),
        ("UPDATE custody_item SET month = '2020-01-01' WHERE id = '{item}'", (1, "row")),
        ("UPDATE custody_item SET record = gen_random_uuid() WHERE id = '{item}'", (1, "row")),
        ("UPDATE custody_item SET fingerprint = sha256(fingerprint) WHERE id = '{item}'", (1, "row")),
        ("UPDATE custody_item SET blind_salt = sha256(blind_salt) WHERE id = '{item}'", (1, "row")),
        ("UPDATE custody_item SET hold = false WHERE id = '{item}'", (4, "state")),
        ("UPDATE custody_item SET status = 'used' WHERE id = '{item}'", (4, "state")),
        ("UPDATE custody_item SET since = since - 900 WHERE id = '{item}'", (4, "state")),
        ("UPDATE custody_item SET steps = 3 WHERE id = '{item}'", (5, "end")),
        ("UPDATE custody_step SET detail = '[]' WHERE number = 3 AND item_id = '{item}'", (3, "altered")),
        ("UPDATE custody_step SET detail = 'null' WHERE number = 3 AND item_id = '{item}'", (3, "altered")),
        ("UPDATE custody_step SET detail = '{{\"to\":{{}}}}' WHERE number = 3 AND item_id = '{item}'", (3, "altered")),
        (f"UPDATE vault_sealedrecord SET {EMPTIED} WHERE id = '{{record}}'", (4, "gone")),
    ],
)  # fmt: skip
def test_one_changed_value_is_found_and_the_step_is_named(
    kept: tuple[Desk, Item], server: Server, statement: str, fault: tuple[int, str]
) -> None:
    desk, item = kept
    assert found(desk) == []
    tamper(server, statement.format(item=item.id, record=item.record))
    assert fault in found(desk)


def test_an_item_whose_parent_says_nothing_of_it_is_found(kept: tuple[Desk, Item], server: Server) -> None:
    desk, item = kept
    tamper(
        server,
        f"DELETE FROM custody_step WHERE number = 4 AND item_id = '{item.id}'",
        f"UPDATE custody_item SET steps = 3, head = (SELECT digest FROM custody_step WHERE number = 3) WHERE id = '{item.id}'",
    )
    assert found(desk) == [(1, "parent")]


def test_a_number_in_the_place_of_its_digits_is_found_though_its_digest_is_the_same(
    kept: tuple[Desk, Item], server: Server
) -> None:
    desk, item = kept
    tamper(
        server,
        f"UPDATE custody_step SET detail = '{{\"to\":\"7\"}}' WHERE number = 3 AND item_id = '{item.id}'",
        REWRITE.format(item.id),
    )
    assert found(desk) == []
    tamper(server, f"UPDATE custody_step SET detail = '{{\"to\":7}}' WHERE number = 3 AND item_id = '{item.id}'")
    assert found(desk) == [(3, "altered")]


def test_the_page_of_an_item_whose_log_was_changed_says_so(kept: tuple[Desk, Item], server: Server) -> None:
    desk, item = kept
    with_authenticator(desk.one.user)
    client = signed_in(desk.one.user)
    for detail in ("[]", "null", '{"note":7,"item":[]}'):
        tamper(server, f"UPDATE custody_step SET detail = '{detail}' WHERE number = 3 AND item_id = '{item.id}'")
        answer = client.get(reverse("custody-one", args=[item.id]))
        assert (answer.status_code, b"Its log was changed" in answer.content) == (200, True), detail


def test_an_item_that_is_gone_with_its_whole_log_is_found(kept: tuple[Desk, Item], server: Server) -> None:
    """By the vault's slip, and where that is gone too by the record of acts."""
    desk, item = kept
    (made,) = (one for one in desk.log(item) if one.act == "redacted")
    gone = made.detail["item"]
    rows = [f"DELETE FROM custody_step WHERE item_id = '{gone}'", f"DELETE FROM custody_item WHERE id = '{gone}'"]
    tamper(server, *rows)
    assert found(desk) == [(1, "vanished")]
    tamper(server, f"UPDATE vault_sealedrecord SET about = NULL WHERE about = '{gone}'")
    assert found(desk) == []
    use(server, Role.OWNER)
    try:
        code, said = run()
    finally:
        use(server, Role.WEB)
    assert (code, f"FAULT: item {gone}, step 1: the item is gone, with its whole log" in said) == (FAULTY, True)


def test_an_opening_whose_step_was_cut_off_is_found_by_the_vaults_own_log(server: Server, committed: None) -> None:
    desk = Desk()
    item = desk.text()
    assert item.record is not None
    opened(desk.one, item.record)  # by a page that writes no digest into the record of acts
    assert found(desk) == []
    tamper(
        server,
        "DELETE FROM custody_step WHERE number = 2",
        "UPDATE custody_item SET steps = 1, head = (SELECT digest FROM custody_step WHERE number = 1)",
    )
    assert found(desk) == [(1, "opening")]


def test_one_changed_byte_on_disk_is_found_by_a_reader(kept: tuple[Desk, Item]) -> None:
    desk, item = kept
    assert desk.checked(item) == []
    file = place_of(desk.one, item.record)  # type: ignore[arg-type]
    data = bytearray(file.read_bytes())
    for at in (0, 30, len(data) // 2, len(data) - 1):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert desk.checked(item) == [(1, "file")], at
    file.write_bytes(data[:-1])
    assert desk.checked(item) == [(1, "file")]
    file.unlink()
    assert desk.checked(item) == [(1, "file-missing")]
    file.write_bytes(data)
    assert desk.checked(item) == []
    assert [one.detail.get("result") for one in desk.log(item) if one.act == "checked"] == [
        "whole", *["changed"] * 6, "whole"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code"), [("content", "sealed-row"), ("commitment", "sealed-row"), ("slip", "slip"), ("gone", "slip")]
)
def test_one_changed_byte_in_a_sealed_row_is_found_by_a_reader(
    kept: tuple[Desk, Item], server: Server, row: str, code: str
) -> None:
    desk, item = kept
    change = "UPDATE vault_sealedrecord SET {0} = set_byte({0}, 9, 1 # get_byte({0}, 9)) WHERE id = '{1}'"
    if row == "gone":
        tamper(server, f"DELETE FROM vault_sealedrecord WHERE id = '{item.slip}'")
    else:
        column, record = ("content", item.slip) if row == "slip" else (row, item.record)
        tamper(server, change.format(column, record))
    if row == "gone":
        with acting(desk.one.actor):
            found = actions.check_item(
                desk.one.actor, item=item.id, key=desk.one.key, purpose="verify", reason="An invented check."
            )
        assert not found.content
    else:
        assert desk.checked(item) == [(1, code)]


def test_another_content_under_the_right_seal_does_not_fit_the_fingerprint(server: Server, committed: None) -> None:
    """Somebody with a reader's keys and the database puts the content of another record in its place."""
    desk = Desk()
    item, other = desk.text(), desk.text("Something else, invented too.")
    tamper(
        server,
        f"UPDATE custody_item SET record = gen_random_uuid() WHERE id = '{other.id}'",
        f"UPDATE custody_item SET record = '{other.record}' WHERE id = '{item.id}'",
    )
    assert (1, "content") in desk.checked(item)
    found = desk.opened(desk.now(item))
    assert found.fits is False


def test_a_log_that_was_written_anew_from_its_first_step_is_found_by_the_record_of_acts(
    kept: tuple[Desk, Item], server: Server
) -> None:
    desk, item = kept
    use(server, Role.OWNER)
    try:
        assert run() == (0, "Items walked: 2. Steps: 5. Items with a fault: 0.\n")
        tamper(
            server,
            f"DELETE FROM custody_step WHERE item_id = '{item.id}' AND number = 3",
            f"UPDATE custody_step SET number = 3 WHERE item_id = '{item.id}' AND number = 4",
            REWRITE.format(item.id),
        )
        code, said = run()
        assert code == FAULTY
        assert f"FAULT: item {item.id}, step 3: the record of acts holds another digest for this step" in said
        assert run("--organisation", str(desk.elsewhere.id))[0] == 0
    finally:
        use(server, Role.WEB)
    assert found(desk) == []  # the log alone cannot tell


def run(*arguments: str) -> tuple[int, str]:
    """The command, as the owner of the database runs it."""
    out = io.StringIO()
    try:
        call_command("verify_custody", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


REWRITE = """
DO $$ DECLARE step custody_step; last bytea := decode(repeat('00', 32), 'hex'); BEGIN
    FOR step IN SELECT * FROM custody_step WHERE item_id = '{0}' ORDER BY number LOOP
        step.before := last;
        step.digest := custody_digest(step);
        UPDATE custody_step SET before = step.before, digest = step.digest WHERE id = step.id;
        last := step.digest;
        UPDATE custody_item SET steps = step.number, head = step.digest WHERE id = step.item_id;
    END LOOP;
END $$
"""


def test_steps_of_those_who_act_at_once_are_one_chain(server: Server, committed: None) -> None:
    """Eight people at once: the item's row is held while a step is added."""
    import threading

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
