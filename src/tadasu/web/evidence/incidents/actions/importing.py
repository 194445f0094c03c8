"""Read a file: confidential in the request of somebody whose keys are unlocked, public by the worker.

A confidential file lies nowhere in the clear: it is opened piece by piece, coded as it comes, its words sealed again in parts.
A public one waits in the clear until the worker has read it; the worker has no key. Either way it is one transaction: all or
nothing.
"""

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tadasu.schema import TadasuError, UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import colleagues
from tadasu.web.evidence.incidents import _staged
from tadasu.web.evidence.incidents._plan import Plan, checked, plan_of
from tadasu.web.evidence.incidents._reading import LeftOut, Look, Read, incidents, look
from tadasu.web.evidence.incidents._writing import AT_ONCE, Writer, file_digest
from tadasu.web.evidence.incidents.access import IMPORT
from tadasu.web.evidence.incidents.actions._batches import CHANGES, MARK, WORDS, Again, alone_with_kind, locked
from tadasu.web.evidence.incidents.models import (
    DONE,
    ENDED,
    FAILED,
    LONGEST_LABEL,
    RECEIVED,
    WAITING,
    Batch,
    Kind,
    Mark,
    Part,
)
from tadasu.web.foundation.access import SYSTEM, Actor, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.actions import Unlocked, open_record, seal
from tadasu.web.foundation.vault.models import Reader

PART = 400
"""Incidents whose words lie in one record of the vault."""

MOST_CONFIDENTIAL = 50_000
"""Incidents of a confidential file: it is read within a request, which somebody waits for."""

MOST_PUBLIC = 500_000
"""Incidents of a public file."""

READ_NOW = "incidents.read"
_SECRET = 32

Opened = Callable[[], Iterator[bytes]]

log = logging.getLogger(__name__)


def look_at(actor: Actor, *, batch: UUID, key: Unlocked, purpose: str, reason: str) -> tuple[Look, Kind | None]:
    """What a file looks like, for somebody who will choose what its columns are; and the kind of files it seems to be of. Raises
    Batch.DoesNotExist, Refused, InputError, UsageError, and as custody's `open_item`."""
    found, item = locked(actor, batch, IMPORT)
    with _opening(actor, item, key, purpose, reason) as opened:
        seen = look(opened)
    return seen, kind_of(found, seen)


def kind_of(batch: Batch, seen: Look) -> Kind | None:
    """The newest kind whose files have just these columns."""
    kinds = Kind.objects.filter(organisation=batch.organisation_id, public=batch.public).order_by("-made_at")
    return next((one for one in kinds if bytes(one.header) == header_of(bytes(one.salt), seen)), None)


def header_of(salt: bytes, seen: Look) -> bytes:
    """What the columns of a file are known by."""
    return hashlib.sha256(salt + json.dumps([seen.format, *seen.columns], ensure_ascii=False).encode()).digest()


def read_confidential(
    actor: Actor, *, batch: UUID, key: Unlocked, purpose: str, reason: str, plan: Plan, kind: str = ""
) -> Batch:
    """Read it now, within this transaction. With `kind` it is a file of that kind, which is made if it is not there.

    Raises as `look_at`; Again, UsageError `incidents-busy`, `incidents-not-now`, `incidents-too-many`, `incidents-columns`,
    `incidents-nothing`.
    """
    found, item = _to_read(actor, batch, public=False)
    with _opening(actor, item, key, purpose, reason) as opened:
        found.kind = _kind(found, look(opened), plan, kind)
        alone_with_kind(found)
        found.mark, secret = _mark(actor, found, item, key, purpose, reason)
        writer, hashed = Writer(found, secret), hashlib.sha256()
        coming = incidents(_hashing(opened, hashed), plan, today=timezone.localdate())
        Part.objects.bulk_create(_parts(actor, found, _readers(item), coming, writer))
    found.digest = file_digest(hashed.digest(), secret)
    _refuse_again(found)
    _finish(found, writer, plan)
    _note(actor, found)
    return found


