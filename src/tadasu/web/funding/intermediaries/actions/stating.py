"""State, for a funder on another server, what we passed on of its grant: counts, sums, bands. It goes as a package of its own
kind."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.funding.awards.words import regions
from tadasu.web.funding.intermediaries._stated import Stated, refuse_wrong
from tadasu.web.funding.intermediaries.access import STATE
from tadasu.web.funding.intermediaries.models import Grant, Statement

SUBJECT = "intermediaries.statement"


def note_grant(actor: Actor, *, organisation: UUID, peer: UUID, pseudonym: str, currency: str) -> Grant:
    """A grant that we have from a peer, under the name that it told us. Raises Refused, UsageError `intermediaries-peer`,
    `intermediaries-pseudonym`, `intermediaries-currency`."""
    allow(actor, STATE.name, Organisation(id=organisation))
    name = pseudonym.strip().upper()
    if len(name) != 9 or name[4] != "-" or not (name[:4] + name[5:]).isalnum() or not name.isascii():
        raise UsageError("intermediaries-pseudonym")
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise UsageError("intermediaries-currency", currency=currency[:10])
    with transaction.atomic():
        if not Peer.objects.filter(id=peer, organisation=organisation).exists():
            raise UsageError("intermediaries-peer")
        made, new = Grant.objects.get_or_create(
            organisation_id=organisation,
            peer=peer,
            pseudonym=name,
            defaults={"currency": currency, "noted_by_id": person(actor)},
        )
        if new:
            _write(actor, made, {"grant": str(made.id)})
    return made


def state(actor: Actor, *, grant: UUID, stated: Stated) -> Statement:
    """Raises Grant.DoesNotExist, Refused, UsageError `intermediaries-currency`, `intermediaries-overlap`,
    `intermediaries-not-stated`, and as `refuse_wrong`."""
    with transaction.atomic():
        found = Grant.objects.get(id=grant)
        allow(actor, STATE.name, found)
        Organisation.objects.select_for_update(no_key=True).get(id=found.organisation_id)
        refuse_wrong(stated, timezone.localdate(), regions())
        if stated.currency != found.currency:
            raise UsageError("intermediaries-currency", currency=found.currency)
        if not (stated.due_diligence and stated.screening and stated.protected):
            raise UsageError("intermediaries-not-stated")
        last = Statement.objects.filter(organisation=found.organisation_id).aggregate(last=Max("change"))["last"] or 0
        made = Statement.objects.create(
            organisation_id=found.organisation_id,
            grant=found,
            change=last + 1,
            first=stated.first,
            last=stated.last,
            sub_grants=stated.sub_grants,
            amount=stated.amount,
            regions=dict(stated.regions),
            due_diligence=True,
            screening=True,
            protected=True,
            signed_by_id=person(actor),
        )
        _write(actor, found, {"grant": str(found.id), "statement": made.change})
    return made


def _write(actor: Actor, grant: Grant, detail: dict[str, str | int]) -> None:
    write_down(
        actor,
        act=STATE.name,
        subject=SUBJECT,
        subject_id=grant.id,
        organisation=grant.organisation_id,
        detail=detail,
    )
