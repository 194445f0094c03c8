"""Who sees which rows. A draft whoever holds its code, and nobody of the organisation. An application the organisation and
whoever holds the code of its box; one whose existence is withheld only the readers of the box; what belongs to it the same."""

from django.db import migrations

from tadasu.web.foundation.access import HELD, OWN, THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"

HELD_BOX = f"box_id IN (SELECT id FROM correspondence_box WHERE {HELD})"
READ_BOX = f"box_id IN (SELECT box_id FROM correspondence_boxreader WHERE {OWN})"
SHOWN = f"{HELD_BOX} OR ({THEIRS} AND (level < 3 OR {READ_BOX}))"
OF_ONE_SHOWN = "application_id IN (SELECT id FROM applications_application)"

CHANGED = (
    "level, delay, pseudonym, applicant_type, sponsored, spoken, region, purpose, amount, currency, languages, received_at, "
    "state, record, versions"
)


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("applications", "0002_kept")]

    operations = [
        hidden_rows(Rows("applications_draft", shown=HELD)),
        hidden_rows(Rows("applications_application", shown=SHOWN, kept=("DELETE",))),
        hidden_rows(Rows("applications_version", shown=OF_ONE_SHOWN, kept=("UPDATE",))),
        hidden_rows(Rows("applications_answer", shown=OF_ONE_SHOWN, kept=("UPDATE",))),
        hidden_rows(Rows("applications_consent", shown=OF_ONE_SHOWN, kept=("UPDATE",))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON applications_draft, applications_application FROM {SERVED}",
                "GRANT UPDATE (sealed) ON applications_draft TO tadasu_web",
                f"GRANT UPDATE ({CHANGED}) ON applications_application TO {SERVED}",
            ],
            f"GRANT UPDATE ON applications_draft, applications_application TO {SERVED}",
        ),
    ]
