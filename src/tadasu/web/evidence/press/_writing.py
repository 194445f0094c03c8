"""What acts have in common: the article held for this transaction, lines that can be seen, the line in the record of acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django.utils import timezone

from tadasu.places import country_code
from tadasu.schema import UsageError
from tadasu.web.evidence.custody.words import words
from tadasu.web.evidence.press import queries
from tadasu.web.evidence.press._fetching import checked_address
from tadasu.web.evidence.press.licences import licence_of
from tadasu.web.evidence.press.models import LONGEST_KEY, LONGEST_LICENCE, LONGEST_LINE, Article
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.audit.actions import record
from tadasu.web.ui.signs import plain_text, unseen_sign

SUBJECT = "press.article"
LONGEST_PASSAGE, MOST_PASSAGES = 5000, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person says of an article. `outlet_key` empty: the host of its address, or the outlet's name where it has none."""

    title: str
    outlet: str
    author: str = ""
    url: str = ""
    published_on: date | None = None
    language: str = ""
    licence: str = ""
    country: str = ""
    sector: str = ""
    outlet_key: str = ""


FIELDS = (
    "title", "outlet", "author", "url", "published_on", "language", "licence", "country", "sector", "outlet_key",
)  # fmt: skip


def locked(actor: Actor, article: UUID, act: Act) -> Article:
    """The article, for this transaction ours alone, if the actor may. Raises Article.DoesNotExist, Refused."""
    queries.article_of(actor, article)
    found = Article.objects.select_for_update(of=("self",), no_key=True).get(id=article)
    allow(actor, act.name, found)
    return found


def values_of(told: Told) -> dict[str, object]:
    """As they are kept. Raises UsageError `press-title`, `press-outlet`, `press-line`, `press-address`, `press-day`,
    `press-country`, `press-sector`, `press-licence-line`."""
    url = checked_address(told.url) if told.url.strip() else ""
    if told.published_on is not None and told.published_on > timezone.localdate():
        raise UsageError("press-day")
    country = country_code(told.country) if told.country.strip() else ""
    if country is None:
        raise UsageError("press-country")
    if told.sector and told.sector not in words("sectors"):
        raise UsageError("press-sector")
    outlet = line(told.outlet, "press-outlet", needed=True)
    return {
        "title": line(told.title, "press-title", needed=True),
        "outlet": outlet,
        "author": line(told.author, "press-line"),
        "url": url,
        "published_on": told.published_on,
        "language": line(told.language, "press-line", most=20),
        "licence": licence_of(line(told.licence, "press-line", most=LONGEST_LICENCE)),
        "country": country,
        "sector": told.sector,
        "outlet_key": key_of(told.outlet_key, url, outlet),
    }


def counts_as(organisation: UUID, told: Told, values: Mapping[str, object], *, but: UUID | None = None) -> object:
    """What its outlet counts as: where nobody says it, as what is here of an outlet of that name (`but` one article), with an
    address or without."""
    if told.outlet_key:
        return values["outlet_key"]
    known = Article.objects.filter(organisation=organisation, outlet__iexact=values["outlet"])
    if but is not None:
        known = known.exclude(id=but)
    keys = set(known.values_list("outlet_key", flat=True))
    return values["outlet_key"] if values["outlet_key"] in keys or not keys else min(keys)


def key_of(said: str, url: str, outlet: str) -> str:
    """What an outlet counts as: the key that was given, else the host of its address, else its name."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return line(said or host or outlet, "press-line", most=LONGEST_LINE).casefold()[:LONGEST_KEY]


def line(said: str, code: str, *, needed: bool = False, most: int = LONGEST_LINE) -> str:
    """A line of text that can be seen. Raises UsageError of this code."""
    plain = plain_text(said)
    if (needed and not plain) or len(plain) > most or unseen_sign(plain):
        raise UsageError(code, most=str(most))
    return plain


def write_down(actor: Actor, act: Act, article: Article, detail: Mapping[str, str | int]) -> None:
    """The entry in the record: ids, codes and numbers; no word of an article, and no address."""
    record(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=article.id,
        organisation=article.organisation_id,
        detail={"item": str(article.item), **detail},
    )
