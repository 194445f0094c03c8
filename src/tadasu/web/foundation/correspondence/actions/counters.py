"""Where an organisation receives letters, and who reads them."""

from collections.abc import Collection
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence._boxes import purpose_of
from tadasu.web.foundation.correspondence.access import SET_UP
from tadasu.web.foundation.correspondence.models import Counter, CounterReader
from tadasu.web.foundation.correspondence.queries import could_read_at


def set_up_counter(
    actor: Actor, *, organisation: Organisation, purpose: str, readers: Collection[UUID], open: bool
) -> UUID:
    """Open, change or shut one. Boxes that are there keep their readers and stay open to their holders.

    Raises Refused, UsageError `box-purpose` for one that this kind of organisation does not have, `box-reader` for somebody who
    has not the role or no keys, `box-needs-readers` when it is to be open and they are too few.
    """
    allow(actor, SET_UP.name, organisation)
    said = purpose_of(purpose)
    if organisation.kind not in said.kinds:
        raise UsageError("box-purpose")
    if not set(readers) <= {one.id for one in could_read_at(organisation, said)}:
        raise UsageError("box-reader")
    if open and len(set(readers)) < (2 if said.needs_two else 1):
        raise UsageError("box-needs-readers", least=str(2 if said.needs_two else 1))
    counter, _ = Counter.objects.get_or_create(organisation=organisation, purpose=purpose)
    counter.open = open
    counter.save(update_fields=["open"])
    CounterReader.objects.filter(counter=counter).exclude(user__in=set(readers)).delete()
    there = set(CounterReader.objects.filter(counter=counter).values_list("user", flat=True))
    CounterReader.objects.bulk_create(
        CounterReader(counter=counter, organisation=organisation, user_id=one) for one in sorted(set(readers) - there)
    )
    write_down(
        actor,
        act=SET_UP.name,
        subject="correspondence.counter",
        subject_id=counter.id,
        organisation=organisation.id,
        detail={"purpose": purpose, "open": int(open), "readers": ",".join(str(one) for one in sorted(set(readers)))},
    )
    return counter.id
