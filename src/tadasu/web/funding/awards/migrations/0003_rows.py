"""Awards are seen by their organisation; what is withheld by its named readers alone, and by whoever has the code of its box.
What belongs to an award is seen by whoever sees the award. Nobody signs or writes a line of the log in the name of somebody
else."""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import HELD, OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
NAMED = "(level < 3 OR nullif(current_setting('tadasu.user', true), '')::uuid = ANY (readers))"
GRANTEES = f"{THEIRS} AND {NAMED}"
AWARDS = f"{THEIRS} AND ({NAMED} OR box IN (SELECT b.id FROM correspondence_box b WHERE b.{HELD}))"
PARTS = f"{THEIRS} AND EXISTS (SELECT FROM awards_award a WHERE a.id = award_id)"
IN_NO_OTHER_NAME = f"{PARTS} AND {OWN}"
LOGGED = f"({PARTS} AND (user_id IS NULL OR {OWN})) OR current_user = 'tadasu_worker'"

CHANGED = {
    "awards_grantee": "level, applicant_type, record, public_name, readers, ended_on",
    "awards_award": (
        "passes_on, overhead_points, purpose, oda, region, country, lane, risk, level, delay, amount, starts_on, ends_on, "
        "state, clauses, consented, record, readers, box, entry, signed_on, closed_on, writeoff, ended_on"
    ),
    "awards_condition": "state, waiver, record, settled_by_id, settled_on",
    "awards_tranche": "amount, due_on, milestone, advance, state",
    "awards_payment": (
        "record, state, released_by_id, released_on, refusal, paid_on, rate, paid_amount, paid_currency, entry"
    ),
    "awards_receipt": "record, state, judged_by_id",
    "awards_report": "due_on, form, state, by, letter, record, noted_by_id, second_id, given_on, judged_by_id",
    "awards_amendment": "record, state, settled_by_id, entry",
    "awards_suspension": "record, until, ended_by_id",
    "awards_check": "verdict, first_by_id, second_by_id",
    "awards_inspection": 'found, user_id, "on"',
}
NEVER_DELETED = ("payment", "receipt", "report", "amendment", "suspension", "check", "inspection")


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies: ClassVar = [("awards", "0002_kept"), ("correspondence", "0002_rows")]

    operations: ClassVar = [
        hidden_rows(Rows("awards_grantee", shown=GRANTEES, kept=("DELETE",))),
        hidden_rows(Rows("awards_award", shown=AWARDS, kept=("DELETE",))),
        hidden_rows(Rows("awards_costline", shown=PARTS, kept=("UPDATE",))),
        hidden_rows(Rows("awards_signature", shown=PARTS, written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("awards_condition", shown=PARTS)),
        hidden_rows(Rows("awards_step", shown=PARTS, written=LOGGED, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("awards_tranche", shown=PARTS)),
        *(hidden_rows(Rows(f"awards_{one}", shown=PARTS, kept=("DELETE",))) for one in NEVER_DELETED),
        hidden_rows(Rows("awards_return", shown=PARTS, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("awards_sample", shown=f"{THEIRS} AND {OWN}", kept=("UPDATE", "DELETE"))),
        migrations.RunSQL(
            [
                sql
                for table, columns in CHANGED.items()
                for sql in (
                    f"REVOKE UPDATE ON {table} FROM {SERVED}",
                    f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}",
                )
            ],
            [f"GRANT UPDATE ON {table} TO {SERVED}" for table in CHANGED],
        ),
    ]
