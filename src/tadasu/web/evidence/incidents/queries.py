"""What may be seen of documented incidents: coded facts, and the words of public files."""

import re
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext

from tadasu.web.evidence.incidents._searchable import by_index, sought
from tadasu.web.evidence.incidents.access import SEE
from tadasu.web.evidence.incidents.models import Batch, Incident, Kind, Unmapped
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation

MOST_NARROWED = 5_000
"""Incidents that are looked up one by one; of 100,000, reading all of them takes no longer than some more."""


def batches_of(actor: Actor, organisation: UUID) -> QuerySet[Batch]:
    """Every file of an organisation, removed ones among them. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Batch.objects.filter(organisation=organisation)


def batch_of(actor: Actor, batch: UUID) -> Batch:
    """One. Raises Batch.DoesNotExist also for one that the actor may not see."""
    found = Batch.objects.select_related("organisation", "kind").get(id=batch)
    if not may(actor, SEE.name, found):
        raise Batch.DoesNotExist
    return found


def incidents_of(actor: Actor, organisation: UUID) -> QuerySet[Incident]:
    """The newest version of every incident. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Incident.objects.filter(organisation=organisation, latest=True)


def incidents_holding(actor: Actor, organisation: UUID, text: str) -> QuerySet[Incident]:
    """Those of public files whose words hold this text, from two signs on by the index. Raises Refused."""
    found = incidents_of(actor, organisation)
    pattern = sought(text)
    if not pattern:
        return found
    return found.filter(_holding(pattern))


def _holding(pattern: str) -> RawSQL:
    """As an array: it is found out once, and then every id is looked up, also right after a large file, when PostgreSQL does not
    know yet how many rows there are."""
    return RawSQL(
        "incidents_incident.id = ANY(ARRAY(SELECT incidents_holding(%s)))", [pattern], output_field=BooleanField()
    )


def narrowed(rows: QuerySet[Incident], text: str) -> QuerySet[Incident]:
    """These without those of which the index knows that their words do not hold a text: what is left has still to be compared.
    All of them where the index does not help, or where so many hold it that looking each up would take longer."""
    if not by_index(text):
        return rows
    with connection.cursor() as cursor:
        cursor.execute("SELECT incidents_holding(%s) LIMIT %s", [sought(text), MOST_NARROWED + 1])
        ids = [id for (id,) in cursor.fetchall()]
    if len(ids) > MOST_NARROWED:
        return rows
    return rows.filter(RawSQL("incidents_incident.id = ANY(%s::uuid[])", [ids], output_field=BooleanField()))


def incident_of(actor: Actor, incident: UUID) -> Incident:
    """One, an older version too. Raises Incident.DoesNotExist also for one that the actor may not see."""
    found = Incident.objects.select_related("organisation", "batch").get(id=incident)
    if not may(actor, SEE.name, found):
        raise Incident.DoesNotExist
    return found


def incident_of_item(actor: Actor, item: UUID) -> Incident | None:
    """The incident of which this item of custody was made, for those who may see it."""
    found = Incident.objects.select_related("batch").filter(item=item).first()
    return found if found is not None and may(actor, SEE.name, found) else None


def versions_of(incident: Incident) -> QuerySet[Incident]:
    """All, the newest first."""
    return Incident.objects.filter(first=incident.first).select_related("batch").order_by("-version")


def unmapped_of(batch: Batch) -> QuerySet[Unmapped]:
    """What could not be coded, in the order of the file."""
    return Unmapped.objects.filter(batch=batch).order_by("id")


def kinds_of(actor: Actor, organisation: UUID, *, public: bool) -> Sequence[Kind]:
    """Kinds of files, by name. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return list(Kind.objects.filter(organisation=organisation, public=public).order_by("name"))


def origins_named(actor: Actor, organisation: UUID, keys: Iterable[str]) -> Mapping[str, str]:
    """Of these `origin_key`s those that are a file, or a number within one: what a person reads instead. Raises Refused."""
    files = {key: found for key in keys if (found := _FILE.fullmatch(key))}
    known = {
        str(one.id): one.label
        for one in batches_of(actor, organisation).filter(id__in={one[1] for one in files.values()})
    }
    return {
        key: gettext("%(file)s, origin %(number)s") % {"file": known[found[1]], "number": found[2]}
        if found[2]
        else known[found[1]]
        for key, found in files.items()
        if known.get(found[1])
    }


_FILE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d+))?")


def countries_of(actor: Actor, organisation: UUID) -> Sequence[str]:
    """Codes of the countries that incidents are in. Raises Refused."""
    found = incidents_of(actor, organisation).exclude(country="")
    return list(found.order_by("country").values_list("country", flat=True).distinct())
