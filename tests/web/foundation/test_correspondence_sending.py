"""What is typed is not lost: one form for letter and file, a letter that could not be sent comes back, none is sent twice."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import text
from tests.web.made import organisation
from tests.web.made_box import (
    ORIGIN,
    Known,
    as_holder,
    box_at,
    browser,
    code_on,
    counter,
    front,
    replied,
    sent,
    token_of,
)
from tests.web.made_vault import everything, holder

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting, holding
from tadasu.web.foundation.correspondence._code import new_code
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.entering import IDLE, entered
from tadasu.web.foundation.correspondence.apart import STEP
from tadasu.web.foundation.correspondence.models import Box, Entered, Letter
from tadasu.web.foundation.vault import _files, quota
from tadasu.web.foundation.vault.sealing import derived

pytestmark = pytest.mark.usefixtures("database")

LONG = "In the invented mill at night <they> lock & bar the gate. 夜の工場で。\n" * 200


class Scene:
    """A group, its reader, an empty box and a browser in it."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader = holder(self.place, "documenter")
        self.counter = counter(self.place, self.reader)
        self.page = reverse("correspondence-counter", args=[self.counter.id])
        self.box = box_at(self.counter)
        self.client = browser(self.box)

    def letters(self) -> list[tuple[str, int | None]]:
        with acting(self.reader.actor):
            return list(Letter.objects.order_by("number").values_list("sort", "answers"))


@pytest.fixture
def scene() -> Iterator[Scene]:
    FLOODS.forget()
    yield Scene()
    for name in list(_files.names()):
        _files.remove(name)


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found is not None
    return found.group(1)


def post(client: Client, page: Any, **fields: Any) -> Any:
    """The form of a page, filled in."""
    form = {"token": token_of(page), "once": hidden(page, "once")}
    return client.post(reverse("correspondence-file"), {**form, **fields})


