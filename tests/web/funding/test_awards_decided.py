"""From a decision to an award: what was decided counts, and while it may be taken up."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.web.made_awards import TEXT
from tests.web.made_box import as_holder
from tests.web.made_programmes import Desk as Books
from tests.web.made_review import Desk
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Agreement, Asked, Begun, Part
from tadasu.web.funding.awards.actions import beginning as begins
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.awards.queries import decided_without_award
from tadasu.web.funding.awards.words import must
from tadasu.web.funding.review.models import Review

pytestmark = pytest.mark.usefixtures("database")


class Decided:
    """A review that awarded, and a line with money."""

    def __init__(self, **more: Any) -> None:
        self.desk = Desk()
        self.books = Books(place=self.desk.place)
        self.review: Review = self.desk.decided(level=1, **more)
        self.actor = lately(self.desk.officer.user)

    def begun(self, **more: Any) -> Begun:
        values: dict[str, Any] = {
            "line": self.books.line.id,
            "amount": 900_000,
            "currency": "EUR",
            "level": 1,
            "lane": "core",
            "risk": "medium",
            "region": "789",
            "starts_on": self.books.today,
            "ends_on": self.books.today + timedelta(days=364),
            "identity": {"names": "Free Lantern Press (invented)"},
        }
        return Begun(**(values | more))

    def award(self, **more: Any) -> Award:
        with acting(self.actor):
            return actions.award_from_decision(
                self.actor, application=self.review.application, begun=self.begun(**more)
            )

    def write(self, award: Award, *codes: str, parts: int = 2) -> Award:
        each = award.amount // parts
        agreement = Agreement(
            texts={"text": TEXT},
            clauses=tuple(must()),
            parts=[Part(amount=each, due_on=self.books.today + timedelta(days=90 * one)) for one in range(parts)],
            conditions=[Asked(code=one) for one in codes],
        )
        with acting(self.actor):
            return actions.write_agreement(self.actor, award=award.id, agreement=agreement)


def test_an_award_is_as_it_was_decided_has_the_box_of_the_application_and_begins_once() -> None:
    told = Decided()
    with acting(told.actor):
        assert [one.id for one in decided_without_award(told.actor)] == [told.review.application]
    for wrong in ({"amount": 900_001}, {"currency": "USD"}, {"level": 3}):
        with pytest.raises(UsageError, match="awards-not-as-decided"):
            told.award(**wrong)
    made = told.award()
    assert (made.amount, made.currency, made.level, made.box) == (900_000, "EUR", 1, told.desk.box.id)
    assert made.application == told.review.application
    with pytest.raises(UsageError, match="awards-once"):
        told.award()
    with acting(told.actor):
        assert decided_without_award(told.actor) == []


def test_without_a_decision_to_award_there_is_no_award() -> None:
    desk = Desk()
    books = Books(place=desk.place)
    review = desk.discussing(level=1)
    actor = lately(desk.officer.user)
    told = object.__new__(Decided)
    told.books = books
    with acting(actor), pytest.raises(UsageError, match="awards-no-decision"):
        actions.award_from_decision(actor, application=review.application, begun=told.begun())


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a year on."""

    class Later:
        @staticmethod
        def localdate() -> date:
            return date.today() + timedelta(days=180)

    monkeypatch.setattr(begins, "timezone", Later)


def test_a_decision_whose_day_is_over_begins_no_award(later: None) -> None:
    told = Decided()
    with pytest.raises(UsageError, match="awards-decision-over"):
        told.award()


def test_an_agreement_holds_the_conditions_that_were_decided() -> None:
    told = Decided(conditions=("safety-plan", "instalments"))
    made = told.award()
    with pytest.raises(UsageError, match="awards-decided-missing") as error:
        told.write(made)
    assert dict(error.value.params)["condition"] == "security-plan"
    with pytest.raises(UsageError, match="awards-decided-missing") as error:
        told.write(made, "security-plan", parts=1)
    assert dict(error.value.params)["condition"] == "instalments"
    assert told.write(made, "security-plan").record is not None


def test_protection_that_was_asked_for_since_the_decision_counts() -> None:
    told = Decided()
    with as_holder(told.desk.box):
        Application.objects.filter(id=told.review.application).update(level=3)
    with pytest.raises(UsageError, match="awards-not-as-decided"):
        told.award()
    made = told.award(level=3)
    assert made.level == 3
    with acting(lately(told.books.organiser)):
        assert not Award.objects.filter(id=made.id).exists()
