"""Petitions are seen by their organisation. Nobody attaches or writes a line of the log in the name of somebody else."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
IN_NO_OTHER_NAME = f"{THEIRS} AND {OWN}"
CHANGED = (
    "state, version, record, filled, changed_by_id, offered_by_id, offered_at, released_by_id, released_at, sent_on, "
    "acknowledged_on, closed_on, outcome"
)


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("petition", "0002_kept")]

    operations = [
        hidden_rows(Rows("petition_petition", kept=("DELETE",))),
        hidden_rows(Rows("petition_attachment", written=IN_NO_OTHER_NAME, kept=("UPDATE",))),
        hidden_rows(Rows("petition_step", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON petition_petition FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON petition_petition TO {SERVED}",
            ],
            f"GRANT UPDATE ON petition_petition TO {SERVED}",
        ),
    ]
