"""What every page is told."""

from django.db import DatabaseError
from django.http import HttpRequest

from tadasu.web.foundation.accounts.models import Organisation, User


def person(request: HttpRequest) -> dict[str, object]:
    """`invented`: whether what is shown belongs to the demonstration. Asked of the database only by pages that say so."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        return {"invented": user.invented}
    return {"invented": _on_a_demo_machine}


def _on_a_demo_machine() -> bool:
    """Not known on the page of an error that has already ended the transaction, or the database."""
    try:
        return Organisation.objects.filter(invented=True).exists()
    except DatabaseError:
        return False
