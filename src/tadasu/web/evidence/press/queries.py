"""What may be seen of published articles, and what goes back to what: the face of this app to those above it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.outside import Held
from tadasu.web.evidence.custody.queries import fits
from tadasu.web.evidence.press.access import ADD, SEE
from tadasu.web.evidence.press.models import (
    HTML,
    PDF,
    SEEN,
    TEXT,
    Article,
    Entry,
    Feed,
    Kept,
    Likeness,
    Passage,
    Pending,
)
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation

_TYPES = {HTML: "text/html", PDF: "application/pdf", TEXT: "text/plain"}
MOST_DEEP = 50
"""Articles from one that repeats to what it goes back to in the end; a longer line is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article at one address. `bytes_changed` and `text_changed` are against the version before it; None for the first."""

    article: Article
    bytes_changed: bool | None
    text_changed: bool | None


def articles_of(actor: Actor, organisation: UUID) -> QuerySet[Article]:
    """Every article of an organisation that is there: what custody erased is not, from that moment on. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return there().filter(organisation=organisation)


def article_of(actor: Actor, id: UUID) -> Article:
    """One. Raises Article.DoesNotExist also for one that the actor may not see, and for one that was erased."""
    found = there().select_related("organisation", "added_by").get(id=id)
    if not may(actor, SEE.name, found):
        raise Article.DoesNotExist
    return found


def article_of_item(actor: Actor, item: UUID) -> Article | None:
    """The article that is this item of custody; None where there is none, or none that the actor may see."""
    found = there().select_related("organisation").filter(item=item).first()
    return found if found is not None and may(actor, SEE.name, found) else None


