"""The system in use, with a canary in everything that the vault promises to keep: run as a process of its own.

Canaries come on standard input, never by environment or argument, which are searched too. When all is done the process says
on standard output which keys it used, and waits. One canary, `control`, is put in plain where each kind of place is, so that a
search which finds nothing is known to have looked.
"""

import base64
import gzip
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.web.running import DATA, started, use  # first: it makes Django ready

# isort: split
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests.drills import seizure_box, seizure_evidence, seizure_funding
from tests.web.made import organisation
from tests.web.made_vault import LEAST, Holder, again, holder, lately, unlocking
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.vault.actions import (
    add_reader,
    ask_release,
    begin_recovery,
    complete_recovery,
    confirm_share,
    contribute,
    erase,
    grant_release,
    open_file,
    open_record,
    remove_reader,
    renew_keys,
    rotate,
    seal,
    seal_file,
    set_up_recovery,
    start_anew,
)
from tadasu.web.foundation.vault.cookie import COOKIE
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.models import SealedRecord, Share
from tadasu.web.project.database import Role

KEYS: dict[str, bytes] = {}
"""What the process knew for a moment and must have kept nowhere: private keys, data keys, keys in cookies."""


def main() -> None:
    """Everything, then wait."""
    canaries: Mapping[str, str] = json.loads(sys.stdin.readline())
    server = started()
    use(server, Role.OWNER)
    call_command("migrate", verbosity=0)
    use(server, Role.WEB)
    used(canaries)
    KEYS.update(seizure_box.used(canaries))
    seizure_evidence.used(canaries)
    KEYS.update(seizure_funding.used(canaries))
    controls(canaries["control"])
    server.execute("CHECKPOINT")
    told = {
        "postgres": server.pid,
        "address": server.address(Role.SUPER),
        "pg_dump": str(server.cluster.programs / "pg_dump"),
        "postgres data": str(server.cluster.data),
        "keys": {name: key.hex() for name, key in KEYS.items()},
    }
    print(json.dumps(told), flush=True)
    sys.stdin.readline()
    server.stop()


def used(canary: Mapping[str, str]) -> None:
    """Every feature."""
    place = organisation("civil-society", name=f"{canary['control']} (invented)")
    reader = noted("reader", holder(place, "documenter", passphrase=canary["passphrase"]))
    other = noted("other", holder(place, "verifier"))
    organiser = noted("organiser", holder(place, "organiser"))
    custodians = [noted(f"custodian {n}", holder(place, "custodian")) for n in range(3)]
    key = recovery_key(place.id, organiser, custodians)

    def sealed(name: str, *readers: Holder, needs_two: bool = False) -> UUID:
        with acting(ANONYMOUS):
            return seal(
                ANONYMOUS,
                organisation=place.id,
                kind="drill.report",
                content=canary[name].encode(),
                readers=[one.id for one in readers],
                needs_two=needs_two,
            )

    field, erased = sealed("field", reader), sealed("erased", reader)
    for_two = sealed("field for two", reader, other, needs_two=True)
    file = sent(place.id, reader, canary)
    do(reader, open_record, record=field, purpose="verify", reason=f"It says {canary['opening']}.")
    noted_data_key(field, reader)
    do(reader, add_reader, record=field, user=other.id)
    do(reader, remove_reader, record=field, user=other.id)
    do(reader, rotate, record=file)
    b"".join(do(reader, open_file, record=file, purpose="verify", reason=f"It says {canary['opening']}.").pieces)
    do(reader, erase, record=erased, ground="asked")
    with acting(other.actor):
        release = ask_release(other.actor, record=for_two, purpose="verify", reason=f"It says {canary['release']}.")
    do(reader, grant_release, release=release)
    do(other, open_record, record=for_two, purpose="verify", reason=f"It says {canary['opening']}.")
    by_the_pages(reader, field, canary)
    reader = noted("renewed", renewed(reader, canary["new passphrase"]))
    recovered(organiser, custodians, key, reader, canary["recovery"])


def noted(name: str, one: Holder) -> Holder:
    KEYS[f"private key of {name}"] = bytes(one.key.private)
    KEYS[f"cookie of {name}"] = base64.urlsafe_b64decode(one.token)[16:]
    return one


def noted_data_key(record: UUID, reader: Holder) -> None:
    from tadasu.web.foundation.vault._boxes import key_of

    with acting(reader.actor):
        KEYS["data key"] = bytes(key_of(SealedRecord.objects.get(id=record), reader.key)[0])


