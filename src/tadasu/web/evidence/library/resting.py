"""What a finding rests on, and what a piece led to: along inquiries, conclusions, findings and what was published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import lineage
from tadasu.web.evidence.library.models import Proposed
from tadasu.web.evidence.press.models import Article
from tadasu.web.evidence.press.queries import articles_of
from tadasu.web.evidence.verification.access import SEE as SEE_INQUIRIES
from tadasu.web.evidence.verification.models import Conclusion, Inquiry, Taken
from tadasu.web.evidence.verification.queries import content_of as frozen_of
from tadasu.web.foundation.access import Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings.access import SEE as SEE_FINDINGS
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion
from tadasu.web.foundation.publication.models import PUBLISHED, WITHDRAWN, Proposal, Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """What a piece led to. `published`: numbers under which findings are public, with whether they still are."""

    inquiries: Sequence[Inquiry]
    conclusions: Sequence[Conclusion]
    findings: Sequence[FindingVersion]
    published: Mapping[int, bool]

    @property
    def nothing(self) -> bool:
        """Nothing yet."""
        return not self.inquiries


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A finding that does not hold any more and still is public under `number`."""

    finding: FindingVersion
    number: int


def led_to(actor: Actor, item: Item) -> Led:
    """What an item, or what was made of it, led to, as far as the actor may see it."""
    place = Organisation(id=item.organisation_id)
    if not may(actor, SEE_INQUIRIES.name, place):
        return Led(inquiries=(), conclusions=(), findings=(), published={})
    items = {item.id, *(one.id for one in lineage(item).derived)}
    taken = Taken.objects.filter(item__in=items, organisation=item.organisation_id)
    inquiries = list(Inquiry.objects.filter(id__in=taken.values("inquiry"), ended_on=None).order_by("opened_on", "id"))
    wanted = {str(one) for one in items}
    conclusions = [
        one
        for one in Conclusion.objects.filter(inquiry__in=inquiries).select_related("inquiry").order_by("concluded_at")
        if wanted & _items_of(one)
    ]
    found: Sequence[FindingVersion] = ()
    if may(actor, SEE_FINDINGS.name, place):
        rows = FindingVersion.objects.filter(
            id__in=[one.finding for one in conclusions if one.finding], organisation=item.organisation_id
        )
        found = list(rows.order_by("concluded_on", "id"))
    return Led(inquiries=inquiries, conclusions=conclusions, findings=found, published=published_of(found))


def published_of(findings: Sequence[FindingVersion]) -> Mapping[int, bool]:
    """Number under which they were published -> whether it still is public."""
    proposals = Proposed.objects.filter(finding__in=[one.finding for one in findings]).values("proposal")
    found = Proposal.objects.filter(id__in=proposals, state=PUBLISHED, number__isnull=False)
    numbers = {one for one in found.values_list("number", flat=True) if one is not None}
    gone = set(Publication.objects.filter(number__in=numbers, act=WITHDRAWN).values_list("number", flat=True))
    return {number: number not in gone for number in sorted(numbers)}


def conclusion_of_basis(basis: str, organisation: UUID) -> Conclusion | None:
    """The conclusion that a finding of ours rests on (`inquiry:`, its id and number)."""
    kind, _, rest = basis.partition(":")
    id, _, number = rest.partition(":")
    if kind != "inquiry" or not number.isdecimal():
        return None
    try:
        inquiry = UUID(id)
    except ValueError:
        return None
    rows = Conclusion.objects.filter(inquiry=inquiry, number=int(number), organisation=organisation)
    return rows.select_related("inquiry").first()


def items_of_basis(basis: str, organisation: UUID) -> set[UUID]:
    """Items of custody that a finding of ours rests on: those that said something of the claim when it was concluded."""
    conclusion = conclusion_of_basis(basis, organisation)
    return {UUID(one) for one in _items_of(conclusion)} if conclusion is not None else set()


def articles_of_finding(actor: Actor, finding: FindingVersion) -> Sequence[Article]:
    """Published articles that a finding of ours rests on, weighed as they are or as what was made of them (a redaction, a
    translation), to be credited wherever it is told. Raises Refused."""
    items = items_of_basis(finding.content["basis"], finding.organisation_id)
    made = Item.objects.filter(id__in=items, parent__isnull=False).select_related("parent")
    items |= {above.id for one in made for above in lineage(one).ancestors}
    rows = articles_of(actor, finding.organisation_id).filter(item__in=items)
    return list(rows.order_by("published_on", "id"))


def to_be_corrected(actor: Actor) -> Sequence[Open]:
    """Findings that are public though none of their versions is in force, in the organisations of whoever asks."""
    holds = FindingVersion.objects.filter(
        organisation=OuterRef("organisation"), finding=OuterRef("finding"), origin="", status=IN_FORCE
    )
    rows = Proposed.objects.filter(~Exists(holds), organisation__in=actor.organisations)
    found: dict[int, Open] = {}
    for one in rows.order_by("day", "id"):
        version = FindingVersion.objects.filter(finding=one.finding, origin="").order_by("-version").first()
        if version is not None and may(actor, SEE_FINDINGS.name, version):
            found |= {
                number: Open(finding=version, number=number)
                for number, still in published_of([version]).items()
                if still
            }
    return list(found.values())


_UUID = 36
"""Characters of an id; what stands behind it tells the two pieces of one item apart."""


def _items_of(conclusion: Conclusion) -> set[str]:
    """Ids of items whose pieces bear on the claim. What was weighed as two pieces is one item."""
    pieces = frozen_of(conclusion)["pieces"]
    return {str(one["id"])[:_UUID] for one in pieces if one.get("bears")}
