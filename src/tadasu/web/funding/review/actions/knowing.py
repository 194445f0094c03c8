"""Who else may know of a review whose existence is withheld: those who release its money have to see how its lists stand."""

from collections.abc import Collection
from uuid import UUID

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.funding.review._writing import write
from tadasu.web.funding.review.access import SEE_STATE
from tadasu.web.funding.review.models import Review


def let_know(actor: Actor, *, application: UUID, users: Collection[UUID]) -> None:
    """At level 3 these people know of the review too, and see of it what their roles see; whoever was recused does not. For who
    names them as readers of an award, in the same transaction. Nothing, where there is no review. Raises Refused."""
    found = Review.objects.select_for_update(of=("self",), no_key=True).filter(application=application, level=3).first()
    if found is None:
        return
    allow(actor, SEE_STATE.name, found)
    new = sorted(set(users) - set(found.readers) - set(found.apart))
    if new:
        found.readers = sorted({*found.readers, *new})
        found.save(update_fields=["readers"])
        write(actor, SEE_STATE, found, readers=", ".join(map(str, new)))
