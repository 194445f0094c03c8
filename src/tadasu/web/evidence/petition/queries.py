"""What may be seen of petitions: how far they are, what is filled, what goes along, which times run; what they say is opened."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from tadasu.law import (
    Asked,
    Completeness,
    Part,
    PetitionClock,
    Remark,
    completeness,
    folder_of,
    has_procedure,
    petition_clocks,
    procedure_of,
)
from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.permission import refuse_unpermitted
from tadasu.web.evidence.custody.queries import colleagues, items_of
from tadasu.web.evidence.petition.access import RELEASES, SEE
from tadasu.web.evidence.petition.laws import law_of
from tadasu.web.evidence.petition.models import ARTICLE, DRAFT, ITEM, WITHDRAWN, Attachment, Petition, Step
from tadasu.web.evidence.petition.words import due_on
from tadasu.web.evidence.press import queries as press
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Actor, Refused, allow, may
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.foundation.vault.queries import keyed_people

AUTHORITY = "authority"
"""The kind of recipient that custody asks about."""

THERE = "."
"""What stands for a text of which only is known that it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """Something that goes along: the item or article, None where it is gone or may not be seen; `refused` says why it may not go
    to an authority now, None where it may. `item_kind` is what kind of item it is, also of one that was erased."""

    row: Attachment
    item: Item | None = None
    article: Article | None = None
    refused: UsageError | None = None
    item_kind: str = ""

    @property
    def gone(self) -> bool:
        """Whether there is nothing left to hand in."""
        return self.item is None and self.article is None


