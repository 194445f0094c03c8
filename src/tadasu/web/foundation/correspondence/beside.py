"""What another desk shows the holder of a box beside what the purpose's own desk shows (`Purpose.part`): the grant that came
of an application, in the application's box. It says so here, once, when it starts."""

from collections.abc import Sequence

_BESIDE: dict[str, list[str]] = {}


def register(purpose: str, template: str) -> None:
    """In the `ready` of an app: a template that gets `box` as the part does, and shows nothing where there is nothing."""
    found = _BESIDE.setdefault(purpose, [])
    if template not in found:
        found.append(template)


def beside_of(purpose: str) -> Sequence[str]:
    """Templates, in the order in which they were registered."""
    return tuple(_BESIDE.get(purpose, ()))
