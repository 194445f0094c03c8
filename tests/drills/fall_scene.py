"""A funder that falls, in processes of their own: `make` fills its desk with canaries, `open` tries every passphrase on every
record, `recover` lets custodians bring back what they can, and `fall` is the command, which dies where it is told to."""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from tests.drills.seizure_funding import Filled  # noqa: E402
from tests.web.made_vault import REASON, Holder, lately, unlocking  # noqa: E402

from tadasu.schema import UsageError  # noqa: E402
from tadasu.web.foundation.access import Refused, acting  # noqa: E402
from tadasu.web.foundation.accounts.actor import steward  # noqa: E402
from tadasu.web.foundation.accounts.models import Organisation, User  # noqa: E402
from tadasu.web.foundation.vault import actions as vault  # noqa: E402
from tadasu.web.foundation.vault.models import KeyPair, RecoveryKey, SealedFile, SealedRecord  # noqa: E402
from tadasu.web.funding.winddown.actions import going_on  # noqa: E402

READERS = 2


def make() -> None:
    """Canaries come on standard input, and are searched for by name later."""
    filled = Filled(json.loads(sys.stdin.readline()))
    custodians = [str(one.id) for one in filled.desk.custodians]
    readers = [str(filled.desk.officer.id), str(filled.desk.second.id)]
    said = {
        "name": filled.desk.place.name,
        "custodians": custodians,
        "head": str(filled.desk.head.id),
        "readers": readers,
    }
    print(json.dumps({"organisation": str(filled.place), **said}))


def open_all() -> None:
    """Which canaries anybody reads in anything that is sealed, with the right passphrase; how many records are there and how many
    opened."""
    told, canaries = json.loads(sys.stdin.readline()), json.loads(sys.stdin.readline())
    place = Organisation.objects.get(id=told["organisation"])
    with acting(steward(place)):
        rows = SealedRecord.objects.filter(organisation=place, erased_at=None).order_by("id")
        records = list(rows.values_list("id", flat=True))
    people = [unlocking(one) for one in User.objects.filter(id__in=KeyPair.objects.filter(until=None).values("user"))]
    opened, read = set(), b""
    for record in records:
        for one in people:
            content = _opened(one, record)
            if content:
                opened.add(record)
                read += content
    found = [name for name, said in canaries.items() if said.encode() in read]
    print(json.dumps({"records": len(records), "opened": len(opened), "canaries": sorted(found)}))


def _opened(one: Holder, record: Any) -> bytes:
    said: dict[str, Any] = {"record": record, "key": one.key, "purpose": "verify", "reason": REASON}
    try:
        with acting(one.actor):
            if not SealedFile.objects.filter(record=record).exists():
                return vault.open_record(one.actor, **said).content
            file = vault.open_file(one.actor, **said)
            return file.name.encode() + b"".join(file.pieces)
    except (Refused, UsageError):
        return b""


def recover() -> None:
    """Two of three custodians, for two readers; how many records came back."""
    told = json.loads(sys.stdin.readline())
    head = unlocking(User.objects.get(id=told["head"]))
    actor = lately(head.user)
    with acting(actor):
        key = RecoveryKey.objects.get(organisation=told["organisation"], ended_at=None).id
        run = vault.begin_recovery(actor, key=key, readers=told["readers"], reason="The funder fell (invented).")
    for id in told["custodians"][:READERS]:
        one = unlocking(User.objects.get(id=id))
        with acting(one.actor):
            vault.contribute(one.actor, recovery=run, key=one.key)
    with acting(actor):
        print(json.dumps(vault.complete_recovery(actor, recovery=run, key=head.key).records))


def fall(after: str, *command: str) -> None:
    """The command in small batches; `after` so many of its deeds it dies, before that batch is committed. 0: it does not."""
    going_on.SHUT_AT_ONCE = going_on.ERASED_AT_ONCE = 4
    going_on.ENDED_AT_ONCE = going_on.ROWS_AT_ONCE = 1
    if int(after):
        for name in ("shut", "erase_all"):
            setattr(vault, name, _dying(getattr(vault, name), int(after)))
    call_command(*command)


def _dying(act: Callable[..., Any], after: int) -> Callable[..., Any]:
    left = [after]

    def counted(*said: Any, **named: Any) -> Any:
        done = act(*said, **named)
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    return counted


if __name__ == "__main__":
    scenes: dict[str, Callable[..., None]] = {"make": make, "open": open_all, "recover": recover, "fall": fall}
    scenes[sys.argv[1]](*sys.argv[2:])
