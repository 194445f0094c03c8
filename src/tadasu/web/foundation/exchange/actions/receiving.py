"""To take a package: opened, verified, put in its place in the series, judged, and handed to its kind. One way for all that come:
posted, carried as a file, or from an organisation of the same instance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.exchange._keys import Own
from tadasu.web.foundation.exchange._manifest import NOTHING_BEFORE, Manifest
from tadasu.web.foundation.exchange._own import own_of, today
from tadasu.web.foundation.exchange._package import Package, check_days, opened, verified
from tadasu.web.foundation.exchange._receipt import MOST_MISSING, Answer, Receipt, signed_receipt
from tadasu.web.foundation.exchange.access import TAKE
from tadasu.web.foundation.exchange.actions.peers import in_force, signing_keys
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import Kind, Origin, Take, check, kind_of
from tadasu.web.foundation.exchange.models import Arrival, Peer

_SUBJECT = "exchange.arrival"

PASSED = frozenset(
    {
        "exchange-content",
        "exchange-document",
        "exchange-expired",
        "exchange-not-taken",
        "exchange-unknown-kind",
        "exchange-unknown-version",
        "exchange-unsealed",
    }
)
"""Refusals of a package that stands in its place and will never be taken: its number counts as had, so that the next can be."""


@dataclass(slots=True)
class _Judged:
    """What becomes of a package."""

    answer: Answer
    code: str = ""
    cause: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[int, ...] = ()


def receive(actor: Actor, *, organisation: UUID, data: bytes) -> Receipt:
    """Take a package for an organisation; what we sign about it. A package that is refused by a signed receipt changed nothing
    else here. Raises Refused, and Fault for what cannot be believed at all: then nothing is written anywhere.
    """
    allow(actor, TAKE.name, Organisation(id=organisation))
    own = own_of(organisation)
    one = opened(data, own.opening(today()))
    with transaction.atomic():
        peer = (
            Peer.objects.select_for_update(no_key=True)
            .filter(organisation=organisation, instance=one.manifest.issuer)
            .first()
        )
        keys = signing_keys(peer) if peer is not None else []
        if peer is None or not keys:
            raise Fault("exchange-unknown-peer")
        package = verified(one, keys)
        held = Arrival.objects.filter(peer=peer, digest=package.digest).first()
        if held is not None and held.passed:
            return _again(own, package, held)
        return _keep(actor, own, peer, package, _judged(actor, own, peer, package), held)


def _judged(actor: Actor, own: Own, peer: Peer, package: Package) -> _Judged:
    """What is done of it is undone as a whole where it is refused."""
    try:
        with transaction.atomic():
            return _taken(actor, own, peer, package)
    except Fault as fault:
        return _Judged(Answer.REFUSED, code=fault.code)
    except UsageError as error:
        return _Judged(Answer.REFUSED, code="exchange-content", cause=error.code)


def _taken(actor: Actor, own: Own, peer: Peer, package: Package) -> _Judged:
    manifest = package.manifest
    if manifest.recipient != own.id:
        raise Fault("exchange-recipient")
    if peer.suspended_at is not None:
        raise Fault("exchange-suspended")
    missing = _missing(peer, manifest)
    if missing and _in_order(manifest):
        return _Judged(Answer.WAITS, code="exchange-missing", missing=missing)
    kind = _kind(peer, package)
    (lines,) = [*package.documents.values()][:1]
    if set(package.documents) != {kind.name}:
        raise Fault("exchange-document", place="/")
    check(kind, lines)
    origin = Origin(
        organisation=peer.organisation_id,
        peer=peer.id,
        known_as=peer.known_as,
        sender=peer.instance,
        serial=manifest.serial,
        digest=package.digest,
    )
    return _Judged(Answer.TAKEN, counts=_handed(kind)(actor, origin, lines), missing=missing)


def _handed(kind: Kind) -> Take:
    """What a kind does with documents. Raises Fault where it is not taken here."""
    if kind.take is None:
        raise Fault("exchange-unknown-kind", value=kind.name)
    return kind.take


def _missing(peer: Peer, manifest: Manifest) -> tuple[int, ...]:
    """The numbers before this one that we have not got. Raises Fault `exchange-old`, `exchange-chain`."""
    last = Arrival.objects.filter(peer=peer, kind=manifest.kind, passed=True).order_by("-serial").first()
    number, digest = (last.serial, last.digest) if last else (0, NOTHING_BEFORE)
    if manifest.serial <= number:
        raise Fault("exchange-old", serial=str(manifest.serial), last=str(number))
    if manifest.serial == number + 1 and manifest.previous != digest:
        raise Fault("exchange-chain")
    return tuple(range(number + 1, min(manifest.serial, number + 1 + MOST_MISSING)))


def _in_order(manifest: Manifest) -> bool:
    """Whether all before it must be there; of a kind that we do not know they must."""
    try:
        return kind_of(manifest.kind, manifest.kind_version).in_order
    except Fault:
        return True


def _kind(peer: Peer, package: Package) -> Kind:
    """The kind, if it is taken from this peer, today, and came as it must. Raises Fault."""
    manifest = package.manifest
    check_days(manifest, today())
    kind = kind_of(manifest.kind, manifest.kind_version)
    terms = in_force(peer)
    if terms is None or kind.name not in terms.takes:
        raise Fault("exchange-not-taken", value=kind.name)
    if not (package.was_sealed or kind.public):
        raise Fault("exchange-unsealed")
    return kind


def _again(own: Own, package: Package, held: Arrival) -> Receipt:
    """The same package once more: no effect, and the same answer."""
    answer = Answer.AGAIN if held.answer == Answer.TAKEN else Answer.REFUSED
    return _receipt(own, package, _Judged(answer, code=held.code))


def _keep(actor: Actor, own: Own, peer: Peer, package: Package, judged: _Judged, held: Arrival | None) -> Receipt:
    manifest, taken = package.manifest, judged.answer is Answer.TAKEN
    receipt = _receipt(own, package, judged)
    if held is not None and (held.answer, held.code) == (judged.answer, judged.code):
        return receipt  # told before: nothing new to write down
    row, _ = Arrival.objects.update_or_create(
        peer=peer,
        digest=package.digest,
        defaults={
            "organisation_id": peer.organisation_id,
            "kind": manifest.kind,
            "kind_version": manifest.kind_version,
            "serial": manifest.serial,
            "created": manifest.created,
            "at": timezone.now(),
            "by_id": actor.user,
            "answer": judged.answer,
            "passed": taken or judged.code in PASSED,
            "code": judged.code,
            "cause": judged.cause,
            "missing": list(judged.missing),
            "counts": dict(judged.counts),
            "frame": package.signed if taken else None,
            "receipt": receipt.written(),
        },
    )
    record(
        actor,
        act=TAKE.name,
        subject=_SUBJECT,
        subject_id=row.id,
        organisation=peer.organisation_id,
        detail={
            "kind": manifest.kind,
            "serial": manifest.serial,
            "digest": package.digest,
            "answer": str(judged.answer),
            "code": judged.code,
        },
    )
    return receipt


def _receipt(own: Own, package: Package, judged: _Judged) -> Receipt:
    manifest = package.manifest
    plain = Receipt(
        recipient=own.id,
        issuer=manifest.issuer,
        kind=manifest.kind,
        serial=manifest.serial,
        package=package.digest,
        answer=judged.answer,
        code=judged.code,
        missing=judged.missing,
        at=datetime.now(UTC),
    )
    return signed_receipt(plain, own.now.signing)
