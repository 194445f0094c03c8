"""The pages of those who read: the list, one box, what is done with it, and how a counter is set up."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.foundation.vault_browser import browser as staff_browser
from tests.web.foundation.vault_browser import done, text, unlocking_browser
from tests.web.made import organisation
from tests.web.made_box import as_holder, box_at, counter, received, replied, wrote
from tests.web.made_vault import REASON, holder

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, CounterReader, Letter
from tadasu.web.foundation.correspondence.purposes import GENERAL, read
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.models import Opening

pytestmark = pytest.mark.usefixtures("database")

NASTY = "<script>alert(1)</script> {{ 1|add:1 }}"


class Scene:
    """A group, its reader in a browser with unlocked keys, and a box with a letter."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader = holder(self.place, "documenter")
        self.counter = counter(self.place, self.reader)
        self.box = box_at(self.counter)
        wrote(self.box, f"Invented words. {NASTY}")
        self.client = unlocking_browser(self.reader.user)

    def at(self, name: str) -> str:
        return reverse(f"correspondence-{name}", args=[self.box.id])

    def row(self) -> Box:
        with acting(self.reader.actor):
            return Box.objects.get(id=self.box.id)


@pytest.fixture
def scene() -> Iterator[Scene]:
    FLOODS.forget()
    yield Scene()
    for name in list(_files.names()):
        _files.remove(name)


def test_what_is_new_waits_on_the_first_page_and_in_the_list(scene: Scene) -> None:
    home = text(scene.client.get("/"))
    assert f"Box {scene.box.id.hex[:8]}: 1 new letter" in home
    assert "Nothing waits" not in home
    assert "What waits (1 waiting )" in home, "in the navigation"
    page = scene.client.get(reverse("correspondence-boxes"))
    assert reverse("correspondence-read", args=[scene.box.id]) in page.content.decode()
    assert "Your letter is here" in text(page)
    scene.client.post(scene.at("read"), {"purpose": "answer", "reason": REASON})
    home = text(scene.client.get("/"))
    assert "new letter" not in home
    assert "Nothing waits" in home
    assert "Boxes that I read" in text(scene.client.get("/"))


def test_a_file_alone_waits_until_its_box_is_looked_at(scene: Scene) -> None:
    box = box_at(scene.counter)
    with as_holder(box) as visit, received(b"invented") as came:
        source.send_file(visit, received=came)
    waits = f"Box {box.id.hex[:8]}: 1 new letter"
    assert waits in text(scene.client.get("/"))
    scene.client.get(scene.at("read"))
    assert f"Box {scene.box.id.hex[:8]}: 1 new letter" in text(scene.client.get("/")), "its letter is still sealed"
    scene.client.get(reverse("correspondence-read", args=[box.id]))
    assert waits not in text(scene.client.get("/"))


def test_who_reads_no_box_is_not_shown_the_list_on_the_first_page(scene: Scene) -> None:
    colleague = holder(scene.place, "documenter")
    assert "Boxes that I read" not in text(staff_browser(colleague.user).get("/"))


def test_letters_are_shown_after_one_reason_and_logged_once_however_often_they_are_looked_at(scene: Scene) -> None:
    wrote(scene.box, "The second.")
    page = scene.client.get(scene.at("read"))
    assert "Invented words" not in text(page)
    assert scene.client.post(scene.at("read"), {"purpose": "answer", "reason": "x"}).status_code == 400
    done(
        scene.client.post(scene.at("read"), {"purpose": "answer", "reason": REASON}),
        "correspondence-read",
        scene.box.id,
    )
    for _ in range(3):
        page = scene.client.get(scene.at("read"))
        assert "Invented words" in text(page)
        assert "The second." in text(page)
    assert "<script>alert" not in page.content.decode()
    assert "{{ 1|add:1 }}" in page.content.decode()
    with acting(scene.reader.actor):
        assert Opening.objects.count() == 2


def test_with_locked_keys_nothing_is_shown_and_the_way_to_unlock_comes_back(scene: Scene) -> None:
    client = staff_browser(scene.reader.user)
    page = client.get(scene.at("read"))
    assert "Your keys are locked." in text(page)
    assert f"{reverse('vault-unlock')}?next={scene.at('read')}" in page.content.decode()
    answer = client.post(scene.at("read"), {"purpose": "answer", "reason": REASON})
    assert answer.status_code == 400
    assert REASON in answer.content.decode(), "what was typed while the keys were locked is not lost"
    assert "locked meanwhile" in text(answer)
    assert "Invented words" not in text(answer)
    assert f'href="{reverse("vault-unlock")}" target="_blank"' in answer.content.decode()


def test_one_answers_asks_and_sends_a_file(scene: Scene) -> None:
    done(scene.client.post(scene.at("write"), {"text": "An answer."}), "correspondence-read", scene.box.id)
    done(
        scene.client.post(scene.at("write"), {"text": "A question?", "question": "on"}),
        "correspondence-read",
        scene.box.id,
    )
    upload = SimpleUploadedFile("advice (invented).pdf", b"x" * 3_000_000)
    done(scene.client.post(scene.at("send-file"), {"file": upload}), "correspondence-read", scene.box.id)
    with acting(scene.reader.actor):
        kept = list(Letter.objects.order_by("number").values_list("sort", "from_source"))
    assert kept == [("letter", True), ("letter", False), ("question", False), ("file", False)]
    page = text(scene.client.get(scene.at("read")))
    assert "not answered yet" in page
    assert "File to the holder" in page


