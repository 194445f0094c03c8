"""The form in a real browser: a report on a phone without scripts, back and forth, and no page with a barrier."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.browser import BROWSER, barriers, opened, pressed, signs_in
from tests.web.made_box import box_at
from tests.web.made_intake import Desk, filled, reported
from tests.web.made_vault import REASON
from tests.web.served import served
from tests.web.signing_in import forget_tries, with_authenticator

from tadasu.web.evidence.intake.questions import form
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.entering import leave
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def heading(page: Any) -> str:
    return str(page.text_content("h1"))


def test_on_a_phone_without_scripts_one_reports_goes_back_and_forth_and_comes_back(
    chromium: Any, address: str, desk: Desk, tmp_path: Path
) -> None:
    phone: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}, "locale": "ja"}
    page = opened(chromium, address, **phone)
    page.goto(f"/box/at/{desk.counter.id}")
    assert "職場や土地・水の被害を伝える" in heading(page)
    page.click("main form button")
    code = " ".join(one.text_content() for one in page.query_selector_all("main code"))
    page.click("button[value=seen]")
    page.click("main a.button")
    assert heading(page) == "何がありましたか"
    page.check("#q-issues-forced-labour")
    page.fill("#q-own-words", "寮の門に\n鍵がかかります。")
    page.click("header button[value=en]")
    assert (heading(page), page.get_attribute("html", "lang")) == ("What happened?", "en")
    assert page.input_value("#q-own-words") == "寮の門に\n鍵がかかります。"
    page.click("header button[value=ja]")
    pressed(page, "next")
    page.check("#q-known-lived")
    pressed(page, "next")
    page.check("#q-retention-of-documents-yes")
    pressed(page, "back")
    assert page.is_checked("#q-known-lived")
    pressed(page, "next")
    assert page.is_checked("#q-retention-of-documents-yes")
    (token,) = [one["value"] for one in page.context.cookies() if one["name"] == COOKIE]
    with acting(ANONYMOUS):
        leave(token.strip('"'))
    page.fill("#q-leaving-words", "あとから書いたこと。")
    pressed(page, "next")
    assert heading(page) == "このページはまだ保存していません"
    page.fill("#code", code)
    page.press("#code", "Enter")
    page.wait_for_selector("#q-leaving-words")
    assert page.input_value("#q-leaving-words") == "あとから書いたこと。"
    page.press("#q-isolation-no", "Enter")
    assert heading(page) == "賃金・借金・働く時間", "the key Enter goes on"
    pressed(page, "stop")
    page.click("button[value=leave]")
    page.context.close()

    page = opened(chromium, address, **phone)
    page.goto("/box/")
    page.fill("input[name=code]", code)
    page.click("button[value=enter]")
    page.click("main a.button")
    assert heading(page) == "賃金・借金・働く時間"
    pressed(page, "review")
    for said in ("鍵がかかります。", "自分の身に起きた", "あとから書いたこと。"):
        assert said in page.text_content("main")
    pressed(page, "permissions")
    page.check("#q-permissions-authority")
    pressed(page, "review")
    pressed(page, "send")
    assert "書かれたものは封をして、ここに入れました。" in page.text_content("main")
    photo = tmp_path / "寮.jpg"
    photo.write_bytes(b"\xff\xd8 invented " * 4000)
    page.set_input_files("input[name=file]", str(photo))
    page.click("#letter .buttons button")
    page.wait_for_url("**/box/")
    assert page.locator("ol.timeline li").count() == 2
    pressed(page, "permissions")
    assert page.is_checked("#use-authority")
    page.uncheck("#use-authority")
    pressed(page, "permit")
    pressed(page, "permissions")
    assert not page.is_checked("#use-authority")
    page.context.close()


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (320, "dark", "ja")])
def test_pages_have_no_barrier_and_fit_the_screen(
    chromium: Any, address: str, desk: Desk, width: int, scheme: str, language: str
) -> None:
    reported(desk.box, own_words="A" * 300 + " ئۇيغۇرچە خەت \u202e x", known=("lived",))
    secret = with_authenticator(desk.reader.user)
    User.objects.update(language=language)
    page = opened(chromium, address, locale=language, color_scheme=scheme, viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)

    def sound(what: str) -> None:
        assert barriers(page) == [], what
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what

    box = box_at(desk.counter)
    filled(box, "what", own_words="B" * 300, issues=("forced-labour",))
    page.goto("/box/")
    page.fill("input[name=code]", box.code)
    page.click("button[value=enter]")
    sound("box")
    page.click("main a.button")
    for one in form().pages:
        if not one.again:
            sound(one.id)
            pressed(page, "next")
    sound("review")
    pressed(page, "ask-discard")
    sound("discard")
    page.goto("/box/form")
    pressed(page, "send")
    sound("sent")
    pressed(page, "permissions")
    sound("permissions")
    page.goto("/box/form")
    sound("again")
    (token,) = [one["value"] for one in page.context.cookies() if one["name"] == COOKIE]
    with acting(ANONYMOUS):
        leave(token.strip('"'))
    page.click("main label >> nth=0")
    pressed(page, "next")
    sound("not saved")
    signs_in(page, desk.reader.user, secret)
    for path in ("/reports/", f"/reports/{desk.box.id}", f"/boxes/{desk.box.id}"):
        page.goto(path)
        sound(path)
    page.goto(f"/reports/{desk.box.id}")
    page.fill("textarea[name=reason]", REASON)
    page.click("main form button >> nth=0")
    page.wait_for_selector("dl.pairs .text")
    sound("opened")
    page.context.close()
    assert complaints == []
