"""Releases are seen by their organisation; of one that is asked for only what becomes of it changes."""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
CHANGED = {
    "publishing_publisher": "reference, kind, policy_url, licence, set_by_id, set_on",
    "publishing_release": (
        "state, fault, policy, against, theirs, told, found, made, counted, document, officers, seen, proposal, digest"
    ),
}


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies: ClassVar = [("publishing", "0002_guarded"), ("accounts", "0002_rows")]

    operations: ClassVar = [
        hidden_rows(Rows("publishing_publisher", kept=("DELETE",))),
        hidden_rows(Rows("publishing_identifier", kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("publishing_release", kept=("DELETE",))),
        migrations.RunSQL(
            [
                sql
                for table, columns in CHANGED.items()
                for sql in (
                    f"REVOKE UPDATE ON {table} FROM {SERVED}",
                    f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}",
                )
            ],
            [f"GRANT UPDATE ON {table} TO {SERVED}" for table in CHANGED],
        ),
    ]
