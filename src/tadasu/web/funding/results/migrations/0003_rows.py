"""Results are seen by their organisation; what belongs to an award by whoever sees the award, so of what is withheld by its named
readers alone, and by whoever has the code of its box."""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
OF_AWARD = "EXISTS (SELECT FROM awards_award a WHERE a.id = award)"
CHANGED = {
    "results_result": 'state, withdrawal, ended_by_id, ended_on, record, "on", precision, finding, publication, link, after',
    "results_told": "state, set_aside, settled_by_id, settled_on",
    "results_indicator": "ended_on",
    "results_value": "replaced",
    "results_telling": "state, made, counted, document, proposal, digest",
}


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies: ClassVar = [("results", "0002_kept")]

    operations: ClassVar = [
        hidden_rows(Rows("results_result", shown=f"{THEIRS} AND (award IS NULL OR {OF_AWARD})", kept=("DELETE",))),
        hidden_rows(Rows("results_told", shown=f"{THEIRS} AND {OF_AWARD}", kept=("DELETE",))),
        hidden_rows(Rows("results_value", shown=f"{THEIRS} AND {OF_AWARD}", kept=("DELETE",))),
        hidden_rows(Rows("results_indicator", kept=("DELETE",))),
        hidden_rows(Rows("results_telling", kept=("DELETE",))),
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
