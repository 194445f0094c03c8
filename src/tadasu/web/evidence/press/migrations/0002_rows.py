"""Articles are seen by their organisation, what somebody fetched and has not confirmed by that person alone. Bytes, fingerprints
and who added what are never changed; only the worker deletes what custody has erased."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"

CHANGED = {
    "press_article": "url, title, author, outlet, outlet_key, published_on, language, licence, passage, text, country, sector, "
    "copied_from, digest, changes, prints, ended_on",
    "press_likeness": "verdict, decided_by_id, decided_on",
    "press_feed": "etag, modified, next_at, read_on, failing_since, fault, stopped_on",
    "press_entry": "state, article, decided_by_id",
}
"""Columns that the servers may change; all others stay as they were written."""

WORKERS = ("press_kept", "press_print", "press_likeness", "press_entry")
"""Tables of which only the worker deletes rows."""


def _changed(table: str, columns: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        [f"REVOKE UPDATE ON {table} FROM {SERVED}", f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}"],
        f"GRANT UPDATE ON {table} TO {SERVED}",
    )


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("press", "0001_initial")]

    operations = [
        hidden_rows(Rows("press_article", kept=("DELETE",))),
        hidden_rows(Rows("press_kept", kept=("UPDATE",))),
        hidden_rows(Rows("press_passage", kept=("UPDATE",))),
        hidden_rows(Rows("press_print", kept=("UPDATE",))),
        hidden_rows(Rows("press_likeness")),
        hidden_rows(Rows("press_pending", shown=f"{THEIRS} AND {OWN}", kept=("UPDATE",))),
        hidden_rows(Rows("press_feed", kept=("DELETE",))),
        hidden_rows(Rows("press_entry")),
        *(_changed(table, columns) for table, columns in CHANGED.items()),
        migrations.RunSQL(
            f"REVOKE DELETE ON {', '.join(WORKERS)} FROM tadasu_web",
            f"GRANT DELETE ON {', '.join(WORKERS)} TO tadasu_web",
        ),
    ]
