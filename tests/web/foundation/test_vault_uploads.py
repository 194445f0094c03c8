"""Files that come in by the page: sealed as they come, whole or not at all, from our own pages only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.made import organisation
from tests.web.made_vault import NAME, PLAIN, REASON, Holder, everything, holder, sealed
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault import _files, quota
from tadasu.web.foundation.vault.actions import erase, open_file, remove_reader
from tadasu.web.foundation.vault.models import Reader, SealedFile, SealedRecord

LARGE = PLAIN * 20
BOUNDARY = "----invented-boundary"


@pytest.fixture(autouse=True)
def nothing_left(database: None) -> Iterator[None]:
    """Files of a test are taken away."""
    yield
    for name in list(_files.names()):
        _files.remove(name)


@dataclass
class Scene:
    """A record, a reader of it, and their browser, in which forms need their token."""

    reader: Holder
    record: UUID
    client: Client

    @property
    def page(self) -> str:
        return reverse("vault-add-file", args=[self.record])

    @property
    def token(self) -> str:
        found = self.client.get(self.page).context["csrf_token"]
        return str(found)

    def kept(self) -> list[UUID]:
        with acting(self.reader.actor):
            return list(SealedFile.objects.values_list("record", flat=True))

    def read(self, record: UUID) -> tuple[str, str, bytes]:
        with acting(self.reader.actor):
            file = open_file(self.reader.actor, record=record, key=self.reader.key, purpose="verify", reason=REASON)
        return file.name, file.media_type, b"".join(file.pieces)


@pytest.fixture
def scene() -> Scene:
    place = organisation()
    reader = holder(place, "analyst")
    with_authenticator(reader.user)
    client = signed_in(reader.user)
    client.handler.enforce_csrf_checks = True
    return Scene(reader, sealed(place, reader, recoverable=False), client)


def field(name: str, value: str) -> bytes:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def file(name: str, content: bytes, *, field_name: str = "file") -> bytes:
    head = f'Content-Disposition: form-data; name="{field_name}"; filename="{name}"\r\nContent-Type: image/jpeg'
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


def send(scene: Scene, body: bytes, **more: Any) -> HttpResponse:
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    found: HttpResponse = scene.client.generic("POST", scene.page, body, kind, **more)  # type: ignore[assignment]
    return found


def test_a_file_larger_than_any_form_may_be_comes_in_whole_and_is_of_the_same_readers(scene: Scene) -> None:
    assert len(LARGE) > 2_500_000
    answer = send(scene, field("csrfmiddlewaretoken", scene.token) + file(NAME, LARGE) + END)
    (record,) = scene.kept()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("vault-record", args=[record]))
    assert scene.read(record) == (NAME, "image/jpeg", LARGE)
    with acting(scene.reader.actor):
        row = SealedRecord.objects.get(id=record)
        assert (row.about, row.kind, row.needs_two, row.recoverable) == (scene.record, "a.report", False, False)


def test_the_token_may_also_come_after_the_file(scene: Scene) -> None:
    send(scene, file(NAME, PLAIN) + field("csrfmiddlewaretoken", scene.token) + END)
    (record,) = scene.kept()
    assert scene.read(record)[2] == PLAIN


def test_a_body_that_is_the_file_itself_needs_the_token_in_the_header(scene: Scene) -> None:
    tokens: list[tuple[dict[str, Any], int]] = [({}, 403), ({"HTTP_X_CSRFTOKEN": "x" * 32}, 403)]
    for headers, status in [*tokens, ({"HTTP_X_CSRFTOKEN": scene.token}, 302)]:
        headers["HTTP_X_FILE_NAME"] = "%E5%AF%AE%201.mp4"
        answer = scene.client.generic("POST", scene.page, LARGE, "video/mp4", **headers)
        assert answer.status_code == status
        assert len(everything()) == (1 if status == 302 else 0)
    (record,) = scene.kept()
    assert scene.read(record) == ("寮 1.mp4", "video/mp4", LARGE)


def test_a_name_with_line_breaks_and_folders_is_one_line(scene: Scene) -> None:
    name = "%2e%2e%2fa%5cb%0d%0aSet-Cookie%3a x.mp4%e2%80%ae"
    scene.client.generic("POST", scene.page, PLAIN, "video/mp4", HTTP_X_FILE_NAME=name, HTTP_X_CSRFTOKEN=scene.token)
    (record,) = scene.kept()
    assert scene.read(record)[0] == "bSet-Cookie: x.mp4"


def test_nothing_is_kept_of_a_form_from_another_site(scene: Scene) -> None:
    token = scene.token
    for body in (file(NAME, PLAIN) + END, field("csrfmiddlewaretoken", "x" * 32) + file(NAME, PLAIN) + END):
        assert send(scene, body).status_code == 403
    good = field("csrfmiddlewaretoken", token) + file(NAME, PLAIN) + END
    assert send(scene, good, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
    assert scene.kept() == []
    assert everything() == []
    assert send(scene, good).status_code == 302


CUTS: Sequence[Callable[[bytes], bytes]] = (
    lambda body: body[: len(body) // 2],
    lambda body: body[: -len(END)],
    lambda body: body[: -len(END)] + f"--{BOUNDARY}\r\n".encode(),
    lambda body: body.replace(BOUNDARY.encode(), b"another-boundary"),
    lambda body: b"",
)


@pytest.mark.parametrize("cut", CUTS, ids=["half", "no end", "open end", "other boundary", "nothing"])
def test_a_form_that_breaks_off_leaves_nothing(scene: Scene, cut: Callable[[bytes], bytes]) -> None:
    body = cut(field("csrfmiddlewaretoken", scene.token) + file(NAME, PLAIN) + END)
    answer = send(scene, body)
    assert answer.status_code in {400, 403}
    assert scene.kept() == []
    assert everything() == []


class BrokenOff:
    """A connection that ends, or fails, after some bytes."""

    def __init__(self, content: bytes, *, fails: bool) -> None:
        self.content, self.fails = content, fails

    def read(self, size: int = -1, /) -> bytes:
        if not self.content and self.fails:
            raise OSError("connection reset")
        out, self.content = self.content[:size], self.content[size:]
        return out

    readline = read

    def close(self) -> None:
        """Nothing to do."""


@pytest.mark.parametrize("fails", [True, False])
@pytest.mark.parametrize("form", [True, False])
def test_a_connection_that_breaks_off_leaves_nothing(scene: Scene, fails: bool, form: bool) -> None:
    whole = field("csrfmiddlewaretoken", scene.token) + file(NAME, PLAIN) + END if form else PLAIN
    answer = scene.client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=scene.page,
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}" if form else "video/mp4",
        CONTENT_LENGTH=len(whole),
        HTTP_X_CSRFTOKEN=scene.token,
        **{"wsgi.input": BrokenOff(whole[:-50_000], fails=fails)},
    )
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.content.decode()
    assert scene.kept() == []
    assert everything() == []


@pytest.mark.parametrize("length", [None, "", "many", "-1"], ids=["none", "empty", "no number", "below nothing"])
@pytest.mark.parametrize("form", [True, False])
def test_an_upload_that_does_not_say_how_long_it_is_is_no_empty_file(
    scene: Scene, form: bool, length: str | None
) -> None:
    whole = field("csrfmiddlewaretoken", scene.token) + file(NAME, PLAIN) + END if form else PLAIN
    answer = scene.client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=scene.page,
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}" if form else "video/mp4",
        HTTP_X_CSRFTOKEN=scene.token,
        **({} if length is None else {"CONTENT_LENGTH": length}),
        **{"wsgi.input": BrokenOff(whole, fails=False)},
    )
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.content.decode()
    assert scene.kept() == []
    assert everything() == []


def test_a_file_that_says_it_is_empty_is_a_file(scene: Scene) -> None:
    said: dict[str, Any] = {"CONTENT_LENGTH": "0", "HTTP_X_CSRFTOKEN": scene.token, "HTTP_X_FILE_NAME": "empty.txt"}
    assert scene.client.generic("POST", scene.page, b"", "text/plain", **said).status_code == 302
    (record,) = scene.kept()
    assert scene.read(record)[2] == b""


class Meanwhile(BrokenOff):
    """A body during whose first read something else happens."""

    def __init__(self, content: bytes, act: Callable[[], None]) -> None:
        super().__init__(content, fails=False)
        self.acts = [act]

    def read(self, size: int = -1, /) -> bytes:
        while self.acts:
            self.acts.pop()()
        return super().read(size)

    readline = read


def send_while(scene: Scene, act: Callable[[], None]) -> HttpResponse:
    """Send a file, and do something else while it comes in."""
    body = field("csrfmiddlewaretoken", scene.token) + file(NAME, PLAIN) + END
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    stream = Meanwhile(body, act)
    taken: dict[str, Any] = {"wsgi.input": stream}
    found: HttpResponse = scene.client.generic("POST", scene.page, body, kind, **taken)  # type: ignore[assignment]
    assert stream.acts == []
    return found


def two_readers(scene: Scene) -> tuple[Holder, UUID]:
    """Another reader, and a record of both in place of the scene's."""
    place = Organisation.objects.get(id=scene.reader.actor.organisations[0])
    other = holder(place, "analyst")
    scene.record = sealed(place, scene.reader, other, recoverable=False)
    return other, scene.record