def sources_of(items: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Item of custody -> what its article counts as, for items that are articles and may be seen: one id for all articles of one
    `outlet_key`, and for what repeats them. Verification takes pieces of one id for pieces of one origin."""
    wanted = list(Article.objects.filter(item__in=list(items)))
    originals = _originals(wanted)
    return {one.item: _source(originals[one.id]) for one in wanted}


def _source(article: Article) -> UUID:
    return uuid5(NAMESPACE_OID, f"tadasu-press-1:{article.organisation_id}:{article.outlet_key}")


def _originals(articles: Sequence[Article]) -> Mapping[UUID, Article]:
    """Article -> what it repeats in the end: one query for a generation."""
    known = {one.id: one for one in articles}
    for _ in range(MOST_DEEP):
        wanted = {above for one in known.values() if (above := _above(one)) is not None} - known.keys()
        found = {one.id: one for one in Article.objects.filter(id__in=wanted)} if wanted else {}
        if not found:
            break
        known |= found
    return {one.id: _end(one, known) for one in articles}


def _end(article: Article, known: Mapping[UUID, Article]) -> Article:
    passed = {article.id}
    while (above := _above(article)) in known and above not in passed and above is not None:
        article = known[above]
        passed.add(above)
    return article


def _above(article: Article) -> UUID | None:
    """What it repeats; a later version repeats what the version before it does."""
    return article.copied_from or article.earlier


def repeats(article: Article) -> Article | None:
    """What it repeats, as a person said."""
    return there().filter(id=article.copied_from).first() if article.copied_from else None


def repeated_by(article: Article) -> Sequence[Article]:
    """What repeats it."""
    return list(there().filter(copied_from=article.id).order_by("published_on", "id"))


def goes_back_to(article: Article, other: UUID) -> bool:
    """Whether one repeats the other or is a later version of it, in however many steps."""
    here, passed = article, 0
    while (above := _above(here)) is not None and passed < MOST_DEEP:
        if above == other:
            return True
        found = Article.objects.filter(id=above).first()
        if found is None:
            return False
        here, passed = found, passed + 1
    return passed >= MOST_DEEP


def suggestions_of(article: Article) -> QuerySet[Likeness]:
    """Others whose text is nearly the same, of which nobody has said what they are."""
    both = Exists(there().filter(id=OuterRef("article"))) & Exists(there().filter(id=OuterRef("other")))
    rows = Likeness.objects.filter(both, Q(article=article) | Q(other=article), verdict="")
    return rows.select_related("article", "other").order_by("-share", "id")


def passages_of(article: Article) -> QuerySet[Passage]:
    """In their order."""
    return Passage.objects.filter(article=article).select_related("user").order_by("number")


def versions_of(article: Article) -> Sequence[Version]:
    """All versions at the same address, the first one first."""
    found = [article]
    while found[0].earlier is not None and len(found) < MOST_DEEP:
        before = there().filter(id=found[0].earlier).first()
        if before is None:
            break
        found.insert(0, before)
    while len(found) < MOST_DEEP:
        after = there().filter(earlier=found[-1].id).first()
        if after is None:
            break
        found.append(after)
    return [_version(one, found[at - 1] if at else None) for at, one in enumerate(found)]


def _version(article: Article, before: Article | None) -> Version:
    if before is None:
        return Version(article=article, bytes_changed=None, text_changed=None)
    same_text = article.text.split() == before.text.split() if article.text and before.text else None
    return Version(
        article=article,
        bytes_changed=bytes(article.digest or b"") != bytes(before.digest or b""),
        text_changed=None if same_text is None else not same_text,
    )


def kept_of(article: Article) -> Kept:
    """Its bytes as they came. Raises Kept.DoesNotExist."""
    return Kept.objects.get(article=article)


def held_of_item(item: Item) -> Held | None:
    """What custody puts into a package of an item that is an article: its bytes as they came."""
    kept = Kept.objects.filter(article__item=item.id).select_related("article").first()
    if kept is None:
        return None
    return Held(name=kept.article.title, type=_TYPES[kept.media], content=bytes(kept.content))


def is_whole(article: Article) -> bool:
    """Whether the bytes that are kept are those that were received: they fit the fingerprint in custody's log."""
    kept = Kept.objects.filter(article=article).first()
    item = Item.objects.filter(id=article.item).first()
    if kept is None or item is None:
        return False
    return fits(item, hashlib.sha256(bytes(kept.content)).digest())


def pending_of(actor: Actor, id: UUID) -> Pending:
    """What the actor fetched and has not confirmed. Raises Pending.DoesNotExist."""
    found = Pending.objects.select_related("organisation").get(id=id, user=actor.user)
    if not may(actor, ADD.name, found):
        raise Pending.DoesNotExist
    return found


def pending_in(actor: Actor, organisation: UUID) -> QuerySet[Pending]:
    """What the actor fetched there and has not confirmed, the first first; nothing for who may not add."""
    rows = (
        Pending.objects.filter(organisation=organisation, user=actor.user)
        .defer("content")
        .order_by("retrieved_on", "id")
    )
    return rows if may(actor, ADD.name, Organisation(id=organisation)) else rows.none()


def feeds_of(actor: Actor, organisation: UUID) -> QuerySet[Feed]:
    """Feeds that are read, with how many entries wait. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    waiting = Count("entries", filter=Q(entries__state=SEEN))
    return (
        Feed.objects.filter(organisation=organisation, stopped_on=None)
        .annotate(waiting=waiting)
        .order_by("outlet", "id")
    )


def entries_of(actor: Actor, organisation: UUID) -> QuerySet[Entry]:
    """What feeds listed and nobody has taken or left, the latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    rows = Entry.objects.filter(organisation=organisation, state=SEEN, feed__stopped_on=None)
    return rows.select_related("feed").order_by("-seen_on", "-published_on", "id")


def waiting(actor: Actor) -> QuerySet[Feed]:
    """Feeds of which entries wait for the actor, wherever they may take them in."""
    theirs = [one for one in actor.places if may(actor, ADD.name, Organisation(id=one))]
    rows = Feed.objects.filter(organisation__in=theirs, stopped_on=None)
    found = rows.annotate(waiting=Count("entries", filter=Q(entries__state=SEEN))).filter(waiting__gt=0)
    return found.order_by("outlet", "id")


def outlets_of(actor: Actor, organisation: UUID) -> Sequence[tuple[str, str]]:
    """Key and one printed name of each outlet, by name."""
    rows = articles_of(actor, organisation).order_by("outlet_key", "outlet").distinct("outlet_key")
    return sorted(rows.values_list("outlet_key", "outlet"), key=lambda one: one[1].casefold())


def there() -> QuerySet[Article]:
    """Articles that were not erased, here or in custody, whoever asks."""
    return Article.objects.filter(Exists(Item.objects.filter(id=OuterRef("item"), ended="")), ended_on=None)
