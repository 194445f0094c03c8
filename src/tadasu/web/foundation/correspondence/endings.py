"""What a desk keeps of a box beside letters (a draft, permissions) goes when the box ends, in the same transaction: the desk says
here how, once, when it starts."""

from collections.abc import Callable, Sequence

from tadasu.web.foundation.correspondence.models import Box

Ending = Callable[[Box], None]
"""Called while the box still has its digest: by its holder who takes everything back, as the organisation, or by the worker."""

_ENDINGS: list[Ending] = []


def register(ending: Ending) -> None:
    """In the `ready` of an app."""
    _ENDINGS.append(ending)


def endings() -> Sequence[Ending]:
    """All of them, in the order in which they were registered."""
    return tuple(_ENDINGS)
