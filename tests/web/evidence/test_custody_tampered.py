"""A log that was tampered with: whoever can change everything is found out, with the step.

All is committed, since the superuser who tampers has a connection of his own.
"""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from tests.web.chained import tamper
from tests.web.made_custody import Desk, found
from tests.web.made_vault import opened
from tests.web.running import use
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.custody import actions
from tadasu.web.evidence.custody.management.commands.verify_custody import FAULTY
from tadasu.web.evidence.custody.models import Item
from tadasu.web.foundation.access import acting
from tadasu.web.project.database import Role, Server

EMPTIED = "erased_at = now(), content = NULL, commitment = NULL, about = NULL, sealed_on = NULL"


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


def test_the_page_leads_to_the_item_whose_log_was_changed_and_nowhere_where_it_is_gone(
    kept: tuple[Desk, Item], server: Server
) -> None:
    desk, item = kept
    (made,) = (one for one in desk.log(item) if one.act == "redacted")
    gone = made.detail["item"]
    tamper(
        server,
        f"UPDATE custody_item SET label = 'gate 2' WHERE id = '{item.id}'",
        f"DELETE FROM custody_step WHERE item_id = '{gone}'",
        f"DELETE FROM custody_item WHERE id = '{gone}'",
    )
    with_authenticator(desk.one.user)
    shown = signed_in(desk.one.user).get(reverse("custody-logs", args=[desk.place.id])).content.decode()
    assert reverse("custody-one", args=[item.id]) in shown
    assert f"<code>{gone[:8]}</code> Step 1: the item is gone" in shown
    assert gone not in shown


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
    file = desk.stored(item)
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
