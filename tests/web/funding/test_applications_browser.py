"""Applying in a real browser: on a phone without scripts in Japanese, and no page with a barrier for either side."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.browser import BROWSER, barriers, opened, pressed, signs_in
from tests.web.made_applications import Desk, applied, begun, filled, held
from tests.web.made_box import as_holder
from tests.web.made_vault import REASON
from tests.web.served import served
from tests.web.signing_in import forget_tries, with_authenticator

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications.actions.drafting import save

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


def heading(page: Any) -> str:
    return str(page.text_content("h1"))


def test_on_a_phone_without_scripts_a_group_applies_in_japanese_and_comes_back(
    chromium: Any, address: str, desk: Desk
) -> None:
    phone: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}, "locale": "ja"}
    page = opened(chromium, address, **phone)
    page.goto(f"/box/calls/{desk.call.id}")
    page.click("main .buttons a.button:not(.second)")
    assert heading(page) == "助成を申請する"
    page.click("main form button")
    code = " ".join(one.text_content() for one in page.query_selector_all("main code"))
    pressed(page, "seen")
    assert heading(page) == "名前が出ると危険ですか"
    for one in ("inside", "punished", "pointing"):
        page.check(f"#q-{one}-yes")
    page.check("#q-known-no")
    pressed(page, "next")
    assert "勧めます：秘匿" in page.text_content("main")
    page.check("#q-level-withheld")
    page.click("header button[value=en]")
    assert heading(page) == "How are you to be protected?"
    assert page.is_checked("#q-level-withheld")
    page.click("header button[value=ja]")
    pressed(page, "stop")
    pressed(page, "leave")
    page.context.close()

    page = opened(chromium, address, **phone)
    page.goto("/box/")
    page.fill("input[name=code]", code)
    page.click("button[value=enter]")
    page.click("main a.button")
    assert page.is_checked("#q-level-withheld")
    for _ in range(30):
        if heading(page) == "あなたの申請":
            break
        for group in {one.get_attribute("name") for one in page.query_selector_all("main input[type=radio]")}:
            if page.query_selector(f"main input[name={group}]:checked") is None:
                page.check(f"main input[name={group}] >> nth=0")
        for one in page.query_selector_all("main textarea, main input[type=text]"):
            number = one.get_attribute("inputmode") == "numeric"
            months = one.get_attribute("name") == "q-months"
            one.fill("6" if months else "200000" if number else "架空の答え")
        pressed(page, "next")
    assert heading(page) == "あなたの申請"
    assert "秘匿" in page.text_content("main")
    pressed(page, "send")
    assert "書かれたものは封をして、ここに入れました。" in page.text_content("main")
    assert "あなたの申請" in page.text_content("main")
    page.context.close()


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (320, "dark", "ja")])
def test_pages_have_no_barrier_and_fit_the_screen(
    chromium: Any, address: str, desk: Desk, width: int, scheme: str, language: str
) -> None:
    found = applied(desk.another_box(), desk.call, level="withheld", name="A" * 200)
    urgent = applied(desk.another_box(), desk.opened("emergency"), applicant_type="individual")
    secret = with_authenticator(desk.reader.user)
    User.objects.update(language=language)
    page = opened(chromium, address, locale=language, color_scheme=scheme, viewport={"width": width, "height": 800})

    def sound(what: str) -> None:
        assert barriers(page) == [], what
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what

    page.goto(f"/box/at/{desk.where.id}")
    sound("promises")
    page.goto("/box/")
    page.fill("input[name=code]", desk.box.code)
    page.click("button[value=enter]")
    sound("box")
    page.click("main a.button")
    sound("choose")
    page.goto(f"/box/application/{desk.call.id}")
    sound("begin")
    begun(desk.box, desk.call)
    filled(desk.box, sponsored="yes", with_others="yes", people="B" * 300)
    page.goto("/box/application")
    for at in range(40):
        if page.query_selector("dl.answers"):
            break
        sound(f"form-{at}")
        pressed(page, "next")
    sound("review")
    pressed(page, "ask-discard")
    sound("discard")
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    page.goto("/box/application")
    pressed(page, "send")
    sound("sent")
    pressed(page, "consents")
    sound("consents")
    page.goto("/box/")
    pressed(page, "ask-withdraw")
    sound("withdraw")
    page.context.clear_cookies()

    signs_in(page, desk.reader.user, secret)
    page.goto("/")
    assert urgent.pseudonym in page.text_content("main")
    sound("first")
    page.goto(f"/applications/at/{desk.place.id}")
    sound("list")
    page.goto(f"/applications/{found.id}")
    sound("one")
    page.select_option("select[name=purpose]", "check")
    page.fill("textarea[name=reason]", REASON)
    page.click("main form button")
    sound("opened")
    page.goto(f"/applications/{found.id}/state/reviewing")
    sound("state")
    page.goto(f"/applications/{found.id}/letter")
    sound("letter")
    assert held(desk.box).state == "received"
    page.context.close()
