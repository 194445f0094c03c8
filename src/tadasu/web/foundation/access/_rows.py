"""Row-level security as an operation of migrations: a table shows rows to those whose they are, to nobody else."""

from dataclasses import dataclass, field
from typing import Any

from django.db.migrations.operations import RunSQL

Statements = list[str | tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | None]]

WORKER = "tadasu_worker"
"""The role of the worker, which sees all rows."""

THEIRS = (
    "organisation_id = ANY (string_to_array(nullif(current_setting('tadasu.organisations', true), ''), ',')::uuid[])"
)
"""Rows of the organisations of whoever acts."""

OWN = "user_id = nullif(current_setting('tadasu.user', true), '')::uuid"
"""Rows of the person who acts."""

HELD = "digest = nullif(current_setting('tadasu.holding', true), '')"
"""A row of which whoever acts holds the code: an invitation, a receipt. Only the code's digest is kept and compared."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a table are shown and may be written: an SQL condition. The worker sees all unless `worker` is False.
    `written` is for a table that others write than those who see it; else what may be seen may be written.
    `kept` are commands nobody but the owner may use at all: ("UPDATE", "DELETE") of a table that only grows."""

    table: str
    shown: str = THEIRS
    written: str = ""
    worker: bool = True
    kept: tuple[str, ...] = field(default=())


def hidden_rows(rows: Rows) -> RunSQL:
    """The operation for a migration, to be run after the table is made."""
    shown = f"({rows.shown})" + (f" OR current_user = '{WORKER}'" if rows.worker else "")
    written = rows.written or shown
    forward: Statements = [
        f"ALTER TABLE {rows.table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {rows.table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {rows.table}_shown ON {rows.table} USING ({shown}) WITH CHECK ({written})",
        *(f"REVOKE {command} ON {rows.table} FROM tadasu_web, {WORKER}" for command in rows.kept),
    ]
    backward: Statements = [
        f"DROP POLICY {rows.table}_shown ON {rows.table}",
        f"ALTER TABLE {rows.table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {rows.table} DISABLE ROW LEVEL SECURITY",
    ]
    return RunSQL(forward, backward)
