"""The transaction in which somebody acts: the database is told who, and hides from them what is not theirs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tadasu.web.foundation.access._actor import SYSTEM, Actor
from tadasu.web.foundation.access._rows import WORKER

USER = "tadasu.user"
ORGANISATIONS = "tadasu.organisations"
HOLDING = "tadasu.holding"
"""Settings of a transaction that the policies of row-level security read."""


_ALL = (USER, ORGANISATIONS, HOLDING)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """All or nothing, as this actor. Acts within acts belong to the innermost; what was told before is told again after."""
    with _telling(str(actor.user or ""), ",".join(map(str, actor.organisations)), ""):
        yield


@contextmanager
def sweeping() -> Iterator[None]:
    """All or nothing, as the system, for all organisations. Raises PermissionError for any role but the worker's, which alone
    sees all rows: whoever does not see them would take for lost what is only hidden."""
    with acting(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            if cursor.fetchone() != (WORKER,):
                raise PermissionError(WORKER)
        yield


@contextmanager
def holding(digest: str) -> Iterator[None]:
    """Within an act, all or nothing: the record whose code has this digest is shown too."""
    with _telling(*_told()[:2], digest):
        yield


@contextmanager
def _telling(*values: str) -> Iterator[None]:
    """The settings for a while. Where an error undoes what was done, the database undoes them with it; with a transaction that
    begins here they end by themselves."""
    within = connection.in_atomic_block
    with transaction.atomic():
        before = _told() if within else ()
        _tell(*values)
        yield
        if before and not connection.needs_rollback:
            _tell(*before)


def _tell(*values: str) -> None:
    told = [part for pair in zip(_ALL, values, strict=True) for part in pair]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(_ALL)), told)


def _told() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(_ALL)), list(_ALL))
        return tuple(cursor.fetchone())
