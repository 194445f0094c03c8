"""A run and all of it are seen by its organisation and those bound to it; who does the work inside an organisation only there.

Steps have no gap: each but the first names the one before it, which must be there. Django knows no key of two columns.
"""

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, Rows, hidden_rows

BOUND = "shown_to && string_to_array(nullif(current_setting('tadasu.organisations', true), ''), ',')::uuid[]"

OF_RUN = "EXISTS (SELECT 1 FROM procedure_run AS run WHERE run.id = run_id)"
"""Which is itself asked with the rights of whoever asks."""

OF_STEP = "EXISTS (SELECT 1 FROM procedure_step AS step WHERE step.id = step_id)"

NO_GAP = """
ALTER TABLE procedure_step
    ADD COLUMN before integer GENERATED ALWAYS AS (CASE WHEN number > 1 THEN number - 1 END) STORED,
    ADD CONSTRAINT procedure_steps_without_gap FOREIGN KEY (run_id, before) REFERENCES procedure_step (run_id, number)
"""

SHOWN_TO_ITS_OWN = """
ALTER TABLE procedure_run ADD CONSTRAINT procedure_run_shown_to_its_own CHECK (organisation_id = ANY (shown_to))
"""


class Migration(migrations.Migration):
    """Row-level security, and what only SQL can say."""

    dependencies = [("procedure", "0001_initial")]

    operations = [
        migrations.RunSQL(
            NO_GAP,
            "ALTER TABLE procedure_step DROP CONSTRAINT procedure_steps_without_gap, DROP COLUMN before",
        ),
        migrations.RunSQL(SHOWN_TO_ITS_OWN, "ALTER TABLE procedure_run DROP CONSTRAINT procedure_run_shown_to_its_own"),
        hidden_rows(Rows("procedure_version", shown="true", kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("procedure_run", shown=BOUND, kept=("DELETE",))),
        hidden_rows(Rows("procedure_binding", shown=OF_RUN, kept=("DELETE",))),
        hidden_rows(
            Rows(
                "procedure_step",
                shown=f"{OF_RUN} AND (what <> 'handed-over' OR {THEIRS})",
                kept=("UPDATE", "DELETE"),
            )
        ),
        hidden_rows(Rows("procedure_reason", shown=OF_STEP, kept=("UPDATE",))),
        hidden_rows(Rows("procedure_task", shown=OF_RUN, kept=("DELETE",))),
        hidden_rows(Rows("procedure_reminder", shown=OF_RUN, kept=("UPDATE", "DELETE"))),
    ]
