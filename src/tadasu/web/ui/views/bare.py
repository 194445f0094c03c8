"""Marks views of pages for frightened people, so that an error there does not show more than the page did."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])


def bare(view: View) -> View:
    """Errors of this view are drawn on `ui/bare.html`. The outermost decorator."""
    vars(view)["bare"] = True
    return view


def is_bare(request: HttpRequest) -> bool:
    """Whether the address leads to such a view."""
    found = getattr(request, "resolver_match", None)
    return bool(found is not None and getattr(found.func, "bare", False))
