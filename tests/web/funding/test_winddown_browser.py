"""Winding up in a real browser: a phone without scripts takes its file along in Japanese, and no page has a barrier."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.browser import BROWSER, at_work, barriers, opened, pictured
from tests.web.made_winddown import Desk
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._code import grouped
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk().used()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def test_on_a_phone_without_scripts_a_grantee_takes_its_file_in_japanese(
    chromium: Any, address: str, desk: Desk, tmp_path: Path
) -> None:
    phone: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}, "locale": "ja"}
    page = opened(chromium, address, **phone)
    page.goto("/box/")
    page.fill("input[name=code]", grouped(desk.box.code))
    page.click("main form button >> nth=0")
    pictured(page)
    page.click("a[href='/box/take-along']")
    assert page.text_content("h1") == "自分の控えを持ち出す"
    pictured(page)
    with page.expect_download() as waiting:
        page.click("main form button")
    package = tmp_path / "file.zip"
    waiting.value.save_as(package)
    assert waiting.value.suggested_filename == "file.zip"
    with zipfile.ZipFile(package) as opened_:
        read = opened_.read("read-me.html").decode()
    assert 'lang="ja"' in read
    (tmp_path / "read.html").write_text(read, encoding="utf-8")
    page.goto(f"file://{tmp_path}/read.html")
    pictured(page)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("locale", ["en", "ja"])
def test_no_page_of_winding_up_has_a_barrier(chromium: Any, address: str, desk: Desk, locale: str, width: int) -> None:
    User.objects.filter(id=desk.head.id).update(language=locale)
    head = at_work(
        chromium, address, desk.head.user, unlocked=False, viewport={"width": width, "height": 900}, locale=locale
    )
    place = f"/winddown/{desk.place.id}/"
    for name in ("", "shut", "erase", "announce"):
        head.goto(place + name)
        assert barriers(head) == [], name
        assert head.evaluate("document.documentElement.scrollWidth") <= width, name
        head.goto(place + "shut")
    head.click("main button.grave")
    assert barriers(head) == []
    head.goto(place + "erase")
    head.click("main button.grave")
    assert barriers(head) == []
