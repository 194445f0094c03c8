"""Pages of articles in a real browser: both languages, phone and desktop, light and dark, no barrier and nothing cut off."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers
from tests.web.evidence.test_press_addresses import Scene
from tests.web.made_press import GATE, NIGHT, OTHER
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.evidence.press import actions
from tadasu.web.evidence.press.models import Feed
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]

LONG = "https://lantern.invalid/" + "a-very-long-address-that-does-not-break-by-itself/" * 5
LOOKS: tuple[tuple[str, int, str], ...] = (("ja", 320, "dark"), ("en", 375, "light"), ("ja", 1280, "light"))


@pytest.fixture
def scene(committed: None) -> Iterator[Scene]:
    found = Scene()
    Authenticator.objects.filter(user=found.room.one.user).delete()  # the browser makes one of its own
    yield found
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(scene: Scene) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_pages_have_no_barrier_and_fit(
    chromium: Any, address: str, scene: Scene, language: str, width: int, scheme: str
) -> None:
    room = scene.room
    first = room.article(
        NIGHT, url=LONG, title="夜の鍵" * 20, outlet="灯火（架空の媒体）", passages=[NIGHT[:60], "手で入力した文。"]
    )
    second = room.article(
        NIGHT, OTHER, url=LONG, title="Night keys " * 20, licence="CC BY-SA 4.0", country="vn", sector="textiles"
    )
    with acting(room.one.actor):
        actions.set_copied_from(room.one.actor, article=scene.article.id, other=first.id)
        Feed.objects.filter(id=scene.feed).update(failing_since="2026-11-20", fault="press-status 503")
    user = room.one.user
    User.objects.filter(id=user.id).update(language=language)
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": language, "color_scheme": scheme}
    page = at_work(chromium, address, user, unlocked=False, **looks)
    for name, arguments in (
        ("press-list", [scene.place.id]),
        ("press-add", [scene.place.id]),
        ("press-add-file", [scene.place.id]),
        ("press-add-text", [scene.place.id]),
        ("press-confirm", [scene.pending]),
        ("press-discard", [scene.pending]),
        ("press-one", [scene.article.id]),
        ("press-one", [second.id]),
        ("press-change", [first.id]),
        ("press-passage", [first.id]),
        ("press-repeats", [second.id]),
        ("press-likeness", [scene.article.id, scene.likeness]),
        ("press-feeds", [scene.place.id]),
        ("press-follow", [scene.place.id]),
        ("press-entries", [scene.place.id]),
    ):
        page.goto(reverse(name, args=arguments))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert barriers(page) == [], name


def test_an_article_is_added_on_a_phone_without_scripts(chromium: Any, address: str, scene: Scene) -> None:
    user = scene.room.one.user
    User.objects.filter(id=user.id).update(language="en")
    looks: dict[str, Any] = {"viewport": {"width": 320, "height": 700}, "locale": "en", "java_script_enabled": False}
    page = at_work(chromium, address, user, unlocked=False, **looks)
    page.goto(reverse("press-list", args=[scene.place.id]))
    page.click("role=link[name='Add an article']")
    page.click("role=link[name='Paste its text instead']")
    page.get_by_label("Text of the article").fill(f"{OTHER}\n\n{GATE} More was found at sea.")
    page.click("role=button[name='Take this text']")
    page.get_by_label("Title").fill("Found at sea (invented)")
    page.get_by_label("Outlet").fill("The Harbour (invented)")
    page.get_by_label("The passage that matters").fill(OTHER[:70])
    page.click("role=button[name='Add the article']")
    assert page.get_by_role("heading", level=1).inner_text() == "Found at sea (invented)"
    assert page.get_by_text("It stands so in the text.").is_visible()
