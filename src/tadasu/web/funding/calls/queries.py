"""What may be seen of calls: by anybody those that are open, by their organisation all."""

from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow, holding
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.calls._codes import digest_of
from tadasu.web.funding.calls.access import SEE
from tadasu.web.funding.calls.definitions import Definition, read
from tadasu.web.funding.calls.models import DRAFT, EMERGENCY, INVITED, OPEN, Call, FormVersion, Invitation
from tadasu.web.funding.programmes.queries import placed

PURPOSE = "funding.application"
"""Of the counter where applications come in (data of `applications`)."""


def open_calls() -> QuerySet[Call]:
    """Those that anybody may apply to today, the emergency lane first, then by their closing day. Invitations are not listed."""
    return (
        Call.objects.filter(_taking(), ~Q(kind=INVITED))
        .select_related("organisation", "form")
        .order_by(F("closes_on").asc(nulls_first=True), "title", "id")
    )


def public_call(id: UUID) -> Call:
    """One that was opened, closed or not: for its public page, and for whoever began an application. An invited one is shown to
    whoever has its address; it is listed nowhere. Raises Call.DoesNotExist."""
    return Call.objects.select_related("organisation", "form").exclude(state=DRAFT).get(id=id)


def takes_applications(call: Call) -> bool:
    """Whether an application may be sent today."""
    today = timezone.localdate()
    return call.state == OPEN and call.opens_on <= today and (call.closes_on is None or today <= call.closes_on)


def calls_of(actor: Actor, organisation: Organisation | UUID) -> QuerySet[Call]:
    """All calls there, the latest first. Raises Refused."""
    place = placed(organisation)
    allow(actor, SEE.name, place)
    return Call.objects.filter(organisation=place.id).select_related("form").order_by("-opens_on", "id")


def call_of(actor: Actor, id: UUID) -> Call:
    """Raises Call.DoesNotExist, Refused."""
    found = Call.objects.select_related("organisation", "form").get(id=id)
    allow(actor, SEE.name, found)
    return found


def form_of(call: Call) -> Definition:
    """The form that a call asks with, as it was when the call was written."""
    return read(call.form.definition)


def forms_of(actor: Actor, organisation: Organisation | UUID) -> QuerySet[FormVersion]:
    """All versions there, by key, the latest first. Raises Refused."""
    place = placed(organisation)
    allow(actor, SEE.name, place)
    return FormVersion.objects.filter(organisation=place.id).select_related("made_by").order_by("key", "-number")


def form_version(actor: Actor, id: UUID) -> FormVersion:
    """Raises FormVersion.DoesNotExist, Refused."""
    found = FormVersion.objects.get(id=id)
    allow(actor, SEE.name, found)
    return found


def held_invitation(code: str) -> Invitation | None:
    """The invitation of this code that can still be used, with its call; None for any other."""
    digest = digest_of(code)
    with holding(digest):
        return (
            Invitation.objects.filter(digest=digest, used_in=None, withdrawn=False, ends_on__gte=timezone.localdate())
            .select_related("call", "call__organisation")
            .first()
        )


def invitations_of(actor: Actor, call: Call) -> QuerySet[Invitation]:
    """Of a call, the latest month first. Raises Refused."""
    allow(actor, SEE.name, call)
    return Invitation.objects.filter(call=call).order_by("-month", "id")


def _taking() -> Q:
    today = timezone.localdate()
    return Q(state=OPEN, opens_on__lte=today) & (Q(closes_on=None, kind=EMERGENCY) | Q(closes_on__gte=today))
