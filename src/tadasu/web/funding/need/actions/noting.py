"""Note what is known of the money of a source. Codes alone: there is no field for words, so that nobody writes down who it is."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.need.access import NOTE
from tadasu.web.funding.need.models import Fact, TheirRest
from tadasu.web.funding.need.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSaid:
    """Codes of `data/words.yaml`; empty is unknown."""

    months: str = ""
    lost: str = ""
    funders: str = ""
    reach: str = ""


def note(actor: Actor, *, organisation: UUID, source: str, said: FactSaid) -> Fact:
    """What is said takes the place of what was noted before, which stays. Raises Refused, UsageError `need-no-source`,
    `need-code`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, NOTE.name, place)
    values = {name: getattr(said, name) for name in ("months", "lost", "funders", "reach")}
    for name, code in values.items():
        if code and code not in words(name):
            raise UsageError("need-code", what=name, value=code[:40])
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation)  # one after the other
        if not TheirRest.objects.filter(organisation=organisation, sources__contains=[source]).exists():
            raise UsageError("need-no-source", value=source[:40])
        held = Fact.objects.filter(organisation=organisation, source=source, replaced=False)
        same = held.filter(**values).first()
        if same is not None:
            return same
        held.update(replaced=True)
        made = Fact.objects.create(organisation=place, source=source, noted_by_id=person(actor), **values)
        write_down(actor, act=NOTE.name, subject="need.fact", subject_id=made.id, organisation=organisation)
    return made
