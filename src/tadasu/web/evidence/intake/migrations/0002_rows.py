"""Who sees which rows. A draft whoever holds its code, and nobody of the organisation; permissions the organisation and whoever
holds the code, who alone gives them and takes them back. Permissions only grow until the box ends."""

from django.db import migrations

from tadasu.web.foundation.access import HELD, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"

HELD_BOX = f"box_id IN (SELECT id FROM correspondence_box WHERE {HELD})"


class Migration(migrations.Migration):
    """Row-level security, and of a draft only what is sealed changes."""

    dependencies = [("intake", "0001_initial"), ("correspondence", "0004_forms")]

    operations = [
        hidden_rows(Rows("intake_draft", shown=HELD)),
        hidden_rows(
            Rows(
                "intake_permission",
                shown=f"{THEIRS} OR {HELD_BOX}",
                written=HELD_BOX,
                kept=("UPDATE",),
            )
        ),
        migrations.RunSQL(
            [f"REVOKE UPDATE ON intake_draft FROM {SERVED}", "GRANT UPDATE (sealed) ON intake_draft TO tadasu_web"],
            f"GRANT UPDATE ON intake_draft TO {SERVED}",
        ),
    ]
