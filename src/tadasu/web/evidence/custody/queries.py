"""What may be seen of items: what they are called, where they come from, what was done with them; never what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from uuid import UUID

from django.db.models import Count, QuerySet

from tadasu.web.evidence.custody._chain import fingerprint_of
from tadasu.web.evidence.custody.access import HANDLES, SEE
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.words import due_on
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.vault.queries import keyed_people

MOST_DEEP = 100
"""Items from an original down to the last thing that was made of it: a longer line is cut. No fewer than go into a package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """`ancestors` from the original to the parent; `derived` what was made of it, and of that, in the order of their months."""

    ancestors: Sequence[Item]
    derived: Sequence[Item]


def items_of(actor: Actor, organisation: UUID) -> QuerySet[Item]:
    """Every item of an organisation, erased ones among them. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Item.objects.filter(organisation=organisation)


def item_of(actor: Actor, item: UUID) -> Item:
    """One. Raises Item.DoesNotExist also for one that the actor may not see."""
    found = Item.objects.select_related("organisation").get(id=item)
    if not may(actor, SEE.name, found):
        raise Item.DoesNotExist
    return found


def item_of_record(record: UUID) -> Item | None:
    """The item whose content is this record of the vault, for those who may see it."""
    return Item.objects.filter(record=record).first()


def steps_of(item: Item) -> QuerySet[Step]:
    """Its log, the first step first."""
    return Step.objects.filter(item=item).select_related("user").order_by("number")


def lineage(item: Item) -> Lineage:
    """Where it comes from, and what was made of it."""
    ancestors: list[Item] = []
    above = item.parent
    while above is not None and len(ancestors) < MOST_DEEP:
        ancestors.insert(0, above)
        above = above.parent
    derived: list[Item] = []
    level = [item.id]
    for _ in range(MOST_DEEP):
        below = list(Item.objects.filter(parent__in=level).order_by("month", "id"))
        if not below:
            break
        derived += below
        level = [one.id for one in below]
    return Lineage(ancestors=ancestors, derived=derived)


def kept_until(item: Item) -> date | None:
    """The first day on which it is kept no longer; None for one on hold, and for one that was erased."""
    return None if item.hold or item.ended else due_on(item.status, item.since)


def fits(item: Item, digest: bytes) -> bool:
    """Whether content of this SHA-256 is what was received, of something published that another app holds: its salt is in the
    row. Of what is sealed `actions.check_item` says it; here it is a no."""
    return item.salt is not None and compare_digest(fingerprint_of(bytes(item.salt), digest), bytes(item.fingerprint))


def statistics(actor: Actor, organisation: UUID) -> Sequence[tuple[str, date, str, int]]:
    """Kind, month, how it ended (empty for what is there), how many. Raises Refused."""
    counted = items_of(actor, organisation).values("kind", "month", "ended").annotate(count=Count("id"))
    return [
        (one["kind"], one["month"], one["ended"], one["count"]) for one in counted.order_by("month", "kind", "ended")
    ]


def colleagues(organisation: UUID, *, but: UUID | None = None) -> Sequence[User]:
    """People of the organisation to whom an item can be sealed: they handle evidence and have keys."""
    theirs = Membership.objects.filter(current(), organisation=organisation, roles__overlap=list(HANDLES))
    handle = set(theirs.values_list("user", flat=True))
    return [one for one in keyed_people(organisation) if one.id in handle and one.id != but]
