"""What ends by itself: pages that nobody confirmed, entries that nobody took, and articles that custody has erased."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.press._feed import RECENT
from tadasu.web.evidence.press.models import TAKEN, Article, Entry, Kept, Likeness, Passage, Pending, Print
from tadasu.web.foundation.access import sweeping

PENDING = timedelta(days=7)
"""How long bytes wait for somebody to say what they are."""

SEEN_LONG_AGO = 2 * RECENT
"""After which an entry is forgotten: by then a feed that still lists it lists something too old to be shown again."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many ended."""

    pending: int
    entries: int
    articles: int


def sweep(today: date | None = None) -> Swept:
    """As the system, for all organisations. Raises PermissionError for any role but the worker's."""
    today = today or timezone.localdate()
    with sweeping():
        pending, _ = Pending.objects.filter(retrieved_on__lt=today - PENDING).delete()
        old = Entry.objects.filter(seen_on__lt=today - SEEN_LONG_AGO, published_on__isnull=False).exclude(state=TAKEN)
        entries, _ = old.delete()
        there = Exists(Item.objects.filter(id=OuterRef("item"), ended=""))
        gone = list(Article.objects.filter(~there, ended_on=None).values_list("id", flat=True))
        for model in (Kept, Passage, Print):
            model._default_manager.filter(article__in=gone).delete()
        Likeness.objects.filter(Q(article__in=gone) | Q(other__in=gone)).delete()
        Entry.objects.filter(article__in=gone).update(url="", title="")
        Article.objects.filter(id__in=gone).update(
            url="", title="", author="", passage="", text="", licence="", digest=None, prints=0, ended_on=today
        )
    return Swept(pending, entries, len(gone))
