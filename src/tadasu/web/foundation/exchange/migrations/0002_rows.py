"""Rows of an exchange are its organisation's. A card is public: who is asked for by its id may be anybody.

What was sent and what came only grows: of a row only what becomes of it may change. Nothing is deleted.
"""

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, WORKER, Rows, hidden_rows

SERVED = f"tadasu_web, {WORKER}"

CHANGED = {
    "exchange_peer": ("suspended_at",),
    "exchange_terms": ("confirmed_by_id", "confirmed_at", "ended_at", "until"),
    "exchange_sending": ("state", "tries", "next_at", "code", "answered_at", "receipt"),
}
"""Columns that the servers may change; all others stay as they were written."""

LARGEST = 8_000_000


def _changed(table: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    return migrations.RunSQL(
        [
            f"REVOKE UPDATE ON {table} FROM {SERVED}",
            f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {SERVED}",
        ],
        f"GRANT UPDATE ON {table} TO {SERVED}",
    )


class Migration(migrations.Migration):
    """Row-level security, rights by column, sizes."""

    dependencies = [("exchange", "0001_initial")]

    operations = [
        hidden_rows(
            Rows(
                "exchange_identity",
                shown="true",
                written=f"({THEIRS}) OR current_user = '{WORKER}'",
                kept=("DELETE",),
            )
        ),
        hidden_rows(Rows("exchange_peer", kept=("DELETE",))),
        hidden_rows(Rows("exchange_terms", kept=("DELETE",))),
        hidden_rows(Rows("exchange_sending", kept=("DELETE",))),
        hidden_rows(Rows("exchange_arrival", kept=("DELETE",))),
        hidden_rows(Rows("exchange_statistic")),
        *(_changed(table, columns) for table, columns in CHANGED.items()),
        migrations.RunSQL(
            [
                f"ALTER TABLE exchange_{table} ADD CONSTRAINT exchange_{table}_bounded"
                f" CHECK (octet_length(frame) <= {LARGEST})"
                for table in ("sending", "arrival")
            ],
            [
                f"ALTER TABLE exchange_{table} DROP CONSTRAINT exchange_{table}_bounded"
                for table in ("sending", "arrival")
            ],
        ),
    ]
