"""Inquiries are seen by their organisation. Nobody takes in or assesses in the name of somebody else (for
conclusions and signatures the trigger in 0002 holds it)."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
IN_NO_OTHER_NAME = f"{THEIRS} AND {OWN}"
CHANGED = (
    'label, issue, elements, about, start, "end", party, plan, lead_id, status, heard, heard_on, version, changed_by_id'
)


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("verification", "0002_kept")]

    operations = [
        hidden_rows(Rows("verification_inquiry", kept=("DELETE",))),
        hidden_rows(Rows("verification_taken", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("verification_origin", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("verification_assessment", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("verification_conclusion", kept=("DELETE",))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON verification_inquiry, verification_conclusion FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON verification_inquiry TO {SERVED}",
                f"GRANT UPDATE (signed_by_id, signed_at, finding) ON verification_conclusion TO {SERVED}",
            ],
            f"GRANT UPDATE ON verification_inquiry, verification_conclusion TO {SERVED}",
        ),
    ]
