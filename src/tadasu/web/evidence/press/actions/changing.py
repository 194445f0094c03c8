"""Change what is said of an article, and which of its passages matter. Its text and its bytes never change."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.schema import UsageError
from tadasu.web.evidence.press._reading import cleaned, is_in
from tadasu.web.evidence.press._writing import (
    FIELDS,
    LONGEST_PASSAGE,
    MOST_PASSAGES,
    Told,
    counts_as,
    locked,
    values_of,
    write_down,
)
from tadasu.web.evidence.press.access import CHANGE
from tadasu.web.evidence.press.models import Article, Passage
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person


def change(actor: Actor, *, article: UUID, told: Told, seen: int) -> Article:
    """Correct what is said of it; `seen` is how often it had been changed when the actor looked. Its address stays.

    Raises Article.DoesNotExist, Refused, UsageError as `values_of`, `press-changed`."""
    with transaction.atomic():
        found = locked(actor, article, CHANGE)
        if found.changes != seen:
            raise UsageError("press-changed")
        values = values_of(replace(told, url=found.url))
        values["outlet_key"] = counts_as(found.organisation_id, told, values, but=found.id)
        changed = [name for name in FIELDS if getattr(found, name) != values[name]]
        if not changed:
            return found
        for name in changed:
            setattr(found, name, values[name])
        found.changes += 1
        found.save(update_fields=[*changed, "changes"])
        write_down(actor, CHANGE, found, {"changed": ",".join(changed)})
    return found


def add_passage(actor: Actor, *, article: UUID, text: str) -> Passage:
    """One more that matters, once; it is in the text, or marked as typed by hand. Raises Article.DoesNotExist, Refused,
    UsageError `press-passage`, `press-passages-many`."""
    with transaction.atomic():
        found = locked(actor, article, CHANGE)
        ((said, held),) = passages_said([text], found.text, needed=True)
        if (there := Passage.objects.filter(article=found, text=said).first()) is not None:
            return there  # the form was sent twice
        if Passage.objects.filter(article=found).count() >= MOST_PASSAGES:
            raise UsageError("press-passages-many", most=str(MOST_PASSAGES))
        (made,) = numbered(actor, found, [(said, held)])
        _together(found)
        write_down(actor, CHANGE, found, {"passage": str(made.id), "found": "yes" if held else "no"})
    return made


def remove_passage(actor: Actor, *, article: UUID, number: int) -> None:
    """It does not matter after all. Raises Article.DoesNotExist, Refused, UsageError `press-no-passage`."""
    with transaction.atomic():
        found = locked(actor, article, CHANGE)
        one = Passage.objects.filter(article=found, number=number).first()
        if one is None:
            raise UsageError("press-no-passage")
        write_down(actor, CHANGE, found, {"removed": str(one.id)})
        one.delete()
        _together(found)


def passages_said(passages: Sequence[str], text: str, *, needed: bool = False) -> list[tuple[str, bool]]:
    """Passages without empty ones, and whether the text holds each. Raises UsageError `press-passage`, `press-passages-many`."""
    said = list(dict.fromkeys(one for one in map(cleaned, passages) if one))
    if len(said) > MOST_PASSAGES:
        raise UsageError("press-passages-many", most=str(MOST_PASSAGES))
    if (needed and not said) or any(len(one) > LONGEST_PASSAGE for one in said):
        raise UsageError("press-passage", most=str(LONGEST_PASSAGE))
    return [(one, bool(text) and is_in(one, text)) for one in said]


def numbered(actor: Actor, article: Article, said: Sequence[tuple[str, bool]]) -> list[Passage]:
    """Keep them, after those that are there."""
    last = Passage.objects.filter(article=article).aggregate(last=Max("number"))["last"] or 0
    return [
        Passage.objects.create(
            organisation_id=article.organisation_id,
            article=article,
            number=last + at,
            text=text,
            found=found,
            user_id=person(actor),
        )
        for at, (text, found) in enumerate(said, start=1)
    ]


def _together(article: Article) -> None:
    rows = Passage.objects.filter(article=article).order_by("number").values_list("text", flat=True)
    article.passage = "\n\n".join(rows)
    article.save(update_fields=["passage"])