def file(content: bytes = b"invented", name: str = "mill.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def given_back(answer: Any) -> str:
    """What stands in the field of the letter."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.content.decode(), re.DOTALL)
    assert found is not None, text(answer)
    return html.unescape(found.group(1)).replace("\r\n", "\n")


def over(box: Known) -> None:
    digest = derived(box.visit.key, "visit-lookup").hex()
    with acting(ANONYMOUS), holding(digest):
        Entered.objects.update(used_at=timezone.now() - IDLE)


def test_letter_and_file_are_one_form_and_sent_together_the_letter_comes_first(scene: Scene) -> None:
    page = scene.client.get(front())
    assert len(re.findall(r"<textarea", page.content.decode())) == 1
    (form,) = re.findall(r'<form id="letter".*?</form>', page.content.decode(), re.DOTALL)
    assert form.index("<textarea") < form.index('type="file"')
    assert post(scene.client, page, text=LONG, file=file(b"invented " * 400_000)).status_code == 302
    assert scene.letters() == [("letter", None), ("file", None)]
    assert "Your letter and your file are sealed and lie here." in text(scene.client.get(front()))
    assert "sealed and lie here" not in text(scene.client.get(front())), "said once"


def test_either_goes_alone_and_it_is_said_that_it_lies_here(scene: Scene) -> None:
    assert post(scene.client, scene.client.get(front()), text="A letter.").status_code == 302
    assert "Your letter is sealed and lies here." in text(scene.client.get(front()))
    assert post(scene.client, scene.client.get(front()), text="", file=file()).status_code == 302
    assert "Your file is sealed and lies here." in text(scene.client.get(front()))
    assert scene.letters() == [("letter", None), ("file", None)]


def test_an_answer_to_a_question_goes_with_a_file_too(scene: Scene) -> None:
    replied(scene.reader, scene.box, "Which building?", question=True)
    post(scene.client, scene.client.get(front()), text="The third.", answers="1", file=file())
    assert scene.letters() == [("question", None), ("letter", 1), ("file", None)]


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (file(b""), "This file is empty"),
        (file(b"x" * 600_000), "longer than may be stored"),
        (file(b"x" * 2000), "longer than may be stored"),
    ],
    ids=["empty", "much too large", "too large"],
)
def test_of_a_file_that_is_refused_the_letter_comes_back_and_nothing_is_sent(
    scene: Scene, upload: SimpleUploadedFile, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "allowance", lambda *_: 1000)
    answer = post(scene.client, scene.client.get(front()), text=LONG, file=upload)
    assert answer.status_code == 400
    assert said.casefold() in text(answer).casefold()
    assert "Your letter is not sent. It stands below" in text(answer)
    assert given_back(answer) == LONG
    assert scene.letters() == []
    assert everything() == []


def test_of_a_file_with_a_name_too_long_the_letter_comes_back(scene: Scene) -> None:
    page = scene.client.get(front())
    fields = {"token": token_of(page), "text": LONG}
    body = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += f'--b\r\nContent-Disposition: form-data; name="file"; filename="{"夜" * 400}.jpg"\r\n\r\nx\r\n--b--\r\n'.encode()
    answer = scene.client.generic(
        "POST", reverse("correspondence-file"), body, "multipart/form-data; boundary=b", headers={"origin": ORIGIN}
    )
    assert answer.status_code == 400
    assert "the name of this file is too long" in text(answer).casefold()
    assert given_back(answer) == LONG
    assert scene.letters() == []


def test_where_there_is_no_room_for_files_a_letter_still_goes_and_with_a_file_it_comes_back(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise UsageError("vault-disk-full")

    monkeypatch.setattr(quota, "allowance", full)
    answer = post(scene.client, scene.client.get(front()), text=LONG, file=file())
    assert answer.status_code == 400
    assert given_back(answer) == LONG
    assert post(scene.client, scene.client.get(front()), text=LONG).status_code == 302
    assert scene.letters() == [("letter", None)]


def test_two_files_are_refused_and_the_letter_comes_back(scene: Scene) -> None:
    answer = post(scene.client, scene.client.get(front()), text=LONG, file=[file(), file(name="b.jpg")])
    assert answer.status_code == 400
    assert given_back(answer) == LONG
    assert scene.letters() == []


def test_another_language_keeps_what_is_typed(scene: Scene) -> None:
    page = scene.client.get(front())
    button = re.search(r'<button name="language" value="ja"[^>]*>', page.content.decode())
    assert button is not None
    for said in ('form="letter"', f'formaction="{front()}"', 'formenctype="application/x-www-form-urlencoded"'):
        assert said in button.group()
    form = {"language": "ja", "token": token_of(page), "once": hidden(page, "once"), "text": LONG, "answers": ""}
    answer = scene.client.post(front(), form)
    assert 'lang="ja"' in answer.content.decode()
    assert given_back(answer) == LONG
    assert hidden(answer, "once") == form["once"]
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ja"
    assert 'lang="ja"' in scene.client.get(front()).content.decode()
    assert scene.letters() == []


@pytest.mark.parametrize("with_file", [False, True], ids=["letter", "letter and file"])
def test_a_letter_sent_after_its_visit_is_over_comes_back_and_goes_with_the_code(scene: Scene, with_file: bool) -> None:
    replied(scene.reader, scene.box, "Which building?", question=True)
    page = scene.client.get(front())
    over(scene.box)
    more = {"file": file(b"x" * 600_000)} if with_file else {}
    answer = post(scene.client, page, text=LONG, answers="1", **more)
    assert answer.status_code == 400
    assert "Your letter is not sent yet" in text(answer)
    assert "Go back" not in text(answer)
    assert given_back(answer) == LONG
    assert len(answer.content) % STEP == 0
    form = {"act": "enter", "text": given_back(answer), "once": hidden(answer, "once"), "answers": "1"}
    wrong = scene.client.post(front(), {**form, "code": new_code()})
    assert wrong.status_code == 400
    assert "No box opens with this code" in text(wrong)
    assert given_back(wrong) == LONG
    opened = scene.client.post(front(), {**form, "code": scene.box.code})
    assert opened.status_code == 200
    assert given_back(opened) == LONG
    assert scene.letters() == [("question", None)], "nothing is sent before one says so"
    assert re.search(r'value="1"[^>]*checked', opened.content.decode())
    assert post(scene.client, opened, text=given_back(opened), answers="1").status_code == 302
    assert scene.letters() == [("question", None), ("letter", 1)]


def test_another_language_keeps_a_letter_also_where_the_code_is_asked_for(scene: Scene) -> None:
    answer = scene.client.post(front(), {"language": "ja", "text": LONG, "code": "", "act": "enter"})
    assert given_back(answer) == LONG
    over(scene.box)
    answer = scene.client.post(front(), {"language": "ja", "text": LONG, "code": "", "act": "enter"})
    assert given_back(answer) == LONG
    assert 'lang="ja"' in answer.content.decode()


def test_a_letter_of_a_form_from_before_the_code_was_entered_anew_comes_back(scene: Scene) -> None:
    page = scene.client.get(front())
    scene.client.post(front(), {"act": "enter", "code": scene.box.code})
    for more in ({}, {"file": file()}, {"file": file(b"x" * 600_000)}):
        answer = post(scene.client, page, text=LONG, **more)
        assert answer.status_code == 403
        assert given_back(answer) == LONG
        assert "Go back" not in text(answer)
        assert 'name="code"' in answer.content.decode()
    assert scene.letters() == []
    assert everything() == []


def test_a_form_that_is_refused_promises_no_way_back(scene: Scene) -> None:
    refused = scene.client.post(front(), {"act": "leave", "token": ""})
    assert refused.status_code == 403
    assert "Go back" not in text(refused)


@pytest.mark.parametrize("with_file", [False, True], ids=["letter", "letter and file"])
def test_a_letter_to_a_box_that_was_closed_meanwhile_stands_there_to_copy(scene: Scene, with_file: bool) -> None:
    page = scene.client.get(front())
    with acting(scene.reader.actor):
        staff.close(scene.reader.actor, box=scene.box.id)
    answer = post(scene.client, page, text=LONG, **({"file": file()} if with_file else {}))
    assert answer.status_code == 400
    assert "nobody writes in it any more" in text(answer)
    assert given_back(answer) == LONG
    assert "readonly" in answer.content.decode()


def test_a_letter_too_long_comes_back_whole(scene: Scene) -> None:
    answer = post(scene.client, scene.client.get(front()), text=LONG * 2)
    assert answer.status_code == 400
    assert "at most 20000 signs" in text(answer)
    assert given_back(answer) == LONG * 2


@pytest.mark.parametrize("said", ["", " \n", "\u200b\u200d", "\u3164\u2800", "\u0301\ufe0f"])
def test_a_letter_in_which_nothing_can_be_seen_is_refused(scene: Scene, said: str) -> None:
    answer = post(scene.client, scene.client.get(front()), text=said)
    assert answer.status_code == 400
    assert "nothing in this letter yet" in text(answer)
    assert scene.letters() == []


def test_the_same_form_sent_twice_is_one_letter_and_one_file(scene: Scene) -> None:
    page = scene.client.get(front())
    for _ in range(3):
        assert post(scene.client, page, text=LONG, file=file()).status_code == 302
        assert "are sealed and lie here" in text(scene.client.get(front()))
    assert scene.letters() == [("letter", None), ("file", None)]
    assert len(everything()) == 1


def test_another_letter_in_the_same_form_and_the_same_letter_in_another_form_are_letters_of_their_own(
    scene: Scene,
) -> None:
    page = scene.client.get(front())
    post(scene.client, page, text="One.")
    post(scene.client, page, text="Another.")
    post(scene.client, scene.client.get(front()), text="One.")
    assert len(scene.letters()) == 3


def test_the_same_form_of_another_box_is_another_letter_and_a_word_that_is_none_does_nothing(scene: Scene) -> None:
    other = box_at(scene.counter)
    once = "0" * 32
    for box in (scene.box, other):
        with as_holder(box) as visit:
            assert source.write(visit, text="One.", once=once) == 1
    for wrong in ("", "x", "0" * 33, "０" * 32):
        with as_holder(scene.box) as visit:
            source.write(visit, text="One.", once=wrong)
    assert len(scene.letters()) == 6


def boxes(scene: Scene) -> int:
    with acting(scene.reader.actor):
        return Box.objects.count()


def test_a_code_is_shown_until_its_holder_has_it_and_loading_again_opens_no_other_box(scene: Scene) -> None:
    client = browser()
    there = boxes(scene)
    code = code_on(client.post(scene.page, follow=True))
    assert code_on(client.get(front())) == code, "loaded again"
    assert code_on(client.post(scene.page, follow=True)) == code, "gone back, and pressed again"
    assert boxes(scene) == there + 1
    assert sent(client, "seen").status_code == 302
    page = client.get(front())
    assert "<code>" not in page.content.decode()
    assert "Nothing is in it yet" in text(page)
    assert client.post(front(), {"act": "enter", "code": code}).status_code == 302
    assert "<code>" not in client.get(front()).content.decode()


def test_who_has_the_code_and_opens_a_box_anew_gets_another(scene: Scene) -> None:
    client = browser()
    code = code_on(client.post(scene.page, follow=True))
    sent(client, "seen")
    assert code_on(client.post(scene.page, follow=True)) != code


def test_a_code_lies_in_no_row_in_the_clear_and_goes_when_it_was_seen(scene: Scene) -> None:
    client = browser()
    code = code_on(client.post(scene.page, follow=True))
    token = client.cookies["tadasu_box"].value
    with acting(ANONYMOUS):
        visit = entered(token)
        assert visit is not None
        assert code in visit.note
        with holding(derived(visit.key, "visit-lookup").hex()):
            before = bytes(Entered.objects.get().sealed)
    assert code.encode() not in before
    assert code not in repr(visit)
    sent(client, "seen")
    with acting(ANONYMOUS):
        visit = entered(token)
        assert visit is not None
        assert visit.note == ""
        with holding(derived(visit.key, "visit-lookup").hex()):
            assert len(bytes(Entered.objects.get().sealed)) == len(before), "its length tells nothing"


def test_nothing_sent_takes_away_a_code_that_was_not_seen(scene: Scene) -> None:
    client = browser()
    page = client.post(scene.page, follow=True)
    code = code_on(page)
    assert client.post(reverse("correspondence-file"), {"token": token_of(page), "text": "Early."}).status_code == 302
    assert code_on(client.get(front())) == code


def test_a_form_from_another_site_gives_nothing_back(scene: Scene) -> None:
    client = browser(scene.box)
    client.defaults["HTTP_ORIGIN"] = "https://elsewhere.example"
    for address in (front(), reverse("correspondence-file")):
        answer = client.post(address, {"text": "Forged words."})
        assert answer.status_code == 403
        assert "Forged words" not in answer.content.decode()
