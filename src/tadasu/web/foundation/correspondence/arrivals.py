"""What a desk does at once with what comes into boxes of its purpose (takes it into custody): it says so here, once, when it
starts, and is called in the transaction in which the letter or file is kept."""

from collections.abc import Callable
from uuid import UUID

from tadasu.web.foundation.correspondence.models import Box, Sort

Arrival = Callable[[Box, int, UUID, Sort, bytes], None]
"""Takes the box, the number of the letter, the vault's record, its sort, and the SHA-256 of its content as it opens."""

_ARRIVALS: dict[str, Arrival] = {}


def register(purpose: str, arrival: Arrival) -> None:
    """In the `ready` of an app, once for a purpose. Raises ValueError for a second."""
    if purpose in _ARRIVALS:
        raise ValueError(f"arrivals for {purpose} are registered already")
    _ARRIVALS[purpose] = arrival


def arrived(box: Box, number: int, record: UUID, sort: Sort, digest: bytes) -> None:
    """Something came from the holder of the code."""
    if (arrival := _ARRIVALS.get(box.purpose)) is not None:
        arrival(box, number, record, sort, digest)
