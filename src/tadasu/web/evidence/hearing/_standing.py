"""Whether a claim stands without what must not be told.

Left out: every item whose source does not allow that the named company is told (custody asks whoever received it), and what goes
back to something left out or shares an origin with it, unless it is published. The rest, as people graded it, has to reach a
reasonable indication of all that is told. What is left out still counts as far as it contradicts: leaving out must not
strengthen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from tadasu.schema import Issue, UsageError
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.permission import refuse_unpermitted
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.weighing import Claim, Piece, Standing, weigh

NAMED = "named"
"""What custody calls the company: a kind of recipient."""

BEGIN = ("received", "made")
"""Custody's words for the first step of an item."""


def stands(inquiry: Inquiry, elements: Collection[str]) -> bool:
    """Whether what may be told reaches a reasonable indication of these elements now."""
    items = queries.items_by_id(inquiry, queries.taken_of(inquiry))
    pieces = [piece for one in queries.weighing_of(inquiry).combined.values() for piece in one.pieces]
    out = left_out(pieces, refused=_refused(items), public={str(one.id) for one in items.values() if one.public})
    kept = [one for one in (_without_support(piece) if _item(piece) in out else piece for piece in pieces) if one.bears]
    claim = Claim(issue=Issue(inquiry.issue), elements=frozenset(elements), heard=False, second=False)
    return weigh(claim, kept).standard is not None


def left_out(pieces: Sequence[Piece], *, refused: Collection[str], public: Collection[str]) -> frozenset[str]:
    """Ids of items that a told claim may not rest on."""
    out = set(refused)
    while True:
        tainted = out | {root for one in pieces if _item(one) in out for root in one.origins}
        more = {
            _item(one)
            for one in pieces
            if _item(one) not in public and (one.origins or {_item(one)}) & tainted and _item(one) not in out
        }
        if not more:
            return frozenset(out)
        out |= more


def last_came(inquiry: Inquiry) -> date | None:
    """The day on which the last piece came in; the company's own answers do not count."""
    boxes = Notice.objects.filter(inquiry=inquiry.id, box__isnull=False).values("box")
    items = Item.objects.filter(id__in=[one.item for one in queries.taken_of(inquiry)]).exclude(origin_of__in=boxes)
    first = Step.objects.filter(item__in=items, act__in=BEGIN, number=1).order_by("-day")
    return first.values_list("day", flat=True).first()


def _refused(items: Mapping[UUID, Item]) -> set[str]:
    found = set()
    for one in items.values():
        try:
            refuse_unpermitted(one, NAMED)
        except UsageError:
            found.add(str(one.id))
    return found


def _item(piece: Piece) -> str:
    return piece.id.partition("#")[0]


def _without_support(piece: Piece) -> Piece:
    return replace(piece, bears={key: one for key, one in piece.bears.items() if one == Standing.CONTRADICTS})
