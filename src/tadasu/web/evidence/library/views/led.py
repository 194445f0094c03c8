"""What a piece led to, and for a finding whose work it rests on and where it was published."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import item_of
from tadasu.web.evidence.custody.views.items import name_of_item
from tadasu.web.evidence.library.resting import articles_of_finding, led_to, published_of
from tadasu.web.evidence.press.access import SEE as SEE_ARTICLES
from tadasu.web.evidence.press.crediting import attribution
from tadasu.web.evidence.press.queries import article_of_item
from tadasu.web.foundation.access import asking, may, may_anew
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion
from tadasu.web.foundation.findings.queries import version_of
from tadasu.web.foundation.findings.words import named
from tadasu.web.foundation.publication.access import PROPOSE
from tadasu.web.ui.days import language


@login_required
@require_safe
def item(request: HttpRequest, id: UUID) -> HttpResponse:
    """Of an item of custody; of an article with its credit."""
    actor = asking(request)
    try:
        found = item_of(actor, id)
    except Item.DoesNotExist:
        raise Http404 from None
    article = article_of_item(actor, id)
    led = led_to(actor, found)
    values = {
        "item": found,
        "name": article.title if article is not None else name_of_item(found),
        "article": article,
        "credit": attribution(article, language()) if article is not None else "",
        "led": led,
        "findings": [(one, named("statuses", one.status, language())) for one in led.findings],
    }
    return render(request, "library/led.html", values)


@login_required
@require_safe
def finding(request: HttpRequest, id: UUID) -> HttpResponse:
    """Of a version of a finding: published articles it rests on, where it is public."""
    found, actor = finding_or_404(request, id), asking(request)
    sees = may(actor, SEE_ARTICLES.name, found)
    values = {
        "found": found,
        "status": named("statuses", found.status, language()),
        "holds": found.status == IN_FORCE,
        "sees": sees,
        "articles": [(one, attribution(one, language())) for one in articles_of_finding(actor, found)] if sees else [],
        "published": published_of([found]),
        "proposes": sees and not found.origin and found.status == IN_FORCE and may_anew(actor, PROPOSE.name, found),
    }
    return render(request, "library/finding.html", values)


def finding_or_404(request: HttpRequest, id: UUID) -> FindingVersion:
    """What is not theirs is not there. Raises Http404."""
    try:
        return version_of(asking(request), id)
    except FindingVersion.DoesNotExist:
        raise Http404 from None
