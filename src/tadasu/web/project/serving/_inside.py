"""The web project within this process, connected as one role: for commands that need its code and no server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tadasu.schema import StoreError
from tadasu.web.project.database import Role
from tadasu.web.project.serving._places import URL, places

_SETTINGS = "DJANGO_SETTINGS_MODULE"


@contextmanager
def inside(role: Role) -> Iterator[None]:
    """Django, set up once a process; its connection is closed before a database of ours is stopped.

    Raises StoreError when the database does not answer.
    """
    with places() as found, _named({_SETTINGS: "tadasu.web.project.settings", URL: found.addresses[role]}):
        import django

        django.setup()
        from django.db import OperationalError, connection

        try:
            yield
        except OperationalError as error:
            raise StoreError(f"database: {str(error).splitlines()[0]}") from None
        finally:
            connection.close()


@contextmanager
def _named(values: dict[str, str]) -> Iterator[None]:
    """The environment with these values; afterwards as it was, for no process that is started later is to inherit a role."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