def test_a_reader_who_is_removed_while_a_file_comes_in_gets_no_box_of_it(scene: Scene) -> None:
    other, about = two_readers(scene)
    one = scene.reader
    answer = send_while(scene, lambda: remove_reader(one.actor, record=about, user=other.id, key=one.key))
    assert answer.status_code == 302
    (record,) = scene.kept()
    with acting(one.actor):
        assert list(Reader.objects.filter(record=record).values_list("user", flat=True)) == [one.id]
    assert scene.read(record)[2] == PLAIN


def test_who_is_removed_while_their_file_comes_in_adds_nothing(scene: Scene) -> None:
    _, about = two_readers(scene)
    one = scene.reader
    answer = send_while(scene, lambda: remove_reader(one.actor, record=about, user=one.id, key=one.key))
    assert answer.status_code == 403
    assert scene.kept() == []
    assert everything() == []


def test_a_record_that_is_erased_while_a_file_comes_in_gets_none(scene: Scene) -> None:
    one, about = scene.reader, scene.record
    answer = send_while(scene, lambda: erase(one.actor, record=about, ground="asked"))
    assert answer.status_code in {400, 403}
    assert scene.kept() == []
    assert everything() == []


@pytest.mark.parametrize(
    "files", [b"", file("", b""), file(NAME, b"one") + file(NAME, b"two")], ids=["none", "none chosen", "two"]
)
def test_one_file_at_a_time(scene: Scene, files: bytes) -> None:
    answer = send(scene, field("csrfmiddlewaretoken", scene.token) + files + END)
    assert answer.status_code == 400
    assert "Choose one file" in answer.content.decode()
    assert everything() == []


