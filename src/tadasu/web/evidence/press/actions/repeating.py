"""Circular reporting: which article repeats which. A likeness of texts is only ever a question; a person answers it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.press import queries
from tadasu.web.evidence.press._writing import locked, write_down
from tadasu.web.evidence.press.access import CHANGE
from tadasu.web.evidence.press.models import Article, Likeness
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation

VERDICTS = ("repeats", "is-repeated", "neither")


def set_copied_from(actor: Actor, *, article: UUID, other: UUID | None) -> Article:
    """It repeats the other, or (None) nothing after all. Raises Article.DoesNotExist, Refused, UsageError `press-other`,
    `press-circle`."""
    with transaction.atomic():
        found = _alone(actor, article)
        _set(actor, found, other)
    return found


def decide(actor: Actor, *, article: UUID, likeness: UUID, verdict: str) -> None:
    """What a person says of two texts that are nearly the same, as seen from `article`: it `repeats` the other, `is-repeated` by
    it, or `neither`. Raises Article.DoesNotExist, Refused, UsageError `press-no-likeness`, and as `set_copied_from`."""
    with transaction.atomic():
        found = _alone(actor, article)
        asked = Likeness.objects.select_for_update(no_key=True).filter(id=likeness, verdict="").first()
        if asked is None or found.id not in {asked.article_id, asked.other_id} or verdict not in VERDICTS:
            raise UsageError("press-no-likeness")
        other = asked.other_id if asked.article_id == found.id else asked.article_id
        if verdict == "repeats":
            _set(actor, found, other)
        if verdict == "is-repeated":
            _set(actor, locked(actor, other, CHANGE), found.id)
        turned = {"repeats": "is-repeated", "is-repeated": "repeats"} if asked.article_id != found.id else {}
        asked.verdict = turned.get(verdict, verdict)
        asked.decided_by_id, asked.decided_on = person(actor), timezone.localdate()
        asked.save(update_fields=["verdict", "decided_by", "decided_on"])
        write_down(actor, CHANGE, found, {"likeness": str(asked.id), "verdict": verdict, "other": str(other)})


def _set(actor: Actor, article: Article, other: UUID | None) -> None:
    """For all versions at its address: they are one source, whichever of them somebody looked at."""
    versions = [one.article for one in queries.versions_of(article)]
    if other is not None:
        try:
            above = queries.article_of(actor, other)
        except Article.DoesNotExist:
            raise UsageError("press-other") from None
        if above.organisation_id != article.organisation_id or above.id == article.id:
            raise UsageError("press-other")
        if any(above.id == one.id or queries.goes_back_to(above, one.id) for one in versions):
            raise UsageError("press-circle")
    for one in versions:
        if one.copied_from != other:
            one.copied_from = other
            one.save(update_fields=["copied_from"])
            write_down(actor, CHANGE, one, {"repeats": str(other) if other else "nothing"})


def _alone(actor: Actor, article: UUID) -> Article:
    """The article, and no other act of these in its organisation, so that two together make no circle. Raises as `locked`."""
    organisation = queries.article_of(actor, article).organisation_id
    Organisation.objects.select_for_update(no_key=True).get(id=organisation)
    return locked(actor, article, CHANGE)
