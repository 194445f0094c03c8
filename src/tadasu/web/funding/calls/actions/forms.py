"""Load a form: another text is another version, and nothing of the versions before changes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.calls.access import LOAD_FORM
from tadasu.web.funding.calls.definitions import digest_of, read
from tadasu.web.funding.calls.models import FormVersion


def load_form(actor: Actor, *, organisation: UUID, said: Any) -> FormVersion:
    """A version of the form that `said` names by its key; the same text again is the version that is there.

    Raises Refused, UsageError `calls-form`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, LOAD_FORM.name, place)
    definition = read(said)
    digest = digest_of(said)
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=place.id)
        versions = FormVersion.objects.filter(organisation=place, key=definition.key)
        there = versions.filter(digest=digest).first()
        if there is not None:
            return there
        made = FormVersion.objects.create(
            organisation=place,
            key=definition.key,
            number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            definition=said,
            digest=digest,
            made_by_id=person(actor),
        )
        write_down(
            actor,
            act=LOAD_FORM.name,
            subject="calls.form",
            subject_id=made.id,
            organisation=place.id,
            detail={"key": made.key, "number": made.number, "digest": digest},
        )
    return made
