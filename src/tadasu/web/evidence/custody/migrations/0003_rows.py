"""Items and their logs are seen by their organisation. Nobody writes a step in the name of somebody else."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, WORKER, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
CHANGED = "label, language, record, slip, salt, blind_salt, origin_of, status, since, hold, ended, steps, head"
IN_NO_OTHER_NAME = f"({THEIRS} OR current_user = '{WORKER}') AND (user_id IS NULL OR {OWN})"


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("custody", "0002_chain")]

    operations = [
        hidden_rows(Rows("custody_item", kept=("DELETE",))),
        hidden_rows(Rows("custody_step", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON custody_item FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON custody_item TO {SERVED}",
            ],
            f"GRANT UPDATE ON custody_item TO {SERVED}",
        ),
    ]
