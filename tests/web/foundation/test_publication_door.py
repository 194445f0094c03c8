"""The door of the database: who has no two signatures under the very text, and no clean answer of the rules, publishes nothing,
whatever the code above forgot. Nothing public is changed or deleted, by nobody."""

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from tests.web.made import person
from tests.web.made_publication import NOTICE, Staff, notice, proposed, published, signed, staff, statistics

from tadasu.web.foundation.access import ANONYMOUS, Actor, acting
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.publication.content import digest_of, read, written
from tadasu.web.foundation.publication.models import Check, Proposal, Publication, Signature
from tadasu.web.project.database import Role, Server

pytestmark = pytest.mark.usefixtures("database")


def run(actor: Actor, said: str, *values: Any) -> Any:
    """One statement as somebody, undone where it fails."""
    with acting(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said, list(values))
        return cursor.fetchone() if cursor.description else None


def publish(actor: Actor, proposal: Proposal) -> int:
    """Straight through the door, past all code."""
    return int(run(actor, "SELECT published.publish(%s)", proposal.id)[0])


def forge(actor: Actor, proposal: Proposal, **other: Any) -> None:
    """A signature, written straight into the table."""
    given: dict[str, Any] = {
        "proposal": proposal,
        "organisation_id": proposal.organisation_id,
        "user_id": actor.user,
        "digest": proposal.digest,
    }
    with acting(actor), transaction.atomic():
        Signature.objects.create(**given | other)


@pytest.fixture
def ours() -> Staff:
    return staff()


@pytest.mark.parametrize(
    "said",
    [
        "INSERT INTO published.publication (number, version, act, kind, published_on, organisation_id) "
        "VALUES (9, 1, 'published', 'notice', '2026-01-01', gen_random_uuid())",
        "UPDATE published.publication SET content = '{}'",
        "DELETE FROM published.publication",
        "TRUNCATE published.publication",
        "ALTER TABLE published.publication DISABLE TRIGGER ALL",
        "DROP TABLE published.publication",
        "CREATE TABLE published.another (id int)",
        "SELECT proposal FROM published.publication",
        "SELECT organisation_id FROM published.publication",
    ],
)
def test_the_web_server_can_only_read_what_is_public(ours: Staff, said: str) -> None:
    published(ours)
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run(ours["one"], said)


def as_role(server: Server, role: Role, said: str) -> None:
    with psycopg.connect(server.address(role)) as other:
        other.execute(said.encode())


@pytest.mark.parametrize("role", [Role.WORKER, Role.OWNER, Role.SUPER])
@pytest.mark.parametrize(
    "said",
    [
        "UPDATE published.publication SET content = '{}'",
        "DELETE FROM published.publication",
        "TRUNCATE published.publication",
        "INSERT INTO published.publication (number, version, act, kind, content, digest, published_on, organisation_id, "
        "proposal) VALUES (9, 1, 'published', 'notice', '{}', '', '2026-01-01', gen_random_uuid(), gen_random_uuid())",
        "INSERT INTO published.publication (number, version, act, kind, ground, published_on, organisation_id) "
        "VALUES (1, 2, 'withdrawn', 'notice', 'error', '2026-01-01', gen_random_uuid())",
    ],
)
def test_nobody_changes_what_is_public_nor_adds_to_it_past_the_door(server: Server, role: Role, said: str) -> None:
    """The owner and the superuser included, as long as they do not take the trigger away first."""
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)):
        as_role(server, role, said)


