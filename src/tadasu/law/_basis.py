"""On what a statement about the law rests: where it is written, in which text, who has read that text, and how sure we are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tadasu.law._cursor import EPOCH, Cursor

BASIS = ("article", "source", "confidence")
"""Keys beside whatever rests on a source."""


_WEB = ("https://", "http://")


class Confidence(StrEnum):
    """How sure we are of what a source says."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"


class Seen(StrEnum):
    """What somebody of ours has read: the official text, a secondary source, or neither."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that something rests on; `checked` is when somebody last looked at it."""

    id: str
    title: str
    url: str
    seen: Seen
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where something is written, and how sure we are.

    `articles` holds the article in both languages where the file does; elsewhere `tadasu.wording.article_text` speaks it.
    """

    article: str
    source: Source
    confidence: Confidence
    articles: Mapping[str, str] = field(default_factory=dict)

    @property
    def verified(self) -> bool:
        """Whether the official text was opened and leaves no doubt."""
        return self.source.seen is Seen.OFFICIAL and self.confidence is Confidence.SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is still to be verified, since when we know that, and the text that raises or may settle it, where there is one."""

    what: Mapping[str, str]
    since: date
    source: Source | None = None


def read_source(key: str, at: Cursor) -> Source:
    """A source as it is written under its id. Where somebody has opened the official text it says at which address."""
    at.only("title", "url", "seen", "checked")
    url = at.need("url").maybe_text()
    if at.get("seen").value == Seen.OFFICIAL and not url.startswith(_WEB):
        at.get("seen").problem("law-official")
    if url and not url.startswith(_WEB):
        at.get("url").problem("law-url")
    return Source(
        id=key,
        title=at.need("title").text(),
        url=url,
        seen=at.need("seen").closed(Seen),
        checked=at.need("checked").day(),
    )


def read_basis(at: Cursor, sources: Mapping[str, Source]) -> Basis:
    """Article, source and confidence of whatever stands here; none of them may be missing."""
    article, articles = read_article(at.need("article"))
    return Basis(
        article=article,
        articles=articles,
        source=source_of(at.need("source"), sources),
        confidence=at.need("confidence").closed(Confidence),
    )


def read_article(at: Cursor) -> tuple[str, Mapping[str, str]]:
    """An article as its law is cited, and in both languages where it is written so."""
    if not isinstance(at.value, dict):
        return _cited(at), {}
    both = at.both()
    for language in both:
        _cited(at.get(language))
    return both["en"], both


def _cited(at: Cursor) -> str:
    """The text of a citation; one without a letter or digit cites nothing, and is noted."""
    text = at.text() if at.value is not None else ""
    if text and not any(map(str.isalnum, text)):
        at.problem("law-article-none")
    return text


def source_of(at: Cursor, sources: Mapping[str, Source]) -> Source:
    """The source that is named here; of one that is not there, a note."""
    key = at.text()
    if key and key not in sources:
        at.problem("law-no-source", known=", ".join(sources))
    return sources.get(key) or Source(id=key, title="", url="", seen=Seen.NONE, checked=EPOCH)


def read_doubt(at: Cursor, sources: Mapping[str, Source]) -> Doubt:
    """A doubt as it is written."""
    at.only("what", "since", "source")
    return Doubt(
        what=at.need("what").both(),
        since=at.need("since").day(),
        source=source_of(at.get("source"), sources) if at.has("source") else None,
    )
