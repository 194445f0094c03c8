"""Parties are seen by their organisation. What was stated, judged and decided stays as it was written; only its end is added."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"

CHANGED = {
    "parties_party": "canonical_id, title, asked, screened, screened_at, screened_lists",
    "parties_statement": "withdrawn_by_id, withdrawn_at, withdrawn_why",
    "parties_judgement": "taken_back_by_id, taken_back_at, taken_back_why",
    "parties_hit": "list_version, scorer, log_odds, query_name, matched_name, listed, reasons, basis, seen_at, gone_at, verdict",
}
"""Columns that the servers may change; all others stay as they were written."""


def _changed(table: str, columns: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        [f"REVOKE UPDATE ON {table} FROM {SERVED}", f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}"],
        f"GRANT UPDATE ON {table} TO {SERVED}",
    )


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("parties", "0001_initial")]

    operations = [
        hidden_rows(Rows("parties_party", kept=("DELETE",))),
        hidden_rows(Rows("parties_statement", kept=("DELETE",))),
        hidden_rows(Rows("parties_gram", kept=("UPDATE",))),
        hidden_rows(Rows("parties_judgement", kept=("DELETE",))),
        hidden_rows(Rows("parties_hit", kept=("DELETE",))),
        hidden_rows(Rows("parties_decision", kept=("UPDATE", "DELETE"))),
        *(_changed(table, columns) for table, columns in CHANGED.items()),
    ]
