"""Drafts are seen by their organisation. A call that was opened is seen by anybody, and so is the form that it asks with: people
without an account read both, and go on with what they began after the call was closed."""

from django.db import migrations

from tadasu.web.foundation.access import HELD, THEIRS, WORKER, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
WRITTEN = f"({THEIRS}) OR current_user = '{WORKER}'"
ASKED = (
    "EXISTS (SELECT FROM calls_call WHERE calls_call.form_id = calls_formversion.id AND calls_call.state <> 'draft')"
)
CHANGED = (
    "line, kind, state, title, title_ja, about, about_ja, texts, languages, regime, tier, opens_on, closes_on, currency, "
    "least, most, applicants, conflicts, form_id, counter, changed, opened_by_id, opened_on, closed_on"
)


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("calls", "0002_kept")]

    operations = [
        hidden_rows(Rows("calls_call", shown=f"{THEIRS} OR state <> 'draft'", written=WRITTEN, kept=("DELETE",))),
        hidden_rows(
            Rows("calls_formversion", shown=f"{THEIRS} OR {ASKED}", written=WRITTEN, kept=("UPDATE", "DELETE"))
        ),
        hidden_rows(Rows("calls_invitation", shown=f"{THEIRS} OR {HELD}", kept=("DELETE",))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON calls_call FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON calls_call TO {SERVED}",
                f"REVOKE UPDATE ON calls_invitation FROM {SERVED}",
                f"GRANT UPDATE (used_in, withdrawn) ON calls_invitation TO {SERVED}",
            ],
            [f"GRANT UPDATE ON {table} TO {SERVED}" for table in ("calls_call", "calls_invitation")],
        ),
    ]
