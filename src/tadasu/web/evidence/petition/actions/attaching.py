"""What goes along: published articles with their attribution, and items of evidence whose source lets them go to an authority."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.access import OPEN as OPEN_ITEM
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.permission import refuse_unpermitted
from tadasu.web.evidence.custody.queries import item_of
from tadasu.web.evidence.petition._writing import locked, write
from tadasu.web.evidence.petition.access import ATTACH
from tadasu.web.evidence.petition.models import ARTICLE, DRAFT, ITEM, Attachment, Petition
from tadasu.web.evidence.petition.queries import AUTHORITY
from tadasu.web.evidence.press import queries as press
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Actor, may
from tadasu.web.foundation.accounts.actor import person


def attach(actor: Actor, *, petition: UUID, kind: str, thing: UUID) -> Attachment:
    """Something goes along from now on. Raises Petition.DoesNotExist, Refused, UsageError `petition-state`,
    `petition-no-such-thing`, and what custody says of an item that its source does not let go to an authority."""
    with transaction.atomic():
        found = locked(actor, petition, ATTACH, DRAFT)
        _refuse(actor, found, kind, thing)
        if already := Attachment.objects.filter(petition=found, kind=kind, thing=thing).first():
            return already
        number = (Attachment.objects.filter(petition=found).aggregate(last=Max("number"))["last"] or 0) + 1
        made = Attachment.objects.create(
            organisation_id=found.organisation_id,
            petition=found,
            kind=kind,
            thing=thing,
            number=number,
            user_id=person(actor),
        )
        write(actor, ATTACH, found, "attached", detail={"kind": kind, "thing": str(thing), "number": number})
        unready(found)
    return made


def detach(actor: Actor, *, petition: UUID, number: int) -> None:
    """It does not go along. Raises Petition.DoesNotExist, Attachment.DoesNotExist, Refused, UsageError `petition-state`."""
    with transaction.atomic():
        found = locked(actor, petition, ATTACH, DRAFT)
        row = Attachment.objects.get(petition=found, number=number)
        detail: dict[str, str | int] = {"kind": row.kind, "thing": str(row.thing), "number": number}
        row.delete()
        write(actor, ATTACH, found, "detached", detail=detail)
        unready(found)


def attachable(actor: Actor, petition: Petition, kind: str, thing: UUID) -> bool:
    """Whether the actor could attach it: it is there, theirs to open, and its source lets it go to an authority."""
    try:
        _refuse(actor, petition, kind, thing)
    except UsageError:
        return False
    return True


def unready(petition: Petition) -> None:
    """What was ready is another petition now."""
    if petition.offered_by_id is not None:
        petition.offered_by_id = petition.offered_at = None
        petition.save(update_fields=["offered_by", "offered_at"])


def _refuse(actor: Actor, petition: Petition, kind: str, thing: UUID) -> None:
    if kind == ARTICLE:
        try:
            organisation = press.article_of(actor, thing).organisation_id
        except Article.DoesNotExist:
            raise UsageError("petition-no-such-thing") from None
    elif kind == ITEM:
        try:
            item = item_of(actor, thing)
        except Item.DoesNotExist:
            raise UsageError("petition-no-such-thing") from None
        if item.ended or item.record is None or not may(actor, OPEN_ITEM.name, item):
            raise UsageError("petition-no-such-thing")
        refuse_unpermitted(item, AUTHORITY)
        organisation = item.organisation_id
    else:
        raise UsageError("petition-no-such-thing")
    if organisation != petition.organisation_id:
        raise UsageError("petition-no-such-thing")
