"""Who sees which rows: a fall its organisation; an announcement everybody, since it is told to people without an account.

While an organisation is being erased the system sees those of its rows too that are withheld from all but named readers: what it
did not see it could not take away. No person sees more by it (`winddown_falls`). These tables are of other apps, which know of no
fall, so the policy that widens them stands here; so does that which ends visits, since nobody can tell of which box one is.
"""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
WITHHELD = ("applications_application", "awards_award", "awards_grantee", "review_review")
NOTED = ("need_fact", "need_question")
"""Only added to, and deleted when the funder falls."""

CHANGED = {
    "winddown_fall": "state, lost, confirmed_by_id, confirmed_at, done_at, records, kept",
    "winddown_announcement": "withdrawn_by_id",
}
RUNS = """nullif(current_setting('tadasu.user', true), '') IS NULL AND EXISTS (
    SELECT FROM winddown_fall WHERE state = 'running'
        AND organisation_id::text = ANY (string_to_array(nullif(current_setting('tadasu.organisations', true), ''), ','))
)"""


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies: ClassVar = [
        ("winddown", "0002_kept"),
        ("applications", "0003_rows"),
        ("awards", "0003_rows"),
        ("review", "0003_rows"),
        ("correspondence", "0004_forms"),
        ("need", "0003_rows"),
    ]

    operations: ClassVar = [
        hidden_rows(Rows("winddown_fall", kept=("DELETE",))),
        hidden_rows(Rows("winddown_announcement", shown="true", written=THEIRS, kept=("DELETE",))),
        migrations.RunSQL(
            [
                *(
                    statement
                    for table, columns in CHANGED.items()
                    for statement in (
                        f"REVOKE UPDATE ON {table} FROM {SERVED}",
                        f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}",
                    )
                ),
                *(
                    f"CREATE POLICY winddown_{table} ON {table} USING (winddown_falls(organisation_id)) "
                    "WITH CHECK (winddown_falls(organisation_id))"
                    for table in WITHHELD
                ),
                *(
                    statement
                    for table in NOTED
                    for statement in (
                        f"GRANT DELETE ON {table} TO {SERVED}",
                        f"CREATE POLICY winddown_{table} ON {table} AS RESTRICTIVE FOR DELETE "
                        "USING (winddown_falls(organisation_id))",
                    )
                ),
                f"CREATE POLICY winddown_visits ON correspondence_entered FOR DELETE USING ({RUNS})",
            ],
            [
                "DROP POLICY winddown_visits ON correspondence_entered",
                *(
                    statement
                    for table in NOTED
                    for statement in (
                        f"DROP POLICY winddown_{table} ON {table}",
                        f"REVOKE DELETE ON {table} FROM {SERVED}",
                    )
                ),
                *(f"DROP POLICY winddown_{table} ON {table}" for table in WITHHELD),
                *(f"GRANT UPDATE ON {table} TO {SERVED}" for table in CHANGED),
            ],
        ),
    ]