def do(one: Holder, act: Callable[..., Any], **named: object) -> Any:
    with acting(one.actor):
        return act(one.actor, key=one.key, **named)


def sent(place: UUID, reader: Holder, canary: Mapping[str, str]) -> UUID:
    """A file of several pieces, each of which holds the canary."""
    with acting(ANONYMOUS), arriving(1 << 30) as incoming:
        for _ in range(20):
            incoming.take((canary["file"] + " ").encode() * 1000)
        incoming.end()
        return seal_file(
            ANONYMOUS,
            incoming=incoming,
            name=f"{canary['file name']}.jpg",
            media_type="image/jpeg",
            organisation=place,
            kind="drill.file",
            readers=[reader.id],
        )


def recovery_key(place: UUID, organiser: Holder, custodians: list[Holder]) -> UUID:
    with acting(organiser.actor):
        key = set_up_recovery(organiser.actor, organisation=place, custodians=[one.id for one in custodians], needed=2)
    for one in custodians:
        with acting(one.actor):
            share = Share.objects.get(key=key, user=one.id).id
        do(one, confirm_share, share=share)
    return key


def renewed(one: Holder, passphrase: str) -> Holder:
    do(one, renew_keys, passphrase=passphrase, cost=LEAST)
    return unlocking(one.user, passphrase)


def recovered(organiser: Holder, custodians: list[Holder], key: UUID, reader: Holder, reason: str) -> None:
    """The reader loses the keys once more, and two custodians bring the records back."""
    actor = lately(reader.user)
    with acting(actor):
        start_anew(actor, passphrase=f"{reason} once more", cost=LEAST)
    fresh = noted("recovered", unlocking(reader.user, f"{reason} once more"))
    with acting(organiser.actor):
        run = begin_recovery(organiser.actor, key=key, readers=[fresh.id], reason=f"It says {reason}.")
    for one in custodians[:2]:
        do(again(one), contribute, recovery=run)
    do(organiser, complete_recovery, recovery=run)


def by_the_pages(reader: Holder, record: UUID, canary: Mapping[str, str]) -> None:
    """With a browser: wrong and right passphrase, a file, a broken form, a download, an error."""
    with_authenticator(reader.user)
    client = signed_in(reader.user)
    client.raise_request_exception = False
    client.post(reverse("vault-unlock"), {"passphrase": canary["wrong passphrase"]})
    client.post(reverse("vault-unlock"), {"passphrase": canary["passphrase"]})
    KEYS["cookie of the browser"] = base64.urlsafe_b64decode(client.cookies[COOKIE].value)[16:]
    page = reverse("vault-add-file", args=[record])
    content = (canary["web file"] + "\n").encode() * 100_000
    added = client.post(page, {"file": SimpleUploadedFile(f"{canary['web file name']}.txt", content)})
    assert added.status_code == 302, added.content
    client.generic("POST", page, content[:1000], "multipart/form-data; boundary=x")
    client.generic("POST", page, b"--x\r\n" + content[:1000], "multipart/form-data; boundary=x")
    file = UUID(added.headers["Location"].rsplit("/", 1)[-1])
    reason = {"purpose": "verify", "reason": f"It says {canary['page']}."}
    saved = client.post(reverse("vault-file", args=[file]), reason)
    assert saved.getvalue() == content
    client.post(reverse("vault-file", args=[file]), reason | {"purpose": canary["page"]})
    client.post(reverse("vault-add-reader", args=[record]), {"user": canary["page"]})
    broken(client, canary)


def broken(client: Client, canary: Mapping[str, str]) -> None:
    """An error of ours while a secret is in hand: what is logged of it holds none of it."""
    from tadasu.web.foundation.vault import actions

    def fails(*_: object, **named: object) -> str:
        raise RuntimeError(named)

    kept, actions.unlock = actions.unlock, fails
    answer = client.post(reverse("vault-unlock"), {"passphrase": canary["broken"]})
    actions.unlock = kept
    assert answer.status_code == 500


def controls(control: str) -> None:
    """In plain, in each kind of place, and coded in each way."""
    print(control, file=sys.stderr, flush=True)
    (DATA / "control.utf16").write_bytes(control.encode("utf-16-le"))
    (DATA / "control.base64").write_bytes(base64.b64encode(b"x" + control.encode()))
    (DATA / "control.gz").write_bytes(gzip.compress(control.encode()))
    handle, name = tempfile.mkstemp()
    os.write(handle, control.encode())
    Path(name).unlink()  # open, though its name is gone


if __name__ == "__main__":
    main()
