"""What pages of inquiries have in common: the inquiry or 404, names for ids."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification._grades import AGAINST
from tadasu.web.evidence.verification.models import Inquiry, Taken
from tadasu.web.evidence.verification.words import origin_name
from tadasu.web.foundation.access import asking
from tadasu.web.ui.days import language
from tadasu.weighing import Reason
from tadasu.wording import weighing_text

ASK = "verification/ask.html"
"""The page of a question whose answer destroys nothing."""

_OF_PIECES = ("piece", "pieces", "because")


def inquiry_or_404(request: HttpRequest, id: UUID, *, ended: bool = False) -> Inquiry:
    """An inquiry; what is not theirs is not there, and unless `ended` nor is what has ended. Raises Http404."""
    try:
        found = queries.inquiry_of(asking(request), id)
    except Inquiry.DoesNotExist:
        raise Http404 from None
    if found.ended_on is not None and not ended:
        raise Http404
    return found


def there_or_404(labels: "Labels", item: UUID) -> Item:
    """An item of the inquiry that was not erased. Raises Http404."""
    found = labels.items.get(item)
    if found is None or found.ended:
        raise Http404
    return found


class Labels:
    """What items and origins of an inquiry are called."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.taken: Sequence[Taken] = queries.taken_of(inquiry)
        self.items: Mapping[UUID, Item] = queries.items_by_id(inquiry, self.taken)
        self._names = {str(one.item): self._item(one) for one in self.taken}

    def _item(self, taken: Taken) -> str:
        item = self.items.get(taken.item)
        label = item.label if item is not None and item.label else _("erased item")
        return f"({taken.number}) {label}"

    def of(self, id: str) -> str:
        """The label of an item, or the name of an origin."""
        bare = id.removesuffix(AGAINST)
        if bare in self._names:
            name = self._names[bare]
            return name if bare == id else _("%(name)s, as far as it contradicts") % {"name": name}
        if id.startswith("source:"):
            return _("the same box, or one outlet or what repeats it")
        return origin_name(id, language())

    def said(self, reason: Reason) -> str:
        """A reason of weighing in words, with labels for ids."""
        params = [
            (name, ",".join(map(self.of, value.split(","))) if name in _OF_PIECES else value)
            for name, value in reason.params
        ]
        return weighing_text(reason.code, params, language())
