"""An entry is seen by its organisation and by the one who acted; what acted in the name of nobody, by the worker alone.

Written is it by the chain, which runs as the owner of the tables, within its trigger and nowhere else. What was done may be
said by whoever acts, also without an account, but in nobody else's name.
"""

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, Rows, hidden_rows

CHAIN = "current_user = 'tadasu_owner' AND pg_trigger_depth() > 0"
ME = "actor = nullif(current_setting('tadasu.user', true), '')::uuid"
IN_MY_NAME = (
    "actor IS NOT DISTINCT FROM nullif(current_setting('tadasu.user', true), '')::uuid"
    f" OR current_user = 'tadasu_worker' OR ({CHAIN})"
)
WITH_ITS_ENTRY = "EXISTS (SELECT FROM audit_entry AS entry WHERE entry.id = entry_id)"


class Migration(migrations.Migration):
    """Row-level security, and the rights of the two that serve."""

    dependencies = [("audit", "0002_chain")]

    operations = [
        hidden_rows(
            Rows("audit_said", shown=CHAIN, written=IN_MY_NAME, worker=False, kept=("SELECT", "UPDATE", "DELETE"))
        ),
        hidden_rows(
            Rows(
                "audit_entry",
                shown=f"{THEIRS} OR {ME} OR ({CHAIN})",
                written=CHAIN,
                kept=("INSERT", "UPDATE", "DELETE"),
            )
        ),
        hidden_rows(Rows("audit_text", shown=WITH_ITS_ENTRY, written=CHAIN, kept=("INSERT", "UPDATE", "DELETE"))),
        migrations.RunSQL(
            [
                "REVOKE ALL ON audit_head FROM tadasu_web",
                "REVOKE INSERT, UPDATE, DELETE ON audit_head FROM tadasu_worker",
            ],
            migrations.RunSQL.noop,
        ),
    ]
