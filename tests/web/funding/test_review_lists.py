"""Lists: who listed, on what ground, what two people find; and nothing but yes or no is left."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone
from tests.web.made_parties import listed, no_lists
from tests.web.made_review import NAME, PERSON, WHY, Desk
from tests.web.made_vault import Holder

from tadasu.schema import Entity, ListId, UsageError
from tadasu.store import data_folder, save_list
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.review import actions, queries
from tadasu.web.funding.review.models import Check, Hit, Review
from tadasu.web.funding.review.standing import EXPOSED

pytestmark = pytest.mark.usefixtures("database")

JAPAN = {"jp-mof": date(2026, 11, 20)}
SAME_NAME = "Free Lantern Press"


def in_force(list_id: str, name: str, *, day: date = date(2026, 11, 1)) -> None:
    """A list of one entry."""
    entity: Entity = listed(name, key=f"{list_id}:1")
    entity = replace(entity, origin=replace(entity.origin, list_id=ListId(list_id)))
    save_list(
        data_folder(), list_id, [entity], list_date=day, source_digest="0" * 64, problems=(), reader_version="test"
    )


@pytest.fixture(autouse=True)
def lists() -> Iterator[None]:
    """The United Nations list, with somebody else on it."""
    no_lists()
    in_force("un-sc", "Quiet Harbour Brigade (invented)")
    yield
    no_lists()


def checked(desk: Desk, review: Review, by_hand: Mapping[str, date] = JAPAN, by: Holder | None = None) -> Check:
    by = by or desk.officer
    with acting(by.actor):
        return actions.check(by.actor, review=review.id, key=by.key, reason=WHY, by_hand=by_hand)


def state(desk: Desk, review: Review, exposed: Collection[str] = EXPOSED) -> str:
    with acting(desk.officer.actor):
        return queries.screening_state(desk.officer.actor, review.application, exposed=exposed).state


def judged(desk: Desk, hit: Hit, verdict: str, publisher: str, by: Holder | None = None) -> Hit:
    who = by or desk.officer
    with acting(who.actor):
        return actions.judge(
            who.actor, hit=hit.id, publisher=publisher, verdict=verdict, reasons=("name-only",),
            text="We looked at who listed and on what ground, and found this.",
        )  # fmt: skip


def confirmed(desk: Desk, hit: Hit) -> Hit:
    with acting(desk.second.actor):
        return actions.confirm(desk.second.actor, hit=hit.id)


def hit_of(desk: Desk, made: Check) -> Hit:
    with acting(desk.officer.actor):
        return Hit.objects.get(made_in=made)


def test_without_a_check_and_without_every_list_that_binds_nothing_is_clear() -> None:
    desk = Desk()
    review = desk.begun()
    assert state(desk, review) == "missing"
    checked(desk, review, by_hand={})
    assert state(desk, review) == "missing"
    made = checked(desk, review)
    assert (made.found, state(desk, review)) == (False, "clear")
    with acting(desk.officer.actor):
        found = queries.screening_state(desk.officer.actor, review.application)
    assert set(found.lists) == {"un-sc"}
    assert found.by_hand == {"jp-mof": "2026-11-20"}


def test_whoever_leads_checks_before_the_decision_and_any_officer_afterwards() -> None:
    desk = Desk()
    review = desk.scoring()
    with pytest.raises(Refused):
        checked(desk, review, by=desk.second)
    checked(desk, review)
    review = desk.decided()
    assert checked(desk, review, by=desk.second).user_id == desk.second.id
    assert state(desk, review) == "clear"


def test_a_list_that_changed_makes_a_check_stale() -> None:
    desk = Desk()
    review = desk.begun()
    checked(desk, review)
    in_force("un-sc", "Another Brigade (invented)", day=date(2026, 11, 2))
    assert state(desk, review) == "stale"


def test_a_false_match_blocks_until_two_people_found_somebody_else() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.begun()
    hit = hit_of(desk, checked(desk, review))
    assert (state(desk, review), hit.publisher) == ("unresolved", "un")
    assert hit.until is not None
    assert timedelta(hours=46) < hit.until - timezone.now() <= timedelta(hours=48)
    judged(desk, hit, "other", "un")
    assert state(desk, review) == "unresolved"
    with acting(desk.officer.actor), pytest.raises(Refused):
        actions.confirm(desk.officer.actor, hit=hit.id)
    assert confirmed(desk, hit).until is None
    assert state(desk, review) == "clear"


def test_the_united_nations_stop_a_payment_and_a_route_decides_for_others() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.begun()
    hit = hit_of(desk, checked(desk, review))
    judged(desk, hit, "same", "un")
    confirmed(desk, hit)
    assert state(desk, review) == "match"
    no_lists()
    in_force("un-sc", "Quiet Harbour Brigade (invented)")
    in_force("us-ofac-sdn", SAME_NAME)
    hit = hit_of(desk, checked(desk, review))
    judged(desk, hit, "same", "us")
    confirmed(desk, hit)
    assert state(desk, review) == "match"
    assert state(desk, review, exposed=("eu",)) == "clear"


def test_a_persecuting_states_label_stops_nothing_and_leads_to_the_protection_review() -> None:
    desk = Desk()
    review = desk.begun()
    desk.eligible(review, local="labelled", evidence=("law", "case"))
    with acting(desk.officer.actor):
        actions.try_prohibition(
            desk.officer.actor, review=review.id, article="22", legality="fails", aim="unknown", necessity="fails",
            text="The law names no act and knows no court.",
        )  # fmt: skip
    checked(desk, review)
    with acting(desk.officer.actor):
        hit = actions.note_hit(
            desk.officer.actor, review=review.id, list_id="state-label", list_day=date(2026, 10, 1),
            publisher="persecutor", text="Entry 17 of the register of extremists.",
        )  # fmt: skip
        with pytest.raises(UsageError, match="review-verdict"):
            actions.judge(
                desk.officer.actor, hit=hit.id, publisher="persecutor", verdict="same", reasons=("no-evidence",),
                text="They mean the applicant, for what it wrote.",
            )  # fmt: skip
    judged(desk, hit, "label", "persecutor")
    confirmed(desk, hit)
    assert (state(desk, review), desk.state(review)) == ("clear", "label-review")


def noted(desk: Desk, review: Review, publisher: str = "jp", list_id: str = "jp-mof") -> Hit:
    with acting(desk.officer.actor):
        return actions.note_hit(
            desk.officer.actor, review=review.id, list_id=list_id, list_day=date(2026, 11, 20), publisher=publisher,
            text="Entry 4 of the list that we looked through (invented).",
        )  # fmt: skip


def test_one_person_who_checks_again_does_not_lose_what_was_found_by_hand() -> None:
    desk = Desk()
    review = desk.begun()
    checked(desk, review)
    judged(desk, noted(desk, review), "same", "jp")
    with acting(desk.officer.actor):
        confirmed(desk, Hit.objects.get())
    assert state(desk, review) == "match"
    hit = hit_of(desk, checked(desk, review))
    assert (hit.publisher, hit.list_id, hit.verdict) == ("jp", "jp-mof", "")
    assert state(desk, review) == "unresolved"
    with acting(desk.officer.actor):
        assert [one.id for one in queries.hits_open(desk.officer.actor)] == [hit.id]
    judged(desk, hit, "other", "jp")
    confirmed(desk, hit)
    assert state(desk, review) == "clear"


def test_what_an_earlier_check_found_waits_for_nobody() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.begun()
    checked(desk, review)
    last = hit_of(desk, checked(desk, review))
    with acting(desk.officer.actor):
        assert [one.id for one in queries.hits_open(desk.officer.actor)] == [last.id]


def test_an_application_that_is_sent_anew_is_checked_anew() -> None:
    desk = Desk()
    review = desk.begun()
    checked(desk, review)
    assert state(desk, review) == "clear"
    desk.sent_anew(review)
    assert state(desk, review) == "stale"
    desk.checked_anew(review)
    checked(desk, review)
    assert state(desk, review) == "clear"


def test_words_in_whose_place_others_came_are_erased() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.begun()
    hit = hit_of(desk, checked(desk, review))
    judged(desk, hit, "same", "un")
    judged(desk, hit, "other", "un", desk.second)
    with acting(desk.officer.actor):
        kept = SealedRecord.objects.filter(kind="review.verdict", erased_at=None)
        assert [one.id for one in kept] == [Hit.objects.get(id=hit.id).words]


def test_a_list_that_nobody_knows_is_not_called_one_about_goods_and_takes_two() -> None:
    desk = Desk()
    in_force("xx-unknown", SAME_NAME)
    review = desk.begun()
    hit = hit_of(desk, checked(desk, review))
    assert hit.publisher == ""
    with pytest.raises(UsageError, match="review-publisher"):
        judged(desk, hit, "same", "goods")
    with acting(desk.officer.actor), pytest.raises(UsageError, match="review-publisher"):
        actions.note_hit(
            desk.officer.actor, review=review.id, list_id="jp-mof", list_day=date(2026, 11, 20), publisher="goods",
            text="Entry 4 (invented).",
        )  # fmt: skip


def test_a_day_that_has_not_come_is_no_list_day_of_what_was_found_by_hand() -> None:
    desk = Desk()
    review = desk.begun()
    checked(desk, review)
    with acting(desk.officer.actor), pytest.raises(UsageError, match="review-list-day"):
        actions.note_hit(
            desk.officer.actor, review=review.id, list_id="jp-mof", list_day=timezone.localdate() + timedelta(days=1),
            publisher="jp", text="Entry 4 (invented).",
        )  # fmt: skip


def test_the_database_takes_no_hit_that_is_judged_already() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.begun()
    hit = hit_of(desk, checked(desk, review))
    with acting(desk.officer.actor), pytest.raises(Error), transaction.atomic():
        Hit.objects.create(
            organisation_id=hit.organisation_id, made_in_id=hit.made_in_id, number=2, list_id="un-sc",
            list_version="test", record=hit.record, publisher="un", verdict="other", reasons=["name-only"],
            first_by_id=desk.officer.id, second_by_id=desk.second.id,
        )  # fmt: skip


def test_nobody_judges_what_is_not_sealed_to_them_nor_twice() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.begun()
    hit = hit_of(desk, checked(desk, review))
    with acting(desk.reviewers[0].actor), pytest.raises(Refused):
        actions.judge(
            desk.reviewers[0].actor, hit=hit.id, publisher="un", verdict="other", reasons=("name-only",), text="x" * 30
        )
    judged(desk, hit, "other", "un")
    with acting(desk.officer.actor), pytest.raises(Error), transaction.atomic():
        Hit.objects.filter(id=hit.id).update(second_by_id=desk.second.id)
    confirmed(desk, hit)
    with acting(desk.officer.actor), pytest.raises(UsageError, match="review-judged"):
        actions.judge(
            desk.officer.actor, hit=hit.id, publisher="un", verdict="same", reasons=("name-only",), text="x" * 30
        )


def test_screening_stands_before_the_agreement() -> None:
    desk = Desk()
    review = desk.decided()
    with pytest.raises(UsageError, match="run-guard"):
        desk.moved(review, "clear")
    checked(desk, review)
    desk.moved(review, "clear")
    assert desk.state(review) == "agreement"


def test_no_row_of_a_review_names_a_party_or_an_entry() -> None:
    desk = Desk()
    in_force("un-sc", SAME_NAME)
    review = desk.decided()
    judged(desk, hit_of(desk, checked(desk, review)), "other", "un")
    with acting(desk.officer.actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'review\\_%' "
            "OR table_name LIKE 'procedure\\_%'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        assert len(tables) > 15
        for table in tables:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} AS t")
            for (row,) in cursor.fetchall():
                for name in (NAME, SAME_NAME, "Lantern", PERSON, "Seitkali", "un-sc:1"):
                    assert name.casefold() not in row.casefold(), (table, name)
