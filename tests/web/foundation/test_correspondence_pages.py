"""The pages of somebody without an account: what they say, what they set, what they refuse."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.foundation.vault_browser import text
from tests.web.made import organisation, person
from tests.web.made_box import (
    ORIGIN,
    as_holder,
    box_at,
    browser,
    counter,
    front,
    received,
    replied,
    sent,
    token_of,
    wrote,
)
from tests.web.made_vault import everything, holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._code import canonical, new_code
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.apart import COOKIE, STEP, fill
from tadasu.web.foundation.correspondence.models import Box, Letter
from tadasu.web.foundation.vault import _files

pytestmark = pytest.mark.usefixtures("database")

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7|add:7 }}"


class Scene:
    """A group, its reader, a box with nothing in it."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", name="Nuvagol Documentation Group (invented)")
        self.reader = holder(self.place, "documenter")
        self.counter = counter(self.place, self.reader)
        self.page = reverse("correspondence-counter", args=[self.counter.id])

    def letters(self) -> list[Letter]:
        with acting(self.reader.actor):
            return list(Letter.objects.order_by("number"))


@pytest.fixture
def scene() -> Iterator[Scene]:
    FLOODS.forget()
    yield Scene()
    for name in list(_files.names()):
        _files.remove(name)


def code_on(answer: Any) -> str:
    return canonical("".join(re.findall(r"<code>([\d ]{19})</code>", answer.content.decode())))


def cookies_of(answer: Any) -> SimpleCookie:
    found: SimpleCookie = answer.cookies
    return found


def test_before_anything_is_typed_it_says_who_reads_what_is_kept_and_what_is_not_promised(scene: Scene) -> None:
    page = text(browser().get(scene.page))
    for said in (
        "Nuvagol Documentation Group",
        "Who reads what you write",
        "Now it is 1 person.",
        "What we keep",
        "What we cannot promise",
        "memory for a moment",
        "lost code cannot be brought back",
        "180 days",
        "not what you wrote yourself",
    ):
        assert said in page, said
    assert "<textarea" not in page


def test_a_box_is_opened_its_code_shown_once_and_the_story_goes_on_with_it(scene: Scene) -> None:
    client = browser()
    opened = client.post(scene.page)
    assert (opened.status_code, opened.headers["Location"]) == (302, front())
    code = code_on(client.get(front()))
    assert sent(client, "seen").status_code == 302
    box = client.get(front())
    assert code[:4] not in text(box).replace(" ", "")
    assert sent(client, "write", text="Invented words. 夜の工場。").status_code == 302
    again = browser()
    entered = again.post(front(), {"act": "enter", "code": code})
    assert (entered.status_code, entered.headers["Location"]) == (302, front())
    page = text(again.get(front()))
    assert "Letter from you" in page
    assert "Invented words" not in page
    assert "It is not shown again" in page
    (letter,) = scene.letters()
    with acting(scene.reader.actor):
        staff.reply(scene.reader.actor, box=letter.box_id, text="Which building?", question=True)
    page = text(again.get(front()))
    assert "Which building?" in page
    assert "It answers question 2" in page
    assert sent(again, "write", text="The second.", answers="2").status_code == 302
    assert [one.answers for one in scene.letters()] == [None, None, 2]
    assert "Your answer to question 2" in text(again.get(front()))


def test_no_cookie_comes_before_there_is_a_box_and_then_one_that_scripts_and_other_pages_do_not_get(
    scene: Scene,
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


def test_another_language_is_kept_until_the_browser_is_closed_and_nothing_else_is(scene: Scene) -> None:
    client = browser()
    for address in (front(), scene.page):
        answer = client.post(address, {"language": "ja"})
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        kept = cookies_of(answer)
        assert list(kept) == [settings.LANGUAGE_COOKIE_NAME]
        assert kept[settings.LANGUAGE_COOKIE_NAME]["max-age"] == ""
        assert 'lang="ja"' in client.get(address).content.decode()
    assert not cookies_of(client.post(front(), {"language": "xx"}))


def test_who_is_signed_in_is_nobody_on_these_pages(scene: Scene) -> None:
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
def test_a_form_from_another_site_opens_and_enters_nothing(scene: Scene, headers: dict[str, str]) -> None:
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
def test_a_browser_that_says_it_otherwise_is_understood(scene: Scene, headers: dict[str, str]) -> None:
    client = browser()
    client.defaults.update(headers)
    assert client.post(scene.page).status_code == 302


@pytest.mark.parametrize("act", ["write", "leave", "withdraw", "ask-withdraw", "seen"])
def test_a_form_of_another_visit_does_nothing(scene: Scene, act: str) -> None:
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


def test_a_code_that_never_was_and_one_of_a_box_that_ended_get_the_same_answer(scene: Scene) -> None:
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1234", "here are 4"),
        ("12x4", "digits only"),
        ("0" * 32, "One of the digits is wrong"),
        ("", "Fill this in"),
    ],
)
def test_a_slip_is_told_beside_the_field(scene: Scene, typed: str, said: str) -> None:
    page = text(browser().post(front(), {"act": "enter", "code": typed}))
    assert said.casefold() in page.casefold()


