"""To whom what comes in is sealed: those who were named, have a place there now, and have their keys."""

from collections.abc import Iterable
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Membership, Organisation
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, CounterReader
from tadasu.web.foundation.correspondence.purposes import Purpose
from tadasu.web.foundation.vault.queries import keyed_people


def readers_of_counter(counter: Counter, purpose: Purpose) -> list[UUID]:
    """Of those named, who still has one of the roles. Raises UsageError `box-nobody-reads` when they are too few."""
    with acting(steward(_organisation(counter.organisation_id))):
        named = CounterReader.objects.filter(counter=counter).values("user")
        here = Membership.objects.filter(current(), organisation=counter.organisation_id, user__in=named)
        fit = {one.user_id for one in here if purpose.roles.intersection(one.roles)}
        return _enough(fit, counter.organisation_id, purpose.needs_two)


def readers_of_box(box: Box, *, needs_two: bool) -> list[UUID]:
    """Raises UsageError `box-nobody-reads`."""
    with acting(steward(_organisation(box.organisation_id))):
        named = set(BoxReader.objects.filter(box=box).values_list("user", flat=True))
        return _enough(named, box.organisation_id, needs_two)


def _enough(named: Iterable[UUID], organisation: UUID, needs_two: bool) -> list[UUID]:
    named = set(named)
    found = [one.id for one in keyed_people(organisation) if one.id in named]
    if len(found) < (2 if needs_two else 1):
        raise UsageError("box-nobody-reads")
    return found


def _organisation(organisation: UUID) -> Organisation:
    return Organisation.objects.get(id=organisation)
