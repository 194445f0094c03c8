"""A result from the box to the public, in a real browser: a grantee told it, an officer writes it down, one publisher prepares,
two sign, everybody reads it in Japanese on a phone without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers, opened
from tests.web.funding.test_results_public import Desk
from tests.web.made_box import as_holder, box_at, counter
from tests.web.made_vault import lately, unlocking, with_keys
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results import actions

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]

TOLD = "The rule was changed after our report (invented)."


@pytest.fixture
def desk(committed: None) -> Desk:
    made = Desk()
    awards = made.awards(made.many(12, year=2023))
    made.results(awards[1:], "law")
    made.results(awards, "finding")
    reader = unlocking(with_keys(made.officer))
    box = box_at(counter(made.place, reader, purpose="funding.award"))
    with acting(lately(made.officer)):
        Award.objects.filter(id=awards[0].id).update(box=box.id)
    with as_holder(box) as visit:
        actions.tell(visit, award=awards[0].id, text=TOLD)
    return made


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    FLOODS.forget()
    with served() as found:
        yield found
    FLOODS.forget()


def looked(page: Any) -> str:
    """What it says; nothing stands in anybody's way, and nothing sticks out."""
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    return str(page.text_content("main"))


def test_a_result_goes_from_the_box_to_the_public(chromium: Any, address: str, desk: Desk) -> None:
    User.objects.filter(id=desk.officer.id).update(language="ja")
    page = at_work(chromium, address, desk.officer, unlocked=False, viewport={"width": 375, "height": 800})
    page.goto(reverse("results-list", args=[desk.place.id]))
    assert "助成先から伝えられたことがあります" in looked(page)
    page.click("main .notice a")
    assert "読まれるのを待っています" in looked(page)
    page.click("main a[href$='/told/1']")
    looked(page)
    for name, value in (("kind", "law"), ("contribution", "core"), ("told_by", "grantee"), ("sure", "reported")):
        page.check(f"input[name={name}][value={value}]")
    page.fill("input[name=when]", "2023-Q4")
    page.click("main form button.button")
    assert "法令・規則の変更" in looked(page)
    page.goto(reverse("results-programme", args=[desk.place.id, desk.books.fund.id]))
    assert "助成先の申告（報告あり）" in looked(page)
    publisher = at_work(chromium, address, desk.publisher, unlocked=False, viewport={"width": 1280, "height": 900})
    publisher.goto(reverse("results-tellings", args=[desk.place.id]))
    looked(publisher)
    publisher.click("main .buttons a.button >> nth=0")
    publisher.click("main form button.button")
    assert "8 to 12" in looked(publisher)
    publisher.click("main .buttons a.button >> nth=0")
    publisher.fill("textarea[name=reason]", "The year may be told.")
    publisher.click("main form button.button")
    proposal = publisher.url
    for one in (publisher, at_work(chromium, address, desk.other, unlocked=False)):
        one.goto(f"{proposal}/sign")
        one.click("main form button.button")
    plain = opened(chromium, address, java_script_enabled=False, viewport={"width": 375, "height": 800})
    plain.goto("/public/1?language=ja")
    said = str(plain.text_content("main"))
    assert "助成の成果" in said
    assert "法令の変更" in said
    assert "8～12件" in said
    assert TOLD not in plain.content()