def petitions_of(actor: Actor, organisation: UUID) -> QuerySet[Petition]:
    """Every petition of an organisation. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Petition.objects.filter(organisation=organisation).select_related("changed_by")


def petition_of(actor: Actor, petition: UUID) -> Petition:
    """One. Raises Petition.DoesNotExist also for one that the actor may not see."""
    rows = Petition.objects.select_related("organisation", "changed_by", "begun_by", "offered_by", "released_by")
    found = rows.get(id=petition)
    if not may(actor, SEE.name, found):
        raise Petition.DoesNotExist
    return found


def waiting(actor: Actor) -> QuerySet[Petition]:
    """Petitions that wait for the actor as the second person: those alone that they can open."""
    theirs = actor.places_with(RELEASES)
    rows = Petition.objects.filter(organisation__in=theirs, state=DRAFT, offered_by__isnull=False, ended_on=None)
    mine = Reader.objects.filter(user=actor.user).values("record")
    return rows.exclude(offered_by=actor.user).filter(record__in=mine).order_by("offered_at", "id")


def authors(petition: Petition) -> Sequence[User]:
    """Who can open its text: who drafts or releases petitions here, and has keys that still open it."""
    readers = Reader.objects.filter(record=petition.record, pair__until=None).values_list("user", flat=True)
    known = set(readers)
    return [one for one in could_open(petition.organisation_id) if one.id in known]


def could_open(organisation: UUID) -> Sequence[User]:
    """To whom a text can be sealed: people with keys who draft, and those who may release."""
    wanted = {one.id for one in colleagues(organisation)} | releasing(organisation)
    return [one for one in keyed_people(organisation) if one.id in wanted]


def releasing(organisation: UUID) -> frozenset[UUID]:
    """People who may release there, by their roles."""
    held = Membership.objects.filter(current(), organisation=organisation, roles__overlap=list(RELEASES))
    return frozenset(held.values_list("user", flat=True))


def others_release(petition: Petition, but: UUID | None) -> bool:
    """Whether somebody else can open it and may release it."""
    return not (releasing(petition.organisation_id) - {but}).isdisjoint(one.id for one in authors(petition))


def log_of(petition: Petition) -> QuerySet[Step]:
    """What was done, the latest first."""
    return Step.objects.filter(petition=petition).select_related("user").order_by("-number")


def last_step(petition: Petition) -> int:
    """The number of the last line of its log: what somebody saw is what stands there now as long as this is the same."""
    return Step.objects.filter(petition=petition).aggregate(last=Max("number"))["last"] or 0


def completeness_of(petition: Petition, texts: Mapping[Part, str] | None = None) -> Completeness:
    """By the law of today, or of the day on which it was handed in; without `texts` by what is known to be filled, so that
    nothing is said of signs. Attachments are evidence."""
    known = {part.value for part in Part}  # the word of a part may have gone from the data since
    given = dict(texts) if texts is not None else {Part(code): THERE for code in petition.filled if code in known}
    if Part.EVIDENCE not in given and Attachment.objects.filter(petition=petition).exists():
        given[Part.EVIDENCE] = THERE
    regime = law_of(petition.regime).regime
    if regime is None or regime.petition is None:
        return Completeness(fields=(), status=None, remarks=(Remark("asks-nothing", {}),))
    return completeness(regime, given, petition.sent_on or timezone.localdate())


def clocks_of(petition: Petition) -> Sequence[PetitionClock]:
    """The times that run from the day on which it was handed in; none before, and none of what was withdrawn. Raises as
    `petition_clocks`."""
    regime = law_of(petition.regime).regime
    if petition.sent_on is None or petition.state == WITHDRAWN or regime is None:
        return ()
    asked = Asked(on=petition.sent_on)
    procedure = procedure_of(petition.regime, asked) if has_procedure(folder_of(regime)) else None
    return petition_clocks(regime, procedure, petition.sent_on)


def attached(actor: Actor, petition: Petition) -> Sequence[Attached]:
    """What goes along, in the order of its numbers. What the actor may not see is as what is gone."""
    rows = list(Attachment.objects.filter(petition=petition).order_by("number"))
    things = {kind: [one.thing for one in rows if one.kind == kind] for kind in (ITEM, ARTICLE)}
    items: dict[UUID, Item] = {}
    articles: dict[UUID, Article] = {}
    with suppress(Refused):
        theirs = items_of(actor, petition.organisation_id).select_related("organisation", "parent")
        items = theirs.in_bulk(things[ITEM]) if things[ITEM] else {}
    with suppress(Refused):
        articles = (
            press.articles_of(actor, petition.organisation_id).in_bulk(things[ARTICLE]) if things[ARTICLE] else {}
        )
    return [_attached(one, items.get(one.thing), articles.get(one.thing)) for one in rows]


def _attached(row: Attachment, item: Item | None, article: Article | None) -> Attached:
    if row.kind == ARTICLE or item is None:
        return Attached(row=row, article=article)
    return Attached(row=row, item=None if item.ended else item, refused=refusal(item), item_kind=item.kind)


def refusal(item: Item) -> UsageError | None:
    """Why an item may not go to an authority now; None where it may."""
    try:
        refuse_unpermitted(item, AUTHORITY)
    except UsageError as error:
        return error
    return None


def offered_items(actor: Actor, petition: Petition) -> Sequence[Item]:
    """Items that the actor can open and that are not attached yet, the latest first; articles are offered as such."""
    taken = Attachment.objects.filter(petition=petition, kind=ITEM).values("thing")
    articles = Article.objects.filter(organisation=petition.organisation_id).values("item")
    mine = Reader.objects.filter(user=actor.user).values("record")
    rows = items_of(actor, petition.organisation_id).filter(ended="", record__in=mine)
    rows = rows.exclude(id__in=taken).exclude(id__in=articles)
    return list(rows.select_related("parent").order_by("-month", "label", "id")[:MOST_OFFERED])


def offered_articles(actor: Actor, petition: Petition) -> Sequence[Article]:
    """Articles that are not attached yet, the latest first; none for somebody who may not see them."""
    taken = Attachment.objects.filter(petition=petition, kind=ARTICLE).values("thing")
    try:
        rows = press.articles_of(actor, petition.organisation_id).exclude(id__in=taken)
    except Refused:
        return ()
    return list(rows.order_by("-published_on", "title", "id")[:MOST_OFFERED])


MOST_OFFERED = 200
"""Things that are offered on a page at once."""


def first_day(petition: Petition) -> date:
    """The first day on which what comes next can have been: no earlier than the last of which something is noted."""
    released = timezone.localdate(petition.released_at) if petition.released_at else None
    return max(filter(None, (petition.sent_on, petition.acknowledged_on)), default=released or petition.begun_on)


def kept_until(petition: Petition) -> date | None:
    """The first day on which its words are kept no longer; None where no time runs."""
    last = Step.objects.filter(petition=petition).aggregate(last=Max("day"))["last"]
    return due_on(petition.state, last or petition.begun_on)


def last_package(petition: Petition) -> Step | None:
    """The line of the package that was saved last since it was released; None where none was."""
    steps = Step.objects.filter(petition=petition)
    released = steps.filter(act="released").aggregate(last=Max("number"))["last"] or 0
    return steps.filter(act="packed", number__gt=released).order_by("-number").first()


def over_since(petition: Petition) -> int:
    """How many of the findings that it was filled from are in force no more: withdrawn, or replaced by a newer version."""
    return FindingVersion.objects.filter(id__in=petition.findings).exclude(status=IN_FORCE).count()
