"""Attest sub-grants whose grantees are not known here: by the intermediary's people, by a signed package, or noted from what
was handed over. One of ours who did not sign looks at it; sums never count twice."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.awards.below import passed_on
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.awards.queries import balance_of
from tadasu.web.funding.awards.words import regions
from tadasu.web.funding.intermediaries._stated import Stated, refuse_wrong
from tadasu.web.funding.intermediaries._writing import locked, write
from tadasu.web.funding.intermediaries.access import ATTEST, JUDGE
from tadasu.web.funding.intermediaries.models import Attestation, Terms
from tadasu.web.funding.intermediaries.words import words

PEOPLE, NOTED, PACKAGE = "people", "noted", "package"


def attest(actor: Actor, *, terms: UUID, stated: Stated) -> Attestation:
    """Raises Terms.DoesNotExist, Refused, UsageError `intermediaries-currency`, `intermediaries-overlap`, and as
    `refuse_wrong`."""
    with transaction.atomic():
        found = locked(actor, terms, ATTEST)
        source = NOTED if found.organisation_id in actor.places else PEOPLE
        made = made_attestation(found, stated, source=source, signed_by=person(actor))
        write(
            actor, ATTEST, found, detail={"attestation": made.number, "sub-grants": made.sub_grants, "source": source}
        )
    return made


def judge(actor: Actor, *, attestation: UUID, why: str = "") -> Attestation:
    """It is taken; or with `why` sent back. What is taken is no more than what was paid on the award, with its sub-awards and
    what was taken before. Raises Attestation.DoesNotExist, Refused, UsageError `intermediaries-judged`, `intermediaries-code`,
    `intermediaries-not-stated` where something was not stated, `intermediaries-over`."""
    with transaction.atomic():
        first = Attestation.objects.get(id=attestation)
        terms = Terms.objects.select_for_update(of=("self",), no_key=True).get(id=first.terms_id)
        one = Attestation.objects.get(id=attestation)
        allow(actor, JUDGE.name, one)
        if one.state != "signed":
            raise UsageError("intermediaries-judged")
        if why:
            if why not in words("returns"):
                raise UsageError("intermediaries-code", value=why[:40])
            one.state, one.why = "returned", why
        else:
            if not (one.due_diligence and one.screening and one.protected):
                raise UsageError("intermediaries-not-stated")
            refuse_over(terms, one.amount)
            one.state = "taken"
        one.judged_by_id, one.judged_on = person(actor), timezone.localdate()
        one.save(update_fields=["state", "why", "judged_by", "judged_on"])
        write(actor, JUDGE, terms, detail={"attestation": one.number, "state": one.state})
    return one


def made_attestation(
    terms: Terms, stated: Stated, *, source: str, signed_by: UUID | None, package: UUID | None = None
) -> Attestation:
    """The row, for terms that are held."""
    refuse_wrong(stated, timezone.localdate(), regions())
    if stated.currency != terms.currency:
        raise UsageError("intermediaries-currency", currency=terms.currency)
    _refuse_overlap(terms, stated.first, stated.last)
    return Attestation.objects.create(
        organisation_id=terms.organisation_id,
        terms=terms,
        award=terms.award,
        number=(Attestation.objects.filter(terms=terms).aggregate(last=Max("number"))["last"] or 0) + 1,
        first=stated.first,
        last=stated.last,
        sub_grants=stated.sub_grants,
        amount=stated.amount,
        currency=stated.currency,
        regions=dict(stated.regions),
        due_diligence=stated.due_diligence,
        screening=stated.screening,
        protected=stated.protected,
        source=source,
        package=package,
        digest=stated.digest(terms.pseudonym),
        signed_by_id=signed_by,
    )


def refuse_over(terms: Terms, more: int) -> None:
    """Raises UsageError `intermediaries-over` where more would go on than came: sub-awards and attestations together."""
    award = Award.objects.select_for_update(of=("self",), no_key=True).get(id=terms.award)
    told = balance_of(award)
    taken = Attestation.objects.filter(terms=terms, state="taken").aggregate(total=Sum("amount"))["total"] or 0
    if passed_on(award) + int(taken) + more > told.paid - told.returned:
        raise UsageError("intermediaries-over")


def _refuse_overlap(terms: Terms, first: date, last: date) -> None:
    """A month is attested once, unless it was sent back."""
    there = Attestation.objects.filter(terms=terms, first__lte=last, last__gte=first).exclude(state="returned")
    if there.exists():
        raise UsageError("intermediaries-overlap")
