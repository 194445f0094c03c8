"""The box without account in use, with canaries in both directions: letters, files, answers, what is refused, what breaks."""

import base64
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.foundation.pictures import SCAN, TABLES, exif, segment
from tests.web.made import organisation
from tests.web.made_box import browser, counter, front, sent, token_of
from tests.web.made_vault import PHRASE, Holder, holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.intake import queries as intake
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence._code import canonical, grouped
from tadasu.web.foundation.correspondence._receipt import receipt_of
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.correspondence.models import Box, Letter
from tadasu.web.foundation.vault.sealing import derived


def used(canary: Mapping[str, str]) -> dict[str, bytes]:
    """Everything once; what was known for a moment and must be kept nowhere."""
    place = organisation("civil-society", name="A group of the drill (invented)")
    reader = holder(place, "documenter")
    where = reverse("correspondence-counter", args=[counter(place, reader).id])
    source = browser()
    source.raise_request_exception = False
    opened = source.post(where, follow=True)
    keys = _keys(opened, source)
    _wrote(source, canary)
    assert sent(source, "seen").status_code == 302
    _answered(reader, canary)
    _broken(source, canary)
    again = browser()
    again.post(front(), {"act": "enter", "code": keys["code of the box"].decode()})
    page = again.get(front()).content.decode()
    assert canary["box answer"] in page
    assert canary["box letter"] not in page
    token = token_of(again.get(front()))
    saved = again.post(reverse("correspondence-save"), {"token": token, "letter": "5"})
    assert canary["box answer file"].encode() in saved.getvalue()
    _taken_back(where, canary)
    _reported(place, reader, canary)
    waiting = browser()
    unseen = _keys(waiting.post(where, follow=True), waiting)
    return keys | {f"{name}, not written down yet": key for name, key in unseen.items()}


def _keys(opened: Any, source: Client) -> dict[str, bytes]:
    code = canonical(
        opened.content.decode()
        .split('dir="ltr">', 1)[1]
        .split("</p>", 1)[0]
        .replace("<code>", "")
        .replace("</code>", "")
        .replace("<br>", "")
    )
    receipt = receipt_of(code)
    cookie = base64.urlsafe_b64decode(source.cookies[COOKIE].value)
    return {
        "code of the box": code.encode(),
        "code of the box as it is shown": grouped(code).encode(),
        "private key of the box": bytes(receipt.private),
        "cookie of the box": cookie,
        "what the visit is sealed under": bytes(derived(cookie, "visit-key")),  # type: ignore[arg-type]
    }


def _wrote(source: Client, canary: Mapping[str, str]) -> None:
    assert sent(source, "write", text=f"It says {canary['box letter']}.").status_code == 302
    assert sent(source, "write", text=canary["box refused"] * 1000).status_code == 400
    for taken_from in (picture(canary), picture(canary)[:-40]):  # the second is cut off, and refused
        upload = SimpleUploadedFile("a.jpg", taken_from)
        token = token_of(source.get(front()))
        fields = {"token": token, "cleaning": "asked", "clean": "yes", "file": upload}
        whole = taken_from.endswith(b"more")
        assert source.post(reverse("correspondence-file"), fields).status_code == (302 if whole else 400)
    token = token_of(source.get(front()))
    upload = SimpleUploadedFile(f"{canary['box file name']}.jpg", (canary["box file"] + "\n").encode() * 100_000)
    address = reverse("correspondence-file")
    assert source.post(address, {"token": token, "file": upload}).status_code == 302
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    part += canary["box broken off"].encode() * 1000
    assert source.generic("POST", address, part, "multipart/form-data; boundary=x").status_code in {400, 403}
    assert source.post(front(), {"act": "enter", "code": canary["box refused"]}).status_code == 400


def picture(canary: Mapping[str, str]) -> bytes:
    """As a phone writes it, with the canary in what it says of device, time and place, and in what comes after its end."""
    said = canary["box picture"].encode()
    parts = (
        segment(0xE1, exif(rest=said)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said),
        segment(0xFE, said),
        *TABLES,
        SCAN,
    )
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9" + said + b"more"


