"""The roles of the database and the passwords of our own server.

The owner makes and changes tables; web and worker only use them, under row-level security. `postgres` makes the roles once
and is used for nothing else.
"""

import json
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from tadasu.store import made_once

DATABASE = "tadasu"

Secrets = Mapping[str, str]
"""Role -> password."""

_BYTES = 32


class Role(StrEnum):
    """Who connects."""

    SUPER = "postgres"
    OWNER = "tadasu_owner"
    WEB = "tadasu_web"
    WORKER = "tadasu_worker"


def secrets_in(file: Path) -> Secrets:
    """The passwords kept in a file that only we can read; made at random when there is none."""
    found: dict[str, str] = json.loads(made_once(file, _made))
    return found


def _made() -> str:
    return json.dumps({str(role): secrets.token_urlsafe(_BYTES) for role in Role})


def address(role: Role, socket: Path, passwords: Secrets, *, database: str = DATABASE) -> str:
    """What a role connects with: `TADASU_DATABASE_URL` of a process."""
    return f"postgresql://{role}:{quote(passwords[role], safe='')}@/{database}?host={quote(str(socket), safe='')}"


def making(passwords: Secrets) -> tuple[tuple[str, str], ...]:
    """What makes each role and the database, by name."""
    limited = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS LOGIN"
    roles = [(role, f"CREATE ROLE {role} {limited} PASSWORD '{passwords[role]}'") for role in Role]
    return (*roles, (DATABASE, f"CREATE DATABASE {DATABASE} OWNER {Role.OWNER}"))


def rights(database: str = DATABASE) -> tuple[str, ...]:
    """What the two that serve may do in a database, whatever tables come; `audit` and others take back in their migrations."""
    served = f"{Role.WEB}, {Role.WORKER}"
    return (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {served}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {served}",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {Role.OWNER}",
        *defaults(),
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    )


def defaults() -> tuple[str, ...]:
    """What the two that serve may do with tables that are still to come; the owner may say it."""
    served = f"{Role.WEB}, {Role.WORKER}"
    new = f"ALTER DEFAULT PRIVILEGES FOR ROLE {Role.OWNER} IN SCHEMA public GRANT"
    return (
        f"{new} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {served}",
        f"{new} USAGE, SELECT ON SEQUENCES TO {served}",
    )
