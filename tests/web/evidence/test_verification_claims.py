"""Inquiries: what is claimed, who assesses what, and what is refused."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.made import person
from tests.web.made_inquiry import GRADES, WHY, Desk, supports
from tests.web.made_vault import again, holder, lately

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.models import Assessment, Conclusion, Inquiry, Origin, Taken
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.accounts.models import Membership

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"label": " "}, "verification-label"),
        ({"label": "x" * 121}, "verification-label"),
        ({"label": "mill\N{RIGHT-TO-LEFT OVERRIDE}"}, "verification-label"),
        ({"issue": "sanction"}, "weighing-issue"),
        ({"issue": "no such"}, "weighing-issue"),
        ({"elements": ("who", "guilt")}, "weighing-element-foreign"),
        ({"issue": "child-labour"}, "weighing-element-foreign"),
        ({"about": About(kind="person")}, "verification-about"),
        ({"about": About(kind="place", place="atlantis")}, "verification-about"),
        ({"about": About(kind="good-of-country", country="zz")}, "verification-about"),
        ({"about": About(kind="good-of-country", country="cn-xinjiang")}, "verification-about"),
        ({"about": About(kind="company", names=("a\0b",))}, "verification-about"),
        ({"about": About(kind="company", names=("x" * 201,))}, "verification-about"),
        ({"about": About(kind="company", good="cotton")}, "verification-about"),
        ({"start": date(2026, 3, 2), "end": date(2026, 3, 1)}, "verification-period"),
        ({"plan": ("x" * 201,)}, "verification-plan"),
        ({"plan": ("x",) * 21}, "verification-plan"),
        ({"party": uuid4()}, "verification-party"),
        ({"lead": uuid4()}, "verification-lead"),
    ],
)
def test_what_cannot_be_claimed_is_refused(desk: Desk, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError, match=code):
        desk.opened(**wrong)


def test_somebody_of_another_group_does_not_lead(desk: Desk) -> None:
    with pytest.raises(UsageError, match="verification-lead"):
        desk.opened(lead=desk.stranger.id)


def test_of_two_who_change_a_claim_the_second_is_told(desk: Desk) -> None:
    inquiry = desk.opened()
    with acting(desk.verifier.actor):
        actions.change(desk.verifier.actor, inquiry=inquiry.id, claimed=desk.claimed(label="mill 2"), seen=1)
    with acting(desk.second.actor), pytest.raises(Conflict) as caught:
        actions.change(desk.second.actor, inquiry=inquiry.id, claimed=desk.claimed(label="mill 3"), seen=1)
    assert (caught.value.inquiry.label, caught.value.inquiry.version) == ("mill 2", 2)


def test_an_item_is_taken_in_once_and_only_into_an_inquiry_of_its_organisation(desk: Desk) -> None:
    inquiry = desk.opened()
    item, theirs = desk.item("extract", "official"), desk.item("account", "testimony", by=desk.stranger)
    with acting(desk.documenter.actor):
        first = actions.take_in(desk.documenter.actor, inquiry=inquiry.id, item=item)
        assert actions.take_in(desk.documenter.actor, inquiry=inquiry.id, item=item) == first
        for wrong in (theirs, uuid4()):
            with pytest.raises(UsageError, match="verification-item"):
                actions.take_in(desk.documenter.actor, inquiry=inquiry.id, item=wrong)


def test_somebody_in_two_groups_does_not_carry_an_item_from_one_to_the_other(desk: Desk) -> None:
    inquiry, theirs = desk.opened(), desk.item("account", "testimony", by=desk.stranger)
    with acting(desk.documenter.actor):
        Membership.objects.create(user=desk.stranger.user, organisation=desk.place, roles=["documenter"])
    both = again(desk.stranger).actor
    with acting(both), pytest.raises(UsageError, match="verification-item"):
        actions.take_in(both, inquiry=inquiry.id, item=theirs)
    with acting(both), pytest.raises(DatabaseError, match="not theirs"), transaction.atomic():
        Taken.objects.create(organisation=desk.place, inquiry=inquiry, item=theirs, number=1, user=desk.stranger.user)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "rumour"}, "verification-no-such"),
        ({"reliability": "A"}, "verification-no-such"),
        ({"credibility": ""}, "verification-no-such"),
        ({"bears": {"who": "proves"}}, "verification-no-such"),
        ({"bears": {"guilt": "supports"}}, "weighing-element-foreign"),
        ({"bears": {"act": "supports"}}, "weighing-element-foreign"),
        ({"origins": frozenset({"person-9"})}, "verification-origin"),
        ({"origins": frozenset({"Ikumi Tanemoto"})}, "verification-origin"),
    ],
)
def test_what_cannot_be_said_of_an_item_is_refused(desk: Desk, wrong: dict[str, Any], code: str) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract")
    with pytest.raises(UsageError, match=code):
        desk.assessed(inquiry, "extract", **wrong)


def test_an_item_goes_back_to_items_of_its_own_inquiry_only(desk: Desk) -> None:
    inquiry, other = desk.opened(), desk.opened(label="another mill")
    desk.taken(inquiry, "extract")
    desk.taken(other, "report")
    with acting(desk.verifier.actor):
        actions.name_origin(desk.verifier.actor, inquiry=other.id, kind="person")
    for origin in (str(desk.items["report"]), str(desk.items["extract"]), "person-1"):
        with pytest.raises(UsageError, match="verification-origin"):
            desk.assessed(inquiry, "extract", origins=frozenset({origin}))
    with pytest.raises(UsageError, match="verification-not-taken"):
        desk.assessed(inquiry, "report")


def test_an_assessment_is_never_edited_and_a_new_one_takes_its_place(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract")
    first = desk.assessed(inquiry, "extract")
    assert desk.assessed(inquiry, "extract") == first  # sent twice
    second = desk.assessed(inquiry, "extract", seen=1, credibility="doubtful")
    theirs = desk.assessed(inquiry, "extract", by=desk.second)
    with acting(desk.verifier.actor):
        standing = queries.standing_of(queries.taken_of(inquiry))[desk.items["extract"]]
        assert [one.id for one in standing] == [second.id, theirs.id]
        assert Assessment.objects.count() == 3
        for change in (
            "UPDATE verification_assessment SET credibility = 'confirmed'",
            "DELETE FROM verification_taken",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
    with pytest.raises(Conflict):
        desk.assessed(inquiry, "extract", seen=1, credibility="improbable")


def test_who_cannot_open_an_item_does_not_assess_it(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract")
    third = holder(desk.place, "verifier")
    said = actions.Said(kind="official", reliability="reliable", credibility="confirmed")
    for actor in (third.actor, desk.editor, desk.auditor):
        with acting(actor), pytest.raises(Refused):
            actions.assess(actor, inquiry=inquiry.id, item=desk.items["extract"], said=said, seen=0)


def test_nobody_assesses_in_the_name_of_somebody_else(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract")
    with acting(desk.verifier.actor):
        taken = Taken.objects.get()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Assessment.objects.create(
                organisation=desk.place, taken=taken, user=desk.second.user, number=1, kind="data",
                reliability="reliable", credibility="confirmed", firsthand=True, own=True,
            )  # fmt: skip


def test_disagreement_is_kept_and_the_more_careful_grade_weighed(desk: Desk) -> None:
    inquiry = desk.whole()
    assert desk.weighing(inquiry).signed.standard == "substantiated"
    desk.assessed(inquiry, "extract", by=desk.second, bears=supports("who"))
    made = desk.weighing(inquiry)
    assert made.combined[str(desk.items["extract"])].differs == ("bears:good", "bears:state-imposed")
    assert made.signed.standard != "substantiated"


def test_what_is_not_assessed_or_was_erased_is_not_weighed(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "extract", "report")
    desk.assessed(inquiry, "report", origins=frozenset())
    assert desk.weighing(inquiry).unassessed == [desk.items["extract"]]
    with acting(desk.documenter.actor):
        custody.erase(desk.documenter.actor, item=desk.items["report"], ground="asked")
    made = desk.weighing(inquiry)
    assert (made.erased, dict(made.combined)) == ([desk.items["report"]], {})
    with pytest.raises(UsageError, match="verification-item"):
        desk.assessed(inquiry, "report", seen=1)


def test_nobody_is_heard_tomorrow_or_in_another_way(desk: Desk) -> None:
    inquiry, today = desk.opened(), timezone.localdate()
    for code, day in (("asked-and-answered", today + timedelta(days=1)), ("guessed", today)):
        with acting(desk.verifier.actor), pytest.raises(UsageError, match="verification-heard"):
            actions.hear(desk.verifier.actor, inquiry=inquiry.id, code=code, day=day)


def test_in_a_closed_inquiry_nothing_is_done_until_it_is_reopened(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    verifier = desk.verifier.actor
    with acting(verifier):
        actions.close(verifier, inquiry=inquiry.id, reason=WHY)
        for act in (
            lambda: actions.name_origin(verifier, inquiry=inquiry.id, kind="person"),
            lambda: actions.change(verifier, inquiry=inquiry.id, claimed=desk.claimed(), seen=1),
            lambda: actions.hear(verifier, inquiry=inquiry.id, code="asked-and-silent", day=date(2026, 11, 1)),
            lambda: actions.take_in(verifier, inquiry=inquiry.id, item=desk.items["extract"]),
            lambda: actions.close(verifier, inquiry=inquiry.id, reason=WHY),
            lambda: desk.assessed(inquiry, "extract", seen=1, credibility="possible"),
            lambda: desk.concluded(inquiry),
            lambda: desk.signed(inquiry),
        ):
            with pytest.raises(UsageError, match="verification-closed"):
                act()
        assert actions.reopen(verifier, inquiry=inquiry.id, reason=WHY).status == "concluded"
        with pytest.raises(UsageError, match="verification-not-closed"):
            actions.reopen(verifier, inquiry=inquiry.id, reason=WHY)


def test_another_organisation_sees_nothing_and_does_nothing(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    stranger = desk.stranger.actor
    with acting(stranger):
        for model in (Inquiry, Taken, Origin, Assessment, Conclusion):
            assert not model.objects.exists()
        with pytest.raises(Refused):
            queries.inquiries_of(stranger, desk.place.id)
        for act in (
            lambda: queries.inquiry_of(stranger, inquiry.id),
            lambda: actions.sign(stranger, inquiry=inquiry.id, number=1, reason=WHY),
            lambda: actions.close(stranger, inquiry=inquiry.id, reason=WHY),
        ):
            with pytest.raises(Inquiry.DoesNotExist):
                act()
        with pytest.raises(Refused):
            actions.open_inquiry(stranger, organisation=desk.place.id, claimed=desk.claimed())


def test_roles_that_have_no_part_in_it_do_nothing(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    organiser = lately(person(desk.place, "organiser"))
    documenter = desk.documenter.actor
    with acting(organiser), pytest.raises(Inquiry.DoesNotExist):
        queries.inquiry_of(organiser, inquiry.id)
    with acting(ANONYMOUS), pytest.raises(Inquiry.DoesNotExist):
        actions.sign(ANONYMOUS, inquiry=inquiry.id, number=1, reason=WHY)
    with acting(documenter):
        for act in (
            lambda: actions.sign(documenter, inquiry=inquiry.id, number=1, reason=WHY),
            lambda: actions.close(documenter, inquiry=inquiry.id, reason=WHY),
            lambda: actions.hear(documenter, inquiry=inquiry.id, code="asked-and-silent", day=date(2026, 11, 1)),
            lambda: actions.prepare_finding(documenter, inquiry=inquiry.id, number=1, reason=WHY),
            lambda: actions.conclude(
                documenter, inquiry=inquiry.id, standard="substantiated", looked_for=True, reason="", seen=""
            ),
        ):
            with pytest.raises(Refused):
                act()


def test_nothing_that_a_source_said_stands_in_a_table(desk: Desk) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    with acting(desk.verifier.actor):
        kept = " ".join(
            str(row) for model in (Inquiry, Taken, Origin, Assessment, Conclusion) for row in model.objects.values()
        )
    assert all(f"An invented {name}." not in kept for name in GRADES)


def test_a_translation_of_an_item_is_no_second_origin(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "report")
    with acting(desk.documenter.actor):
        made = custody.derive_text(
            desk.documenter.actor,
            item=desk.items["report"],
            how="translation",
            label="translation 1",
            text="An invented translation.",
        )
        desk.items["translation"] = made
        actions.take_in(desk.documenter.actor, inquiry=inquiry.id, item=made)
    desk.assessed(inquiry, "report")
    desk.assessed(inquiry, "translation", **GRADES["report"])
    found = desk.weighing(inquiry)
    assert found.combined[str(made)].added == {str(desk.items["report"])}
    assert found.origins.count == 1


def test_items_made_of_items_cost_no_query_each(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.item("report", "testimony")
    desk.item("article", "report")

    def made_of(name: str) -> None:
        with acting(desk.documenter.actor):
            made = custody.derive_text(
                desk.documenter.actor, item=desk.items[name], how="copy", label=f"copy of {name}", text="Invented."
            )
            actions.take_in(desk.documenter.actor, inquiry=inquiry.id, item=made)

    def asked() -> int:
        with acting(desk.verifier.actor), CaptureQueriesContext(connection) as asked_for:
            queries.weighing_of(inquiry)
        return len(asked_for)

    made_of("report")
    one = asked()
    made_of("article")
    made_of("article")
    assert asked() == one
