"""Findings are seen by their organisation. Of a version only what becomes of it can be changed, never what it says."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
CHANGED = "status, signed_by_id, signed_at, ended_by_id, ended_at, ended_on, ended_code, ended_why, change"


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("findings", "0001_initial")]

    operations = [
        hidden_rows(Rows("findings_findingversion", kept=("DELETE",))),
        hidden_rows(Rows("findings_changes", kept=("DELETE",))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON findings_findingversion FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON findings_findingversion TO {SERVED}",
            ],
            f"GRANT UPDATE ON findings_findingversion TO {SERVED}",
        ),
    ]
