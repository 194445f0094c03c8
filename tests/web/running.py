"""A database of the tests' own: made once a run, migrated by the owner, then used as the web server uses it.

A test acts in a transaction that is rolled back, or asks for `committed` where that cannot be; row-level security holds in
both, as it does in earnest.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

DATA = Path(tempfile.mkdtemp(prefix="tadasu-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)  # also where tests were only collected
DATA.chmod(0o755)  # where root runs the tests, PostgreSQL runs as nobody
os.environ["TADASU_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "tadasu.web.project.settings"
os.environ.pop("TADASU_DATABASE_URL", None)
os.environ.pop("TADASU_DESKS", None)

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from psycopg.conninfo import conninfo_to_dict  # noqa: E402

from tadasu.web.project.database import DATABASE, Role, Server, cluster_of, start  # noqa: E402

django.setup()
setup_test_environment()
settings.PASSWORD_HASHERS = ["tests.web.quick.Quick"]


def use(server: Server, role: Role) -> None:
    """Connect Django as a role from now on."""
    said = conninfo_to_dict(server.address(role))
    connection.close()
    connection.settings_dict |= {
        "NAME": said["dbname"],
        "USER": said["user"],
        "PASSWORD": said["password"],
        "HOST": said["host"],
        "CONN_MAX_AGE": 0,
    }


@cache
def started() -> Server:
    """One server a run, wherever a test imports the fixture from."""
    return start(cluster_of(DATA))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The running server, with every table; Django is connected as the web server is."""
    found = started()
    try:
        use(found, Role.OWNER)
        call_command("migrate", verbosity=0)
        use(found, Role.WEB)
        yield found
    finally:
        connection.close()
        found.stop()
        shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture
def database(server: Server) -> Iterator[None]:
    """Everything a test writes is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed(server: Server) -> Iterator[None]:
    """For what must be committed (several connections, kills): the tables are emptied afterwards by the one who owns all."""
    yield
    connection.close()
    names = "string_agg(quote_ident(schemaname) || '.' || quote_ident(tablename), ', ')"
    tables = f"SELECT {names} FROM pg_tables WHERE schemaname IN ('public', 'published') AND tablename NOT IN %s"
    kept = "('django_migrations', 'django_content_type')"
    server.execute(
        "DO $$ BEGIN SET LOCAL session_replication_role = replica; "  # the record refuses to be emptied
        f"EXECUTE 'TRUNCATE ' || ({tables % kept}) || ' RESTART IDENTITY CASCADE'; END $$",
        database=DATABASE,
    )


@pytest.fixture
def client(database: None) -> Client:
    """A browser without JavaScript, in which an error of ours is an error of the test."""
    return Client()