def test_an_empty_letter_comes_back_with_what_is_wrong(scene: Scene) -> None:
    answer = scene.client.post(scene.at("write"), {"text": " "})
    assert answer.status_code == 400
    assert "Fill this in" in text(answer)


def test_its_holder_is_told_how_far_it_has_come(scene: Scene) -> None:
    assert "We are working on it." in text(scene.client.get(scene.at("state")))
    done(scene.client.post(scene.at("state"), {"state": "working"}), "correspondence-read", scene.box.id)
    assert scene.row().state == "working"
    assert scene.client.post(scene.at("state"), {"state": "nonsense"}).status_code == 400


def test_a_colleague_is_added_and_the_box_is_closed(scene: Scene) -> None:
    colleague = holder(scene.place, "editor")
    assert str(colleague.user) in text(scene.client.get(scene.at("add-reader")))
    done(scene.client.post(scene.at("add-reader"), {"user": str(colleague.id)}), "correspondence-read", scene.box.id)
    with acting(scene.reader.actor):
        assert BoxReader.objects.count() == 2
    done(scene.client.post(scene.at("close")), "correspondence-read", scene.box.id)
    assert scene.row().closed
    assert scene.client.post(scene.at("write"), {"text": "Too late."}).status_code == 400
    late = scene.client.post(scene.at("send-file"), {"file": SimpleUploadedFile("x.pdf", b"x")})
    assert late.status_code == 400
    assert "nobody writes in it any more" in text(late)


def test_what_was_taken_back_is_said_on_the_page(scene: Scene) -> None:
    with as_holder(scene.box) as visit, received(b"invented") as came:
        source.send_file(visit, received=came)
    with as_holder(scene.box) as visit:
        source.withdraw(visit)
    answer = scene.client.get(scene.at("read"))
    page = text(answer)
    assert "Taken back by its holder; its letters were destroyed." in page
    for gone in ("Write to the holder", "What its holder is told", "Your letter is here", "It was not sealed to you"):
        assert gone not in page, gone
    assert "/vault/records/" not in answer.content.decode()
    row = scene.client.get(reverse("correspondence-boxes")).content.decode().split("<tbody")[1]
    assert "Taken back by its holder" in row
    assert "Your letter is here" not in row
    assert re.findall(r'data-label="New letters"><div><bdi>(\d+)', row) == ["0"]
    assert "new letter" not in text(scene.client.get("/"))


def test_a_file_of_the_holder_is_saved_by_the_page_of_the_vault(scene: Scene) -> None:
    with as_holder(scene.box) as visit, received(b"invented") as came:
        source.send_file(visit, received=came)
    (address,) = re.findall(
        r'href="(/vault/records/[0-9a-f-]+/file)"', scene.client.get(scene.at("read")).content.decode()
    )
    saved = scene.client.post(address, {"purpose": "answer", "reason": REASON})
    assert saved.getvalue() == b"invented"


def organising(scene: Scene) -> Client:
    return staff_browser(holder(scene.place, "organiser").user)


def test_an_organiser_opens_a_counter_names_its_readers_and_gets_its_address(scene: Scene) -> None:
    client = organising(scene)
    page = reverse("correspondence-counters", args=[scene.place.id])
    colleague = holder(scene.place, "verifier")
    before = client.get(page).content.decode()
    assert reverse("correspondence-counter", args=[scene.counter.id]) in before
    assert f'value="{colleague.id}"' in before
    sent = {"purpose": "general", "readers": [str(colleague.id)]}
    done(client.post(page, sent), "correspondence-counters", scene.place.id)
    with acting(scene.reader.actor):
        assert [one.user_id for one in CounterReader.objects.all()] == [colleague.id]
        assert not Counter.objects.get().open
    assert reverse("correspondence-counter", args=[scene.counter.id]) not in client.get(page).content.decode()
    wrong = client.post(page, {"purpose": "general", "open": "on"})
    assert wrong.status_code == 400
    assert "choose who reads: at least 1" in text(wrong)
    for purpose in ("no.such", ""):
        assert client.post(page, {"purpose": purpose, "open": "on"}).status_code == 400


def test_boxes_keep_their_readers_when_those_of_the_counter_change(scene: Scene) -> None:
    colleague = holder(scene.place, "verifier")
    client = organising(scene)
    page = reverse("correspondence-counters", args=[scene.place.id])
    client.post(page, {"purpose": "general", "readers": [str(colleague.id)], "open": "on"})
    replied(scene.reader, scene.box, "Still me.")
    with acting(scene.reader.actor):
        assert [one.user_id for one in BoxReader.objects.filter(box=scene.box.id)] == [scene.reader.id]


def test_an_organiser_is_told_in_their_words_that_nobody_reads_at_an_open_counter(scene: Scene) -> None:
    client = organising(scene)
    page = reverse("correspondence-counters", args=[scene.place.id])
    assert "nobody can open a box there" not in text(client.get(page))
    with acting(scene.reader.actor):
        CounterReader.objects.all().delete()
    assert "Now nobody can open a box there" in text(client.get(page))


def test_an_empty_file_to_the_holder_is_refused_and_said(scene: Scene) -> None:
    answer = scene.client.post(scene.at("send-file"), {"file": SimpleUploadedFile("x.pdf", b"")})
    assert answer.status_code == 400
    assert "this file is empty" in text(answer).casefold()


@pytest.mark.parametrize("state", list(read(GENERAL).states))
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_state_promises_that_a_box_stays_open(state: str, language: str) -> None:
    said = read(GENERAL).states[state][language]
    assert said
    assert not any(word in said for word in ("open", "write again", "使え", "開い"))
