"""Pages of a review, walked by those who use them, in both languages."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.foundation.vault_browser import unlocking_browser
from tests.web.made_review import LETTERS, NAME, PERSON, REASONS, SUMMARY, WHY, Desk
from tests.web.made_vault import Holder

from tadasu.web.foundation.access import acting
from tadasu.web.funding.review import queries
from tadasu.web.funding.review.models import Decision, Review, Seat
from tadasu.web.funding.review.words import criteria

pytestmark = pytest.mark.usefixtures("database")


def browser(by: Holder) -> Client:
    """Signed in lately, with the keys unlocked."""
    return unlocking_browser(by.user)


def page(client: Client, name: str, *of: object, language: str = "en") -> str:
    answer = client.get(reverse(name, args=of), headers={"accept-language": language})
    assert answer.status_code == 200, (name, answer.status_code, answer.headers.get("Location"))
    return answer.content.decode()


def sent(client: Client, name: str, *of: object, **said: object) -> str:
    """Where a form that was sent leads."""
    answer = client.post(reverse(name, args=of), said)
    assert answer.status_code == 302, (
        re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)<', answer.content.decode(), re.S)[:9] or answer.content
    )
    return answer.headers["Location"]


def test_a_review_goes_from_its_beginning_to_the_letter_on_pages() -> None:
    desk = Desk()
    application = desk.applied()
    officer = browser(desk.officer)
    sent(officer, "review-begin", application.id)
    with acting(desk.officer.actor):
        review = Review.objects.get(application=application.id)
    one = page(officer, "review-one", review.id)
    assert review.pseudonym in one
    assert NAME not in one
    assert PERSON not in one
    assert "Before a decision" in one
    assert "Until another officer has checked that nothing binds you" in one
    desk.led(review)
    floor = {f"floor-{key}": "no" for key in ("violence", "incitement", "listed", "armed-control", "party-campaign")}
    sent(
        officer,
        "review-eligibility",
        review.id,
        **floor,
        evidence=["law", "threat"],
        local="banned",
        text="The decree.",
    )
    assert "Undetermined" in page(officer, "review-one", review.id)
    sent(
        officer, "review-ground", review.id, article="22", legality="passes", aim="unknown", necessity="fails",
        text="A blanket ban of a group for what one member wrote.",
    )  # fmt: skip
    assert "Eligible" in page(officer, "review-one", review.id)
    sent(officer, "review-harm", review.id)
    sent(
        officer, "review-risk", review.id, bearer="staff", risk="arrest", scale="3", scope="1", irremediability="3",
        likelihood="2", mitigations=["relocation"], carrier="funder", residual="accepted", text="Two are inside.",
    )  # fmt: skip
    for bearer in ("grantee", "sources", "families", "intermediary"):
        sent(officer, "review-risk", review.id, bearer=bearer, risk="none")
    sent(officer, "review-complete", review.id)
    way = page(officer, "procedure-run", desk.run(review))
    assert reverse("review-one", args=[review.id]) in way
    desk.moved(review, "core")
    for by in desk.reviewers[:5]:
        sent(officer, "review-seat", review.id, user=by.id)
        reviewer = browser(by)
        with acting(by.actor):
            seat = Seat.objects.get(review=review.id, user=by.id)
        assert reviewer.get(reverse("review-one", args=[review.id])).status_code == 404
        assert "Say whether something binds you" in page(reviewer, "review-mine")
        sent(
            reviewer,
            "review-declare",
            desk.place.id,
            employers="Quiet Harbour Works (invented)",
            relatives="",
            grants="",
        )
        sent(reviewer, "review-answer", seat.id)
        sent(officer, "review-check-ties", seat.id, reason=WHY)
        assert "no ties" in page(officer, "review-one", review.id)
    shown = officer.post(reverse("review-copy", args=[review.id]), {"reason": WHY}).content.decode()
    assert "[A]" in shown
    assert "[A1]" in shown
    assert PERSON not in shown
    assert 'name="text-name"' not in shown
    assert 'name="text-people"' not in shown
    kept = officer.post(
        reverse("review-copy", args=[review.id]), {"text": "1", "reason": WHY, "text-call-summary": SUMMARY}
    )
    assert kept.status_code == 400
    assert "still stands" in kept.content.decode()
    sent(
        officer,
        "review-copy",
        review.id,
        text="1",
        reason=WHY,
        **{"text-call-summary": "It reports from exile. [A1] leads it."},
    )
    sent(officer, "review-scoring", review.id)
    for value, by in enumerate(desk.reviewers[:5]):
        reviewer = browser(by)
        sent(reviewer, "review-read", review.id, reason=WHY)
        text = page(reviewer, "review-text", review.id)
        assert "leads it." in text
        assert NAME not in text
        marks = {f"mark-{key}": value % 5 for key in criteria()}
        sent(reviewer, "review-score", review.id, **marks, text=f"Seen alone, number {value}.")
    reviewer = browser(desk.reviewers[0])
    one = page(reviewer, "review-one", review.id)
    assert all(f"<h3>{letter}" in one for letter in "ABCDE")
    assert "being discussed" in one
    sent(reviewer, "review-say", review.id, text="I would not cut the safety costs.")
    sent(
        reviewer, "review-propose", review.id, outcome="awarded", grounds=["need", "reach"], level="2", amount="9,000.00",
        currency="eur", expires_on=desk.later().isoformat(), conditions=["spoken-reports"], reasons=REASONS,
    )  # fmt: skip
    with acting(desk.reviewers[0].actor):
        decision = queries.waiting_decision(review)
        assert decision is not None
        assert decision.amount == 900_000
    sent(
        browser(desk.reviewers[4]), "review-sign", decision.id, agrees="no", minority="Too much for one year.", named=""
    )
    for by in desk.reviewers[:3]:
        sent(browser(by), "review-sign", decision.id, agrees="yes", minority="")
    sent(officer, "review-tell", decision.id, **LETTERS)
    one = page(officer, "review-one", review.id)
    assert "9,000.00 EUR" in one
    assert "Told on" in one
    sent(officer, "review-read", review.id, reason=WHY)
    text = page(officer, "review-text", review.id)
    assert "Too much for one year." in text
    assert str(desk.reviewers[4].user) not in text
    for name in ("review-one", "review-text"):
        japanese = page(officer, name, review.id, language="ja")
        assert 'lang="ja"' in japanese
    assert review.pseudonym in page(officer, "review-list", desk.place.id)
    with acting(desk.officer.actor):
        assert Decision.objects.get(id=decision.id).decided_on is not None


def test_where_nothing_is_pages_say_what_would_be_there() -> None:
    desk = Desk()
    assert "No review yet" in page(browser(desk.officer), "review-list", desk.place.id)
    mine = page(browser(desk.reviewers[0]), "review-mine")
    assert "You sit in no open review" in mine
    assert "nothing declared yet" in mine
