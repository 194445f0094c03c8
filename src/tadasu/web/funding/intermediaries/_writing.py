"""What acts have in common: the terms held for this transaction, the line in the record of acts, and acting for the funder
where one of the intermediary's people speaks."""

from collections.abc import Mapping
from uuid import UUID

from tadasu.web.foundation.access import Act, Actor, Place, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.awards.models import HIDDEN, Award
from tadasu.web.funding.intermediaries.models import Terms

SUBJECT = "intermediaries.terms"


def locked(actor: Actor, terms: UUID, act: Act) -> Terms:
    """The terms, for this transaction ours alone, if the actor may. Raises Terms.DoesNotExist, Refused."""
    found = Terms.objects.select_for_update(of=("self",), no_key=True).get(id=terms)
    allow(actor, act.name, found)
    return found


def write(actor: Actor, act: Act, terms: Terms, *, detail: Mapping[str, str | int] | None = None) -> None:
    """Codes and numbers. Where the award is withheld, it is shown to whoever acted alone."""
    award = Award.objects.filter(id=terms.award).first()
    withheld = award is not None and award.level >= HIDDEN
    write_down(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=terms.id,
        organisation=None if withheld else terms.organisation_id,
        detail=dict(detail or {}),
    )


def for_funder(actor: Actor, terms: Terms) -> Actor:
    """The actor, for what follows in the funder's rows from what they said: for one of the funder's people themself."""
    if terms.organisation_id in actor.places:
        return actor
    place = Place(organisation=terms.organisation_id, roles=frozenset())
    return Actor(
        user=actor.user,
        places={terms.organisation_id: place},
        second_factor=actor.second_factor,
        signed_in_at=actor.signed_in_at,
        system=True,
    )
