"""Pages of a petition in a real browser: on a phone without scripts, dark, in Japanese, and no page with a barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers
from tests.web.made_petition import REASON, Writers
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(committed: None) -> Iterator[Writers]:
    yield Writers()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(desk: Writers) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def test_pages_have_no_barrier_on_a_phone_in_the_dark(chromium: Any, address: str, desk: Writers) -> None:
    inquiry = desk.whole()
    longest = "紡績工場についての申立て" * 10
    petition = desk.written(desk.begun(label=longest, inquiries=(inquiry.id,)), who="紡織工場（架空）" * 20)
    desk.attached(petition, desk.item())
    desk.attached(petition, desk.article().id, kind="article")
    sent = desk.handed_in("jp-model-goods", language="ja")
    user = desk.documenter.user
    User.objects.filter(id=user.id).update(language="ja")
    looks: dict[str, Any] = {
        "viewport": {"width": 375, "height": 800},
        "locale": "ja",
        "color_scheme": "dark",
    }
    page = at_work(chromium, address, user, **looks)
    page.goto(reverse("petition-open", args=[petition.id]))
    page.fill("textarea[name=reason]", REASON)
    page.click("main form button >> nth=0")
    for name, arguments in (
        ("petition-text", [petition.id]),
        ("petition-print", [petition.id]),
        ("petition-list", [desk.place.id]),
        ("petition-begin", [desk.place.id]),
        ("petition-one", [petition.id]),
        ("petition-one", [sent.id]),
        ("petition-attach", [petition.id]),
        ("petition-share", [petition.id]),
        ("petition-offer", [petition.id]),
        ("petition-copy", [petition.id]),
        ("petition-package", [petition.id]),
        ("petition-send", [petition.id]),
        ("petition-close", [petition.id]),
    ):
        page.goto(reverse(name, args=arguments))
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, name
        assert barriers(page) == [], name
