"""The list of articles, one of them, and its bytes as a file to be saved."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.release import place_name
from tadasu.web.evidence.custody.words import named, words
from tadasu.web.evidence.press import queries
from tadasu.web.evidence.press.access import ADD, CHANGE, SEE
from tadasu.web.evidence.press.crediting import attribution, licence_text, may_leave_whole
from tadasu.web.evidence.press.models import Article
from tadasu.web.evidence.press.views._shown import article_for, organisation_for
from tadasu.web.foundation.access import Actor, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair, Said
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables


@login_required
@require_safe
def articles(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every article of an organisation."""
    found, actor = organisation_for(request, organisation, SEE)
    rows = queries.articles_of(actor, organisation)
    values = {
        "name": name_of(found),
        "organisation": found,
        "adds": may_anew(actor, ADD.name, found),
        "waiting": [(one, _how(one.how)) for one in queries.pending_in(actor, organisation)],
    }
    return tables.answer(request, "press/articles.html", _table(actor, organisation).show(request.GET, rows), values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """An article: who is credited, what matters in it, what it repeats, its versions."""
    found, actor = article_for(request, id, SEE)
    repeated = queries.repeats(found)
    values = {
        "article": found,
        "attribution": attribution(found, language()),
        "whole": may_leave_whole(found),
        "intact": queries.is_whole(found),
        "passages": queries.passages_of(found),
        "facts": _facts(found),
        "versions": _versions(found),
        "repeats": _way(repeated) if repeated is not None else None,
        "repeated_by": [_way(one) for one in queries.repeated_by(found)],
        "likenesses": _likenesses(found),
        "changes": may_anew(actor, CHANGE.name, found),
        "media": queries.kept_of(found).media,
    }
    return render(request, "press/one.html", values)


@login_required
@require_safe
def file(request: HttpRequest, id: UUID) -> HttpResponse:
    """Its bytes as they came, to be saved: never shown by the browser as a page of ours."""
    found, _actor = article_for(request, id, SEE)
    kept = queries.kept_of(found)
    response = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
    ending = {"html": "html.bin", "pdf": "pdf", "text": "txt"}[kept.media]
    response["Content-Disposition"] = f'attachment; filename="article-{found.id.hex[:8]}.{ending}"'
    return response


def _way(article: Article) -> tuple[str, str]:
    """Address, and the line that credits it."""
    return reverse("press-one", args=[article.id]), attribution(article, language())


def _facts(article: Article) -> Sequence[Pair]:
    told = language()
    rows: list[tuple[Said, str]] = [
        (_("Outlet"), article.outlet),
        (_("Counts as"), article.outlet_key),
        (_("Author"), article.author or _("none is named")),
        (_("Published on"), day_text(article.published_on, told) if article.published_on else _("not known")),
        (_("Licence"), licence_text(article.licence, told)),
        (_("Country it is about"), _country(article.country)),
        (_("Sector it is about"), named("sectors", article.sector, told) if article.sector else _("not said")),
        (_("Language"), article.language or _("not said")),
        (_("How it came here"), _how(article.how)),
        (_("Added by"), str(article.added_by)),
        (_("SHA-256 of its bytes as they came"), _chunks(bytes(article.digest or b"").hex())),
    ]
    return [Pair(term=term, text=text) for term, text in rows]


def _how(how: str) -> str:
    return {
        "address": _("fetched from its address"),
        "feed": _("fetched from its address, which a feed listed"),
        "file": _("as a file that somebody had saved"),
        "text": _("as a text that somebody had copied"),
    }[how]


def _country(code: str) -> str:
    return place_name(code, language()) if code else _("not said")


def _chunks(digits: str) -> str:
    """In groups, so that a long number breaks where a screen is narrow."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def _versions(article: Article) -> Sequence[tuple[str, str, str, str, bool]]:
    """Address, number and day, what changed, fingerprint, and whether it is this one; nothing where there is but one."""
    found = queries.versions_of(article)
    return [
        (
            reverse("press-one", args=[one.article.id]),
            _("Version %(number)s, retrieved on %(day)s")
            % {"number": one.article.number, "day": day_text(one.article.retrieved_on, language())},
            _changed(one),
            _chunks(bytes(one.article.digest or b"").hex()),
            one.article.id == article.id,
        )
        for one in (found if len(found) > 1 else ())
    ]


def _changed(version: queries.Version) -> str:
    if version.bytes_changed is None:
        return _("the first that is here")
    if version.text_changed is None:
        return _("other bytes than the version before; whether the text changed is not known")
    if version.text_changed:
        return _("other bytes than the version before, and another text")
    return _("other bytes than the version before, the same text")


def _likenesses(article: Article) -> Sequence[tuple[str, str, int]]:
    """Address of the question, the line that credits the other, share in common."""
    return [
        (
            reverse("press-likeness", args=[article.id, one.id]),
            attribution(one.other if one.article_id == article.id else one.article, language()),
            one.share,
        )
        for one in queries.suggestions_of(article)
    ]


def _table(actor: Actor, organisation: UUID) -> Table:
    rows = queries.articles_of(actor, organisation)
    countries = rows.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
    years = rows.exclude(published_on=None).dates("published_on", "year", order="DESC")
    return Table(
        name="articles",
        caption=gettext_lazy("Published articles"),
        columns=(
            Column(
                name="title",
                label=gettext_lazy("Article"),
                sorts="title",
                address=lambda one: reverse("press-one", args=[one.id]),
            ),
            Column(name="outlet", label=gettext_lazy("Outlet"), sorts="outlet"),
            Column(name="published_on", label=gettext_lazy("Published on"), sorts="published_on"),
            Column(
                name="country",
                label=gettext_lazy("Country"),
                value=lambda one: _country(one.country) if one.country else None,
            ),
            Column(
                name="sector",
                label=gettext_lazy("Sector"),
                value=lambda one: named("sectors", one.sector, language()) if one.sector else None,
            ),
            Column(
                name="credit",
                label=gettext_lazy("Credited as"),
                value=lambda one: attribution(one, language()),
            ),
        ),
        filters=(
            Filter(
                name="outlet",
                label=gettext_lazy("Outlet"),
                choices=queries.outlets_of(actor, organisation),
                field="outlet_key",
            ),
            Filter(name="country", label=gettext_lazy("Country"), choices=[(one, _country(one)) for one in countries]),
            Filter(
                name="sector",
                label=gettext_lazy("Sector"),
                choices=[(code, names[language()]) for code, names in words("sectors").items()],
            ),
            Filter(
                name="year",
                label=gettext_lazy("Year"),
                choices=[(str(one.year), str(one.year)) for one in years],
                field="published_on__year",
            ),
        ),
        searched=("title", "author", "passage", "text"),
        order="-published_on",
        empty=gettext_lazy("No article yet"),
        how=gettext_lazy(
            "An article comes here when somebody adds it by its address, as a saved file or as a text, or takes it from a feed."
        ),
    )
