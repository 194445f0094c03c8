"""Pages of an inquiry in a real browser: on a phone without scripts, dark, in Japanese, and no page with a barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers
from tests.web.made_inquiry import Desk
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


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


def test_pages_have_no_barrier_on_a_phone_in_the_dark(chromium: Any, address: str, desk: Desk) -> None:
    inquiry = desk.whole()
    desk.assessed(inquiry, "extract", by=desk.second, credibility="possible")
    desk.concluded(inquiry)
    user = desk.second.user
    User.objects.filter(id=user.id).update(language="ja")
    looks: dict[str, Any] = {"viewport": {"width": 375, "height": 800}, "locale": "ja", "color_scheme": "dark"}
    page = at_work(chromium, address, user, unlocked=False, **looks)
    item = desk.items["extract"]
    for name, arguments in (
        ("inquiry-list", [desk.place.id]),
        ("inquiry-open", [desk.place.id]),
        ("inquiry-one", [inquiry.id]),
        ("inquiry-take", [inquiry.id]),
        ("inquiry-item", [inquiry.id, item]),
        ("inquiry-assess", [inquiry.id, item]),
        ("inquiry-weighing", [inquiry.id]),
        ("inquiry-conclude", [inquiry.id]),
        ("inquiry-conclusion", [inquiry.id, 1]),
        ("inquiry-sign", [inquiry.id, 1]),
    ):
        page.goto(reverse(name, args=arguments))
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, name
        assert barriers(page) == [], name