def test_an_empty_file_is_a_file(scene: Scene) -> None:
    send(scene, field("csrfmiddlewaretoken", scene.token) + file(NAME, b"") + END)
    (record,) = scene.kept()
    assert scene.read(record) == (NAME, "image/jpeg", b"")


def test_a_file_for_which_there_is_no_room_is_refused_before_and_while_it_comes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = field("csrfmiddlewaretoken", scene.token) + file(NAME, PLAIN) + END
    for room in (1000, len(PLAIN) - 1):
        monkeypatch.setattr(quota.allowance, "__defaults__", (quota.Limits(file=room, spare=0),))
        answer = send(scene, body)
        assert answer.status_code == 400
        assert "longer than may be stored" in answer.content.decode()
        assert everything() == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\\b\\c.jpg", 'x"; y.jpg', "寮.jpg", "a" * 300 + ".jpg", "\x07.jpg"]
)
def test_a_files_name_is_only_text_and_leads_nowhere(scene: Scene, name: str) -> None:
    answer = send(scene, field("csrfmiddlewaretoken", scene.token) + file(name, PLAIN[:100]) + END)
    assert answer.status_code == 302
    (record,) = scene.kept()
    found = scene.read(record)[0]
    assert found
    assert "/" not in found
    assert "\\" not in found
    assert found.isprintable()
    assert len(found) <= 255
    assert all(len(path.name) == 64 for path in everything())


def test_no_file_is_added_to_an_erased_record(scene: Scene) -> None:
    token = scene.token
    with acting(scene.reader.actor):
        erase(scene.reader.actor, record=scene.record, ground="asked")
    answer = send(scene, field("csrfmiddlewaretoken", token) + file(NAME, PLAIN) + END)
    assert answer.status_code in {400, 403}
    assert everything() == []
