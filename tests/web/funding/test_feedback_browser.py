"""Feedback in a real browser: a phone without scripts takes a voucher and answers in Japanese; an officer closes the round and
sees counts; no page has a barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.browser import BROWSER, at_work, barriers, opened, pictured
from tests.web.made_feedback import DAYS, Desk, answered
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._code import grouped
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.feedback import vouchers
from tadasu.web.funding.feedback.models import Round
from tadasu.web.funding.feedback.questions import form
from tadasu.web.project.database import DATABASE, Server

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]

LEAST = form().least
PHONE: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}, "locale": "ja"}


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def as_if_it_had_begun(server: Server, round: Round) -> None:
    """Its last day was yesterday: the clock of another process cannot be moved, so the days are, by the one who owns all."""
    server.execute(
        f"UPDATE feedback_round SET opens_on = opens_on - {DAYS + 1}, closes_on = closes_on - {DAYS + 1} "
        f"WHERE id = '{round.id}'",
        database=DATABASE,
    )


def test_a_grantee_answers_in_japanese_on_a_phone_without_scripts_and_the_officer_sees_counts(
    chromium: Any, address: str, desk: Desk, server: Server
) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[1:], fair="fully")
    page = opened(chromium, address, **PHONE)
    page.goto("/box/")
    page.fill("input[name=code]", grouped(desk.boxes[0].code))
    page.click("main form button >> nth=0")
    pictured(page)
    page.click("a[href='/box/voice']")
    assert page.text_content("h1") == "私たちについてのご意見"
    pictured(page)
    page.click("main form button >> nth=0")
    assert page.text_content("h1") == "回答券"
    pictured(page)
    code = "".join(page.locator("main code").all_text_contents())
    page = opened(chromium, address, **PHONE)
    page.goto("/voice/")
    page.fill("input[name=code]", "".join(chr(ord(one) + 0xFEE0) if one != " " else "　" for one in code))
    page.click("main form button >> nth=0")
    pictured(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    page.check("input[name=step-fair][value=little]")
    page.fill("textarea[name=free-change]", "返事を早くしてほしい（架空）。")
    page.click("#answers .buttons button")
    assert page.text_content("h1") == "回答を封じました"
    pictured(page)
    as_if_it_had_begun(server, round)
    head = at_work(chromium, address, desk.reader.user, locale="en", viewport={"width": 1280, "height": 900})
    head.goto(f"/feedback/rounds/{round.id}")
    head.click("a[href$='/close']")
    head.fill("textarea[name=reason]", "To hear what grantees think of us.")
    head.click("main form button.button")
    assert "In the middle: fully" in head.text_content("main")
    assert barriers(head) == []
    head.goto(f"/feedback/rounds/{round.id}/open")
    head.fill("textarea[name=reason]", "To hear what grantees think of us.")
    head.click("main form button >> nth=0")
    assert "返事を早くしてほしい（架空）。" in head.text_content("main")


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_no_page_has_a_barrier(chromium: Any, address: str, desk: Desk, locale: str) -> None:
    round = desk.begin_with(LEAST)
    code = desk.voucher(round, desk.boxes[1])
    answered(desk.voucher(round, desk.boxes[2]))
    page = opened(chromium, address, viewport={"width": 375, "height": 700}, locale=locale)
    page.goto("/voice/")
    assert barriers(page) == []
    page.fill("input[name=code]", vouchers.shown(code))
    page.click("main form button >> nth=0")
    assert barriers(page) == []
    page.click("#answers .buttons button")
    assert barriers(page) == []
    page.goto("/box/")
    page.fill("input[name=code]", grouped(desk.boxes[0].code))
    page.click("main form button >> nth=0")
    page.goto("/box/voice")
    assert barriers(page) == []
    page.click("main form button >> nth=0")
    assert barriers(page) == []
    User.objects.filter(id=desk.reader.id).update(language=locale)
    officer = at_work(
        chromium, address, desk.reader.user, unlocked=False, locale=locale, viewport={"width": 375, "height": 700}
    )
    for name in (f"organisation/{desk.place.id}/", f"organisation/{desk.place.id}/begin", f"rounds/{round.id}"):
        officer.goto(f"/feedback/{name}")
        assert barriers(officer) == [], name
        assert officer.evaluate("document.documentElement.scrollWidth") <= 375, name