@pytest.mark.parametrize("function", ["publish(gen_random_uuid())", "withdraw(1, 'error')", "may_sign(NULL, NULL)"])
def test_the_worker_publishes_nothing(server: Server, function: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(server, Role.WORKER, f"SELECT published.{function}")


def test_with_two_signatures_a_text_is_public_as_it_was_signed(ours: Staff) -> None:
    found = proposed(ours)
    assert signed(ours, found, "one").number is None
    assert not Publication.objects.exists()
    number = signed(ours, found, "other").number
    (row,) = Publication.objects.all()
    assert (row.number, row.version, row.act) == (number, 1, "published")
    assert row.content == found.content
    assert row.digest == digest_of(found.content)
    assert read(row.content).document == NOTICE
    assert row.published_on == timezone.localdate()


def test_without_a_signature_with_one_and_with_one_twice_the_door_is_shut(ours: Staff) -> None:
    found = proposed(ours)
    with pytest.raises(IntegrityError, match="two people sign"):
        publish(ours["one"], found)
    signed(ours, found, "one")
    with pytest.raises(IntegrityError, match="two people sign"):
        publish(ours["one"], found)
    with pytest.raises(IntegrityError, match="publication_signature_once"):
        forge(ours["one"], found)


def test_a_signature_in_the_name_of_another_is_refused(ours: Staff) -> None:
    found = proposed(ours)
    with pytest.raises(ProgrammingError, match="row-level security"):
        forge(ours["one"], found, user_id=ours["other"].user)


def test_a_signature_of_somebody_without_the_role_does_not_count(ours: Staff) -> None:
    found = proposed(ours)
    signed(ours, found, "one")
    forge(ours["decider"], found)
    with pytest.raises(IntegrityError, match="two people sign"):
        publish(ours["one"], found)


@pytest.mark.parametrize("lost", ["role", "place", "account"])
def test_a_signature_of_somebody_who_lost_the_role_does_not_count(ours: Staff, lost: str) -> None:
    found = proposed(ours)
    signed(ours, found, "one")
    with acting(ours["one"]):
        held = Membership.objects.filter(user=ours.users["one"])
        if lost == "role":
            held.update(roles=["auditor"])
        elif lost == "place":
            held.update(until=timezone.now())
        else:
            User.objects.filter(id=ours.users["one"].id).update(is_active=False)
    assert signed(ours, found, "other").number is None
    with pytest.raises(IntegrityError, match="two people sign"):
        publish(ours["other"], found)


def test_signatures_of_another_text_do_not_count(ours: Staff) -> None:
    found = proposed(ours)
    for who in ("one", "other"):
        forge(ours[who], found, digest=digest_of("another text"))
    with pytest.raises(IntegrityError, match="two people sign"):
        publish(ours["one"], found)


def test_a_digest_that_is_not_of_the_text_is_refused(ours: Staff) -> None:
    found = proposed(ours)
    with pytest.raises(IntegrityError, match="publication_digest_of_content"), acting(ours["one"]):
        Proposal.objects.filter(id=found.id).update(content="{}")


def checks(ours: Staff, found: Proposal, **other: Any) -> None:
    """Another answer of the rules, written straight into the table."""
    given: dict[str, Any] = {
        "proposal": found,
        "organisation_id": found.organisation_id,
        "digest": found.digest,
        "rules": "0" * 64,
        "seen": 0,
        "problems": [],
    }
    with acting(ours["one"]):
        Check.objects.create(**given | other)


@pytest.mark.parametrize(
    "other",
    [
        {"problems": [{"code": "text-phone", "at": "text.en:1", "params": {}}]},
        {"digest": digest_of("another text")},
        {"seen": 1},
    ],
)
def test_what_the_rules_did_not_pass_last_is_not_published(ours: Staff, other: dict[str, Any]) -> None:
    found = proposed(ours)
    for who in ("one", "other"):
        forge(ours[who], found)
    checks(ours, found, **other)
    with pytest.raises(IntegrityError, match="not passed by the rules"):
        publish(ours["one"], found)
    checks(ours, found)
    assert publish(ours["one"], found) > 0


def test_what_was_checked_before_something_else_came_out_is_not_published(ours: Staff) -> None:
    """Two tables that are harmless alone, each checked before the other was public."""
    first, second = proposed(ours, statistics(12, 13)), proposed(ours, statistics(12, 13, measure="grants-made"))
    for found in (first, second):
        for who in ("one", "other"):
            forge(ours[who], found)
    publish(ours["one"], first)
    with pytest.raises(IntegrityError, match="not passed by the rules"):
        publish(ours["one"], second)


@pytest.mark.parametrize("other", [{"kind": "statistics"}, {"invented": False}, {"corrects": 1}])
def test_a_text_that_says_otherwise_than_its_proposal_is_not_published(ours: Staff, other: dict[str, Any]) -> None:
    found = proposed(ours)
    said = read(found.content)
    text = written(type(said)(**{one: getattr(said, one) for one in said.__dataclass_fields__} | other))
    with acting(ours["one"]):
        Proposal.objects.filter(id=found.id).update(content=text, digest=digest_of(text))
    found.digest = digest_of(text)
    for who in ("one", "other"):
        forge(ours[who], found)
    checks(ours, found)
    with pytest.raises(IntegrityError, match="says otherwise"):
        publish(ours["one"], found)


def test_somebody_of_another_organisation_opens_no_door(ours: Staff) -> None:
    found, theirs = proposed(ours), staff()
    for who in ("one", "other"):
        forge(ours[who], found)
    for actor in (theirs["one"], ANONYMOUS):
        with pytest.raises(IntegrityError, match="no open proposal"):
            publish(actor, found)


def test_a_closed_proposal_is_not_changed_and_not_published_again(ours: Staff) -> None:
    published(ours)
    with acting(ours["one"]):
        (found,) = Proposal.objects.all()
    with pytest.raises(IntegrityError, match="no open proposal"):
        publish(ours["one"], found)
    with pytest.raises(IntegrityError, match="closed"):
        run(ours["one"], "UPDATE publication_proposal SET state = 'open'")


def test_a_desk_cannot_say_that_something_is_public(ours: Staff) -> None:
    proposed(ours)
    with pytest.raises(IntegrityError, match="publication_state"):
        run(ours["one"], "UPDATE publication_proposal SET state = 'published'")
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(ours["one"], "UPDATE publication_proposal SET number = 5")


@pytest.mark.parametrize("table", ["publication_check", "publication_signature"])
def test_answers_and_signatures_are_only_added(ours: Staff, table: str) -> None:
    published(ours)
    for said in (f"UPDATE {table} SET digest = ''", f"DELETE FROM {table}"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            run(ours["one"], said)
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(ours["one"], "DELETE FROM publication_proposal")


def test_proposals_are_seen_by_their_organisation_and_what_is_public_by_everybody(ours: Staff) -> None:
    published(ours)
    theirs = staff()
    for model in (Proposal, Check, Signature):
        with acting(ours["member"]):
            assert model.objects.exists()
        for actor in (theirs["one"], ANONYMOUS):
            with acting(actor):
                assert not model.objects.exists()
    with acting(ANONYMOUS):
        assert Publication.objects.count() == 1


def test_numbers_have_no_gap_and_versions_follow(ours: Staff) -> None:
    first, second = published(ours), published(ours, notice("Another text."))
    assert second == first + 1
    changed = {"en": "A word.", "ja": "一語を改めました。"}
    assert published(ours, notice("A third text."), corrects=first, changed=changed) == first
    rows = Publication.objects.filter(number=first).order_by("version")
    assert [(one.version, one.act) for one in rows] == [(1, "published"), (2, "corrected")]


@pytest.fixture
def numbered(ours: Staff) -> int:
    return published(ours)


def test_withdrawn_texts_are_shown_to_nobody_and_one_person_is_enough(ours: Staff, numbered: int) -> None:
    published(ours, notice("A third text."), corrects=numbered, changed={"en": "A word.", "ja": "一語。"})
    run(ours["one"], "SELECT published.withdraw(%s, 'error')", numbered)
    for actor in (ours["one"], ANONYMOUS):
        with acting(actor):
            (row,) = Publication.objects.filter(number=numbered)
            assert (row.act, row.content, row.digest, row.version) == ("withdrawn", None, None, 3)


@pytest.mark.parametrize("who", ["decider", "member"])
def test_whoever_may_not_sign_withdraws_nothing(ours: Staff, numbered: int, who: str) -> None:
    with pytest.raises(IntegrityError, match="not withdrawn"):
        run(ours[who], "SELECT published.withdraw(%s, 'error')", numbered)


def test_others_nobody_and_the_signer_twice_withdraw_nothing(ours: Staff, numbered: int) -> None:
    for actor in (staff()["one"], ANONYMOUS):
        with pytest.raises(IntegrityError, match="not withdrawn"):
            run(actor, "SELECT published.withdraw(%s, 'error')", numbered)
    with pytest.raises(IntegrityError, match="not withdrawn"):
        run(ours["one"], "SELECT published.withdraw(%s, 'error')", numbered + 100)
    with pytest.raises(IntegrityError, match="check constraint"):
        run(ours["one"], "SELECT published.withdraw(%s, 'because 03-1234-5678')", numbered)
    run(ours["one"], "SELECT published.withdraw(%s, 'error')", numbered)
    with pytest.raises(DatabaseError, match="not withdrawn"):
        run(ours["one"], "SELECT published.withdraw(%s, 'error')", numbered)


def test_a_withdrawn_number_is_not_corrected_nor_one_of_another_organisation(ours: Staff, numbered: int) -> None:
    changed = {"en": "A word.", "ja": "一語。"}
    theirs = staff()
    number = published(theirs)
    waiting = proposed(ours, notice("A third text."), corrects=numbered, changed=changed)
    run(ours["one"], "SELECT published.withdraw(%s, 'error')", numbered)
    foreign = forged_correction(ours, number)
    for found in (waiting, foreign):
        for who in ("one", "other"):
            forge(ours[who], found)
        checks(ours, found, seen=1)
        with pytest.raises(IntegrityError, match="nothing to correct"):
            publish(ours["one"], found)


def forged_correction(ours: Staff, number: int) -> Proposal:
    """A correction of what others published, written straight into the table."""
    said = read(proposed(ours).content)
    text = written(type(said)(**{one: getattr(said, one) for one in said.__dataclass_fields__} | {"corrects": number}))
    with acting(ours["one"]):
        return Proposal.objects.create(
            organisation=Organisation.objects.get(id=ours.place.id),
            kind="notice",
            content=text,
            digest=digest_of(text),
            corrects=number,
            proposed_by=person(ours.place, "decider"),
            reason="Forged.",
        )