def test_every_page_is_as_long_as_any_other_unless_letters_are_long(scene: Scene) -> None:
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


def test_what_is_written_is_shown_as_text_and_never_as_a_page(scene: Scene) -> None:
    box = box_at(scene.counter)
    replied(scene.reader, box, NASTY)
    with acting(scene.reader.actor), received(b"x", f"{NASTY}.pdf") as came:
        staff.send_file(scene.reader.actor, box=box.id, received=came)
    page = browser(box).get(front()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7|add:7 }}" in page
    wrong = sent(browser(box), "write", text=NASTY * 1000).content.decode()
    assert "<script>alert" not in wrong


def file_form(client: Client, content: bytes, name: str = "mill (invented).jpg", **fields: str) -> Any:
    token = token_of(client.get(front()))
    return client.post(
        reverse("correspondence-file"), {"token": token, "file": SimpleUploadedFile(name, content), **fields}
    )


def test_a_file_larger_than_any_form_comes_in_and_answers_go_out_as_files_that_are_only_saved(scene: Scene) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    content = b"\xff\xd8invented" * 400_000
    assert len(content) > 2_500_000
    assert file_form(client, content).status_code == 302
    (letter,) = scene.letters()
    assert (letter.sort, letter.from_source) == ("file", True)
    with acting(scene.reader.actor), received(b"answer", "../\u202eevil\r\nX: y.html") as came:
        staff.send_file(scene.reader.actor, box=box.id, received=came)
    token = token_of(client.get(front()))
    saved = client.post(reverse("correspondence-save"), {"token": token, "letter": "2"})
    assert saved.getvalue() == b"answer"
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "\u202e" not in saved.headers["Content-Disposition"]
    assert "X: y" in saved.headers["Content-Disposition"]
    assert "\n" not in saved.headers["Content-Disposition"]
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.headers["Cache-Control"] == "no-store"
    assert not cookies_of(saved)


@pytest.mark.parametrize("letter", ["1", "9", "x", "", "99999999999", "-1", "²"])
def test_a_file_that_is_not_for_the_holder_is_not_given_out(scene: Scene, letter: str) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    file_form(client, b"invented")
    token = token_of(client.get(front()))
    answer = client.post(reverse("correspondence-save"), {"token": token, "letter": letter})
    assert (answer.status_code, answer.headers["Location"]) == (302, front())


def test_a_file_of_another_visit_or_site_is_not_kept(scene: Scene) -> None:
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


def test_a_file_that_breaks_off_leaves_nothing_and_the_box_says_so(scene: Scene) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    token = token_of(client.get(front()))
    head = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode()
    file = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n' + b"x" * 50_000
    answer = client.generic("POST", reverse("correspondence-file"), head + file, "multipart/form-data; boundary=b")
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.content.decode()
    assert scene.letters() == []
    assert everything() == []


def test_a_file_with_none_chosen_is_told(scene: Scene) -> None:
    client = browser(box_at(scene.counter))
    token = token_of(client.get(front()))
    answer = client.post(reverse("correspondence-file"), {"token": token})
    assert answer.status_code == 400
    assert "nothing in this letter yet" in answer.content.decode()


def test_leaving_ends_the_visit_and_takes_the_cookie_back(scene: Scene) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    left = sent(client, "leave")
    assert cookies_of(left)[COOKIE]["max-age"] == 0
    assert "Open my box" in text(browser(box).get(front()))


def test_quick_exit_ends_the_visit_before_it_goes_elsewhere(scene: Scene) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    assert f'href="{reverse("correspondence-leave")}"' in client.get(front()).content.decode()
    answer = client.get(reverse("correspondence-leave"))
    assert (answer.status_code, answer.headers["Location"]) == (302, settings.LEAVE_ADDRESS)
    assert cookies_of(answer)[COOKIE]["max-age"] == 0
    assert "Open my box" in text(browser(box).get(front()))


def test_taking_back_asks_first_says_what_stays_and_does_it(scene: Scene) -> None:
    box = box_at(scene.counter)
    wrote(box, "Invented.")
    client = browser(box)
    asked = text(sent(client, "ask-withdraw"))
    assert "It cannot be undone" in asked
    assert "stays, for statistics" in asked
    with acting(scene.reader.actor):
        assert Box.objects.get().ended == ""
    done = sent(client, "withdraw")
    assert "Everything is taken back" in text(done)
    with acting(scene.reader.actor):
        assert Box.objects.get().ended == "withdrawn"


def test_nothing_of_a_box_stands_in_an_address(scene: Scene) -> None:
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
    scene: Scene, monkeypatch: pytest.MonkeyPatch
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


def test_nothing_is_offered_that_would_keep_what_is_typed(scene: Scene) -> None:
    box = box_at(scene.counter)
    for page in (browser().get(front()), browser(box).get(front())):
        fields = re.findall(r"<(?:textarea|input type=\"text\")[^>]*>", page.content.decode())
        assert fields
        assert all('autocomplete="off"' in one and 'spellcheck="false"' in one for one in fields)
    assert browser(box).get(front()).headers["Cache-Control"] == "no-store"
