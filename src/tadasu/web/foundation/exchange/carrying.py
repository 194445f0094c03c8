"""Packages as files, for whoever runs the machine: made for a peer, taken from one, by the same acts as on the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.store import data_folder, write_whole
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange._keys import Own, everybody
from tadasu.web.foundation.exchange._own import today
from tadasu.web.foundation.exchange._package import opened
from tadasu.web.foundation.exchange.actions import receive, save_file, send
from tadasu.web.foundation.exchange.checking import read_file
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Identity, Peer


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of a package: `answer` and `code` as the receipt says, `missing` numbers before it, from whom and what."""

    answer: str
    code: str
    kind: str
    serial: int
    known_as: str
    missing: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was written."""

    file: Path
    serial: int


def cards(organisation: UUID | None) -> Sequence[str]:
    """The cards of this instance. Raises UsageError `exchange-no-card`."""
    found = Identity.objects.all().order_by("made_at")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    texts = [one.card for one in found]
    if not texts:
        raise UsageError("exchange-no-card")
    return texts


def export(file: Path, *, to: str, kind: str, organisation: UUID | None) -> Sequence[Exported]:
    """Make what a peer has not got yet and write it to a file; where it needs several packages, each further one beside it with
    its number. Raises UsageError `exchange-no-peer`, `exchange-which-peer`, Fault."""
    peer = _peer(to, organisation)
    actor = steward(peer.organisation)
    with acting(actor):
        made = [(one, save_file(actor, sending=one)) for one in send(actor, peer=peer, kind=kind)]
        written = [
            Exported(file=file if n == 0 else file.with_name(f"{file.name}.{one.serial}"), serial=one.serial)
            for n, (one, _) in enumerate(made)
        ]
        for one, (_, data) in zip(written, made, strict=True):
            with write_whole(one.file, "wb") as stream:
                stream.write(data)
    return written


def take(file: Path, *, receipt: Path | None) -> Carried:
    """Take a package for whichever organisation of this instance it is sealed to. Raises UsageError `exchange-file`, Fault for
    what cannot be believed."""
    data = read_file(file)
    own = _addressed(data)
    organisation = Organisation.objects.get(id=own.organisation)
    actor = steward(organisation)
    with acting(actor):
        said = receive(actor, organisation=organisation.id, data=data)
        peer = Peer.objects.get(organisation=organisation, instance=said.issuer)
    if receipt is not None:
        with write_whole(receipt, "wb") as stream:
            stream.write(said.written())
    return Carried(
        answer=str(said.answer),
        code=said.code,
        kind=said.kind,
        serial=said.serial,
        known_as=peer.known_as,
        missing=said.missing,
    )


def _addressed(data: bytes) -> Own:
    """Ours, to whom it is sealed, or whom it names. Raises Fault."""
    fault = Fault("exchange-not-open")
    for own in everybody(data_folder()):
        try:
            one = opened(data, own.opening(today()))
        except Fault as found:
            fault = found
            continue
        if one.was_sealed or one.manifest.recipient == own.id:
            return own
        fault = Fault("exchange-recipient")
    raise fault


def _peer(said: str, organisation: UUID | None) -> Peer:
    """By id of 32 digits, or by name."""
    found = Peer.objects.select_related("organisation").filter(instance=said)
    if not found.exists():
        found = Peer.objects.select_related("organisation").filter(known_as=said)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    rows = list(found[:2])
    if not rows:
        raise UsageError("exchange-no-peer", value=said[:80])
    if len(rows) > 1:
        raise UsageError("exchange-which-peer", value=said[:80])
    return rows[0]
