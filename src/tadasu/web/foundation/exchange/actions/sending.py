"""To make packages: what happened since the last that the peer has, signed, numbered, and put into the outbox."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.exchange._manifest import LARGEST_DOCUMENT, NOTHING_BEFORE, Manifest
from tadasu.web.foundation.exchange._own import own_of, today
from tadasu.web.foundation.exchange._package import MOST_LINES, document, opened, packed, sealed, verified
from tadasu.web.foundation.exchange._receipt import Answer, Receipt, read_receipt
from tadasu.web.foundation.exchange.access import SEND
from tadasu.web.foundation.exchange.actions.peers import in_force, signing_keys
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import Kind, Line, check, latest
from tadasu.web.foundation.exchange.models import Peer, Sending, Terms

_SUBJECT = "exchange.sending"

PASSING = frozenset({"exchange-not-open", "exchange-suspended", "exchange-too-many", "exchange-unknown-peer"})
"""Refusals that may be over tomorrow: delivery is tried again."""

DELIVER_NOW, DELIVERIES = "exchange.deliver-now", "exchange.deliver"
"""A job of the queue, and the lock that deliveries take: one at a time."""

PART = 5_000
"""Documents of a package at most; more make several packages."""


def send(actor: Actor, *, peer: Peer, kind: str) -> Sequence[Sending]:
    """Put into the outbox what the peer has not got yet: one package, or several when there is much. Raises Refused, Fault
    `exchange-no-terms`, `exchange-suspended`, `exchange-not-given`, `exchange-unknown-kind`, `exchange-nothing-new`."""
    allow(actor, SEND.name, peer)
    found = latest(kind)
    if not found.makes:
        raise Fault("exchange-unknown-kind", value=kind[:60])
    with transaction.atomic():
        held = Peer.objects.select_for_update(no_key=True).get(id=peer.id)
        _given(held, found)
        since = covered(held, kind)
        built = found.built(actor, held, since)
        if not built.lines:
            raise Fault("exchange-nothing-new")
        check(found, built.lines)
        parts = list(_parts(built.lines))
        made = [
            _make(actor, held, found, part, since=since, mark=built.mark if n == len(parts) else since)
            for n, part in enumerate(parts, 1)
        ]
    _deliver_soon()
    return made


def covered(peer: Peer, kind: str) -> int:
    """The mark up to which a peer has, or will have, everything of a kind: what was refused or ran out leaves a gap. Of several
    packages that were made at once only the last says up to where, and only if all of them arrive."""
    mark, whole = 0, True
    found = Sending.objects.filter(peer=peer, kind=kind).order_by("serial")
    for since, until, state in found.values_list("since", "mark", "state"):
        whole = whole and state not in (Sending.REFUSED, Sending.EXPIRED)
        if until > since:
            if whole and since <= mark:
                mark = max(mark, until)
            whole = True
    return mark


def for_the_way(sending: Sending) -> bytes:
    """The package as it leaves: sealed to the key that the peer has now, or signed only where its kind is public. Raises Fault
    `exchange-no-terms`."""
    terms = in_force(sending.peer)
    if terms is None:
        raise Fault("exchange-no-terms")
    frame = bytes(sending.frame)
    return frame if latest(sending.kind).public else sealed(frame, terms.receiving)


def save_file(actor: Actor, *, sending: Sending) -> bytes:
    """The package, to be carried as a file; it counts as carried by hand, and is not posted any more. Raises Refused, Fault
    `exchange-no-terms`, `exchange-suspended`."""
    allow(actor, SEND.name, sending)
    with transaction.atomic():
        held = Sending.objects.select_for_update().select_related("peer").get(id=sending.id)
        if held.peer.suspended_at is not None:
            raise Fault("exchange-suspended")
        data = for_the_way(held)
        if held.state == Sending.WAITS:
            held.state = Sending.BY_HAND
            held.save(update_fields=["state"])
        _write_down(actor, "exchange.save-file", held)
    return data


def take_receipt(actor: Actor, *, peer: Peer, data: bytes) -> Sending:
    """What a peer answers to one of our packages, posted or carried: believed when they have signed it. Raises Fault
    `exchange-receipt`."""
    allow(actor, SEND.name, peer)
    receipt = read_receipt(data)
    with transaction.atomic():
        held = Sending.objects.select_for_update().filter(peer=peer, digest=receipt.package).first()
        if held is None or not _signed(receipt, held, peer):
            raise Fault("exchange-receipt")
        _answered(held, receipt, data)
        _asked_again(peer, receipt)
        _write_down(actor, "exchange.answered", held, answer=str(receipt.answer), code=receipt.code)
    return held


def _answered(held: Sending, receipt: Receipt, data: bytes) -> None:
    """A package that was taken stays taken, whatever an older answer says."""
    if held.state == Sending.DELIVERED:
        return
    held.answered_at, held.receipt, held.code = timezone.now(), data, receipt.code
    match receipt.answer:
        case Answer.TAKEN | Answer.AGAIN:
            held.state = Sending.DELIVERED
        case Answer.REFUSED if receipt.code not in PASSING:
            held.state = Sending.REFUSED
    held.save(update_fields=["answered_at", "receipt", "code", "state"])


def _asked_again(peer: Peer, receipt: Receipt) -> None:
    """Packages that the peer misses are delivered once more, whatever we believed of them."""
    missing = Sending.objects.filter(peer=peer, kind=receipt.kind, serial__in=list(receipt.missing))
    missing.update(state=Sending.WAITS, next_at=timezone.now(), tries=0)


def _signed(receipt: Receipt, held: Sending, peer: Peer) -> bool:
    says = (receipt.recipient, receipt.issuer, receipt.kind, receipt.serial)
    ours = own_of(held.organisation_id).id
    return says == (peer.instance, ours, held.kind, held.serial) and any(map(receipt.signed_by, signing_keys(peer)))


def _given(peer: Peer, kind: Kind) -> Terms:
    terms = in_force(peer)
    if terms is None:
        raise Fault("exchange-no-terms")
    if peer.suspended_at is not None:
        raise Fault("exchange-suspended")
    if kind.name not in terms.gives:
        raise Fault("exchange-not-given", value=kind.name)
    return terms


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """As many as go into a package, in their order."""
    part: list[Line] = []
    most, size = min(PART, MOST_LINES), 0
    for one in lines:
        length = len(document([one]))
        if part and (len(part) == most or size + length > LARGEST_DOCUMENT):
            yield part
            part, size = [], 0
        part.append(one)
        size += length
    yield part


def _make(actor: Actor, peer: Peer, kind: Kind, lines: Sequence[Line], *, since: int, mark: int) -> Sending:
    own = own_of(peer.organisation_id)
    before = Sending.objects.filter(peer=peer, kind=kind.name).order_by("-serial").first()
    manifest = Manifest(
        kind=kind.name,
        kind_version=kind.version,
        issuer=own.id,
        recipient=peer.instance,
        serial=before.serial + 1 if before else 1,
        previous=before.digest if before else NOTHING_BEFORE,
        created=today(),
        expires=today() + kind.lasts,
        documents=(),
    )
    frame = packed(manifest, {kind.name: lines}, own.now.signing)
    made = Sending.objects.create(
        organisation_id=peer.organisation_id,
        peer=peer,
        kind=kind.name,
        kind_version=kind.version,
        serial=manifest.serial,
        digest=verified(opened(frame, ()), [own.now.public]).digest,
        since=since,
        mark=mark,
        lines=len(lines),
        frame=frame,
        made_by_id=actor.user,
        expires=manifest.expires,
    )
    _write_down(actor, SEND.name, made, documents=len(lines))
    return made


def _deliver_soon() -> None:
    """Tell the worker, in the transaction of the act; if it does not hear, it looks every minute anyway. By name: the task
    stands above the acts."""
    app.configure_task(DELIVER_NOW, lock=DELIVERIES).defer()


def _write_down(actor: Actor, act: str, sending: Sending, **detail: str | int) -> None:
    record(
        actor,
        act=act,
        subject=_SUBJECT,
        subject_id=sending.id,
        organisation=sending.organisation_id,
        detail={"kind": sending.kind, "serial": sending.serial, "digest": sending.digest, **detail},
    )
