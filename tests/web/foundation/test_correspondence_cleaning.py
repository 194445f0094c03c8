"""Whoever sends a picture decides whether it is cleaned; what was done is said to them, and sealed with the file for readers."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.foundation import pictures
from tests.web.foundation.pictures import DEVICE
from tests.web.foundation.vault_browser import text
from tests.web.made_box import TwoReaders, browser, front, token_of
from tests.web.made_vault import PHRASE, REASON, everything
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault._manifest import Manifest, manifest_bytes, manifest_of
from tadasu.web.foundation.vault._sealing import new_key
from tadasu.web.foundation.vault._stream import Measure
from tadasu.web.foundation.vault.actions import OpenedFile, open_file, remove_reader, rotate
from tadasu.web.foundation.vault.cleaning import Cleaning

pytestmark = pytest.mark.usefixtures("database")

PICTURE, CLEANED = pictures.jpeg(), pictures.jpeg_cleaned()
YES, NO, OLD_PAGE = {"cleaning": "asked", "clean": "yes"}, {"cleaning": "asked"}, dict[str, str]()
PAPER = b"%PDF-1.7 " + DEVICE


@pytest.fixture
def scene() -> Iterator[TwoReaders]:
    FLOODS.forget()
    yield TwoReaders()
    for name in list(_files.names()):
        _files.remove(name)


def posted(client: Client, content: bytes, **fields: Any) -> Any:
    said = {"token": token_of(client.get(front())), **fields}
    return client.post(reverse("correspondence-file"), said | {"file": SimpleUploadedFile("mill.jpg", content)})


def opened(scene: TwoReaders, number: int = 1) -> OpenedFile:
    with acting(scene.reader.actor):
        record = scene.record_id(number)
        return open_file(scene.reader.actor, record=record, key=scene.reader.key, purpose="verify", reason=REASON)


def letters(scene: TwoReaders) -> int:
    with acting(scene.reader.actor):
        return Letter.objects.count()


@pytest.mark.parametrize(
    ("content", "asked", "kept", "mark", "said"),
    [
        (PICTURE, YES, CLEANED, Cleaning.CLEANED, "was taken out before it was sealed"),
        (PICTURE, OLD_PAGE, CLEANED, Cleaning.CLEANED, "was taken out before it was sealed"),
        (PICTURE, NO, PICTURE, Cleaning.CHOSEN, "kept as it is, as you chose"),
        (PAPER, YES, PAPER, Cleaning.UNCLEANABLE, "files of its kind cannot be cleaned"),
        (PAPER, NO, PAPER, Cleaning.CHOSEN, "kept as it is, as you chose"),
    ],
    ids=["wished", "a form that did not ask", "not wished", "cannot be", "cannot be and not wished"],
)
def test_what_the_sender_chose_is_done_is_said_to_them_and_is_sealed_for_readers(
    scene: TwoReaders, content: bytes, asked: dict[str, str], kept: bytes, mark: Cleaning, said: str
) -> None:
    client = browser(scene.box)
    assert posted(client, content, **asked).status_code == 302
    assert said in text(client.get(front()))
    assert said not in text(client.get(front())), "said once"
    file = opened(scene)
    assert b"".join(file.pieces) == kept
    assert (file.cleaning, file.size, file.name) == (mark, len(kept), "mill.jpg")


def test_the_box_is_checked_at_first_stands_before_the_file_and_names_what_is_cleaned(scene: TwoReaders) -> None:
    page = browser(scene.box).get(front()).content.decode()
    assert re.search(r'name="clean"[^>]* checked>', page)
    assert page.index('name="cleaning"') < page.index('name="clean"') < page.index('type="file"')
    assert "JPEG, PNG, GIF and WebP" in page
    assert "take away what proves when and where" in page


@pytest.mark.parametrize("broken", [PICTURE[: len(CLEANED) - 9], pictures.png()[:90], b"GIF89a/*<script>*/=1;"])
def test_of_a_picture_that_cannot_be_cleaned_nothing_is_kept_and_it_goes_as_it_is_where_that_is_chosen(
    scene: TwoReaders, broken: bytes
) -> None:
    client = browser(scene.box)
    answer = posted(client, broken, text="A letter.", **YES)
    assert answer.status_code == 400
    assert "this picture cannot be cleaned" in text(answer).casefold()
    assert "to send it as it is" in text(answer).casefold()
    assert "A letter." in answer.content.decode()
    assert (letters(scene), everything()) == (0, [])
    assert posted(client, broken, **NO).status_code == 302
    assert b"".join(opened(scene).pieces) == broken


def test_who_chose_not_to_clean_finds_the_choice_on_the_page_that_comes_back(scene: TwoReaders) -> None:
    client = browser(scene.box)
    answer = posted(client, b"", text="A letter.", **NO)
    assert answer.status_code == 400
    assert re.search(r'name="clean"(?![^>]* checked)', answer.content.decode())


def test_a_large_picture_that_is_faulty_at_its_start_is_read_to_its_end_and_answered(scene: TwoReaders) -> None:
    answer = posted(browser(scene.box), b"\xff\xd8\xff\xd9" + DEVICE * 40_000, text="A letter.", **YES)
    assert "this picture cannot be cleaned" in text(answer).casefold()
    assert everything() == []


def test_a_wish_that_comes_after_the_file_refuses_it(scene: TwoReaders) -> None:
    client = browser(scene.box)
    token = token_of(client.get(front()))

    def part(name: str, value: bytes, more: str = "") -> bytes:
        return f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value + b"\r\n"

    file = part("file", PICTURE, '; filename="a.jpg"')
    for before, after in ((part("cleaning", b"asked"), part("clean", b"yes")), (b"", part("cleaning", b"asked"))):
        body = part("token", token.encode()) + before + file + after + b"--x--\r\n"
        address = reverse("correspondence-file")
        answer = client.generic("POST", address, body, "multipart/form-data; boundary=x")
        assert answer.status_code == 400
        assert everything() == []


def test_the_same_picture_of_the_same_form_is_one_file_also_when_it_was_cleaned(scene: TwoReaders) -> None:
    client = browser(scene.box)
    for _ in range(2):
        assert posted(client, PICTURE, once="0" * 32, **YES).status_code == 302
    assert letters(scene) == 1


def test_the_mark_stays_when_a_file_is_sealed_anew(scene: TwoReaders) -> None:
    posted(browser(scene.box), PICTURE, **YES)
    reader, record = scene.reader, scene.record_id(1)
    with acting(reader.actor):
        rotate(reader.actor, record=record, key=reader.key)
        remove_reader(reader.actor, record=record, user=scene.other.id, key=reader.key)
    file = opened(scene)
    assert (b"".join(file.pieces), file.cleaning) == (CLEANED, Cleaning.CLEANED)


def test_what_was_sealed_before_there_was_cleaning_opens_and_was_kept_as_it_was_sent() -> None:
    key, measure = new_key(), Measure(3, hashlib.sha256(b"abc").digest())
    now = manifest_bytes(Manifest(name="a", media_type="b", measure=measure, key=key))
    before = now.replace(b'"cleaning": "", ', b"")
    assert before != now
    assert manifest_of(before) == manifest_of(now)
    assert manifest_of(before).cleaning is Cleaning.UNASKED


def test_readers_see_the_mark_where_they_open_the_file_and_only_after_they_opened_it(scene: TwoReaders) -> None:
    posted(browser(scene.box), PICTURE, **YES)
    posted(browser(scene.box), PAPER, **YES)
    with_authenticator(scene.reader.user)
    client = signed_in(scene.reader.user)
    client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    box = reverse("correspondence-read", args=[scene.box.id])
    records = [scene.record_id(number) for number in (1, 2)]
    assert "leaned" not in text(client.get(box))
    assert "leaned" not in text(client.get(reverse("vault-record", args=[records[0]])))
    for record in records:
        address = reverse("vault-file", args=[record])
        assert "Whether it was cleaned when it came in stands on its page" in text(client.get(address))
        client.post(address, {"purpose": "answer", "reason": REASON}).getvalue()
    for page in (box, reverse("vault-record", args=[records[0]])):
        assert "Cleaned when it came in" in text(client.get(page))
    for page in (box, reverse("vault-record", args=[records[1]])):
        assert "Not cleaned: files of its kind cannot be." in text(client.get(page))
    client.post(reverse("vault-lock"))
    assert "leaned" not in text(client.get(box))


def test_staff_who_send_a_picture_to_the_holder_are_asked_too(scene: TwoReaders) -> None:
    with_authenticator(scene.reader.user)
    client = signed_in(scene.reader.user)
    address = reverse("correspondence-send-file", args=[scene.box.id])
    assert re.search(r'name="clean"[^>]* checked>', client.get(address).content.decode())
    upload = SimpleUploadedFile("plan.jpg", PICTURE)
    answer = client.post(address, {**YES, "file": upload}, follow=True)
    assert "taken out before" in text(answer)
    assert b"".join(opened(scene).pieces) == CLEANED
    upload = SimpleUploadedFile("plan.jpg", PICTURE[:300])
    answer = client.post(address, {**YES, "file": upload})
    assert (answer.status_code, letters(scene)) == (400, 1)
    assert "cannot be cleaned" in text(answer)
