"""A round that runs is seen by everybody, since people without an account answer it; later only by its organisation. Marks and
sealed answers are seen by the system at work there and by no person, whatever they may: no page of the staff could show them."""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
NOBODY = f"{THEIRS} AND nullif(current_setting('tadasu.user', true), '') IS NULL"
CHANGED = (
    "state, record, invited, taken, closed_on, results, words, reply, reply_ja, replied_by_id, replied_on, proposal"
)
APART = ("feedback_taken", "feedback_spent", "feedback_sealed")


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies: ClassVar = [("feedback", "0002_kept"), ("accounts", "0002_rows")]

    operations: ClassVar = [
        hidden_rows(Rows("feedback_round", shown=f"{THEIRS} OR state = 'open'", written=THEIRS, kept=("DELETE",))),
        *(hidden_rows(Rows(table, shown=NOBODY, worker=False, kept=("UPDATE",))) for table in APART),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON feedback_round FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON feedback_round TO {SERVED}",
            ],
            f"GRANT UPDATE ON feedback_round TO {SERVED}",
        ),
    ]
