"""Checks on sealed people leave yes or no, and the versions of the lists: every column of every row of every check is a code, a
number, a day or an id, whatever was found, and nothing that anybody is called."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models
from tests.web.funding.test_review_lists import in_force
from tests.web.made_parties import no_lists
from tests.web.made_vault import lately
from tests.web.made_winddown import Desk

from tadasu.web.foundation.access import acting
from tadasu.web.funding.awards import actions as awards
from tadasu.web.funding.awards.models import Check as AwardCheck
from tadasu.web.funding.awards.words import words as award_words
from tadasu.web.funding.review import actions as reviews
from tadasu.web.funding.review.models import Check, Hit, Seat
from tadasu.web.funding.review.standing import lists_in_force
from tadasu.web.funding.review.words import publishers, words

pytestmark = pytest.mark.usefixtures("database")

NAME, PERSON = "Zubrivka Lantern Press (invented)", "Ogelia Marushenko-Demo"
MODELS = (AwardCheck, Check, Hit, Seat)


def _known() -> set[str]:
    """Every code that a column of a check can hold."""
    found = {"", *award_words("check_verdicts"), *publishers()}
    for what in ("seats", "bodies", "recused_how", "verdicts"):
        found |= set(words(what))
    return found


@pytest.fixture(autouse=True)
def lists() -> Iterator[None]:
    """A list with the very name of the one who is sealed."""
    no_lists()
    in_force("un-sc", NAME)
    yield
    no_lists()


@pytest.fixture
def checked(lists: None) -> Desk:
    """Everybody who is sealed was held against lists and ties, and found."""
    desk = Desk(answers={"name": NAME, "people": PERSON})
    review = desk.begun()
    desk.eligible(review)
    desk.assessed(review)
    desk.moved(review, "core")
    tied, free = desk.reviewers[0], desk.reviewers[1]
    for by, employer in ((tied, NAME), (free, "Quiet Harbour Works (invented)")):
        seat = desk.seated(review, by)
        desk.declared(by, employers=[employer])
        with acting(by.actor):
            reviews.answer(by.actor, seat=seat.id, ties=())
        with acting(desk.officer.actor):
            reviews.check_ties(desk.officer.actor, seat=seat.id, key=desk.officer.key, reason="To check (invented).")
    with acting(desk.officer.actor):
        reviews.check(desk.officer.actor, review=review.id, key=desk.officer.key, reason="To check (invented).")
    award = desk.awards.begin(identity={"names": NAME, "people": PERSON})
    desk.awards.read(desk.awards.officer, award.grantee.record)
    actor = lately(desk.officer.user)
    with acting(actor):
        found = awards.check(actor, award=award.id, key=desk.officer.key)
    assert found.alike
    return desk


def test_each_check_found_something_and_says_no_more_than_yes_or_no(checked: Desk) -> None:
    with checked.seen_whole():
        assert AwardCheck.objects.get().found
        assert Check.objects.get().found
        assert Hit.objects.exists()
        assert sorted(map(str, Seat.objects.exclude(body="lead").values_list("tied", flat=True))) == ["False", "True"]


def test_every_value_of_every_row_is_a_code_a_number_a_day_or_an_id(checked: Desk) -> None:
    known = _known()
    versions = set(lists_in_force().items())
    with checked.seen_whole():
        for model in MODELS:
            for row in model._default_manager.all():
                for field in model._meta.concrete_fields:
                    value = getattr(row, field.attname)
                    assert _says_nobody(field, value, known, versions), (model.__name__, field.name, value)


def _says_nobody(field: Any, value: Any, known: set[str], versions: set[tuple[str, str]]) -> bool:
    if isinstance(field, models.JSONField):
        return bool(set(value.items()) <= versions)
    if field.name in {"list_id", "list_version"}:
        return any(value in one for one in versions)
    if field.name == "checked_with":
        return re.fullmatch(r"[0-9]+/[0-9a-f]{12}", value) is not None
    if field.name in {"reasons", "ties"}:
        return bool(value == [])
    if field.name == "letter":
        return len(value) <= 2
    if isinstance(value, str):
        return value in known
    return value is None or isinstance(value, bool | int | UUID) or hasattr(value, "isoformat")


def test_no_word_of_a_name_is_in_any_table_but_those_of_lists(checked: Desk) -> None:
    with checked.seen_whole(), connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"SELECT to_jsonb(one)::text FROM {model._meta.db_table} one")
            whole = "\n".join(row[0] for row in cursor.fetchall())
            assert whole
            for word in ("Zubrivka", "Lantern", "Press", "Ogelia", "Marushenko"):
                assert word.lower() not in whole.lower()
