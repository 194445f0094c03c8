"""Awards as a release takes them: level, programme, region, month, amount, consents, and no more; read by the system on behalf of
the organisation. What is withheld is never asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from tadasu.funds import half_even
from tadasu.web.foundation.access import Actor
from tadasu.web.funding.applications.models import Application, Consent
from tadasu.web.funding.awards.models import DRAFT, DROPPED, HIDDEN, Award, Signature
from tadasu.web.funding.awards.queries import awards_of
from tadasu.web.funding.programmes.models import COMMITMENT, Entry
from tadasu.web.funding.publishing._document import OTHER_FLOWS
from tadasu.web.funding.publishing._grants import Booked

YEN = "JPY"
EMERGENCY = "emergency"


def booked(actor: Actor, organisation: UUID) -> Sequence[Booked]:
    """Awards that were signed, but none whose existence is withheld, by the award, its grantee or its application. Of one that
    was applied for, what the applicant allows now counts, and the higher level of the two."""
    rows = list(
        awards_of(actor, organisation)
        .filter(level__lt=HIDDEN, grantee__level__lt=HIDDEN)
        .exclude(state__in=(DRAFT, DROPPED))
        .order_by("id")
    )
    rates, said = _rates(organisation), _said(one.application for one in rows if one.application is not None)
    known = [one for one in rows if one.signed_on is not None and (one.application is None or one.application in said)]
    return [_booked(one, _in_yen(one, rates), said.get(one.application) if one.application else None) for one in known]


def officers_of(awards: Collection[UUID]) -> Sequence[UUID]:
    """Whoever began or signed one of these awards."""
    begun = Award.objects.filter(id__in=awards).values_list("begun_by", flat=True)
    signed_by = Signature.objects.filter(award__in=awards).values_list("user", flat=True)
    return sorted({*begun, *signed_by})


def programme_of(purpose: str, *, oda: bool) -> str:
    """What is one programme outside: a purpose, and whether it is official development assistance. Never a name that somebody
    typed."""
    return purpose if oda else f"{purpose}{OTHER_FLOWS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What an applicant says now: its level, and what may be published."""

    level: int
    allowed: frozenset[str]


def _said(applications: Iterable[UUID]) -> Mapping[UUID, _Said]:
    """Of applications whose existence is not withheld."""
    ids = list(applications)
    levels = dict(Application.objects.filter(id__in=ids, level__lt=HIDDEN).values_list("id", "level"))
    allowed: dict[UUID, dict[str, bool]] = {one: {} for one in levels}
    for one in Consent.objects.filter(application__in=levels).order_by("application", "number"):
        allowed[one.application_id][one.field] = one.given
    return {
        id: _Said(level=levels[id], allowed=frozenset(field for field, given in fields.items() if given))
        for id, fields in allowed.items()
    }


def _booked(one: Award, yen: int | None, said: _Said | None) -> Booked:
    assert one.signed_on is not None
    consented = frozenset(one.consented)
    return Booked(
        id=str(one.id),
        level=max(one.level, one.grantee.level, said.level if said else 0),
        line=programme_of(one.purpose, oda=one.oda),
        region=one.region,
        country=one.country,
        purpose=one.purpose,
        grantee=str(one.grantee_id),
        pseudonym=one.grantee.pseudonym,
        amount=one.amount,
        yen=yen,
        start=one.starts_on,
        end=one.ends_on,
        signed_on=one.signed_on,
        delay=one.delay,
        consented=consented & said.allowed if said else consented,
        own_word=said is None,
        parent=str(one.parent_id or ""),
        passes_on=one.passes_on,
        named="name" in one.consented and bool(one.grantee.public_name),
        emergency=one.lane == EMERGENCY,
    )


def _rates(organisation: UUID) -> Mapping[UUID, tuple[int, int]]:
    """Award -> what was committed for it, in its own currency and in yen, of funds in yen."""
    rows = Entry.objects.filter(
        organisation=organisation, award__isnull=False, kind=COMMITMENT, corrects=None, line__fund__currency=YEN
    )
    sums = rows.values_list("award").annotate(own=Sum("amount"), yen=Sum("line_amount"))
    return {award: (int(own), int(yen)) for award, own, yen in sums.order_by()}


def _in_yen(one: Award, rates: Mapping[UUID, tuple[int, int]]) -> int | None:
    """By the rates of the days on which it was committed."""
    if one.currency == YEN:
        return one.amount
    own, yen = rates.get(one.id, (0, 0))
    return half_even(one.amount * yen, own) if own else None
