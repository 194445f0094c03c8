"""The door to the public: what the database asks before a release of grants becomes public, whoever asks."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests.web.made import person
from tests.web.made_programmes import funder
from tests.web.made_publishing import WHY, Desk
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import Membership, User
from tadasu.web.foundation.publication.actions import propose, sign, withdraw
from tadasu.web.foundation.publication.models import Check, Proposal, Signature
from tadasu.web.foundation.publication.queries import public_versions
from tadasu.web.funding.publishing import actions
from tadasu.web.funding.publishing.models import Release

pytestmark = pytest.mark.usefixtures("database")


def full() -> Desk:
    desk = Desk()
    desk.full()
    return desk


def test_two_publishers_sign_and_everybody_reads_it() -> None:
    desk = full()
    proposal = desk.handed(desk.prepare())
    assert desk.signs(proposal, desk.publisher) is None
    number = desk.signs(proposal, desk.other)
    assert number is not None
    page = Client().get(reverse("portal-publication", args=[number])).content.decode()
    assert "Far East Asia" in page
    file = Client().get(reverse("portal-file", args=[number, 1, "iati-activities.xml"]))
    assert file.content.decode() == desk.files(desk.now(only(desk)))["iati-activities.xml"]
    assert file.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert (file.headers["Cache-Control"], file.cookies) == ("public, max-age=60", {})
    assert file.headers["Content-Disposition"] == 'attachment; filename="iati-activities.xml"'


def only(desk: Desk) -> Release:
    with acting(desk.actor(desk.publisher)):
        return Release.objects.latest("number")


def test_a_file_that_is_not_there_is_not_found() -> None:
    desk = full()
    number = desk.published()
    for way in ((number, 1, "other.xml"), (number, 2, "figures.csv"), (number + 1, 1, "figures.csv")):
        assert Client().get(reverse("portal-file", args=way)).status_code == 404
    actor = desk.actor(desk.publisher)
    with acting(actor):
        withdraw(actor, organisation=desk.place.id, number=number, ground="withdrawn", reason=WHY)
    assert Client().get(reverse("portal-file", args=[number, 1, "figures.csv"])).status_code == 404


def test_one_person_alone_publishes_nothing() -> None:
    desk = full()
    proposal = desk.handed(desk.prepare())
    desk.signs(proposal, desk.publisher)
    with pytest.raises(UsageError, match="publication-signed-already"):
        desk.signs(proposal, desk.publisher)
    assert len(public_versions(1)) == 0


def test_whoever_made_an_award_in_it_does_not_sign() -> None:
    desk = full()
    give(desk, desk.officer)
    proposal = desk.handed(desk.prepare())
    with pytest.raises(UsageError, match="publishing-officer"):
        desk.signs(proposal, desk.officer)


def give(desk: Desk, user: User) -> None:
    """The role of a publisher besides."""
    with acting(desk.actor(desk.organiser)):
        held = Membership.objects.get(user=user, organisation=desk.place, until=None)
        held.roles = [*held.roles, "publisher"]
        held.save(update_fields=["roles"])


def test_the_database_itself_refuses_the_signature_of_whoever_made_an_award() -> None:
    desk = full()
    give(desk, desk.second)
    proposal = desk.handed(desk.prepare())
    with (
        acting(desk.actor(desk.second)),
        pytest.raises(DatabaseError, match="whoever made an award"),
        transaction.atomic(),
    ):
        Signature.objects.create(proposal=proposal, organisation=desk.place, user=desk.second, digest=proposal.digest)


@pytest.mark.parametrize("role", ["programme", "payer", "organiser", "reviewer", "auditor"])
def test_no_other_role_signs_or_hands_over(role: str) -> None:
    desk = full()
    made = desk.prepare()
    who = person(desk.place, role)
    with pytest.raises(Refused):
        desk.handed(made, who)
    proposal = desk.handed(made)
    with pytest.raises(Refused):
        desk.signs(proposal, who)
    with pytest.raises(Refused):
        desk.prepare(who=who)


def test_somebody_else_sees_nothing_of_it() -> None:
    desk = full()
    made = desk.prepare()
    stranger = lately(person(funder("Another fund (invented)"), "publisher"))
    with acting(stranger):
        assert not Release.objects.filter(id=made.id).exists()
        with pytest.raises(Release.DoesNotExist):
            actions.hand_over(stranger, release=made.id, reason=WHY)
        with pytest.raises(Refused):
            actions.prepare(
                stranger, organisation=desk.place.id, wish=actions.Wish(kinds=("tables",), first=2024, last=2024)
            )


def test_a_document_that_no_attack_has_passed_is_not_published() -> None:
    desk = full()
    made = desk.prepare()
    document: Any = made.document
    actor = desk.actor(desk.publisher)
    with acting(actor):
        id = propose(actor, organisation=desk.place.id, kind="grant-release", document=document, reason=WHY)
        proposal = Proposal.objects.get(id=id)
        with pytest.raises(UsageError, match="publishing-not-passed"):
            sign(actor, proposal=id, digest=proposal.digest)
    publishes(desk, proposal, "two people sign")


def publishes(desk: Desk, proposal: Proposal, refusal: str) -> None:
    """By the door itself, as code that forgets every question would."""
    with (
        acting(desk.actor(desk.publisher)),
        pytest.raises(DatabaseError, match=refusal),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT published.publish(%s)", [proposal.id])


def test_another_byte_is_not_what_the_attack_passed() -> None:
    from tadasu.web.foundation.publication.actions import change

    desk = full()
    proposal = desk.handed(desk.prepare())
    actor = desk.actor(desk.publisher)
    document: Any = dict(desk.now(only(desk)).document or {})
    document["files"] = [one for one in document["files"] if one["name"] == "figures.csv"]
    with acting(actor):
        change(actor, proposal=proposal.id, digest=proposal.digest, document=document, reason=WHY)
        other = Proposal.objects.get(id=proposal.id)
    with pytest.raises(UsageError, match="publishing-not-passed"):
        desk.signs(other, desk.publisher)


def test_what_was_published_in_between_makes_it_outdated() -> None:
    desk = full()
    first, second = desk.prepare(), desk.prepare()
    waiting = desk.handed(second)
    desk.signs(waiting, desk.publisher)
    desk.published(first)
    with pytest.raises(UsageError, match="publishing-outdated"):
        desk.signs(waiting, desk.other)


def test_what_is_outdated_is_not_handed_over() -> None:
    desk = full()
    first, second = desk.prepare(), desk.prepare()
    desk.published(first)
    with pytest.raises(UsageError, match="publishing-outdated"):
        desk.handed(second)


def test_what_was_attacked_stays_as_it_was() -> None:
    desk = full()
    made = desk.prepare()
    changes: list[dict[str, Any]] = [
        {"found": [1]},
        {"officers": []},
        {"seen": 3},
        {"policy": "x"},
        {"state": "waiting"},
    ]
    for change in changes:
        with acting(desk.actor(desk.publisher)), pytest.raises(DatabaseError), transaction.atomic():
            Release.objects.filter(id=made.id).update(**change)
    handed = desk.handed(made)
    changes = [{"document": {}}, {"state": "dropped"}, {"proposal": None}]
    for change in changes:
        with acting(desk.actor(desk.publisher)), pytest.raises(DatabaseError), transaction.atomic():
            Release.objects.filter(proposal=handed.id).update(**change)


def test_a_release_is_never_written_as_passed_at_once() -> None:
    desk = full()
    made = desk.now(desk.prepare())
    made.pk, made.number, made._state.adding = None, 99, True
    with (
        acting(desk.actor(desk.publisher)),
        pytest.raises(DatabaseError, match="begins by waiting"),
        transaction.atomic(),
    ):
        made.save(force_insert=True)


def test_the_rules_of_publication_are_asked_too() -> None:
    desk = full()
    proposal = desk.handed(desk.prepare())
    with acting(desk.actor(desk.publisher)):
        (check,) = Check.objects.filter(proposal=proposal)
    assert check.problems == []
