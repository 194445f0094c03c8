"""The pages of somebody without an account stand apart: cookies, forms of other sites and visits, lengths, addresses, errors."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from tests.web.made import person
from tests.web.made_box import (
    ORIGIN,
    OneReader,
    as_holder,
    box_at,
    browser,
    cookies_of,
    front,
    received,
    replied,
    sent,
    token_of,
    wrote,
)
from tests.web.made_vault import everything
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._code import new_code
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.apart import COOKIE, STEP, fill
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault import _files

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def scene() -> Iterator[OneReader]:
    FLOODS.forget()
    yield OneReader()
    for name in list(_files.names()):
        _files.remove(name)


def test_no_cookie_comes_before_there_is_a_box_and_then_one_that_scripts_and_other_pages_do_not_get(
    scene: OneReader,
) -> None:
    client = browser()
    for address in (front(), scene.page, reverse("correspondence-file"), reverse("correspondence-save")):
        answer = client.get(address)
        assert not cookies_of(answer), address
    assert not cookies_of(client.post(front(), {"act": "enter", "code": new_code()}))
    assert not cookies_of(client.get(reverse("correspondence-counter", args=[scene.place.id])))
    opened = cookies_of(client.post(scene.page))
    assert list(opened) == [COOKIE]
    kept = opened[COOKIE]
    assert (kept["path"], kept["samesite"], kept["httponly"]) == ("/box/", "Strict", True)
    assert (kept["max-age"], kept["expires"]) == ("", "")
    for act in ("write", "ask-withdraw", "leave"):
        assert set(cookies_of(sent(client, act, text="Invented."))) <= {COOKIE}


def test_another_language_is_kept_until_the_browser_is_closed_and_nothing_else_is(scene: OneReader) -> None:
    client = browser()
    for address in (front(), scene.page):
        answer = client.post(address, {"language": "ja"})
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        kept = cookies_of(answer)
        assert list(kept) == [settings.LANGUAGE_COOKIE_NAME]
        assert kept[settings.LANGUAGE_COOKIE_NAME]["max-age"] == ""
        assert 'lang="ja"' in client.get(address).content.decode()
    assert not cookies_of(client.post(front(), {"language": "xx"}))


def test_who_is_signed_in_is_nobody_on_these_pages(scene: OneReader) -> None:
    user = person(scene.place, "documenter")
    with_authenticator(user)
    client = signed_in(user)
    client.defaults["HTTP_ORIGIN"] = ORIGIN
    answer = client.post(scene.page)
    assert list(cookies_of(answer)) == [COOKIE]
    assert user.login not in client.get(front()).content.decode()
    assert sent(client, "write", text="Invented.").status_code == 302
    assert client.get(reverse("correspondence-boxes")).status_code == 200, "elsewhere they are who they were"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": ""},
        {"HTTP_ORIGIN": "", "HTTP_REFERER": "https://elsewhere.example/box/"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
    ids=["another", "nothing said", "referer", "null", "fetch"],
)
def test_a_form_from_another_site_opens_and_enters_nothing(scene: OneReader, headers: dict[str, str]) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    client.defaults.update(headers)
    token = token_of(client.get(front()))
    forms: list[tuple[str, dict[str, str]]] = [
        (scene.page, {}),
        (front(), {"act": "enter", "code": box.code}),
        (reverse("correspondence-file"), {"token": token, "text": "Forged."}),
        (front(), {"act": "withdraw", "token": token}),
        (front(), {"language": "ja"}),
    ]
    for address, form in forms:
        answer = client.post(address, form)
        assert answer.status_code == 403
        assert not cookies_of(answer)
    assert scene.letters() == []
    with acting(scene.reader.actor):
        assert Box.objects.filter(ended="").count() == 1


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_ORIGIN": "", "HTTP_REFERER": f"{ORIGIN}/box/"}, {"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": "same-origin"}],
    ids=["referer", "fetch"],
)
def test_a_browser_that_says_it_otherwise_is_understood(scene: OneReader, headers: dict[str, str]) -> None:
    client = browser()
    client.defaults.update(headers)
    assert client.post(scene.page).status_code == 302


@pytest.mark.parametrize("act", ["write", "leave", "withdraw", "ask-withdraw", "seen"])
def test_a_form_of_another_visit_does_nothing(scene: OneReader, act: str) -> None:
    one, other = box_at(scene.counter), box_at(scene.counter)
    token = token_of(browser(other).get(front()))
    for wrong in (token, "", "é"):
        answer = browser(one).post(front(), {"act": act, "token": wrong, "text": "Forged."})
        assert answer.status_code == 403
    assert scene.letters() == []
    assert token_of(browser(one).get(front())), "the visit goes on"


def bare(answer: Any) -> str:
    """Without what fills the page up."""
    return re.sub(r"<!--[0-9a-f]*-->$", "", answer.content.decode())


def test_a_code_that_never_was_and_one_of_a_box_that_ended_get_the_same_answer(scene: OneReader) -> None:
    box = box_at(scene.counter)
    wrote(box, "Invented.")
    with as_holder(box) as visit:
        source.withdraw(visit)
    answers = [browser().post(front(), {"act": "enter", "code": one}) for one in (new_code(), box.code)]
    pages = [re.sub(r'value="[\d]+"', "", bare(one)) for one in answers]
    assert pages[0] == pages[1]
    assert [one.status_code for one in answers] == [400, 400]
    assert len(answers[0].content) == len(answers[1].content)
    assert {tuple(sorted(one.headers.items())) for one in answers} == {tuple(sorted(answers[0].headers.items()))}


def test_every_page_is_as_long_as_any_other_unless_letters_are_long(scene: OneReader) -> None:
    box = box_at(scene.counter)
    empty = len(browser(box).get(front()).content)
    replied(scene.reader, box, "A short answer.")
    lengths = {
        len(one.content)
        for one in (
            browser().get(front()),
            browser().post(front(), {"act": "enter", "code": "1"}),
            browser(box).get(front()),
            browser().get(scene.page),
            browser().post(scene.page, follow=True),
            browser().post(front(), {"act": "write", "text": "Too late."}),
            browser(box).post(front(), {"act": "leave", "token": "", "text": "Of another visit."}),
            browser(box).post(front(), {"act": "leave", "token": ""}),
            sent(browser(box), "ask-withdraw"),
        )
    }
    assert lengths == {empty}
    assert empty % STEP == 0


@pytest.mark.parametrize("length", [0, 1, STEP - 8, STEP - 7, STEP - 6, STEP, 3 * STEP - 1])
def test_a_page_of_any_length_is_filled_up_to_a_step(length: int) -> None:
    answer = HttpResponse(b"x" * length)
    fill(answer)
    assert len(answer.content) % STEP == 0
    assert len(answer.content) - length <= STEP + 7
    assert answer["Content-Length"] == str(len(answer.content))
    filling = answer.content[length:]
    assert filling.startswith(b"<!--")
    assert filling.endswith(b"-->")


def test_a_file_of_another_visit_or_site_is_not_kept(scene: OneReader) -> None:
    box, other = box_at(scene.counter), box_at(scene.counter)
    token = token_of(browser(other).get(front()))
    address = reverse("correspondence-file")
    own = token_of(browser(box).get(front()))
    for client, given, origin in (
        (browser(box), token, ORIGIN),
        (browser(box), "", ORIGIN),
        (browser(box), own, "https://elsewhere.example"),
    ):
        upload = SimpleUploadedFile("x.jpg", b"invented" * 1000)
        answer = client.post(address, {"token": given, "file": upload}, headers={"origin": origin})
        assert answer.status_code == 403
        assert not cookies_of(answer)
    assert browser().post(address, {"file": SimpleUploadedFile("x.jpg", b"x")}).headers["Location"] == front()
    assert scene.letters() == []
    assert everything() == []


def test_nothing_of_a_box_stands_in_an_address(scene: OneReader) -> None:
    box = box_at(scene.counter)
    replied(scene.reader, box, "An answer.", question=True)
    with acting(scene.reader.actor), received(b"x") as came:
        staff.send_file(scene.reader.actor, box=box.id, received=came)
    page = browser(box).get(front()).content.decode()
    addresses = set(re.findall(r'(?:href|action|src)="([^"]+)"', page))
    ours = {one for one in addresses if not one.startswith(("/static/", "https://", "#", "data:"))}
    assert ours == {
        front(),
        reverse("correspondence-file"),
        reverse("correspondence-save"),
        reverse("correspondence-leave"),
    }


def test_an_error_there_shows_no_more_than_the_page_did_and_sets_no_cookie(
    scene: OneReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tadasu.web.foundation.correspondence.views import box as view

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(view, "visiting", fails)
    client = browser()
    client.raise_request_exception = False
    answer = client.get(front())
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    assert 'class="bare"' in answer.content.decode()
    assert not cookies_of(answer)
    assert not cookies_of(client.put(front()))


def test_nothing_is_offered_that_would_keep_what_is_typed(scene: OneReader) -> None:
    box = box_at(scene.counter)
    for page in (browser().get(front()), browser(box).get(front())):
        fields = re.findall(r"<(?:textarea|input type=\"text\")[^>]*>", page.content.decode())
        assert fields
        assert all('autocomplete="off"' in one and 'spellcheck="false"' in one for one in fields)
    assert browser(box).get(front()).headers["Cache-Control"] == "no-store"
