"""Who sees which rows. Counters everybody; a box, its readers and its letters the organisation and whoever holds its code, who
adds letters of their own only; a visit whoever holds its cookie. Of a row only what may change can be changed."""

from django.db import migrations

from tadasu.web.foundation.access import HELD, THEIRS, WORKER, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"

HELD_BOX = f"box_id IN (SELECT id FROM correspondence_box WHERE {HELD})"

CHANGED = {
    "correspondence_counter": "open",
    "correspondence_box": "state, closed, digest, public, letters, ends_on, ended",
    "correspondence_boxreader": "seen",
    "correspondence_entered": "used_at",
}
"""Columns that the servers may change; all others stay as they were written."""


def _changed(table: str, columns: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        [f"REVOKE UPDATE ON {table} FROM {SERVED}", f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}"],
        f"GRANT UPDATE ON {table} TO {SERVED}",
    )


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("correspondence", "0001_initial"), ("vault", "0004_outside_rows")]

    operations = [
        hidden_rows(Rows("correspondence_counter", shown="true", written=THEIRS, kept=("DELETE",))),
        hidden_rows(Rows("correspondence_counterreader", kept=("UPDATE",))),
        hidden_rows(Rows("correspondence_box", shown=f"{THEIRS} OR {HELD}", kept=("DELETE",))),
        hidden_rows(Rows("correspondence_boxreader", shown=f"{THEIRS} OR {HELD_BOX}")),
        hidden_rows(
            Rows(
                "correspondence_letter",
                shown=f"{THEIRS} OR {HELD_BOX}",
                written=f"{THEIRS} OR current_user = '{WORKER}' OR (from_source AND {HELD_BOX})",
                kept=("UPDATE",),
            )
        ),
        hidden_rows(Rows("correspondence_entered", shown=HELD)),
        *(_changed(table, columns) for table, columns in CHANGED.items()),
    ]
