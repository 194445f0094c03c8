"""Kinds of package: what may be in one, how it is made, what is done with it. Desks register theirs when they are loaded.

    register(
        Kind(
            name="determinations",
            version=1,
            label=_("Determinations"),
            schema=schema_of(HERE / "data" / "determination-1.json"),
            build=determinations_since,
            take=take_determinations,
        )
    )

A kind may be made by one desk and taken by another. Each registers its half, with the same schema; where both run in one
instance the halves are put together. What the schema does not name can neither be built nor taken. There is no other way into
a package: nothing sealed, no file and no record can be attached to one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.exchange._canonical import canonical
from tadasu.web.foundation.exchange._manifest import is_word
from tadasu.web.foundation.exchange._schema import closed, fault_of, schema_of
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.ui.parts import Said

__all__ = [
    "Build",
    "BuildFor",
    "Built",
    "Kind",
    "Line",
    "Origin",
    "Take",
    "check",
    "kind_of",
    "kinds",
    "latest",
    "months_of",
    "register",
    "schema_of",
]

Line = Mapping[str, Any]
"""A document: texts, whole numbers, truths, lists and mappings alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """From whom a package came: `known_as` is what the sender is called here, for good; `sender` their id."""

    organisation: UUID
    peer: UUID
    known_as: str
    sender: str
    serial: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Documents in their order, and the `mark` up to which they tell what happened: the next package begins there."""

    lines: Sequence[Line]
    mark: int = 0


Build = Callable[[Actor, UUID, int], Built]
"""Who sends, the organisation, the mark that the recipient has already (0: nothing)."""

BuildFor = Callable[[Actor, Peer, int], Built]
"""The same for one recipient, who is told what concerns them and nothing of another's."""

Take = Callable[[Actor, Origin, Sequence[Line]], Mapping[str, int]]
"""Who takes, from whom, the documents; how many of them became what. Raises UsageError: then nothing of the package is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`build` is None where it is not made here, or by `build_for`, of each recipient's own; `take` where it is not taken here.
    `in_order`: a package is not taken before all earlier ones of its series, because one of them may withdraw something. `public`
    ones may travel signed only; all others are sealed. `lasts` is how long one may be taken after it was made."""

    name: str
    version: int
    label: Said
    schema: Mapping[str, Any] = field(repr=False)
    build: Build | None = None
    build_for: BuildFor | None = None
    take: Take | None = None
    in_order: bool = True
    public: bool = False
    lasts: timedelta = timedelta(days=90)

    @property
    def makes(self) -> bool:
        """Whether it is made here."""
        return self.build is not None or self.build_for is not None

    def built(self, actor: Actor, peer: Peer, since: int) -> Built:
        """What a recipient has not got since a mark. Raises as the kind's own; ValueError for one that is not made here."""
        if self.build_for is not None:
            return self.build_for(actor, peer, since)
        if self.build is None:
            raise ValueError(self.name)
        return self.build(actor, peer.organisation_id, since)


_KINDS: dict[tuple[str, int], Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known, or its other half. Raises ValueError for a name that is none, a half that is there already, another
    form of the same kind, a schema that leaves something open."""
    if not is_word(kind.name) or kind.version < 1:
        raise ValueError(f"no name of a kind: {kind.name}")
    closed(kind.schema)
    there = _KINDS.get((kind.name, kind.version))
    _KINDS[kind.name, kind.version] = kind if there is None else _joined(there, kind)
    return _KINDS[kind.name, kind.version]


def _joined(one: Kind, other: Kind) -> Kind:
    if (one.makes and other.makes) or (one.take and other.take):
        raise ValueError(f"the kind {one.name} {one.version} is registered twice")
    joined = replace(
        one, build=one.build or other.build, build_for=one.build_for or other.build_for, take=one.take or other.take
    )
    if joined != replace(other, label=one.label, build=joined.build, build_for=joined.build_for, take=joined.take):
        raise ValueError(f"the kind {one.name} {one.version} has two forms")
    return joined


def kinds() -> Sequence[Kind]:
    """The latest version of each, by name."""
    return [latest(name) for name in sorted({name for name, _ in _KINDS})]


def latest(name: str) -> Kind:
    """The one that is sent. Raises Fault `exchange-unknown-kind`."""
    found = [one for (held, _), one in _KINDS.items() if held == name]
    if not found:
        raise Fault("exchange-unknown-kind", value=name[:60])
    return max(found, key=lambda one: one.version)


def kind_of(name: str, version: int) -> Kind:
    """A kind in a version that can be taken. Raises Fault `exchange-unknown-kind`, `exchange-unknown-version`."""
    latest(name)
    found = _KINDS.get((name, version))
    if found is None:
        raise Fault("exchange-unknown-version", value=name, version=str(version))
    return found


def check(kind: Kind, lines: Sequence[Line]) -> None:
    """Raises Fault `exchange-document` at the first document that is not as the schema says: its place, and no word of it."""
    for number, one in enumerate(lines):
        try:
            canonical(dict(one))
        except (TypeError, ValueError):
            raise Fault("exchange-document", place=f"/{number}") from None
        if fault := fault_of(dict(one), kind.schema):
            raise Fault("exchange-document", place=f"/{number}{fault}"[:120])


def months_of(lines: Sequence[Line]) -> list[date]:
    """The first day of the month of each line. Raises Fault `exchange-document` for one later than the next: where the last
    telling counts, it would stand in the way of all that are to come."""
    found = [date.fromisoformat(f"{one['month']}-01") for one in lines]
    today = timezone.localdate()
    most = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    for number, one in enumerate(found):
        if one > most:
            raise Fault("exchange-document", place=f"/{number}/month")
    return found
