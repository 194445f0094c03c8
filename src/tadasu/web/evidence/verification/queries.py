"""What may be seen of inquiries: what is claimed, all standing assessments side by side, what weighing gives of them now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import MOST_DEEP
from tadasu.web.evidence.press.queries import sources_of
from tadasu.web.evidence.verification._frozen import Content, basis_of, canonical, digest_of, independent, weighed_of
from tadasu.web.evidence.verification._grades import Combined, Given, Held, combined
from tadasu.web.evidence.verification.access import ASSESSES, SEE, SIGNS
from tadasu.web.evidence.verification.models import CLOSED, Assessment, Conclusion, Inquiry, Note, Taken
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.vault.models import Reader
from tadasu.weighing import Credibility, Independence, Kind, Reliability, Standing, Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """`weighed`: as it stands; `signed`: as it is once a second person has signed. `origins`: of all items together. `seen`
    changes whenever anything that is weighed does. `erased`: items that were assessed and have been erased since; they are not
    weighed."""

    basis: Content
    seen: str
    weighed: Weighed
    signed: Weighed
    origins: Independence
    combined: Mapping[str, Combined]
    unassessed: Sequence[UUID]
    erased: Sequence[UUID]


def inquiries_of(actor: Actor, organisation: UUID) -> QuerySet[Inquiry]:
    """Every inquiry of an organisation. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Inquiry.objects.filter(organisation=organisation).select_related("lead")


def inquiry_of(actor: Actor, inquiry: UUID) -> Inquiry:
    """One. Raises Inquiry.DoesNotExist also for one that the actor may not see."""
    found = Inquiry.objects.select_related("organisation", "lead", "changed_by").get(id=inquiry)
    if not may(actor, SEE.name, found):
        raise Inquiry.DoesNotExist
    return found


def conclusion_of(actor: Actor, inquiry: UUID, number: int) -> Conclusion:
    """One. Raises Inquiry.DoesNotExist, Conclusion.DoesNotExist."""
    rows = Conclusion.objects.select_related("inquiry", "organisation", "concluded_by", "signed_by")
    return rows.get(inquiry=inquiry_of(actor, inquiry), number=number)


def waiting(actor: Actor) -> QuerySet[Conclusion]:
    """Conclusions that wait for a signature which the actor may give, the oldest first; of a closed inquiry none."""
    theirs = actor.places_with(SIGNS)
    rows = Conclusion.objects.filter(organisation__in=theirs, signed_by=None).exclude(concluded_by=actor.user)
    return rows.exclude(inquiry__status=CLOSED).select_related("inquiry").order_by("concluded_at", "id")


def unassessed_by_anybody(actor: Actor) -> QuerySet[Inquiry]:
    """Inquiries with an item that the actor can open and may assess and that nobody has assessed, the oldest first; closed ones
    are not among them."""
    theirs = actor.places_with(ASSESSES)
    read = Reader.objects.filter(user=actor.user, organisation__in=theirs).values("record")
    items = Item.objects.filter(Q(record__in=read) | Q(record=None, public=True), organisation__in=theirs, ended="")
    waits = Taken.objects.filter(inquiry=OuterRef("id"), item__in=items.values("id"), assessments=None)
    rows = Inquiry.objects.filter(Exists(waits), organisation__in=theirs).exclude(status=CLOSED)
    return rows.order_by("since", "id")


def taken_of(inquiry: Inquiry) -> Sequence[Taken]:
    """Items taken in, in the order of their numbers."""
    return list(Taken.objects.filter(inquiry=inquiry).order_by("number"))


def items_by_id(inquiry: Inquiry, taken: Sequence[Taken]) -> Mapping[UUID, Item]:
    """The items themselves."""
    wanted = [one.item for one in taken]
    return {one.id: one for one in Item.objects.filter(id__in=wanted, organisation=inquiry.organisation_id)}


