"""What a program may do: an operation names the scope that a token must have for it.

An app writes `@router.get("...", auth=scoped("cases-read"))` in its `api.py`; who asks is then `asking(request)`, as on a page.
"""

from typing import Any, ClassVar, Protocol

from django.http import HttpRequest

BEARER = "bearer"
"""The attribute of a request in which the door of the programming interface leaves what was shown to it."""


class Bearer(Protocol):
    """A token that was shown, and is in force."""

    def enter(self, scope: str, *, safe: bool) -> None:
        """Go on if it has the scope; `scope` is empty where any token will do. Raises an error that becomes an answer."""


class Scoped:
    """Asked by django-ninja before it reads anything else of a request."""

    openapi_security_schema: ClassVar[dict[str, Any]] = {"type": "http", "scheme": "bearer"}

    def __init__(self, scope: str, *, safe: bool) -> None:
        self.scope = scope
        self.safe = safe

    def __call__(self, request: HttpRequest) -> bool:
        """Whether a token was shown. Raises as `Bearer.enter` does."""
        bearer: Bearer | None = getattr(request, BEARER, None)
        if bearer is None:
            return False
        bearer.enter(self.scope, safe=self.safe)
        return True


def scoped(scope: str = "", *, safe: bool = False) -> Scoped:
    """For `auth=` of an operation: a token with this scope, or any token. `safe` is for a POST that only asks: of it no answer
    is kept for a key of idempotency."""
    return Scoped(scope, safe=safe)
