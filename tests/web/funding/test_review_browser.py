"""Pages of a review in a real browser: on a phone, in Japanese, dark, and no page with a barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers
from tests.web.made_review import WHY, Desk
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.review import actions
from tadasu.web.funding.review.models import Seat

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]

LOOKS: tuple[tuple[str, int, str], ...] = (("ja", 375, "dark"), ("en", 1280, "light"))


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    yield Desk()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def test_pages_have_no_barrier_on_a_phone_and_on_a_screen(chromium: Any, address: str, desk: Desk) -> None:
    review = desk.discussing()
    decision = desk.proposed(review)
    with acting(desk.officer.actor):
        actions.check(desk.officer.actor, review=review.id, key=desk.officer.key, reason=WHY)
        seat = Seat.objects.get(review=review, user=desk.reviewers[1].id)
    officer = (
        ("review-list", desk.place.id),
        ("review-one", review.id),
        ("review-seat", review.id),
        ("review-eligibility", review.id),
        ("review-ground", review.id),
        ("review-check", review.id),
        ("review-note", review.id),
        ("review-recuse", seat.id),
    )
    sitting = (
        ("review-mine",),
        ("review-declare", desk.place.id),
        ("review-one", review.id),
        ("review-score", review.id),
        ("review-say", review.id),
        ("review-sign", decision.id),
    )
    for user, pages in ((desk.officer.user, officer), (desk.reviewers[1].user, sitting)):
        page = at_work(chromium, address, user)
        page.goto(reverse("review-read", args=[review.id]))
        page.fill("textarea[name=reason]", WHY)
        page.click("main form button >> nth=0")
        for language, width, scheme in LOOKS:
            User.objects.filter(id=user.id).update(language=language)
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            for name, *of in (*pages, ("review-text", review.id)):
                page.goto(reverse(str(name), args=of))
                assert page.locator("html").get_attribute("lang") == language
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                assert barriers(page) == [], name
