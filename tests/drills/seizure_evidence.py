"""Evidence in use, with canaries: items and what is made of them, a redaction, a confidential file of incidents, a company."""

import html
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made_box import as_holder, received
from tests.web.made_hearing import WEDNESDAY, Desk, visited
from tests.web.made_incidents import HEAD, table
from tests.web.made_petition import Writers
from tests.web.made_vault import PHRASE, REASON
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.hearing import actions as hearing
from tadasu.web.evidence.incidents.models import Batch, Incident
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence.actions import source

LOOKS = {"purpose": "verify", "reason": REASON}


def used(canary: Mapping[str, str]) -> None:
    """Everything once."""
    desk = Desk()
    with_authenticator(desk.verifier.user)
    client = signed_in(desk.verifier.user)
    client.raise_request_exception = False
    client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    kept(desk, client, canary)
    imported(desk, client, canary)
    answered(desk, client, canary)
    petitioned(canary)


def kept(desk: Desk, client: Client, canary: Mapping[str, str]) -> None:
    """A text, a file, what is made of the text, a redaction, a package."""
    said = {"kind": "testimony", "label": "account 1", "language": "", "text": f"It says {canary['item']}. It goes on."}
    client.post(reverse("custody-receive", args=[desk.place.id]), said)
    upload = SimpleUploadedFile(f"{canary['item file name']}.jpg", (canary["item file"] + "\n").encode() * 50_000)
    address = reverse("custody-receive-file", args=[desk.place.id])
    assert client.post(address, {"kind": "picture", "label": "picture 1", "file": upload}).status_code == 302
    with acting(desk.verifier.actor):
        item = Item.objects.get(label="account 1").id
    made = {"how": "transcript", "label": "transcript 1", "language": "", "text": canary["item derived"]}
    assert client.post(reverse("custody-derive", args=[item]), made).status_code == 302
    assert canary["item"] in client.post(reverse("custody-open", args=[item]), LOOKS).content.decode()
    redact = reverse("library-redact", args=[item])
    client.post(redact, LOOKS)
    words = {"words": canary["item"], "ground": "source", "label": "account 1, redacted"}
    client.post(redact, {**words, "do": "preview"})
    client.post(redact, {**words, "words": f"{canary['redacted word']}\n{canary['item']}", "do": "keep"})
    package = client.post(reverse("custody-export", args=[item]), LOOKS)
    assert package.status_code == 200
    assert len(package.getvalue()) > 1000


def imported(desk: Desk, client: Client, canary: Mapping[str, str]) -> None:
    """A confidential file, read, opened, and one of its incidents taken as evidence."""
    row = [
        *("N-1", canary["incident title"], canary["incident"], "強制労働", "中国", canary["incident place"]),
        *(canary["incident company"], "5205", "令和7年5月3日", "40", canary["incident origin"]),
    ]
    upload = SimpleUploadedFile(f"{canary['incident file name']}.csv", table([row]))
    sent = {"label": "file 1", "sealing": "confidential", "language": "ja", "attribution": "", "file": upload}
    answer = client.post(reverse("incidents-new", args=[desk.place.id]), sent)
    assert answer.status_code == 302, answer.content.decode()
    with acting(desk.verifier.actor):
        batch = Batch.objects.get().id
    looked = client.post(reverse("incidents-columns", args=[batch]), LOOKS)
    assert HEAD[0] in looked.content.decode()
    answer = client.post(reverse("incidents-read", args=[batch]), fields(looked))
    assert answer.status_code == 302, answer.content.decode()
    with acting(desk.verifier.actor):
        incident = Incident.objects.get().id
    opened = client.post(reverse("incidents-words", args=[incident]), LOOKS, follow=True)
    assert canary["incident"] in opened.content.decode()
    taken = client.post(reverse("incidents-extract", args=[incident]), {**LOOKS, "label": "incident 1"})
    assert taken.status_code == 302, taken.content.decode()


def fields(answer: Any) -> dict[str, str]:
    """What the page's form holds as it comes."""
    text = answer.content.decode()
    found = {"unmapped": "keep", **LOOKS}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text):
        if name != "csrfmiddlewaretoken" and 'type="radio"' not in name:
            found.setdefault(html.unescape(name), html.unescape(value))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', options)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def answered(desk: Desk, client: Client, canary: Mapping[str, str]) -> None:
    """The named company answers by letter and file, and its answer is opened."""
    with mock.patch.object(timezone, "localdate", return_value=date(2028, 1, 31)):
        notice = desk.released(desk.prepared(desk.whole()))
    with mock.patch.object(timezone, "localdate", return_value=WEDNESDAY):
        box = visited(desk.sent(notice).code)
        with as_holder(box) as visit:
            source.write(visit, text=f"We say {canary['company answer']}.")
        with as_holder(box) as visit:
            hearing.say(visit, kind="correction", text=f"It is {canary['company correction']}.")
        content = (canary["company file"] + "\n").encode() * 1000
        with as_holder(box) as visit, received(content, f"{canary['company file name']}.pdf") as came:
            source.send_file(visit, received=came)
        read = reverse("correspondence-read", args=[box.id])
        client.post(read, {"purpose": "answer", "reason": f"It says {canary['company opening']}."})
        assert canary["company answer"] in client.get(read).content.decode()


def petitioned(canary: Mapping[str, str]) -> None:
    """A petition is written, released by a second person, and packed."""
    writers = Writers()
    petition = writers.written(writers.begun(), facts=canary["petition"], contact=canary["petition contact"])
    writers.released(writers.offered(petition))
    with zipfile.ZipFile(io.BytesIO(writers.packed(petition).content)) as package:
        assert any(canary["petition"].encode() in package.read(one) for one in package.namelist())
