"""Money is seen by its organisation. Nobody enters anything in the name of somebody else."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
IN_NO_OTHER_NAME = f"{THEIRS} AND {OWN}"
CHANGED = {
    "programmes_fund": "name, name_ja, closes_on",
    "programmes_line": "code, name, name_ja, purpose, oda",
    "programmes_budget": "amount",
    "programmes_rate": "replaced",
    "programmes_visit": "ended_at",
}


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("programmes", "0002_kept")]

    operations = [
        hidden_rows(Rows("programmes_fund", kept=("DELETE",))),
        hidden_rows(Rows("programmes_line", kept=("DELETE",))),
        hidden_rows(Rows("programmes_budget", kept=("DELETE",))),
        hidden_rows(Rows("programmes_rate", kept=("DELETE",))),
        hidden_rows(Rows("programmes_entry", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("programmes_visit", written=IN_NO_OTHER_NAME, kept=("DELETE",))),
        hidden_rows(Rows("programmes_shown", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        migrations.RunSQL(
            [
                statement
                for table, columns in CHANGED.items()
                for statement in (
                    f"REVOKE UPDATE ON {table} FROM {SERVED}",
                    f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}",
                )
            ],
            [f"GRANT UPDATE ON {table} TO {SERVED}" for table in CHANGED],
        ),
    ]
