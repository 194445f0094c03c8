"""Assess: items are taken in, their common origins get a code, and each person grades what they can open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.schema import Issue, UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import item_of
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification._writing import locked, write_down
from tadasu.web.evidence.verification.access import ASSESS, NAME_ORIGIN, SEE, TAKE
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.models import Assessment, Inquiry, Origin, Taken
from tadasu.web.evidence.verification.words import words
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.weighing import Credibility, Kind, Reliability, Standing, elements_for

MOST_ITEMS = 400
"""Of one inquiry: so far independent origins are counted exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of an item, as codes; `origins` are ids of items of the inquiry and keys of its origins."""

    kind: str
    reliability: str
    credibility: str
    firsthand: bool = False
    own: bool = False
    origins: frozenset[str] = frozenset()
    bears: Mapping[str, str] = field(default_factory=dict)


def take_in(actor: Actor, *, inquiry: UUID, item: UUID) -> Taken:
    """An item of the same organisation; taken in already, it is left as it is. Raises Inquiry.DoesNotExist, Refused, UsageError
    `verification-closed`, `verification-item`, `verification-too-many`."""
    with transaction.atomic():
        found = locked(actor, inquiry, TAKE)
        _item(actor, found, item)
        if old := Taken.objects.filter(inquiry=found, item=item).first():
            return old
        last = found.taken.aggregate(last=Max("number"))["last"] or 0
        if last >= MOST_ITEMS:
            raise UsageError("verification-too-many", most=str(MOST_ITEMS))
        made = Taken.objects.create(
            organisation_id=found.organisation_id,
            inquiry=found,
            item=item,
            number=last + 1,
            user_id=person(actor),
        )
        write_down(actor, TAKE, found, detail={"item": str(item), "number": made.number})
    return made


def name_origin(actor: Actor, *, inquiry: UUID, kind: str) -> Origin:
    """The next code of a kind: person A, person B. Raises Inquiry.DoesNotExist, Refused, UsageError `verification-closed`,
    `verification-no-such`."""
    if kind not in words("origins"):
        raise UsageError("verification-no-such", known=", ".join(words("origins")))
    with transaction.atomic():
        found = locked(actor, inquiry, NAME_ORIGIN)
        last = found.origins.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
        made = Origin.objects.create(
            organisation_id=found.organisation_id,
            inquiry=found,
            kind=kind,
            number=last + 1,
            user_id=person(actor),
        )
        write_down(actor, NAME_ORIGIN, found, detail={"origin": made.key})
    return made


def assess(actor: Actor, *, inquiry: UUID, item: UUID, said: Said, seen: int) -> Assessment:
    """The actor's own assessment; it takes the place of their last one, whose number `seen` is (0: none). The same again changes
    nothing.

    Raises Inquiry.DoesNotExist, Refused for who cannot open the item, Conflict, UsageError `verification-closed`,
    `verification-item`, `verification-not-taken`, `verification-no-such`, `weighing-element-foreign`, `verification-origin`.
    """
    with transaction.atomic():
        found = locked(actor, inquiry, SEE)
        allow(actor, ASSESS.name, _item(actor, found, item))
        taken = Taken.objects.filter(inquiry=found, item=item).first()
        if taken is None:
            raise UsageError("verification-not-taken")
        values = _values(found, taken, said)
        old = queries.own_of(actor, taken)
        if old is not None and all(getattr(old, name) == value for name, value in values.items()):
            return old
        if (old.number if old else 0) != seen:
            raise Conflict(found)
        made = Assessment.objects.create(
            organisation_id=found.organisation_id,
            taken=taken,
            user_id=person(actor),
            number=seen + 1,
            **values,
        )
        write_down(actor, ASSESS, found, detail={"item": str(item), "assessment": str(made.id), "number": made.number})
    return made


def _item(actor: Actor, inquiry: Inquiry, item: UUID) -> Item:
    """An item that is there, of the organisation of the inquiry."""
    try:
        found = item_of(actor, item)
    except Item.DoesNotExist:
        raise UsageError("verification-item") from None
    if found.organisation_id != inquiry.organisation_id or found.ended:
        raise UsageError("verification-item")
    return found


def _values(inquiry: Inquiry, taken: Taken, said: Said) -> dict[str, object]:
    bears = {element: standing for element, standing in said.bears.items() if standing}
    if foreign := sorted(bears.keys() - set(elements_for(Issue(inquiry.issue)))):
        raise UsageError("weighing-element-foreign", element=foreign[0][:60], issue=inquiry.issue)
    for code in bears.values():
        _known(code, [*Standing])
    there = {str(one) for one in inquiry.taken.exclude(id=taken.id).values_list("item", flat=True)}
    there |= {one.key for one in inquiry.origins.all()}
    if said.origins - there:
        raise UsageError("verification-origin")
    return {
        "kind": _known(said.kind, [*Kind]),
        "reliability": _known(said.reliability, [*Reliability]),
        "credibility": _known(said.credibility, [*Credibility]),
        "firsthand": said.firsthand,
        "own": said.own or not said.origins,
        "origins": sorted(said.origins),
        "bears": bears,
    }


def _known(code: str, codes: Collection[str]) -> str:
    if code not in {str(one) for one in codes}:
        raise UsageError("verification-no-such", known=", ".join(map(str, codes)))
    return code
