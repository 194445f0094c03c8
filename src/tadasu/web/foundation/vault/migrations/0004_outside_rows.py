"""Who holds a code sees the boxes that are closed for it, and of records and files those that such a box is of."""

from django.db import migrations

from tadasu.web.foundation.access import HELD, THEIRS, Rows, hidden_rows

HELD_RECORDS = f"SELECT record_id FROM vault_outside WHERE {HELD}"


class Migration(migrations.Migration):
    """Row-level security."""

    dependencies = [("vault", "0003_outside")]

    operations = [
        hidden_rows(Rows("vault_outside", shown=f"{THEIRS} OR {HELD}")),
        migrations.RunSQL(
            [
                f"CREATE POLICY vault_sealedrecord_held ON vault_sealedrecord FOR SELECT USING (id IN ({HELD_RECORDS}))",
                f"CREATE POLICY vault_sealedfile_held ON vault_sealedfile FOR SELECT USING (record_id IN ({HELD_RECORDS}))",
            ],
            [
                "DROP POLICY vault_sealedfile_held ON vault_sealedfile",
                "DROP POLICY vault_sealedrecord_held ON vault_sealedrecord",
            ],
        ),
    ]