def _parts(
    actor: Actor, found: Batch, readers: Sequence[UUID], coming: Iterator[Read | LeftOut], writer: Writer
) -> Sequence[Part]:
    """Write what is coded, and seal the words of each some hundred."""
    parts = []
    while chunk := list(islice(coming, PART)):
        numbered = list(writer.take(chunk))
        if writer.number > MOST_CONFIDENTIAL:
            raise UsageError("incidents-too-many")
        if numbered:
            parts.append(_sealed(actor, found, readers, numbered))
    return parts


def wait_for_worker(
    actor: Actor, *, batch: UUID, key: Unlocked, purpose: str, reason: str, plan: Plan, kind: str = ""
) -> Batch:
    """Put a public file where the worker reads it. Raises as `read_confidential`."""
    found, item = _to_read(actor, batch, public=True)
    with _opening(actor, item, key, purpose, reason) as opened:
        found.kind = _kind(found, look(opened), plan, kind)
        _staged.keep(found.id, opened())
    found.state, found.fault, found.plan, found.format = WAITING, "", plan.kept(), plan.format
    found.save(update_fields=["state", "fault", "plan", "format", "kind"])
    app.configure_task(READ_NOW).defer(batch=str(found.id))
    _note(actor, found)
    return found


def read_waiting(batch: UUID) -> Batch | None:
    """By the worker: one that waits, once. What cannot be read says why and can be tried with other columns; a worker that is
    killed leaves it waiting, and nothing of it in the tables. None for one that does not wait."""
    with acting(SYSTEM):
        place = (
            Batch.objects.filter(id=batch, state=WAITING, public=True).values_list("organisation", flat=True).first()
        )
        if place is None:
            return None
        keeper = steward(Organisation.objects.get(id=place))
    return read_as(keeper, batch)


def read_as(keeper: Actor, batch: UUID) -> Batch | None:
    """The same, as the steward of its organisation."""
    with acting(keeper):
        found = Batch.objects.select_for_update(no_key=True).filter(id=batch, state=WAITING).first()
        if found is None:
            return None
        try:
            with transaction.atomic():
                _read_staged(found)
        except FileNotFoundError:
            _fail(found, "incidents-not-there")
        except UsageError as error:
            _fail(found, error.code, dict(error.params))
        except TadasuError:
            _fail(found, "incidents-no-table")
        except Exception as error:  # whatever it is: it must not wait for ever, its copy in the clear neither
            log.error("a file of incidents was not read", extra={"code": type(error).__name__})
            _fail(found, "incidents-no-table")
        transaction.on_commit(lambda: _staged.remove(batch))
        return found


def _read_staged(found: Batch) -> None:
    alone_with_kind(found)
    plan = plan_of(found.plan or {})
    writer = Writer(found)
    coming = incidents(lambda: _staged.opened(found.id), plan, today=timezone.localdate())
    while chunk := list(islice(coming, AT_ONCE)):
        for _numbered in writer.take(chunk):
            pass
        if writer.number > MOST_PUBLIC:
            raise UsageError("incidents-too-many")
    _finish(found, writer, plan)


def _fail(found: Batch, code: str, said: Mapping[str, str] = MappingProxyType({})) -> None:
    """`said` are numbers and limits, which the sentence of the code names."""
    found.refresh_from_db()
    found.state, found.fault, found.counts = FAILED, code[:60], {"said": dict(said)}
    found.save(update_fields=["state", "fault", "counts"])


def _to_read(actor: Actor, batch: UUID, *, public: bool) -> tuple[Batch, Item]:
    found, item = locked(actor, batch, IMPORT, waits=False)
    if found.state not in (RECEIVED, FAILED) or found.public != public:
        raise UsageError("incidents-not-now")
    return found, item


@contextmanager
def _opening(actor: Actor, item: Item, key: Unlocked, purpose: str, reason: str) -> Iterator[Opened]:
    """Opens the file from its beginning, as often as it is asked; each time is a line in the log. What was not read to its end is
    closed."""
    with ExitStack() as closing:

        def opened() -> Iterator[bytes]:
            file = custody.open_item(actor, item=item.id, key=key, purpose=purpose, reason=reason).file
            if file is None:
                raise UsageError("incidents-not-there")
            closing.callback(file.pieces.close)
            return file.pieces

        yield opened


