"""Pages of notices and of the company in a real browser: on a phone without scripts, in the dark, in Japanese, no page with a
barrier."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers, opened, pictured
from tests.web.made_box import front, wrote
from tests.web.made_exchange import concluded, side
from tests.web.made_hearing import WEDNESDAY, Desk, on, said
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.findings.actions import take_from, take_hearing
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.queries import changes_since
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def looked(page: Any, name: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert barriers(page) == [], name


@pytest.mark.parametrize(("width", "language"), [(320, "ja"), (1280, "en")])
def test_pages_of_a_notice_have_no_barrier(
    chromium: Any, address: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    notice, box = desk.asked(monkeypatch)
    wrote(box, "We answer.")
    said(box, "time", "Our books are at the auditor.")
    said(box, "statement", "We deny it. 事実ではありません。" * 20)
    on(monkeypatch, date(2028, 1, 31))
    other = desk.opened(label="another mill with a long name of its own")
    on(monkeypatch, WEDNESDAY)
    User.objects.filter(id=desk.second.id).update(language=language)
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": language, "color_scheme": "dark"}
    page = at_work(chromium, address, desk.second.user, unlocked=False, **looks)
    for name, arguments in (
        ("hearing-list", [desk.place.id]),
        ("hearing-one", [notice.id]),
        ("hearing-prepare", [other.id]),
        ("hearing-not-tell", [other.id]),
        ("hearing-release", [notice.id]),
        ("hearing-answered", [notice.id]),
        ("hearing-lengthen", [notice.id]),
        ("inquiry-one", [notice.inquiry]),
    ):
        page.goto(reverse(name, args=arguments))
        looked(page, f"{name}-{width}", width)


@pytest.mark.parametrize(("width", "language"), [(320, "ja"), (1280, "en")])
def test_a_company_answers_without_scripts(
    chromium: Any, address: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    on(monkeypatch, date(2028, 1, 31))
    notice = desk.released(desk.prepared(desk.whole()))
    on(monkeypatch, WEDNESDAY)
    User.objects.filter(id=desk.verifier.id).update(language=language)
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": language}
    page = at_work(chromium, address, desk.verifier.user, unlocked=False, **looks)
    page.goto(reverse("hearing-send", args=[notice.id]))
    looked(page, f"hearing-send-{width}", width)
    page.click("main form button")
    looked(page, f"letter-{width}", width)
    page.emulate_media(media="print")
    for unprinted in ("footer", "main .notice", "main h1"):
        assert not page.locator(unprinted).first.is_visible(), unprinted
    pictured(page, "letter-printed")
    page.emulate_media(media="screen")
    code = page.locator("main code").first.inner_text()

    theirs = opened(chromium, address, **looks)
    theirs.goto(front())
    theirs.fill("input[name=code]", code)
    theirs.click("main form button")
    looked(theirs, f"box-{width}", width)
    theirs.click(f'a[href="{reverse("hearing-say")}"]')
    theirs.check("input[value=statement]")
    theirs.fill("textarea", "We deny it.")
    looked(theirs, f"say-{width}", width)
    theirs.click("#say button")
    theirs.wait_for_url(f"**{front()}")
    assert [one.text for one in desk.answers(notice)] == ["We deny it."]


@pytest.mark.parametrize(("width", "language"), [(320, "ja"), (1280, "en")])
def test_what_another_instance_says_that_the_company_wrote_has_no_barrier(
    chromium: Any, address: str, desk: Desk, width: int, language: str
) -> None:
    here = side("Sendara Newsroom of the Long Name (invented)", "civil-society")
    concluded(here)
    with acting(here.actor):
        (document,) = changes_since(here.actor, here.place.id, 0).documents
    told = {
        "finding": document["finding"],
        "version": 2,
        "state": "asked-and-answered",
        "statements": [
            {"month": "2026-10", "text": "We deny it.\n事実ではありません。" * 20},
            {"month": "2026-11", "text": "لا"},
        ],
    }
    ours, place = steward(desk.place), desk.place.id
    with acting(ours):
        take_from(ours, organisation=place, document=document, origin=here.place.name)
        take_hearing(ours, organisation=place, document=told, origin=here.place.name, serial=1)
        taken = FindingVersion.objects.get(organisation=place)
    User.objects.filter(id=desk.second.id).update(language=language)
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "locale": language}
    page = at_work(chromium, address, desk.second.user, unlocked=False, **looks)
    page.goto(reverse("findings-one", args=[taken.id]))
    assert here.place.name in page.text_content("main")
    looked(page, f"theirs-{width}-{language}", width)
