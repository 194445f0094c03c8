"""Conclusions: what is frozen, who signs it, what becomes of it, and what is refused."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from tests.web.made_inquiry import HELD, MILL, WHY, Desk

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.verification import actions
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification._frozen import computed_again
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.models import Conclusion
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.project.second import waiting_for_a_second

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_conclusion_is_frozen_and_computed_again_gives_the_same_bytes(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.assessed(inquiry, "pictures", by=desk.second, credibility="possible")
    made = desk.concluded(inquiry)
    assert computed_again(made.content) == made.content
    content = json.loads(made.content)
    assert (content["result"]["origins"], content["unsigned"]) == (3, "reasonable-indication")
    assert {one["id"] for one in content["pieces"]} == {str(one) for one in desk.items.values()}
    desk.assessed(inquiry, "extract", seen=1, credibility="improbable")
    with acting(desk.verifier.actor):
        kept = Conclusion.objects.get()
        assert computed_again(kept.content) == kept.content == made.content
        for change in (
            "UPDATE verification_conclusion SET standard = 'established'",
            "UPDATE verification_conclusion SET content = content || ' '",
            "DELETE FROM verification_conclusion",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_a_conclusion_that_was_forged_is_not_kept(desk: Desk) -> None:
    inquiry = desk.whole()
    made = desk.concluded(inquiry)
    with acting(desk.verifier.actor), pytest.raises(DatabaseError, match="digest"), transaction.atomic():
        Conclusion.objects.create(
            organisation=desk.place, inquiry=inquiry, number=2, content=made.content + " ", digest=made.digest,
            standard="established", concluded_by_id=desk.verifier.id,
        )  # fmt: skip


def test_nobody_concludes_or_signs_in_the_name_of_somebody_else(desk: Desk) -> None:
    inquiry = desk.whole()
    made = desk.concluded(inquiry)
    with acting(desk.verifier.actor), pytest.raises(DatabaseError, match="nobody concludes"), transaction.atomic():
        Conclusion.objects.create(
            organisation=desk.place, inquiry=inquiry, number=2, content=made.content, digest=made.digest,
            standard=made.standard, concluded_by_id=desk.second.id,
        )  # fmt: skip
    with acting(desk.verifier.actor), pytest.raises(DatabaseError, match="nobody signs"), transaction.atomic():
        Conclusion.objects.update(signed_by=desk.editor.user, signed_at=timezone.now())


def test_a_conclusion_says_less_with_a_reason_and_never_more(desk: Desk) -> None:
    inquiry = desk.whole()
    with pytest.raises(UsageError, match="verification-says-more"):
        desk.concluded(inquiry, "clear-and-convincing", reason=WHY)
    with pytest.raises(UsageError, match="verification-no-such"):
        desk.concluded(inquiry, "beyond doubt", reason=WHY)
    with pytest.raises(UsageError, match="reason-missing"):
        desk.concluded(inquiry, "reasonable-indication")
    assert desk.concluded(inquiry, "reasonable-indication", reason=WHY).standard == "reasonable-indication"


def test_below_the_first_standard_nothing_is_concluded(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract")
    desk.assessed(inquiry, "extract")
    with pytest.raises(UsageError, match="verification-too-weak"):
        desk.concluded(inquiry, "reasonable-indication", reason=WHY)


def test_a_conclusion_needs_to_say_what_it_is_about(desk: Desk) -> None:
    inquiry = desk.whole()
    with acting(desk.verifier.actor):
        claimed = desk.claimed(about=About(kind="good-of-company", names=(MILL,)))
        actions.change(desk.verifier.actor, inquiry=inquiry.id, claimed=claimed, seen=1)
    with pytest.raises(UsageError, match="verification-incomplete"):
        desk.concluded(inquiry)


def test_a_conclusion_that_claims_a_period_needs_its_beginning(desk: Desk) -> None:
    inquiry = desk.whole()
    with acting(desk.verifier.actor):
        claimed = desk.claimed(start=None, end=date(2026, 9, 1))
        actions.change(desk.verifier.actor, inquiry=inquiry.id, claimed=claimed, seen=1)
    with pytest.raises(UsageError, match="verification-incomplete"):
        desk.concluded(inquiry)


@pytest.mark.parametrize("meanwhile", ["assessment", "item"])
def test_nothing_is_concluded_that_the_concluder_did_not_see(desk: Desk, meanwhile: str) -> None:
    inquiry = desk.whole()
    seen = desk.weighing(inquiry).seen
    if meanwhile == "assessment":
        desk.assessed(inquiry, "pictures", by=desk.second, credibility="possible")
    else:
        with acting(desk.documenter.actor):
            custody.erase(desk.documenter.actor, item=desk.items["extract"], ground="asked")
    with pytest.raises(Conflict):
        desk.concluded(inquiry, seen=seen)


def test_who_concluded_does_not_sign_and_nobody_signs_twice(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    with pytest.raises(Refused):
        desk.signed(inquiry, by=desk.verifier.actor)
    with acting(desk.verifier.actor), pytest.raises(DatabaseError), transaction.atomic():
        Conclusion.objects.update(signed_by=desk.verifier.id, signed_at=timezone.now())
    desk.signed(inquiry, by=desk.second.actor)
    with pytest.raises(UsageError, match="verification-signed"):
        desk.signed(inquiry)
    with acting(desk.editor), pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        Conclusion.objects.update(signed_by=desk.editor.user)


def test_a_conclusion_waits_for_those_who_may_sign_it_and_for_nobody_else(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    address = reverse("inquiry-conclusion", args=[inquiry.id, 1])

    def waits(actor: Actor) -> bool:
        with acting(actor):
            return address in {line.address for one in waiting_for_a_second(actor) for line in one.lines}

    assert waits(desk.editor)
    assert waits(desk.second.actor)
    for other in (desk.verifier.actor, desk.documenter.actor, desk.auditor, desk.stranger.actor):
        assert not waits(other)
    with acting(desk.verifier.actor):
        actions.close(desk.verifier.actor, inquiry=inquiry.id, reason=WHY)
    assert not waits(desk.editor)
    with acting(desk.verifier.actor):
        actions.reopen(desk.verifier.actor, inquiry=inquiry.id, reason=WHY)
    assert waits(desk.editor)
    desk.signed(inquiry)
    assert not waits(desk.second.actor)


def test_a_finding_comes_of_a_signed_conclusion_and_once(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    with acting(desk.verifier.actor), pytest.raises(UsageError, match="verification-not-signed"):
        actions.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
    desk.signed(inquiry)
    with acting(desk.verifier.actor):
        actions.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
        with pytest.raises(UsageError, match="verification-prepared"):
            actions.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)


def test_what_contradicts_is_stated_whatever_the_form_says(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.items["denial"] = desk.item("denial", "document")
    with acting(desk.documenter.actor):
        actions.take_in(desk.documenter.actor, inquiry=inquiry.id, item=desk.items["denial"])
    desk.assessed(
        inquiry, "denial", kind="document", reliability="unjudged", credibility="doubtful", bears={HELD: "contradicts"}
    )
    made = desk.concluded(inquiry, looked_for=False)
    assert json.loads(made.content)["contrary"] == "stated"


@pytest.mark.parametrize(
    ("code", "heard"),
    [("asked-and-answered", True), ("asked-and-silent", True), ("not-safe-to-ask", False), ("not-asked", False)],
)
def test_only_who_was_asked_was_heard(desk: Desk, code: str, heard: bool) -> None:
    inquiry = desk.whole()
    with acting(desk.verifier.actor):
        for said, day in (("asked-and-answered", date(2026, 10, 1)), (code, date(2026, 11, 1))):  # the last one stands
            actions.hear(desk.verifier.actor, inquiry=inquiry.id, code=said, day=day)
    missing = {one.code for one in desk.weighing(inquiry).signed.missing}
    assert ("missing-heard" in missing) != heard
