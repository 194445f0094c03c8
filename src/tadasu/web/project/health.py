"""Whether the server lives, and whether it can serve: for a watchdog, without who or what."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, and has the tables that this code expects."""
    try:
        behind = not _expected() <= MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        return JsonResponse({"database": False, "migrated": False}, status=503)
    return JsonResponse({"database": True, "migrated": not behind}, status=503 if behind else 200)


@cache
def _expected() -> frozenset[tuple[str, str]]:
    """The migrations of this code: read from disk once a process."""
    return frozenset(MigrationLoader(None).graph.nodes)
