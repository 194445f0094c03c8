"""Pages of the library in a real browser: on a phone without scripts, dark, in Japanese, with the longest strings, no barrier."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers
from tests.web.made_library import GATE, JAPANESE, Desk
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library.searching import Asked
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]

LONG = "Verylongnameofanoutletwithoutanyblankinitwhichhastobreaksomewhere (invented)"


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


def filled(desk: Desk) -> dict[str, list[object]]:
    """Names of addresses and what they take."""
    desk.article(GATE, outlet=LONG, title=f"{LONG} gate", url="https://example.com/" + "a" * 200)
    article = desk.article(JAPANESE, title="夜の門と鍵についての、とても長い題名の記事（架空）", licence="CC BY-SA 4.0")
    desk.incidents(
        {"title": "Gate locked", "text": GATE, "issue": "state-imposed-forced-labour", "month": date(2026, 2, 1)}
    )
    desk.incidents({"issue": "forced-labour", "month": date(2026, 2, 1)}, public=False)
    finding = desk.prepared(desk.with_article(article))
    with acting(desk.verifier.actor):
        search = actions.save(
            desk.verifier.actor, organisation=desk.place.id, name="門 " + "と鍵" * 20, asked=Asked(words="gate")
        )
    return {
        "library-search": [desk.place.id],
        "library-saved": [search.id],
        "library-saved-delete": [search.id],
        "library-led": [article.item],
        "library-finding": [finding.id],
        "library-coverage": [desk.place.id],
    }


@pytest.mark.parametrize("looks", [{"viewport": {"width": 375, "height": 800}, "color_scheme": "dark"},
                                   {"viewport": {"width": 320, "height": 800}, "java_script_enabled": False}])  # fmt: skip
def test_pages_have_no_barrier_on_a_phone(chromium: Any, address: str, desk: Desk, looks: dict[str, Any]) -> None:
    pages = filled(desk)
    User.objects.filter(id=desk.verifier.user.id).update(language="ja")
    page = at_work(chromium, address, desk.verifier.user, unlocked=True, locale="ja", **looks)
    width = looks["viewport"]["width"]

    def fits(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if looks.get("java_script_enabled", True):
            assert barriers(page) == [], name

    for name, arguments in pages.items():
        page.goto(reverse(name, args=arguments))
        fits(name)
    page.goto(reverse("library-search", args=[desk.place.id]))
    page.fill("#words", "門")
    page.click("form[role=search] button.button >> nth=0")
    assert page.locator("mark").first.inner_text() == "門"
    fits("found")
    page.goto(reverse("library-redact", args=[desk.items["report"]]))
    page.select_option("select[name=purpose]", "verify")
    page.fill("textarea[name=reason]", "An invented reason for it.")
    page.click("main form button")
    page.fill("textarea[name=words]", "invented")
    page.click("button[value=preview]")
    assert "[■■■]" in page.locator("main .notice").first.inner_text()
    fits("redact")
