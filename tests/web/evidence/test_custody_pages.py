"""Pages of items of evidence, in both languages, and what they do."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.made_custody import LABEL, NAME, PICTURE, TEXT, Desk
from tests.web.made_vault import PHRASE, REASON, Holder, everything
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.custody.models import Item
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import person as person_of
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SAID = {"purpose": "verify", "reason": REASON}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def browser(one: Holder | User, *, unlocked: bool = False, language: str = "en") -> Client:
    """Signed in with a second factor, and where wished with unlocked keys."""
    user = one.user if isinstance(one, Holder) else one
    User.objects.filter(id=user.id).update(language=language)
    with_authenticator(user)
    client = signed_in(user)
    if unlocked:
        answer = client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
        assert answer.status_code == 302, answer.content.decode()
    return client


def page(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return text(answer)


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def received(desk: Desk, client: Client, content: bytes, name: str = NAME, **more: object) -> Any:
    said = {"kind": "picture", "label": LABEL, "language": "", **more}
    place = reverse("custody-receive-file", args=[desk.place.id])
    return client.post(place, {**said, "file": SimpleUploadedFile(name, content, "image/svg+xml")})


def only(desk: Desk) -> Item:
    with acting(desk.one.actor):
        return Item.objects.get()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_an_empty_list_says_how_an_item_gets_here(desk: Desk) -> None:
    assert "No item yet" in page(browser(desk.one), "custody-list", desk.place.id)
    assert "証拠はまだありません" in page(browser(desk.other, language="ja"), "custody-list", desk.place.id)


def test_where_there_is_no_item_no_log_is_called_unchanged(desk: Desk) -> None:
    shown = page(browser(desk.one), "custody-logs", desk.place.id)
    assert "No item yet" in shown
    assert "No log was changed" not in shown


def test_a_file_is_received_opened_and_saved_and_never_shown(desk: Desk) -> None:
    client = browser(desk.one, unlocked=True)
    answer = received(desk, client, PICTURE, readers=[str(desk.other.id)])
    item = only(desk)
    assert answer.headers["Location"] == reverse("custody-one", args=[item.id])
    shown = page(client, "custody-one", item.id)
    assert LABEL in shown
    assert NAME not in shown  # the name of a file is sealed with it
    saved = client.post(reverse("custody-open", args=[item.id]), SAID)
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["Cache-Control"] == "no-store"
    assert body(saved) == PICTURE
    assert "2. Opened" in page(client, "custody-one", item.id)
    other = browser(desk.other, unlocked=True)
    assert body(other.post(reverse("custody-open", args=[item.id]), SAID)) == PICTURE


def test_a_text_is_received_and_shown_once_with_whether_it_is_what_was_received(desk: Desk) -> None:
    client = browser(desk.one, unlocked=True)
    said = {"kind": "testimony", "label": "account 1", "language": "ja", "text": TEXT + "\n<script>alert(1)</script>"}
    client.post(reverse("custody-receive", args=[desk.place.id]), said)
    item = only(desk)
    shown = client.post(reverse("custody-open", args=[item.id]), SAID)
    assert "It is what was received" in text(shown)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown.content.decode()
    assert "the gate was locked" not in page(client, "custody-one", item.id)
    assert "the gate was locked" not in page(client, "custody-list", desk.place.id)


@pytest.mark.parametrize(
    ("content", "name", "saved"),
    [
        (EICAR, "eicar.com", "eicar.com"),
        (b"\x50\x4b\x03\x04" + bytes(5000), "bomb.zip", "bomb.zip"),
        (b"\x1f\x8b\x08\x00" + bytes(5000), "bomb.gz", "bomb.gz"),
        (b"GIF89a/*<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>*/=1;alert(1)", "a.gif.html", "a.gif.html"),
        (b"%PDF-1.7 not one", "../../../etc/passwd", "passwd"),
        (b"\xff\xd8\xff" + b"cut", "gate\u202egpj.exe", "gategpj.exe"),
        (b"a", "a;c\tx\u200b.txt", "a;cx.txt"),
        (b"a", "門" * 80 + ".jpg", ("門" * 80 + ".jpg")),
    ],
)  # fmt: skip
def test_bad_files_are_kept_as_they_are_and_only_saved(desk: Desk, content: bytes, name: str, saved: str) -> None:
    client = browser(desk.one, unlocked=True)
    assert received(desk, client, content, name).status_code == 302
    item = only(desk)
    answer = client.post(reverse("custody-open", args=[item.id]), SAID)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert not re.search(r"[\u202e\u200b\r\n\t]|%E2%80%AE", disposition)
    assert body(answer) == content
    with acting(desk.one.actor):
        opened = desk.opened(item).file
        assert opened is not None
        assert opened.name == saved
        opened.pieces.close()
    assert "Nothing was changed" in text(client.post(reverse("custody-check", args=[item.id]), SAID))


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (b"", {}, "There is nothing in it"),
        (PICTURE, {"label": "a\u202eb"}, "none that hides or turns a line round"),
        (PICTURE, {"label": ""}, "Fill this in"),
        (PICTURE, {"kind": "rumour"}, "Select a valid choice"),
        (PICTURE, {"language": "Japanese!"}, "Write it as en, ja, my or zh-Hans."),
        (None, {}, "file"),
    ],
)
def test_what_cannot_be_received_is_said_with_what_was_typed_and_nothing_is_kept(
    desk: Desk, content: bytes | None, more: dict[str, str], said: str
) -> None:
    client, before = browser(desk.one), everything()
    if content is None:
        place = reverse("custody-receive-file", args=[desk.place.id])
        answer = client.post(place, {"kind": "picture", "label": LABEL})
    else:
        answer = received(desk, client, content, **more)
    assert answer.status_code == 400
    assert said in text(answer)
    assert LABEL in answer.content.decode() or "label" in more
    assert everything() == before
    with acting(desk.one.actor):
        assert not Item.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_sent_and_nothing_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tadasu.web.foundation.vault import quota

    monkeypatch.setattr(quota, "allowance", lambda *_: 50_000)
    before = everything()
    answer = received(desk, browser(desk.one), PICTURE)
    assert (answer.status_code, "MB" in text(answer)) == (400, True)
    assert everything() == before


def test_what_was_made_of_an_item_is_added_as_text_and_as_file_and_both_pages_lead_to_each_other(desk: Desk) -> None:
    item, client = desk.file(), browser(desk.one)
    said = {"how": "translation", "label": "in Japanese", "language": "ja", "text": "架空の訳文"}
    client.post(reverse("custody-derive", args=[item.id]), said)
    said = {"how": "redaction", "label": "faces hidden", "language": ""}
    file = SimpleUploadedFile("x.jpg", b"an invented picture without faces")
    client.post(reverse("custody-derive-file", args=[item.id]), {**said, "file": file})
    with acting(desk.one.actor):
        made = {one.how: one for one in Item.objects.exclude(parent=None)}
    shown = page(client, "custody-one", item.id)
    assert "Made of it: in Japanese Translation" in shown
    assert "Made of it: faces hidden Redacted version" in shown
    assert f"Made of: {LABEL}" in page(client, "custody-one", made["redaction"].id)


def test_a_disclosure_a_hold_and_its_release_are_asked_and_stand_in_the_log(desk: Desk) -> None:
    item, client = desk.text(), browser(desk.one, unlocked=True)
    client.post(reverse("custody-disclose", args=[item.id]), {"to": "court", "note": "To an invented court."})
    client.post(reverse("custody-hold", args=[item.id]), {"ground": "court"})
    shown = page(client, "custody-one", item.id)
    assert "It is on hold" in shown
    assert "A court or tribunal; a note is sealed" in shown
    assert "Erase the item" not in shown
    refused = client.post(reverse("custody-erase", args=[item.id]), {"ground": "asked"})
    assert (refused.status_code, "evidence on hold" in text(refused)) == (400, True)
    refused = client.post(reverse("vault-erase", args=[item.record]), {"ground": "asked"})
    assert (refused.status_code, "evidence on hold" in text(refused)) == (400, True)
    note = client.post(reverse("custody-note", args=[item.id, 2]), SAID)
    assert "To an invented court." in text(note)
    decider = User.objects.get(id=person_of(desk.decider))
    browser(decider).post(reverse("custody-release", args=[item.id]))
    client.post(reverse("custody-erase", args=[item.id]), {"ground": "asked"})
    shown = page(client, "custody-one", item.id)
    assert "It was erased." in shown
    assert "account of a gate 1" not in shown
    assert "erased item" in page(client, "custody-list", desk.place.id)


def test_a_package_is_saved_by_a_reader_for_a_purpose_with_a_reason(desk: Desk) -> None:
    item, client = desk.file(), browser(desk.one, unlocked=True)
    place = reverse("custody-export", args=[item.id])
    assert client.post(place, {"purpose": "law", "reason": "x"}).status_code == 400
    answer = client.post(place, {"purpose": "law", "reason": REASON})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="tadasu-evidence-{item.id.hex[:8]}.zip"'
    names = zipfile.ZipFile(io.BytesIO(body(answer))).namelist()
    assert {name.split("/", 1)[0] for name in names} == {f"tadasu-evidence-{item.id.hex[:8]}"}


def test_an_auditor_sees_the_log_and_is_offered_nothing_to_do(desk: Desk) -> None:
    item = desk.text()
    client = browser(User.objects.get(id=person_of(desk.auditor)))
    shown = page(client, "custody-one", item.id)
    assert "1. Received" in shown
    assert "Its content is sealed to others than you." in shown
    for words in ("Open it", "Note a disclosure", "Export a package", "Set a hold", "Erase the item"):
        assert words not in shown
    assert "No log was changed" in page(client, "custody-logs", desk.place.id)


def test_the_first_page_leads_to_the_evidence_of_ones_organisation(desk: Desk) -> None:
    place = reverse("custody-list", args=[desk.place.id])
    assert place in browser(desk.one).get("/").content.decode()
    assert place not in browser(desk.stranger).get("/").content.decode()


def test_every_page_is_whole_in_japanese(desk: Desk) -> None:
    item, client = desk.file(), browser(desk.one, unlocked=True, language="ja")
    desk.made(item, "redaction")
    for name, wanted in (
        ("custody-one", "どの行も直前の行につながっています"),
        ("custody-open", "を開きますか"),
        ("custody-check", "改変の有無を確認しますか"),
        ("custody-export", "パッケージとして書き出しますか"),
        ("custody-derive", "文章を追加する"),
        ("custody-derive-file", "ファイルを追加する"),
        ("custody-disclose", "開示したことを記入しますか"),
        ("custody-share", "同僚が開けるようにしますか"),
        ("custody-status", "使用中"),
        ("custody-hold", "保全を開始しますか"),
        ("custody-erase", "を消去しますか"),
    ):
        assert wanted in page(client, name, item.id), name
    for name, wanted in (
        ("custody-list", "の証拠"),
        ("custody-logs", "改変された記録はありません"),
        ("custody-receive", "文章を受領する"),
        ("custody-receive-file", "ファイルを受領する"),
    ):
        assert wanted in page(client, name, desk.place.id), name
    assert "改変はありません" in text(client.post(reverse("custody-check", args=[item.id]), SAID))


def test_the_list_saves_labels_and_codes_and_no_content(desk: Desk) -> None:
    desk.text()
    answer = browser(desk.one).get(reverse("custody-list", args=[desk.place.id]), {"as": "csv"})
    content = b"".join(answer) if answer.streaming else answer.content
    assert b"account of a gate 1" in content
    assert b"locked" not in content
    assert json.dumps(TEXT).encode() not in content
