"""Terms are seen by whoever sees their award, and by the intermediary's own people; what belongs to them by whoever sees them.
Nobody attests or says yes in the name of somebody else."""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
HOLDERS = THEIRS.replace("organisation_id", "holder_id")
TERMS = f"({THEIRS} AND EXISTS (SELECT FROM awards_award a WHERE a.id = award)) OR {HOLDERS}"
PARTS = "EXISTS (SELECT FROM intermediaries_terms t WHERE t.id = terms_id)"
SIGNED = f"{PARTS} AND (source = 'package' OR {OWN.replace('user_id', 'signed_by_id')})"

CHANGED = {
    "intermediaries_terms": "holder_id, peer, amount, ends_on, report_days, protection, incident_hours",
    "intermediaries_duty": "user_id, letter, acknowledged_on",
    "intermediaries_attestation": "state, judged_by_id, judged_on, why",
    "intermediaries_incident": "record, froze, state, closed_by_id, closed_on",
}


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies: ClassVar = [("intermediaries", "0002_kept")]

    operations: ClassVar = [
        hidden_rows(Rows("intermediaries_terms", shown=TERMS, written=f"{THEIRS}", kept=("DELETE",))),
        hidden_rows(Rows("intermediaries_duty", shown=PARTS, kept=("DELETE",))),
        hidden_rows(Rows("intermediaries_attestation", shown=PARTS, kept=("DELETE",))),
        hidden_rows(Rows("intermediaries_incident", shown=PARTS, kept=("DELETE",))),
        hidden_rows(Rows("intermediaries_grant", kept=("UPDATE", "DELETE"))),
        hidden_rows(
            Rows(
                "intermediaries_statement",
                written=f"{THEIRS} AND {OWN.replace('user_id', 'signed_by_id')}",
                kept=("UPDATE", "DELETE"),
            )
        ),
        migrations.RunSQL(
            [
                "CREATE POLICY intermediaries_attestation_signed ON intermediaries_attestation AS RESTRICTIVE FOR INSERT "
                f"WITH CHECK ({SIGNED})",
                *(
                    sql
                    for table, columns in CHANGED.items()
                    for sql in (
                        f"REVOKE UPDATE ON {table} FROM {SERVED}",
                        f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}",
                    )
                ),
            ],
            [
                "DROP POLICY intermediaries_attestation_signed ON intermediaries_attestation",
                *(f"GRANT UPDATE ON {table} TO {SERVED}" for table in CHANGED),
            ],
        ),
    ]