def _answered(reader: Holder, canary: Mapping[str, str]) -> None:
    with_authenticator(reader.user)
    client = signed_in(reader.user)
    client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    with acting(reader.actor):
        box = Box.objects.exclude(letters=0).get()
    at = {name: reverse(f"correspondence-{name}", args=[box.id]) for name in ("read", "write", "send-file", "state")}
    client.post(at["read"], {"purpose": "answer", "reason": f"It says {canary['box opening']}."})
    assert canary["box letter"] in client.get(at["read"]).content.decode()
    assert client.post(at["write"], {"text": f"We say {canary['box answer']}."}).status_code == 302
    upload = SimpleUploadedFile(
        f"{canary['box answer file name']}.pdf", (canary["box answer file"] + "\n").encode() * 100_000
    )
    assert client.post(at["send-file"], {"file": upload}).status_code == 302
    client.post(at["state"], {"state": "asked"})
    with acting(reader.actor):
        cleaned, file = (Letter.objects.get(box=box, number=number).record for number in (2, 3))
    opened = client.post(
        reverse("vault-file", args=[cleaned]), {"purpose": "answer", "reason": f"It says {canary['box opening']}."}
    ).getvalue()
    assert b"pixels" in opened
    assert canary["box picture"].encode() not in opened
    saved = client.post(
        reverse("vault-file", args=[file]), {"purpose": "answer", "reason": f"It says {canary['box opening']}."}
    )
    assert canary["box file"].encode() in saved.getvalue()


def _reported(place: Organisation, reader: Holder, canary: Mapping[str, str]) -> None:
    """A report with the form: a draft, sent and opened by a reader, permissions, a draft deleted, one that waits."""
    at = counter(place, reader, purpose=intake.PURPOSE)
    source, form = browser(), reverse("intake-form")
    source.post(reverse("correspondence-counter", args=[at.id]), follow=True)
    assert sent(source, "seen").status_code == 302

    def page(id: str, act: str, **fields: str) -> Any:
        answers = {f"q-{key}": one for key, one in fields.items()}
        return source.post(form, {"token": token_of(source.get(form)), "page": id, "act": act} | answers, follow=True)

    page("what", "next", **{"issues": "land", "own-words": canary["report"]})
    page("where", "next", region=canary["report place"])
    page("permissions", "review", permissions="authority")
    assert page("what", "next", **{"own-words": canary["report refused"] * 1000}).status_code == 400
    page("where", "review", region=canary["report place"])
    assert canary["report place"] in source.get(form).content.decode()
    assert source.post(form, {"token": token_of(source.get(form)), "act": "send"}).status_code == 302
    page("what", "next", **{"own-words": canary["draft deleted"]})
    page("", "discard")
    client = signed_in(reader.user)
    client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    with acting(reader.actor):
        (report,) = (one for one in intake.reports_of(reader.actor))
    opened = reverse("intake-report", args=[report.id])
    client.post(opened, {"purpose": "verify", "reason": f"It says {canary['report opening']}."})
    assert canary["report"] in client.get(opened).content.decode()
    waits = page("what", "review", **{"own-words": canary["draft"]})
    assert canary["draft"] in waits.content.decode()


def _broken(source: Client, canary: Mapping[str, str]) -> None:
    """An error of ours while a letter is in hand: what is logged of it holds none of it."""
    from tadasu.web.foundation.correspondence.actions import source as actions

    def fails(*said: object, **named: object) -> int:
        raise RuntimeError(said, named)

    token = token_of(source.get(front()))
    kept, actions.write = actions.write, fails
    answer = source.post(reverse("correspondence-file"), {"token": token, "text": canary["box broken"]})
    actions.write = kept
    assert answer.status_code == 500


def _taken_back(where: str, canary: Mapping[str, str]) -> None:
    another = browser()
    another.post(where)
    assert sent(another, "write", text=canary["box taken back"]).status_code == 302
    assert sent(another, "withdraw").status_code == 200