def standing_of(taken: Sequence[Taken]) -> Mapping[UUID, Sequence[Assessment]]:
    """Item -> the assessments that stand: of each person the last, in the order in which they were given."""
    rows = (
        Assessment.objects.filter(taken__in=taken).select_related("user", "taken").order_by("taken", "user", "-number")
    )
    found: dict[UUID, list[Assessment]] = {one.item: [] for one in taken}
    for one in rows.distinct("taken", "user"):
        found[one.taken.item].append(one)
    return {item: sorted(said, key=lambda one: (one.at, one.id)) for item, said in found.items()}


def notes_of(taken: Taken) -> Sequence[Note]:
    """What people noted of an item, in their order; what it says is sealed."""
    return list(taken.notes.select_related("user").order_by("number"))


def note_of(actor: Actor, inquiry: UUID, item: UUID, number: int) -> Note:
    """One. Raises Inquiry.DoesNotExist, Note.DoesNotExist."""
    return Note.objects.get(taken__inquiry=inquiry_of(actor, inquiry), taken__item=item, number=number)


def own_of(actor: Actor, taken: Taken) -> Assessment | None:
    """The actor's own, as it stands."""
    return Assessment.objects.filter(taken=taken, user=actor.user).order_by("-number").first()


def weighing_of(inquiry: Inquiry) -> Weighing:
    """What the assessments that stand give now: computed each time, kept nowhere."""
    taken = taken_of(inquiry)
    items = items_by_id(inquiry, taken)
    standing = standing_of(taken)
    there = [one.item for one in taken if one.item in items and not items[one.item].ended]
    known = _with_originals(items)
    sources = sources_of(known)
    grades = combined({_held(items[item], known, sources): [_given(one) for one in standing[item]] for item in there})
    basis = basis_of(
        issue=inquiry.issue,
        elements=inquiry.elements,
        heard=inquiry.heard,
        heard_on=inquiry.heard_on,
        about=inquiry.about,
        start=inquiry.start,
        end=inquiry.end,
        party=str(inquiry.party or ""),
        pieces=[piece for one in grades.values() for piece in one.pieces],
        differs={item: one.differs for item, one in grades.items()},
    )
    weighed = weighed_of(basis, second=False)
    return Weighing(
        basis=basis,
        seen=digest_of(canonical(basis)).hex(),
        weighed=weighed,
        signed=weighed_of(basis, second=True),
        origins=independent(basis, weighed),
        combined=grades,
        unassessed=[item for item in there if not standing[item]],
        erased=[one.item for one in taken if one.item not in there and standing[one.item]],
    )


def content_of(conclusion: Conclusion) -> Content:
    """What was frozen."""
    held: Content = json.loads(conclusion.content)
    return held


def leads(organisation: UUID) -> Sequence[User]:
    """Who may lead an inquiry."""
    rows = Membership.objects.filter(current(), organisation=organisation, roles__overlap=list(ASSESSES))
    return list(User.objects.filter(id__in=rows.values("user"), is_active=True).order_by("login"))


def _with_originals(items: Mapping[UUID, Item]) -> Mapping[UUID, Item]:
    """And what they were made of, up to the originals: one query for a generation."""
    known = dict(items)
    for _ in range(MOST_DEEP):
        wanted = {one.parent_id for one in known.values() if one.parent_id} - known.keys()
        if not wanted:
            break
        known |= {one.id: one for one in Item.objects.filter(id__in=wanted)}
    return known


def _held(item: Item, known: Mapping[UUID, Item], sources: Mapping[UUID, UUID]) -> Held:
    """What custody knows; of a published article its outlet, or that of what it repeats, is what it came out of."""
    above: list[UUID] = []
    top = item
    while top.parent_id and len(above) < MOST_DEEP:
        top = known[top.parent_id]
        above.insert(0, top.id)
    return Held(id=str(item.id), above=tuple(map(str, above)), source=str(sources.get(top.id) or top.origin_of or ""))


def _given(one: Assessment) -> Given:
    return Given(
        kind=Kind(one.kind),
        reliability=Reliability(one.reliability),
        credibility=Credibility(one.credibility),
        firsthand=one.firsthand,
        own=one.own,
        origins=frozenset(one.origins),
        bears={element: Standing(standing) for element, standing in one.bears.items()},
    )
