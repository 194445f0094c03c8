"""An item, what was made of it and the logs of both, as a package for a court that checks itself in plain Python.

What stands above the item in its line is not handed out with it: a redacted version must not bring its original along. Of that
only the log goes into the package, by which the lineage can be followed.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import _verifier, queries
from tadasu.web.evidence.custody._bag import Bag, Package
from tadasu.web.evidence.custody._writing import locked, salt_of, write
from tadasu.web.evidence.custody.access import EXPORT, OPEN
from tadasu.web.evidence.custody.actions._content import is_file
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.outside import held_of
from tadasu.web.foundation.access import Actor, Refused, may
from tadasu.web.foundation.vault.actions import Unlocked, open_file, open_record

MOST = 100
"""Items whose content goes into one package: each file is held open while it is sent."""

VERIFIER = Path(_verifier.__file__)
"""What checks a package wherever there is Python: of evidence, and of a petition."""
_README = Path(__file__).parent / "data" / "readme.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A package: what its file is called, and its bytes."""

    name: str
    pieces: Package = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What goes out of one item."""

    why: str
    file: str | None = None
    name: str | None = None
    type: str | None = None
    salt: bytes | None = None
    cleaning: str | None = None
    pieces: Iterable[bytes] = field(default=(), repr=False)


def export(actor: Actor, *, item: UUID, key: Unlocked, purpose: str, reason: str) -> Exported:
    """A package of an item and of what was made of it, as far as the actor opens it. Each opening stands in the log, and that it
    was exported too. A file that was changed on disk cuts the package off, so that it cannot be unpacked.

    Raises Item.DoesNotExist, Refused, UsageError `custody-ended`, `custody-too-many`, and as the vault's `open_record`.
    """
    first = locked(actor, item, EXPORT)
    derived = [one.id for one in queries.lineage(first).derived]
    list(Item.objects.select_for_update(no_key=True, of=("self",)).filter(id__in=derived).order_by("month", "id"))
    line = queries.lineage(first)  # from now on nothing more is made of them until this is written
    below = [one for one in line.derived if one.id != first.id]
    if len(below) >= MOST:
        raise UsageError("custody-too-many", most=str(MOST))
    with ExitStack() as files:  # where one does not open, those before it are given back
        contents = {one.id: _content(actor, one, key, purpose, reason, files) for one in (first, *below)}
        for one in (first, *below):
            if contents[one.id].why == "shown":
                write(actor, EXPORT, one, "exported", purpose=purpose, of=str(first.id))
        everything = Item.objects.filter(id__in=[one.id for one in (*line.ancestors, first, *below)])
        bag = _bag(first, list(everything.order_by("month", "id")), contents, files.pop_all().close)
    return Exported(name=f"{bag.folder}.zip", pieces=Package(bag))


def _content(actor: Actor, item: Item, key: Unlocked, purpose: str, reason: str, files: ExitStack) -> _Content:
    """What goes out of one item; a file that is opened for it is left to `files`."""
    if item.ended:
        return _Content(why="erased")
    if item.record is None:
        return _published(item)
    if not may(actor, OPEN.name, item):
        return _Content(why="other-readers")
    salt = None
    try:
        with transaction.atomic():
            salt = salt_of(actor, item, key=key, purpose=purpose, reason=reason)
    except Refused:
        pass  # the verifier says that this content could not be held against its fingerprint
    if is_file(item.record):
        file = open_file(actor, record=item.record, key=key, purpose=purpose, reason=reason)
        files.callback(file.pieces.close)
        place = f"data/content/{item.id}.bin"
        return _Content(
            why="shown",
            file=place,
            name=file.name,
            type=file.media_type,
            salt=salt,
            cleaning=file.cleaning or "as-sent",
            pieces=file.pieces,
        )
    text = open_record(actor, record=item.record, key=key, purpose=purpose, reason=reason).content
    return _Content(why="shown", file=f"data/content/{item.id}.txt", salt=salt, pieces=[text])


def _published(item: Item) -> _Content:
    """What another app holds, if it is what was received; what is another by now stays out, and the package says so."""
    held = held_of(item)
    if held is None or item.salt is None or not queries.fits(item, hashlib.sha256(held.content).digest()):
        return _Content(why="elsewhere")
    place = f"data/content/{item.id}.bin"
    salt = bytes(item.salt)
    return _Content(why="shown", file=place, name=held.name, type=held.type, salt=salt, pieces=[held.content])


def _bag(first: Item, items: Sequence[Item], contents: dict[UUID, _Content], closing: Callable[[], None]) -> Bag:
    organisation, on = first.organisation, timezone.localdate()
    found = [(one, contents.get(one.id, _Content(why="ancestor"))) for one in items]
    steps = Step.objects.filter(item__in=items).order_by("item", "number")
    said = {"organisation": organisation.name, "day": on.isoformat(), "item": str(first.id)}
    readme = _README.read_text(encoding="utf-8").format(**said)
    return Bag(
        folder=f"tadasu-evidence-{first.id.hex[:8]}",
        on=on,
        payload=[
            *((one.file, one.pieces) for _, one in found if one.file),
            ("data/custody/items.jsonl", [_lines(_item(item, content) for item, content in found)]),
            ("data/custody/steps.jsonl", [_lines(map(_step, steps))]),
        ],
        tags=[("README.txt", readme.encode()), ("verify.py", VERIFIER.read_bytes())],
        said=[
            ("Source-Organization", organisation.name),
            ("Bagging-Date", on.isoformat()),
            ("Bag-Software-Agent", "Tadasu"),
            ("External-Identifier", str(first.id)),
        ],
        closing=closing,
    )


def _item(item: Item, content: _Content) -> dict[str, object]:
    """As the verifier reads it. The label and where it comes from go out only with the content."""
    told = None
    if content.why == "shown" and item.blind_salt is not None:
        told = {
            "label": item.label,
            "language": item.language,
            "origin_of": _id(item.origin_of),
            "record": _id(item.record),
            "slip": _id(item.slip),
            "salt": bytes(item.blind_salt).hex(),
        }
    return {
        "id": str(item.id),
        "organisation": str(item.organisation_id),
        "kind": item.kind,
        "month": f"{item.month:%Y-%m}",
        "public": "yes" if item.public else "no",
        "parent": _id(item.parent_id),
        "how": item.how,
        "status": item.status,
        "since": item.since.isoformat(),
        "hold": item.hold,
        "ended": item.ended,
        "steps": item.steps,
        "head": bytes(item.head).hex(),
        "fingerprint": bytes(item.fingerprint).hex(),
        "content": content.why,
        "file": content.file,
        "name": content.name,
        "type": content.type,
        "cleaning": content.cleaning,
        "salt": content.salt.hex() if content.salt is not None else None,
        "told": told,
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "item": str(step.item_id),
        "organisation": str(step.organisation_id),
        "number": step.number,
        "act": step.act,
        "user": _id(step.user_id),
        "day": step.day.isoformat(),
        "detail": step.detail,
        "before": bytes(step.before).hex(),
        "digest": bytes(step.digest).hex(),
    }


def _id(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _lines(said: Iterable[dict[str, object]]) -> bytes:
    """A JSON object a line, in ASCII: a sign that turns a line round is seen as what it is."""
    return "".join(json.dumps(one) + "\n" for one in said).encode()
