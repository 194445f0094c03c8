"""What a call promises about conflicts is asked of reviewers as ties, and said to them where they may know of the call."""

import pytest
from tests.web.foundation.vault_browser import page_in
from tests.web.made_calls import Desk as Calls
from tests.web.made_programmes import Desk as Books
from tests.web.made_review import Desk
from tests.web.made_vault import Holder, unlocking, with_keys

from tadasu.web.foundation.access import acting
from tadasu.web.funding.calls.words import words as call_words
from tadasu.web.funding.review import actions
from tadasu.web.funding.review.models import Review, Seat
from tadasu.web.funding.review.words import words

pytestmark = pytest.mark.usefixtures("database")

RULES = ("family", "state")


class OfDesk(Calls):
    """The calls of the funder whose reviews are looked at."""

    def __init__(self, desk: Desk) -> None:
        Books.__init__(self, place=desk.place)
        self.reader, self.second = unlocking(with_keys(self.officer)), unlocking(with_keys(self.reviewer))
        self.rate("EUR", "163.5")
        self.form, self.short = self.loaded("ordinary"), self.loaded("emergency")


def applied(kind: str = "open", level: int = 2, conflicts: tuple[str, ...] = RULES) -> tuple[Desk, Review, Seat]:
    """In a call of that kind; its review, and a seat of somebody who was not asked yet."""
    desk = Desk()
    desk.call = OfDesk(desk).opened(kind, conflicts=conflicts).id
    review = desk.begun(level=level)
    return desk, review, desk.seated(review, desk.reviewers[0])


def page(by: Holder, seat: Seat, language: str = "en") -> str:
    return page_in(language, by.user, "review-answer", seat.id)


def promised(text: str, language: str = "en") -> set[str]:
    return {code for code, one in call_words("conflicts").items() if one[language] in text}


def test_whoever_serves_a_persecuting_government_says_so_and_is_out() -> None:
    desk = Desk()
    review = desk.begun()
    by = desk.reviewers[0]
    seat = desk.seated(review, by)
    assert "In the service of a government that persecutes a party" in page(by, seat)
    assert "当事者を迫害する政府の職務に就いている" in page(by, seat, "ja")
    with acting(by.actor):
        assert actions.answer(by.actor, seat=seat.id, ties=("state",)).state == "recused"
        assert not Review.objects.filter(id=review.id).exists()


def test_every_rule_that_a_call_can_promise_has_a_tie_to_declare() -> None:
    """By what each is called there: the numbers of both lists may differ, a promise without a tie may not."""
    tie_of = {"family": "relative", "money": "grant", "work": "employer", "rival": "rival", "state": "state"}
    assert set(tie_of) == set(call_words("conflicts"))
    assert set(tie_of.values()) <= set(words("ties"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_whoever_is_asked_reads_the_rules_of_the_call_in_their_language(language: str) -> None:
    desk, _review, seat = applied()
    text = page(desk.reviewers[0], seat, language)
    assert promised(text, language) == set(RULES)
    said = {"en": "also one that the call does not name", "ja": "公募に書かれていない関係"}
    assert said[language] in text


def test_every_tie_takes_somebody_out_whatever_the_call_promises() -> None:
    desk, review, seat = applied(conflicts=())
    by = desk.reviewers[0]
    assert promised(page(by, seat)) == set()
    with acting(by.actor):
        assert actions.answer(by.actor, seat=seat.id, ties=("quarrel",)).state == "recused"
        assert not Review.objects.filter(id=review.id).exists()


@pytest.mark.parametrize(("kind", "level"), [("invited", 2), ("open", 3)])
def test_whoever_was_not_checked_learns_no_call_that_they_may_not_know_of(kind: str, level: int) -> None:
    desk, review, seat = applied(kind, level)
    text = page(desk.reviewers[0], seat)
    assert promised(text) == set()
    assert "The call of this application" not in text
    with acting(desk.officer.actor):
        lead = Seat.objects.get(review=review, body="lead")
        assert lead.state == "clear"
    taking = desk.second
    with acting(taking.actor):
        seat = actions.take_lead(taking.actor, review=review.id, why="away")
    assert promised(page(taking, seat)) == set(RULES)
