"""Releases in a real browser: prepared, read, signed and public, on a phone without scripts too, and no page with a barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.browser import BROWSER, barriers, opened, pictured, signs_in
from tests.web.funding.test_publishing_releases import PUBLIC
from tests.web.made_publishing import LAST, Desk
from tests.web.served import served
from tests.web.signing_in import forget_tries, with_authenticator

from tadasu.web.foundation.accounts.models import User

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(committed: None) -> Desk:
    made = Desk()
    made.full()
    made.awards([*made.many(1, region="679"), PUBLIC])
    return made


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def at_work(chromium: Any, address: str, user: User, **more: Any) -> Any:
    page = opened(chromium, address, **more)
    signs_in(page, user, with_authenticator(user), unlocked=False)
    return page


def looked_at(page: Any, name: str) -> None:
    """Nothing stands in anybody's way, and nothing sticks out."""
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_release_is_prepared_handed_over_signed_and_public(chromium: Any, address: str, desk: Desk) -> None:
    page = at_work(chromium, address, desk.publisher, viewport={"width": 1280, "height": 900})
    page.goto(f"/publishing/organisation/{desk.place.id}/")
    looked_at(page, "releases")
    page.click("main a.button >> nth=0")
    looked_at(page, "prepare")
    page.fill("input[name=first]", str(LAST - 1))
    page.click("main form button.button")
    looked_at(page, "release")
    assert "It singled nobody out." in page.text_content("main")
    page.click("main .buttons a.button >> nth=0")
    page.fill("textarea[name=reason]", "The year may be told.")
    page.click("main form button.button")
    looked_at(page, "proposal")
    proposal = page.url
    for one in (page, at_work(chromium, address, desk.other)):
        one.goto(f"{proposal}/sign")
        one.click("main form button.button")
    for width, language in ((375, "en"), (375, "ja"), (1280, "en"), (1280, "ja")):
        plain = opened(chromium, address, java_script_enabled=width > 400, viewport={"width": width, "height": 800})
        plain.goto(f"/public/1?language={language}")
        assert f"{LAST}" in plain.text_content("h1")
        if width > 400:
            looked_at(plain, f"public-{language}")
        else:
            pictured(plain)
    with plain.expect_download() as saved:
        plain.click("main a[href$='iati-activities.xml']")
    assert saved.value.suggested_filename == "iati-activities.xml"


def test_on_a_phone_in_japanese(chromium: Any, address: str, desk: Desk) -> None:
    made = desk.badly("hide_few_grantees hide_few_intermediaries hide_dominated")
    User.objects.filter(id=desk.publisher.id).update(language="ja")
    page = at_work(chromium, address, desk.publisher, viewport={"width": 375, "height": 800}, locale="ja")
    page.goto(f"/publishing/releases/{made.id}")
    looked_at(page, "refused-ja-phone")
    assert "特定される者がいます" in page.text_content("main")
    page.goto(f"/publishing/organisation/{desk.place.id}/prepare")
    looked_at(page, "prepare-ja-phone")
