"""What is kept of published articles: it is in the clear, because it was published. Who added what is not."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.evidence.custody.words import words
from tadasu.web.evidence.press._fetching import LONGEST_ADDRESS
from tadasu.web.foundation.accounts.models import Organisation, User

LONGEST_LINE, LONGEST_KEY, LONGEST_LICENCE = 300, 120, 200
HTML, PDF, TEXT = "html", "pdf", "text"
MEDIA = (HTML, PDF, TEXT)
HOW = ("address", "feed", "file", "text")
SEEN, TAKEN, LEFT = "seen", "taken", "left"


class Article(models.Model):
    """One version of something that was published. `outlet` is the name as printed, `outlet_key` what it counts as: two outlets
    with one owner may share one. `passage` is what matters in it, all passages one after the other; `text` the whole, as far as
    it could be read. `item` is its item in custody, `digest` the SHA-256 of its bytes as they came. `earlier` is the version
    before it at the same address, `copied_from` the article that it repeats. Of one that was erased (`ended_on`) outlet, country,
    sector, language and days are left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    url = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    title = models.CharField(max_length=LONGEST_LINE, blank=True)
    author = models.CharField(max_length=LONGEST_LINE, blank=True)
    outlet = models.CharField(max_length=LONGEST_LINE, blank=True)
    outlet_key = models.CharField(max_length=LONGEST_KEY)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    licence = models.CharField(max_length=LONGEST_LICENCE, blank=True)
    passage = models.TextField(blank=True)
    text = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    item = models.UUIDField(unique=True)
    copied_from = models.UUIDField(null=True, blank=True)
    retrieved_on = models.DateField(default=timezone.localdate)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)
    digest = models.BinaryField(max_length=32, null=True)
    earlier = models.UUIDField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1)
    changes = models.PositiveIntegerField(default=0)
    prints = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """The same bytes once; what was erased holds nothing of what was said."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="press_bytes_once"),
            models.UniqueConstraint(
                fields=["organisation", "url", "number"],
                condition=Q(ended_on=None) & ~Q(url=""),
                name="press_versions_in_a_row",
            ),
            models.UniqueConstraint(fields=["earlier"], condition=Q(ended_on=None), name="press_one_version_after_it"),
            models.CheckConstraint(condition=Q(how__in=HOW), name="press_how_is_known"),
            models.CheckConstraint(condition=Q(sector__in=["", *words("sectors")]), name="press_sector_is_known"),
            models.CheckConstraint(condition=~Q(copied_from=F("id")), name="press_not_of_itself"),
            models.CheckConstraint(condition=~Q(outlet_key=""), name="press_outlet_has_a_key"),
            models.CheckConstraint(
                condition=Q(ended_on=None, digest__isnull=False)
                | Q(ended_on__isnull=False, digest=None, url="", title="", author="", passage="", text=""),
                name="press_erased_holds_nothing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "published_on", "id"], name="press_by_day"),
            models.Index(fields=["organisation", "outlet_key"], name="press_by_outlet"),
            models.Index(fields=["organisation", "url"], name="press_by_address"),
            models.Index(fields=["copied_from"], name="press_by_original"),
            GinIndex(fields=["title", "passage", "text"], opclasses=["gin_trgm_ops"] * 3, name="press_by_words"),
        ]

    def __str__(self) -> str:
        return f"article {self.id}"


class Kept(models.Model):
    """The bytes of an article as they came, and what they are. What a file was called is not kept."""

    article = models.OneToOneField(Article, models.PROTECT, primary_key=True, related_name="kept")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    media = models.CharField(max_length=10)
    content = models.BinaryField()

    class Meta:
        """Of a known kind."""

        constraints: ClassVar = [models.CheckConstraint(condition=Q(media__in=MEDIA), name="press_media_is_known")]

    def __str__(self) -> str:
        return f"bytes of {self.article_id}"


class Passage(models.Model):
    """A part of an article that matters. `found`: its text holds it; else somebody typed it by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, models.PROTECT, related_name="passages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    found = models.BooleanField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """In a row."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "number"], name="press_passages_in_order")]

    def __str__(self) -> str:
        return f"{self.number} of {self.article_id}"


class Print(models.Model):
    """A fingerprint of an article's text (`_likeness.py`): equal numbers are found by an index, under row-level security
    too."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    value = models.BigIntegerField()

    class Meta:
        """By value."""

        indexes: ClassVar = [models.Index(fields=["organisation", "value"], name="press_by_print")]

    def __str__(self) -> str:
        return f"{self.value} of {self.article_id}"


class Likeness(models.Model):
    """Two articles whose texts are nearly the same, or of which one holds much of the other: a person is asked which repeats
    which. `share` is that of the shorter one's fingerprints, in hundredths."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    other = models.ForeignKey(Article, models.PROTECT, related_name="+")
    share = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        """Each pair once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="press_pair_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by=None, decided_on=None)
                | Q(
                    verdict__in=["repeats", "is-repeated", "neither"],
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                ),
                name="press_verdict_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} and {self.other_id}"


class Pending(models.Model):
    """Bytes that came, before somebody has said what they are: seen by whoever fetched them, gone after a week. `entry` is
    that of a feed through which they came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    url = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    how = models.CharField(max_length=20)
    media = models.CharField(max_length=10)
    charset = models.CharField(max_length=40, blank=True)
    content = models.BinaryField()
    entry = models.UUIDField(null=True, blank=True)
    retrieved_on = models.DateField(default=timezone.localdate)

    class Meta:
        """Of a known kind."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(media__in=MEDIA, how__in=HOW), name="press_pending_is_known")
        ]
        indexes: ClassVar = [models.Index(fields=["retrieved_on"], name="press_pending_by_day")]

    def __str__(self) -> str:
        return f"pending {self.id}"


class Feed(models.Model):
    """What an outlet lists by itself. It is read at `next_at` at the earliest; `failing_since` and `fault` say since when and why
    it could not be. `etag` and `modified` are the server's own, so that an unchanged feed is not sent again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    url = models.CharField(max_length=LONGEST_ADDRESS)
    outlet = models.CharField(max_length=LONGEST_LINE)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField(default=timezone.now)
    read_on = models.DateField(null=True, blank=True)
    failing_since = models.DateField(null=True, blank=True)
    fault = models.CharField(max_length=60, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    stopped_on = models.DateField(null=True, blank=True)

    class Meta:
        """An address once at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=Q(stopped_on=None), name="press_feed_once"
            ),
            models.CheckConstraint(
                condition=Q(failing_since=None, fault="") | (Q(failing_since__isnull=False) & ~Q(fault="")),
                name="press_fault_since_a_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["next_at"], name="press_feed_due")]

    def __str__(self) -> str:
        return f"feed {self.id}"


class Entry(models.Model):
    """What a feed listed: it waits (`seen`) until a person takes it or leaves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    feed = models.ForeignKey(Feed, models.PROTECT, related_name="entries")
    key = models.BinaryField(max_length=32)
    url = models.CharField(max_length=LONGEST_ADDRESS)
    title = models.CharField(max_length=LONGEST_LINE, blank=True)
    published_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=10, default=SEEN)
    article = models.UUIDField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """Once in a feed; what was taken leads to its article."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "key"], name="press_entry_once"),
            models.CheckConstraint(
                condition=Q(state=SEEN, article=None, decided_by=None)
                | Q(state=LEFT, article=None, decided_by__isnull=False)
                | Q(state=TAKEN, article__isnull=False, decided_by__isnull=False),
                name="press_entry_decided",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "seen_on"], name="press_entries_waiting")]

    def __str__(self) -> str:
        return f"entry {self.id}"
