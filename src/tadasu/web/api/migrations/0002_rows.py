"""Who sees which rows: a token is shown to its person, to its organisation and to whoever holds it; an answer to its person.
Of a token only its day of use and its end can be changed."""

from django.db import migrations

from tadasu.web.foundation.access import HELD, OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
CHANGED = "used_on, revoked_at, revoked_by_id"


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("api", "0001_initial")]

    operations = [
        hidden_rows(
            Rows(
                "api_token",
                shown=f"{OWN} OR {THEIRS} OR {HELD}",
                written=f"{THEIRS} OR {HELD} OR current_user = 'tadasu_worker'",
                kept=("DELETE",),
            )
        ),
        hidden_rows(Rows("api_answer", shown=f"{OWN} AND {THEIRS}")),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON api_token FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON api_token TO {SERVED}",
                f"REVOKE UPDATE ON api_answer FROM {SERVED}",
                f"GRANT UPDATE (status, body) ON api_answer TO {SERVED}",
            ],
            f"GRANT UPDATE ON api_token, api_answer TO {SERVED}",
        ),
    ]
