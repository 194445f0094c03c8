"""The pages of somebody without an account: what they say, and how one writes, comes back and takes back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.foundation.vault_browser import text
from tests.web.made_box import (
    OneReader,
    box_at,
    browser,
    code_on,
    cookies_of,
    front,
    received,
    replied,
    sent,
    token_of,
    wrote,
)
from tests.web.made_vault import everything

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault import _files

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def scene() -> Iterator[OneReader]:
    FLOODS.forget()
    yield OneReader()
    for name in list(_files.names()):
        _files.remove(name)


NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7|add:7 }}"


def test_before_anything_is_typed_it_says_who_reads_what_is_kept_and_what_is_not_promised(scene: OneReader) -> None:
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


def test_a_box_is_opened_its_code_shown_once_and_the_story_goes_on_with_it(scene: OneReader) -> None:
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1234", "here are 4"),
        ("12x4", "digits only"),
        ("0" * 32, "One of the digits is wrong"),
        ("", "Fill this in"),
    ],
)
def test_a_slip_is_told_beside_the_field(scene: OneReader, typed: str, said: str) -> None:
    page = text(browser().post(front(), {"act": "enter", "code": typed}))
    assert said.casefold() in page.casefold()


def test_what_is_written_is_shown_as_text_and_never_as_a_page(scene: OneReader) -> None:
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


def test_a_file_larger_than_any_form_comes_in_and_answers_go_out_as_files_that_are_only_saved(scene: OneReader) -> None:
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
def test_a_file_that_is_not_for_the_holder_is_not_given_out(scene: OneReader, letter: str) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    file_form(client, b"invented")
    token = token_of(client.get(front()))
    answer = client.post(reverse("correspondence-save"), {"token": token, "letter": letter})
    assert (answer.status_code, answer.headers["Location"]) == (302, front())


def test_a_file_that_breaks_off_leaves_nothing_and_the_box_says_so(scene: OneReader) -> None:
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


def test_a_file_with_none_chosen_is_told(scene: OneReader) -> None:
    client = browser(box_at(scene.counter))
    token = token_of(client.get(front()))
    answer = client.post(reverse("correspondence-file"), {"token": token})
    assert answer.status_code == 400
    assert "nothing in this letter yet" in answer.content.decode()


def test_leaving_ends_the_visit_and_takes_the_cookie_back(scene: OneReader) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    left = sent(client, "leave")
    assert cookies_of(left)[COOKIE]["max-age"] == 0
    assert "Open my box" in text(browser(box).get(front()))


def test_quick_exit_ends_the_visit_before_it_goes_elsewhere(scene: OneReader) -> None:
    box = box_at(scene.counter)
    client = browser(box)
    assert f'href="{reverse("correspondence-leave")}"' in client.get(front()).content.decode()
    answer = client.get(reverse("correspondence-leave"))
    assert (answer.status_code, answer.headers["Location"]) == (302, settings.LEAVE_ADDRESS)
    assert cookies_of(answer)[COOKIE]["max-age"] == 0
    assert "Open my box" in text(browser(box).get(front()))


def test_taking_back_asks_first_says_what_stays_and_does_it(scene: OneReader) -> None:
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
