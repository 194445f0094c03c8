"""The box in a real browser: the whole story on a phone without JavaScript, no barrier, nothing kept, quick exit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.web.browser import BROWSER, barriers, opened
from tests.web.made import PASSWORD, organisation
from tests.web.made_box import box_at, counter, replied, wrote
from tests.web.made_vault import PHRASE, REASON, holder
from tests.web.served import served
from tests.web.signing_in import code_of, forget_tries, with_authenticator

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.entering import leave
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault import _files

LANGUAGE = settings.LANGUAGE_COOKIE_NAME

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


class Scene:
    """A group with a reader."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", name="Nuvagol Documentation Group (invented)")
        self.reader = holder(self.place, "documenter", login="reader")
        self.counter = counter(self.place, self.reader)
        self.secret = with_authenticator(self.reader.user)


@pytest.fixture
def scene(committed: None) -> Iterator[Scene]:
    FLOODS.forget()
    yield Scene()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(scene: Scene) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def over(page: Any) -> None:
    """The visit of this browser has ended, and the browser does not know."""
    (token,) = [one["value"] for one in page.context.cookies() if one["name"] == COOKIE]
    with acting(ANONYMOUS):
        leave(token.strip('"'))


def signed_in(page: Any, scene: Scene) -> None:
    page.goto("/account/sign-in")
    page.fill("input[name=login]", "reader")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button >> nth=0")
    page.fill("input[name=code]", code_of(scene.secret))
    page.click("main form button >> nth=0")
    page.goto("/vault/keys/unlock")
    page.fill("input[name=passphrase]", PHRASE)
    page.click("main form button >> nth=0")


def test_on_a_phone_without_scripts_one_writes_sends_is_answered_and_answers(
    chromium: Any, address: str, scene: Scene, tmp_path: Path
) -> None:
    phone: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 375, "height": 700}, "locale": "ja"}
    page = opened(chromium, address, **phone)
    page.goto(f"/box/at/{scene.counter.id}")
    assert page.get_attribute("html", "lang") == "ja"
    assert page.context.cookies() == []
    page.click("main form button")
    code = " ".join(one.text_content() for one in page.query_selector_all("main code"))
    page.reload()
    assert code == " ".join(one.text_content() for one in page.query_selector_all("main code"))
    page.click("button[value=seen]")
    page.fill("textarea[name=text]", "夜に寮の門に鍵がかけられます。")
    page.click("header button[value=en]")
    assert page.get_attribute("html", "lang") == "en"
    page.click("header button[value=ja]")
    assert page.input_value("textarea[name=text]") == "夜に寮の門に鍵がかけられます。"
    photo = tmp_path / "寮.jpg"
    photo.write_bytes(b"\xff\xd8 invented " * 400_000)
    page.set_input_files("input[name=file]", str(photo))
    page.click("#letter .buttons button")
    page.wait_for_url("**/box/")
    assert page.locator("ol.timeline li").count() == 2
    assert {one["name"] for one in page.context.cookies()} == {"tadasu_box", LANGUAGE}
    page.fill("textarea[name=text]", "二通目です。")
    over(page)
    page.click("#letter .buttons button")
    assert page.input_value("textarea[name=text]") == "二通目です。"
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")
    page.wait_for_selector("input[name=file]")
    assert page.input_value("textarea[name=text]") == "二通目です。"
    assert page.locator("ol.timeline li").count() == 2
    page.click("button[value=leave]")
    assert [one["name"] for one in page.context.cookies()] == [LANGUAGE]
    page.context.close()

    staff = opened(chromium, address, java_script_enabled=False, locale="en")
    signed_in(staff, scene)
    staff.goto("/boxes/")
    staff.click("table a")
    staff.fill("textarea[name=reason]", REASON)
    staff.click("main form button >> nth=0")
    assert "夜に寮の門に" in staff.text_content("main")
    staff.fill("textarea[name=text]", "Which building was it?")
    staff.check("input[name=question]")
    staff.click("form[action$=write] button")
    assert "Question to the holder" in staff.text_content("main")
    staff.context.close()

    again = opened(chromium, address, **phone)
    again.goto("/box/")
    again.fill(
        "input[name=code]", code.replace(" ", "-").translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    )
    again.click("button[value=enter]")
    assert "Which building was it?" in again.text_content("main")
    again.fill("textarea[name=text]", "三号棟です。")
    again.check("input[name=answers][value='3']")
    again.click("#letter .buttons button")
    assert again.locator("ol.timeline li").count() == 4
    again.click("button[value=ask-withdraw]")
    again.click("button[value=withdraw]")
    with acting(scene.reader.actor):
        assert Box.objects.get().ended == "withdrawn"
    again.goto("/box/")
    again.fill("input[name=code]", code)
    again.click("button[value=enter]")
    assert again.locator(".field.bad").count() == 1
    again.context.close()


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (320, "dark", "ja")])
def test_pages_have_no_barrier_and_fit_the_screen(
    chromium: Any, address: str, scene: Scene, width: int, scheme: str, language: str
) -> None:
    box = box_at(scene.counter)
    wrote(box, "A" * 300 + " ئۇيغۇرچە خەت")
    replied(scene.reader, box, "B" * 300 + " 新疆", question=True)
    User.objects.update(language=language)
    page = opened(chromium, address, locale=language, color_scheme=scheme, viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)

    def sound(what: str) -> None:
        assert barriers(page) == [], what
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what

    page.goto(f"/box/at/{scene.counter.id}")
    sound("promises")
    page.click("main form button")
    sound("code")
    page.click("button[value=seen]")
    sound("empty box")
    page.fill("textarea[name=text]", "Invented.")
    page.click("#letter .buttons button")
    page.wait_for_selector("ol.timeline")
    sound("sent")
    page.fill("textarea[name=text]", "Invented.")
    over(page)
    page.click("#letter .buttons button")
    page.wait_for_selector("input[name=code]")
    sound("not sent")
    page.goto("/box/")
    sound("front")
    page.fill("input[name=code]", box.code)
    page.click("button[value=enter]")
    page.click("button[value=leave]")
    sound("left")
    page.goto("/box/")
    page.fill("input[name=code]", "12")
    page.click("button[value=enter]")
    sound("a slip")
    page.fill("input[name=code]", box.code)
    page.click("button[value=enter]")
    sound("box")
    page.click("button[value=ask-withdraw]")
    sound("taking back")
    signed_in(page, scene)
    for path in ("/boxes/", f"/boxes/{box.id}", f"/boxes/{box.id}/file", f"/boxes/{box.id}/state"):
        page.goto(path)
        sound(path)
    page.goto(f"/boxes/{box.id}")
    page.fill("textarea[name=reason]", REASON)
    page.click("main form button >> nth=0")
    page.wait_for_selector(".timeline .text")
    sound("opened")
    page.context.close()
    assert complaints == []


def test_quick_exit_leaves_no_open_box_on_the_way_back(chromium: Any, address: str, scene: Scene) -> None:
    box = box_at(scene.counter)
    page = opened(chromium, address, locale="en")
    page.route("https://www.jma.go.jp/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto("/box/")
    page.fill("input[name=code]", box.code)
    page.click("button[value=enter]")
    page.wait_for_selector("button[value=leave]")
    page.click("[data-leave]")
    page.wait_for_url("https://www.jma.go.jp/")
    assert page.title() == "Weather"
    page.go_back()
    page.wait_for_selector("button[value=enter]")
    assert page.locator("button[value=leave]").count() == 0
    page.context.close()
