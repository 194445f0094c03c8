"""Public pages: the same for everybody, in both languages, kept by caches, with nothing of whoever asks."""

import json
import re
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.made_publication import REASON, Staff, notice, published, staff, statistics
from tests.web.signing_in import signed_in

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.publication.actions import withdraw
from tadasu.web.portal import urls

pytestmark = pytest.mark.usefixtures("database")

CHANGED = {"en": "The day was wrong.", "ja": "日付の誤りを改めました。"}


@pytest.fixture
def ours() -> Staff:
    return staff()


def addresses(number: int) -> list[str]:
    """Every address of the portal but that of a file: a notice has none (tests/web/funding/test_publishing_door.py)."""
    return [
        reverse(str(one.name), args=[number] if "number" in str(one.pattern) else [])
        for one in urls.urlpatterns if one.name != "portal-file"
    ]  # fmt: skip


def text(address: str, **headers: Any) -> str:
    answer = Client().get(address, **headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_no_cookie_is_set_no_session_is_asked_and_a_cache_may_keep_it(ours: Staff) -> None:
    number = published(ours)
    for address in addresses(number):
        for client in (Client(), signed_in(ours.users["one"])):
            sent = {key: one.value for key, one in client.cookies.items()}
            with CaptureQueriesContext(
                connection,
            ) as asked:
                answer = client.get(address)
            assert not answer.cookies
            assert answer.headers["Cache-Control"] == "public, max-age=60"
            assert "Cookie" not in answer.headers.get("Vary", "")
            assert {key: one.value for key, one in client.cookies.items()} == sent
            assert not [one for one in asked if "session" in one["sql"] or "accounts_" in one["sql"]]


def test_an_answer_does_not_depend_on_who_asks(ours: Staff) -> None:
    number = published(ours)
    for address in addresses(number):
        assert Client().get(address).content == signed_in(ours.users["one"]).get(address).content


def test_the_language_is_that_of_the_address_then_of_the_browser_and_of_no_cookie(ours: Staff) -> None:
    address = reverse("portal-publication", args=[published(ours)])
    assert '<html lang="ja">' in text(f"{address}?language=ja")
    assert '<html lang="en">' in text(f"{address}?language=en", headers={"Accept-Language": "ja"})
    assert '<html lang="ja">' in text(address, headers={"Accept-Language": "fr-FR, ja-JP;q=0.8, en;q=0.5"})
    assert '<html lang="en">' in text(address, headers={"Accept-Language": "fr"})
    assert '<html lang="en">' in text(f"{address}?language=xx", headers={"Accept-Language": "*"})
    with_cookie = Client()
    with_cookie.cookies["language"] = "ja"
    answer = with_cookie.get(address)
    assert '<html lang="en">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Vary"] == "Accept-Language"


def test_it_works_without_a_script_and_posts_nothing(ours: Staff) -> None:
    for address in addresses(published(ours))[:2]:
        shown = text(address)
        assert "<form" not in shown
        assert "onclick" not in shown


def test_what_is_invented_says_so_on_the_page_the_list_and_in_the_data(ours: Staff) -> None:
    number = published(ours)
    assert "Nothing in it is true." in text(reverse("portal-publication", args=[number]))
    assert "Invented" in text(reverse("portal-publications"))
    assert "架空" in text(f"{reverse('portal-publication', args=[number])}?language=ja")
    assert json.loads(text(reverse("portal-data", args=[number])))["invented"] is True


def test_a_corrected_text_says_what_was_changed_and_keeps_the_earlier_version(ours: Staff) -> None:
    number = published(ours)
    published(ours, notice("Corrected text."), corrects=number, changed=CHANGED)
    shown = text(f"{reverse('portal-publication', args=[number])}?language=ja")
    assert CHANGED["ja"] in shown
    assert "申請を受け付けます。" in shown
    english = text(reverse("portal-publication", args=[number]))
    assert english.index("Corrected text.") < english.index("The programme takes proposals.")
    said = json.loads(text(reverse("portal-data", args=[number])))
    assert [(one["version"], one["act"]) for one in said["versions"]] == [(2, "corrected"), (1, "published")]
    assert said["versions"][0]["content"]["changed"] == CHANGED


def test_a_withdrawn_text_is_shown_nowhere_any_more(ours: Staff) -> None:
    number = published(ours, notice("A canary of a text."))
    published(ours, notice("Another canary."), corrects=number, changed=CHANGED)
    with acting(ours["one"]):
        withdraw(ours["one"], organisation=ours.place.id, number=number, ground="withdrawn", reason=REASON)
    for address in addresses(number):
        for language in ("en", "ja"):
            shown = text(f"{address}?language={language}")
            assert "canary" not in shown
            assert CHANGED["en"] not in shown
    page = text(reverse("portal-publication", args=[number]))
    assert "The publisher withdrew it." in page
    assert "cannot be called back" in page
    said = json.loads(text(reverse("portal-data", args=[number])))
    assert said["withdrawn"] is True
    (version,) = said["versions"]
    assert set(version) == {"version", "act", "kind", "published_on", "ground"}


def test_anybody_can_take_the_digest_of_the_data_again(ours: Staff) -> None:
    number = published(ours, statistics(12, 3, 40))
    said = json.loads(text(reverse("portal-data", args=[number])))
    (version,) = said["versions"]
    assert sha256(version["text"].encode()).hexdigest() == version["sha256"]
    assert json.loads(version["text"]) == version["content"]
    assert set(said) == {"number", "withdrawn", "invented", "note", "versions"}
    assert set(version) == {"version", "act", "kind", "published_on", "languages", "sha256", "text", "content"}


def test_no_person_stands_on_a_public_page(ours: Staff) -> None:
    number = published(ours)
    for address in addresses(number):
        shown = text(address)
        for user in ours.users.values():
            assert user.login not in shown
            assert str(user.id) not in shown
        assert str(ours.place.id) not in shown
        assert REASON not in shown


def test_the_list_leads_on_page_by_page(ours: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [published(ours, notice(f"Text {one}.")) for one in "abc"]
    monkeypatch.setattr("tadasu.web.portal.views.publications.MOST", 2)
    first = text(reverse("portal-publications"))
    assert [int(one) for one in re.findall(r'href="/public/(\d+)\?', first)] == numbers[:0:-1]
    assert f"?before={numbers[1]}&amp;language=en" in first
    second = text(f"{reverse('portal-publications')}?before={numbers[1]}")
    assert [int(one) for one in re.findall(r'href="/public/(\d+)\?', second)] == numbers[:1]


@pytest.mark.parametrize("said", ["before=x", "before=-1", "before=٣", "before=", "language=", "x=1"])
def test_an_address_with_something_else_is_answered(said: str) -> None:
    assert Client().get(f"{reverse('portal-publications')}?{said}").status_code == 200


def test_numbers_that_are_none_are_not_here() -> None:
    for number in (0, 10**17, 10**30):
        for name in ("portal-publication", "portal-data"):
            assert Client().get(reverse(name, args=[number])).status_code == 404
    assert Client().get(f"{reverse('portal-publications')}?before={10**30}").status_code == 404
    assert Client().post(reverse("portal-publications")).status_code == 405


def test_where_nothing_is_published_the_list_says_so() -> None:
    assert "Nothing yet." in text(reverse("portal-publications"))
    assert "まだありません" in text(f"{reverse('portal-publications')}?language=ja")
