"""A database that our command migrates is the one that Django's makes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import BaseCommand, call_command
from django.core.management.commands import migrate
from django.db import connection
from tests.web.running import use

from tadasu.web.project.database import Role, Server, cluster_of, start

ASKED = (
    "SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default, ordinal_position"
    " FROM information_schema.columns WHERE table_schema IN ('public', 'published') ORDER BY 1, 2, 7",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE conrelid <> 0 AND connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
    " ORDER BY 1, 2",
    "SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants"
    " WHERE table_schema = 'public' ORDER BY 1, 2, 3",
    "SELECT app, name FROM django_migrations ORDER BY 1, 2",
    "SELECT app_label, model FROM django_content_type ORDER BY 1, 2",
    "SELECT codename, name FROM auth_permission ORDER BY 1, 2",
)
"""All that a migration leaves."""


@contextmanager
def fresh() -> Iterator[None]:
    """Django is connected, as the owner, to a server of its own with nothing in it."""
    folder = Path(tempfile.mkdtemp(prefix="tadasu-tests-"))
    folder.chmod(0o755)
    found = start(cluster_of(folder))
    try:
        use(found, Role.OWNER)
        yield
    finally:
        connection.close()
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


def left_by(command: BaseCommand | str) -> list[list[tuple[object, ...]]]:
    """What a command leaves in a new database."""
    with fresh():
        call_command(command, verbosity=0)
        with connection.cursor() as cursor:
            found = []
            for one in ASKED:
                cursor.execute(one)
                found.append(cursor.fetchall())
    return found


@pytest.mark.slow
def test_a_database_that_our_command_migrates_is_the_one_that_django_makes(server: Server) -> None:
    try:
        ours, theirs = left_by("migrate"), left_by(migrate.Command())
    finally:
        use(server, Role.WEB)
    for one, two in zip(ours, theirs, strict=True):
        assert len(one) > 100
        assert one == two
