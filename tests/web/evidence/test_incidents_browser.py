"""Pages of documented incidents in a real browser: on a phone and on a desk, in both languages, and no page with a barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers
from tests.web.made_incidents import Group, table
from tests.web.made_vault import REASON
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def group(committed: None) -> Iterator[Group]:
    yield Group()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(group: Group) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


@pytest.mark.parametrize(("language", "width", "scheme"), [("ja", 375, "dark"), ("en", 1280, "light")])
def test_pages_have_no_barrier_and_fit(
    chromium: Any, address: str, group: Group, language: str, width: int, scheme: str
) -> None:
    read, open_, public = group.read(), group.received(table(sign="\t")), group.published()
    User.objects.filter(id=group.one.id).update(language=language)
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": language, "color_scheme": scheme}
    page = at_work(chromium, address, group.one.user, unlocked=True, **looks)

    def looked(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert barriers(page) == [], name

    sealed, shown = group.incidents(read)[0], group.incidents(public)[0]
    for name, one in (
        ("incidents-list", group.place.id),
        ("incidents-files", group.place.id),
        ("incidents-new", group.place.id),
        ("incidents-file", read.id),
        ("incidents-share", read.id),
        ("incidents-remove", read.id),
        ("incidents-one", sealed.id),
        ("incidents-extract", sealed.id),
        ("incidents-one", shown.id),
    ):
        page.goto(reverse(name, args=[one]))
        looked(f"{name}-{'public' if one == shown.id else 'x'}")
    for name, one in (("incidents-columns", open_.id), ("incidents-words", sealed.id)):
        page.goto(reverse(name, args=[one]))
        page.fill("textarea[name=reason]", REASON)
        page.click("main form button")
        looked(f"{name}-shown")
