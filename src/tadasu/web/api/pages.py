"""One way to walk a long list: `limit` and `offset`, the total, and the neighbours as links (RFC 8288).

Not a cursor, because programs that screen already speak limit and offset, and a house has one way. It is paid for: rows that
come or go meanwhile move what follows, and one does not walk further than 10,000 rows but narrows the list down.
"""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase

DEFAULT = 20
MOST = 500
FURTHEST = 9_499
"""The last row that is shown is number 9,999, as tables on pages count to 10,000."""

LINK = "_tadasu_links"


class Total(Schema):
    """How many there are: exactly (`eq`), or at least (`gte`)."""

    value: int
    relation: Literal["eq", "gte"]


def total_of(count: int, *, exact: bool = True) -> dict[str, Any]:
    """As it is told."""
    return {"value": count, "relation": "eq" if exact else "gte"}


def link(request: HttpRequest, *, limit: int, offset: int, count: int) -> None:
    """Tell the pages before and after in the header `Link` of the answer."""
    ways = {"prev": max(offset - limit, 0)} if offset > 0 else {}
    if offset + limit < count and offset + limit <= FURTHEST:
        ways["next"] = offset + limit
    said = [
        f'<{request.path}?{urlencode([*_others(request), ("limit", limit), ("offset", at)])}>; rel="{rel}"'
        for rel, at in ways.items()
    ]
    setattr(request, LINK, ", ".join(said))


def _others(request: HttpRequest) -> Sequence[tuple[str, str]]:
    return [(name, one) for name, held in request.GET.lists() if name not in ("limit", "offset") for one in held]


class Window(PaginationBase):
    """For `@paginate` on an operation that gives a sequence or a query."""

    class Input(Schema):
        """What is asked for."""

        limit: int = Field(DEFAULT, ge=1, le=MOST, description="Rows at most.")
        offset: int = Field(0, ge=0, le=FURTHEST, description="Rows to leave out before.")

    class Output(Schema):
        """A part of the list."""

        results: list[Any]
        total: Total
        limit: int
        offset: int

    items_attribute = "results"

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """The part of it."""
        count = self._items_count(queryset)
        link(request, limit=pagination.limit, offset=pagination.offset, count=count)
        return {
            "results": list(queryset[pagination.offset : pagination.offset + pagination.limit]),
            "total": total_of(count),
            "limit": pagination.limit,
            "offset": pagination.offset,
        }
