"""Who sees which rows. A review its organisation, at level 3 its readers alone, and never whoever was recused; scores of others
when all have scored.

Whoever was recused does not see the application, its box and its way through the procedure either, and of what is withheld nobody
sees that there is a way: these tables are of other apps, which know of no review, so the policy that narrows them stands here."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
ME = "nullif(current_setting('tadasu.user', true), '')::uuid"

KNOWN = f"{THEIRS} AND NOT coalesce({ME} = ANY (apart), false) AND (level < 3 OR coalesce({ME} = ANY (readers), false))"
OF_REVIEW = "EXISTS (SELECT FROM review_review AS review WHERE review.id = review_id)"
TOGETHER = "stage = 'discussion' OR stage = 'decided' OR stage = 'over'"
"""Without IN: PostgreSQL writes a list of words back in another way than it read it, and a restored database must be the same."""
OF_SCORES = f"EXISTS (SELECT FROM review_review AS review WHERE review.id = review_id AND ({OWN} OR {TOGETHER}))"
OF_SCORING = "EXISTS (SELECT FROM review_scoring AS scoring WHERE scoring.id = scoring_id)"
OF_ASSESSMENT = "EXISTS (SELECT FROM review_assessment AS assessment WHERE assessment.id = assessment_id)"
OF_DECISION = "EXISTS (SELECT FROM review_decision AS decision WHERE decision.id = decision_id)"
OF_CHECK = "EXISTS (SELECT FROM review_check AS made WHERE made.id = made_in_id)"
OF_SEAT = f"{THEIRS} AND ({OWN} OR {OF_REVIEW})"
IN_NO_OTHER_NAME = f"{THEIRS} AND {OWN}"

CHANGED = {
    "review_review": "body, quorum, stage, run, copy, until, aim, readers",
    "review_seat": "letter, state, asked_on, ties, tied, checked_with, checked_by_id, checked_on, recused_how, key_given",
    "review_eligibility": "floor, evidence, local, result, record, user_id, day",
    "review_ground": "legality, aim, necessity, record, user_id, day",
    "review_assessment": "completed_by_id, completed_on, due_on",
    "review_decision": "decided_on, replaced",
    "review_hit": "publisher, verdict, reasons, words, first_by_id, second_by_id, until, day",
}

APART = "SELECT FROM review_seat AS seat WHERE seat.user_id = {me} AND seat.state = 'recused' AND seat.{what}"

NARROWED = {
    "procedure_run": "kind <> 'funding.application' OR EXISTS (SELECT FROM review_review AS review WHERE review.id = subject)",
    "applications_application": f"NOT EXISTS ({APART.format(me=ME, what='application = applications_application.id')})",
    "correspondence_box": f"NOT EXISTS ({APART.format(me=ME, what='box = correspondence_box.id')})",
}


def _narrowed(table: str, condition: str) -> migrations.RunSQL:
    name = f"review_{table}"
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR ALL TO tadasu_web USING ({condition}) WITH CHECK (true)",
        f"DROP POLICY {name} ON {table}",
    )


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [
        ("review", "0002_kept"),
        ("applications", "0003_rows"),
        ("correspondence", "0002_rows"),
        ("procedure", "0002_rows"),
    ]

    operations = [
        hidden_rows(Rows("review_review", shown=KNOWN, written=THEIRS, kept=("DELETE",))),
        hidden_rows(Rows("review_seat", shown=OF_SEAT, written=THEIRS, kept=("DELETE",))),
        hidden_rows(Rows("review_declaration", written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("review_eligibility", shown=OF_REVIEW, kept=("DELETE",))),
        hidden_rows(Rows("review_ground", shown=OF_REVIEW)),
        hidden_rows(Rows("review_assessment", shown=OF_REVIEW, kept=("DELETE",))),
        hidden_rows(Rows("review_risk", shown=OF_ASSESSMENT, kept=("UPDATE",))),
        hidden_rows(Rows("review_scoring", shown=OF_SCORES, written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("review_mark", shown=OF_SCORING, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("review_contribution", shown=OF_REVIEW, written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("review_decision", shown=OF_REVIEW, kept=("DELETE",))),
        hidden_rows(Rows("review_signature", shown=OF_DECISION, written=IN_NO_OTHER_NAME, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("review_check", shown=OF_REVIEW, kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("review_hit", shown=OF_CHECK, kept=("DELETE",))),
        hidden_rows(Rows("review_told", shown=OF_DECISION, kept=("UPDATE", "DELETE"))),
        migrations.RunSQL(
            [
                "CREATE POLICY review_review_counted ON review_review TO tadasu_owner USING (true) WITH CHECK (true)",
                "CREATE POLICY review_seat_counted ON review_seat FOR SELECT TO tadasu_owner USING (true)",
                "CREATE POLICY review_scoring_counted ON review_scoring FOR SELECT TO tadasu_owner USING (true)",
                "CREATE POLICY review_decision_counted ON review_decision FOR SELECT TO tadasu_owner USING (true)",
                *(
                    statement
                    for table, columns in CHANGED.items()
                    for statement in (
                        f"REVOKE UPDATE ON {table} FROM {SERVED}",
                        f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}",
                    )
                ),
            ],
            [
                *(f"GRANT UPDATE ON {table} TO {SERVED}" for table in CHANGED),
                "DROP POLICY review_decision_counted ON review_decision",
                "DROP POLICY review_scoring_counted ON review_scoring",
                "DROP POLICY review_seat_counted ON review_seat",
                "DROP POLICY review_review_counted ON review_review",
            ],
        ),
        *(_narrowed(table, condition) for table, condition in NARROWED.items()),
    ]
