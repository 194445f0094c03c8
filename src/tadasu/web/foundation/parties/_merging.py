"""Which parties are one in the database: looked up, and computed anew after a judgement. One change of it in an organisation at
a time, so that no two who judge at once work on what the other has just changed."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.parties._components import components
from tadasu.web.foundation.parties.models import DIFFERENT, SAME, Judgement, Party


def one_at_a_time(organisation: UUID) -> None:
    """Wait for whoever merges or splits in this organisation, until the transaction ends."""
    Organisation.objects.select_for_update(no_key=True).get(id=organisation)


def members_of(party: Party) -> frozenset[UUID]:
    """All that are one with a party, itself among them."""
    return frozenset(Party.objects.filter(canonical=party.canonical_id).values_list("id", flat=True))


def judged(parties: Collection[UUID], verdict: str) -> list[tuple[UUID, UUID]]:
    """Pairs judged so, in force, of which one is among the parties."""
    rows = Judgement.objects.filter(
        Q(one__in=parties) | Q(other__in=parties), verdict=verdict, taken_back_at=None
    ).order_by("made_at", "id")
    return list(rows.values_list("one_id", "other_id"))


def told_apart(parties: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs judged different of which one is among the parties."""
    return judged(parties, DIFFERENT)


def compute(parties: Iterable[UUID]) -> None:
    """Say of each of the parties, which are whole groups, which is the one it is: the oldest of those judged the same."""
    rows = {one.id: one for one in Party.objects.filter(id__in=list(parties)).select_for_update(no_key=True)}
    found = components(rows, judged(list(rows), SAME))
    for group in set(found.values()):
        oldest = min(group, key=lambda key: (rows[key].made_at, str(key)))
        wrong = [key for key in group if rows[key].canonical_id != oldest]
        if wrong:
            Party.objects.filter(id__in=wrong).update(canonical=oldest)