def _hashing(opened: Opened, hashed: "hashlib._Hash") -> Opened:
    """The same; what is read first, to its end, goes into the digest too."""
    times = iter([True])

    def passing() -> Iterator[bytes]:
        first = next(times, False)
        for piece in opened():
            if first:
                hashed.update(piece)
            yield piece

    return passing


def _kind(batch: Batch, seen: Look, plan: Plan, name: str) -> Kind | None:
    """The kind of files that was named. Of a confidential file no template is kept, as its name is the file's own word."""
    checked(plan, len(seen.columns))
    if plan.format != seen.format:
        raise UsageError("incidents-columns")
    name = " ".join(name.split())[:LONGEST_LABEL]
    if not name:
        return None
    kept = {**plan.kept(), "only": plan.only if batch.public else ""}
    found = Kind.objects.filter(organisation=batch.organisation_id, name=name).first()
    if found is not None:
        if found.public != batch.public:
            raise UsageError("incidents-kind-other")
        if bytes(found.header) == header_of(bytes(found.salt), seen):
            found.plan = kept
            found.save(update_fields=["plan"])
        return found
    salt = secrets.token_bytes(_SECRET)
    return Kind.objects.create(
        organisation_id=batch.organisation_id,
        name=name,
        public=batch.public,
        salt=salt,
        header=header_of(salt, seen),
        plan=kept,
    )


def _readers(item: Item) -> list[UUID]:
    return list(Reader.objects.filter(record=item.record, pair__until=None).values_list("user", flat=True))


def _mark(actor: Actor, batch: Batch, item: Item, key: Unlocked, purpose: str, reason: str) -> tuple[Mark, bytes]:
    """The newest key of marks that the actor opens; a new one, for all colleagues who handle evidence, where there is none."""
    theirs = Reader.objects.filter(user=actor.user, pair__until=None).values("record")
    found = Mark.objects.filter(organisation=batch.organisation_id, record__in=theirs).order_by("-made_at").first()
    if found is not None:
        return found, open_record(actor, record=found.record, key=key, purpose=purpose, reason=reason).content
    secret = secrets.token_bytes(_SECRET)
    people = {*_readers(item), *(one.id for one in colleagues(batch.organisation_id))}
    record = seal(actor, organisation=batch.organisation_id, kind=MARK, content=secret, readers=people)
    return Mark.objects.create(organisation_id=batch.organisation_id, record=record), secret


def _sealed(actor: Actor, batch: Batch, readers: Sequence[UUID], numbered: Sequence[tuple[int, Read]]) -> Part:
    said = {
        "form": "tadasu-incidents-1",
        "incidents": {
            str(number): {"row": one.row, "words": dict(one.words), "others": dict(one.others)}
            for number, one in numbered
        },
    }
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    record = seal(
        actor, organisation=batch.organisation_id, kind=WORDS, content=content, readers=readers, about=batch.id
    )
    return Part(
        organisation_id=batch.organisation_id, batch=batch, first=numbered[0][0], last=numbered[-1][0], record=record
    )


def _refuse_again(found: Batch) -> None:
    same = Batch.objects.filter(organisation=found.organisation_id, digest=found.digest)
    first = same.exclude(id=found.id).exclude(state=ENDED).first()
    if first is not None:
        raise Again(first.id)


def _finish(found: Batch, writer: Writer, plan: Plan) -> None:
    if not writer.number:
        raise UsageError("incidents-none")
    found.state, found.fault, found.format, found.counts = DONE, "", plan.format, writer.counts
    found.plan = {**plan.kept(), "only": plan.only if found.public else ""}
    found.save(update_fields=CHANGES)


def _note(actor: Actor, found: Batch) -> None:
    write_down(
        actor,
        act=IMPORT.name,
        subject="incidents.batch",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"format": found.format, "public": "yes" if found.public else "no"},
    )
