"""What pages of articles have in common: the article or 404, names."""

from uuid import UUID

from django.http import Http404, HttpRequest

from tadasu.web.evidence.press import queries
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation

ASK = "press/ask.html"
"""The page of a question whose answer destroys nothing."""


def organisation_for(request: HttpRequest, organisation: UUID, act: Act) -> tuple[Organisation, Actor]:
    """One in which whoever asks has a place, and the actor, who may do this there. Raises Http404, Refused."""
    actor = asking(request)
    found = Organisation.objects.filter(id=organisation).first()
    if found is None or organisation not in actor.places:
        raise Http404
    allow(actor, act.name, found)
    return found, actor


def article_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Article, Actor]:
    """An article, and the actor, who may do this with it; what is not theirs is not there. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = queries.article_of(actor, id)
    except Article.DoesNotExist:
        raise Http404 from None
    allow(actor, act.name, found)
    return found, actor
