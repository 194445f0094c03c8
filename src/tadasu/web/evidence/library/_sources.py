"""Where a search looks: each source is a query of the app that keeps it and says who may see what, with the same columns.

Of an article that came in several versions the last is looked at; of a finding every version that a person may see. What a
confidential batch of incidents says in words lies sealed: of it only codes are found. Of an inquiry its codes and the name that
staff gave it are looked at, never what lies in it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, Exists, F, Func, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, Greatest, Left, NullIf, TruncDate

from tadasu.web.evidence.custody.models import Step
from tadasu.web.evidence.incidents.access import SEE as SEE_INCIDENTS
from tadasu.web.evidence.incidents.queries import incidents_of, narrowed
from tadasu.web.evidence.library.words import sectors_of_goods, sectors_of_industries
from tadasu.web.evidence.press.access import SEE as SEE_ARTICLES
from tadasu.web.evidence.press.models import Article
from tadasu.web.evidence.press.queries import articles_of
from tadasu.web.evidence.verification.access import SEE as SEE_INQUIRIES
from tadasu.web.evidence.verification.queries import inquiries_of
from tadasu.web.foundation.access import Act, Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings.access import SEE as SEE_FINDINGS
from tadasu.web.foundation.findings.queries import versions

FINDING, ARTICLE, INCIDENT, INQUIRY = "finding", "article", "incident", "inquiry"

COLUMNS = ("kind", "id", "day", "added", "issue", "country", "sector", "good", "standard", "outlet", "state", "score")
"""Of every source, in this order. `day` is when it was published, happened or was concluded; `added` when it came to us."""


@dataclass(frozen=True, slots=True)
class Source:
    """`texts` are fields that words are looked for in, the heading first: a match there counts more."""

    kind: str
    act: Act
    rows: Callable[[Actor, UUID], QuerySet[Any]]
    texts: tuple[str, ...]
    columns: Mapping[str, Any]
    """Of all `COLUMNS` but kind, id and score."""

    narrowed: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    """By an index, where the app that keeps it has one: rows without those that cannot hold a text."""


def sources_of(actor: Actor, organisation: UUID) -> Iterator[Source]:
    """Those that the actor may look into."""
    place = Organisation(id=organisation)
    return (one for one in _SOURCES if may(actor, one.act.name, place))


def _text(value: str) -> Value:
    return Value(value, output_field=TextField())


def _none_empty(of: Any) -> NullIf:
    return NullIf(of, _text(""))


def _sector(good: str) -> Case:
    """Of an HS code, by its beginning."""
    whens = [
        When(**{f"{good}__startswith": begins, "then": _text(code)}) for begins, code in sectors_of_goods().items()
    ]
    return Case(*whens, default=_text("other"), output_field=TextField())


def _of_industry() -> Case:
    """The sector of an industry; where only a good is known that of the good."""
    whens = [When(sector=industry, then=_text(code)) for industry, code in sectors_of_industries().items()]
    by_good = When(sector="", then=_sector("good"))
    return Case(*whens, by_good, default=F("sector"), output_field=TextField())


_ABOUT = {
    "_good": KeyTextTransform("good", "about"),
    "_place": KeyTextTransform("place", "about"),
    "_in": KeyTextTransform("country", "about"),
    "_named": Cast(KeyTransform("names", "about"), TextField()),
}


def _findings(actor: Actor, organisation: UUID) -> QuerySet[Any]:
    subject = KeyTransform("subject", "content")
    return versions(actor, organisation).annotate(
        _good=KeyTextTransform("good", subject),
        _place=KeyTextTransform("place", subject),
        _in=KeyTextTransform("country", subject),
        _first=KeyTextTransform(0, KeyTransform("countries", subject)),
        _named=Cast(KeyTransform("names", subject), TextField()),
    )


def _articles(actor: Actor, organisation: UUID) -> QuerySet[Any]:
    later = Article.objects.filter(earlier=OuterRef("id"), organisation=organisation)
    return articles_of(actor, organisation).filter(~Exists(later), ended_on=None)


def _incidents(actor: Actor, organisation: UUID) -> QuerySet[Any]:
    came = Step.objects.filter(item=OuterRef("batch__item"), number=1).values("day")[:1]
    return incidents_of(actor, organisation).select_related("batch").annotate(_came=Subquery(came))


def _inquiries(actor: Actor, organisation: UUID) -> QuerySet[Any]:
    return inquiries_of(actor, organisation).filter(ended_on=None).annotate(**_ABOUT)


_COUNTRY = Coalesce(_none_empty(F("_in")), _none_empty(Left(F("_place"), 2)), _text(""), output_field=TextField())

_SOURCES = (
    Source(
        FINDING,
        SEE_FINDINGS,
        _findings,
        ("title", "_named"),
        {
            "day": F("concluded_on"),
            "added": Cast(Greatest(TruncDate("made_at"), TruncDate("signed_at")), DateField()),
            "issue": F("issue"),
            "country": Coalesce(
                _none_empty(F("_in")),
                _none_empty(Left(F("_place"), 2)),
                F("_first"),
                _text(""),
                output_field=TextField(),
            ),
            "sector": _sector("_good"),
            "good": Coalesce(F("_good"), _text(""), output_field=TextField()),
            "standard": F("standard"),
            "outlet": F("origin"),
            "state": F("status"),
        },
    ),
    Source(
        ARTICLE,
        SEE_ARTICLES,
        _articles,
        ("title", "passage", "text", "author", "outlet"),
        {
            "day": F("published_on"),
            "added": F("retrieved_on"),
            "issue": _text(""),
            "country": F("country"),
            "sector": F("sector"),
            "good": _text(""),
            "standard": _text(""),
            "outlet": F("outlet_key"),
            "state": Case(When(copied_from=None, then=_text("original")), default=_text("repeats")),
        },
    ),
    Source(
        INCIDENT,
        SEE_INCIDENTS,
        _incidents,
        ("title", "text", "named", "place"),
        {
            "day": Coalesce(
                "month",
                Case(
                    When(year__isnull=False, then=Func(F("year"), 1, 1, function="make_date", output_field=DateField()))
                ),
                output_field=DateField(),
            ),
            "added": Coalesce("_came", Value(date(1970, 1, 1)), output_field=DateField()),
            "issue": F("issue"),
            "country": F("country"),
            "sector": _of_industry(),
            "good": F("good"),
            "standard": _text(""),
            "outlet": F("origin_key"),
            "state": Case(When(public=True, then=_text("public")), default=_text("confidential")),
        },
        narrowed,
    ),
    Source(
        INQUIRY,
        SEE_INQUIRIES,
        _inquiries,
        ("label", "_named"),
        {
            "day": F("opened_on"),
            "added": F("opened_on"),
            "issue": F("issue"),
            "country": _COUNTRY,
            "sector": _sector("_good"),
            "good": Coalesce(F("_good"), _text(""), output_field=TextField()),
            "standard": _text(""),
            "outlet": _text(""),
            "state": F("status"),
        },
    ),
)
