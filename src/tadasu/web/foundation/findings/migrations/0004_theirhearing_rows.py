"""What others say of the companies that they name is seen by whoever took it; of whom and of what it is never changes."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
CHANGED = "version, state, texts, months, serial"


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("findings", "0003_theirhearing")]

    operations = [
        hidden_rows(Rows("findings_theirhearing", kept=("DELETE",))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON findings_theirhearing FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON findings_theirhearing TO {SERVED}",
            ],
            f"GRANT UPDATE ON findings_theirhearing TO {SERVED}",
        ),
    ]
