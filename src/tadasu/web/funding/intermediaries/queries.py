"""What may be seen of intermediaries: what each owes and told, by people of the funder and by its own."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.awards.access import PROGRAMME
from tadasu.web.funding.intermediaries.access import JUDGE, SEE, SEE_TERMS, SEES, SPEAKS, STATE
from tadasu.web.funding.intermediaries.models import Attestation, Duty, Grant, Incident, Statement, Terms

MOST = 200
"""Of what waits: more nobody looks at on a first page."""


def terms_of(actor: Actor, organisation: UUID) -> QuerySet[Terms]:
    """Of a funder's awards that pass on, by depth. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Terms.objects.filter(organisation=organisation).select_related("holder").order_by("depth", "pseudonym")


def terms_held(actor: Actor) -> QuerySet[Terms]:
    """What the organisations owe for which the actor speaks, as intermediaries of others on this server."""
    return (
        Terms.objects.filter(holder__in=actor.places_with(SPEAKS)).select_related("organisation").order_by("pseudonym")
    )


def one_of(actor: Actor, terms: UUID) -> Terms:
    """One. Raises Terms.DoesNotExist also for what the actor may not see."""
    found = Terms.objects.select_related("organisation", "holder", "set_by").get(id=terms)
    if not may(actor, SEE_TERMS.name, found):
        raise Terms.DoesNotExist
    return found


def of_award(actor: Actor, award: UUID) -> Terms | None:
    """Those of an award."""
    found = Terms.objects.filter(award=award).first()
    return found if found is not None and may(actor, SEE_TERMS.name, found) else None


def duties_of(terms: Terms) -> Sequence[Duty]:
    """In the order of the data."""
    from tadasu.web.funding.intermediaries.words import words

    by_code = {one.code: one for one in Duty.objects.filter(terms=terms).select_related("user")}
    return [by_code[code] for code in words("duties") if code in by_code]


def attestations_of(terms: Terms) -> QuerySet[Attestation]:
    """The latest first."""
    return Attestation.objects.filter(terms=terms).select_related("signed_by", "judged_by").order_by("-number")


def attestation_of(actor: Actor, attestation: UUID) -> Attestation:
    """One. Raises Attestation.DoesNotExist also for what the actor may not see."""
    found = Attestation.objects.select_related("terms").get(id=attestation)
    if not may(actor, SEE_TERMS.name, found.terms):
        raise Attestation.DoesNotExist
    return found


def incidents_of(terms: Terms) -> QuerySet[Incident]:
    """The latest first."""
    return Incident.objects.filter(terms=terms).select_related("user", "closed_by").order_by("-number")


def incident_of(actor: Actor, incident: UUID) -> Incident:
    """One. Raises Incident.DoesNotExist also for what the actor may not see."""
    found = Incident.objects.select_related("terms").get(id=incident)
    if not may(actor, SEE_TERMS.name, found.terms):
        raise Incident.DoesNotExist
    return found


def grants_of(actor: Actor, organisation: UUID) -> QuerySet[Grant]:
    """Grants from funders elsewhere, with what was stated of each. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    stated = Statement.objects.select_related("signed_by").order_by("-change")
    return (
        Grant.objects.filter(organisation=organisation)
        .prefetch_related(Prefetch("statements", stated))
        .order_by("pseudonym")
    )


def grant_of(actor: Actor, grant: UUID) -> Grant:
    """One. Raises Grant.DoesNotExist also for what the actor may not see."""
    found = Grant.objects.get(id=grant)
    if not may(actor, SEE.name, found):
        raise Grant.DoesNotExist
    return found


def attestations_signed(actor: Actor) -> Sequence[Attestation]:
    """Those that wait for the actor to look at them, the oldest first."""
    places = actor.places_with((PROGRAMME,))
    rows = Attestation.objects.filter(organisation__in=places, state="signed").select_related("terms")
    return [one for one in rows.order_by("signed_on", "id")[:MOST] if may(actor, JUDGE.name, one)]


def incidents_open(actor: Actor) -> Sequence[Incident]:
    """At intermediaries of the actor's organisations, the first that is due first."""
    rows = Incident.objects.filter(organisation__in=actor.places_with(SEES), state="open").select_related("terms")
    return [one for one in rows.order_by("due_at", "id")[:MOST] if may(actor, SEE.name, one.terms)]


def duties_owed(actor: Actor) -> QuerySet[Terms]:
    """Terms with duties to which the actor's organisation has not said yes."""
    return terms_held(actor).filter(
        id__in=Duty.objects.filter(acknowledged_on=None, terms__in=terms_held(actor)).values("terms")
    )


def states_anything(actor: Actor, organisation: UUID) -> bool:
    """Whether the actor may state something to a funder elsewhere."""
    return may(actor, STATE.name, Organisation(id=organisation))
