"""The package in which an intermediary on a server of its own tells its funder what it passed on. Each funder gets what
concerns its own grants and nothing of another's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.kinds import Built, Kind, Line, Origin, register, schema_of
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.intermediaries._stated import Stated
from tadasu.web.funding.intermediaries.access import STATE, TAKE
from tadasu.web.funding.intermediaries.actions.attesting import PACKAGE, made_attestation
from tadasu.web.funding.intermediaries.models import Attestation, Statement, Terms

HERE = Path(__file__).parent


def subgrants_for(actor: Actor, peer: Peer, since: int) -> Built:
    """What was stated of this funder's grants after the change `since`. Raises Refused."""
    allow(actor, STATE.name, Organisation(id=peer.organisation_id))
    rows = Statement.objects.filter(organisation=peer.organisation_id, grant__peer=peer.id, change__gt=since)
    found = list(rows.select_related("grant").order_by("change"))
    return Built(lines=[document_of(one) for one in found], mark=found[-1].change if found else since)


def document_of(one: Statement) -> Line:
    """As it travels."""
    return {
        "award": one.grant.pseudonym,
        "first": f"{one.first:%Y-%m}",
        "last": f"{one.last:%Y-%m}",
        "sub_grants": one.sub_grants,
        "amount": one.amount,
        "currency": one.grant.currency,
        "regions": [{"region": region, "band": band} for region, band in sorted(one.regions.items())],
        "due_diligence": one.due_diligence,
        "screening": one.screening,
        "protected": one.protected,
    }


def take_subgrants(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """Each becomes an attestation that waits to be looked at, where it is of an award that passes on and whose terms name this
    peer's organisation by its award's name. Raises Refused, UsageError: then nothing of the package is kept."""
    allow(actor, TAKE.name, Organisation(id=origin.organisation))
    done: Counter[str] = Counter()
    for line in lines:
        done[_taken(actor, origin, line)] += 1
    return dict(done)


def _taken(actor: Actor, origin: Origin, line: Line) -> str:
    terms = Terms.objects.filter(organisation=origin.organisation, pseudonym=line["award"]).first()
    if terms is None or not Award.objects.filter(id=terms.award, passes_on=True).exists():
        raise UsageError("intermediaries-no-such-award")
    if terms.peer != origin.peer:
        raise UsageError("intermediaries-no-such-award")
    stated = Stated(
        first=date.fromisoformat(f"{line['first']}-01"),
        last=date.fromisoformat(f"{line['last']}-01"),
        sub_grants=line["sub_grants"],
        amount=line["amount"],
        currency=line["currency"],
        regions={one["region"]: one["band"] for one in line["regions"]},
        due_diligence=line["due_diligence"],
        screening=line["screening"],
        protected=line["protected"],
    )
    with transaction.atomic():
        held = Terms.objects.select_for_update(of=("self",), no_key=True).get(id=terms.id)
        digest = stated.digest(held.pseudonym)
        if Attestation.objects.filter(terms=held, digest=digest).exclude(state="returned").exists():
            return "known"
        made_attestation(held, stated, source=PACKAGE, signed_by=None, package=_number(origin))
    return "attestations"


def _number(origin: Origin) -> UUID:
    """An id of the package: from its digest, so that the same package has the same."""
    return UUID(origin.digest[:32])


SUBGRANTS = register(
    Kind(
        name="subgrants",
        version=1,
        label=_("Sub-grants attested by an intermediary"),
        schema=schema_of(HERE / "data" / "subgrants-1.json"),
        build_for=subgrants_for,
        take=take_subgrants,
    )
)
