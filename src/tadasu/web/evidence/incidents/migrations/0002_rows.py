"""Incidents are seen by their organisation. What was written down of one is not changed any more.

A search for words needs its index of trigrams. Under row-level security PostgreSQL lets no pattern be compared before the policy,
so the index would never be used; hence a function of the owner's, to whom one policy shows all rows, and which names in its own
condition the organisations of whoever asks. It gives ids, and only theirs.
"""

from django.db import migrations

from tadasu.web.foundation.access import THEIRS, Rows, hidden_rows

SERVED = "tadasu_web, tadasu_worker"
OWNER = "tadasu_owner"

HOLDING = f"""
CREATE FUNCTION incidents_holding(pattern text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT id FROM incidents_incident WHERE plain LIKE pattern AND {THEIRS}
$$;
REVOKE ALL ON FUNCTION incidents_holding(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents_holding(text) TO {SERVED};
"""


def _changed(table: str, columns: str) -> migrations.RunSQL:
    """Of its columns only these are changed."""
    return migrations.RunSQL(
        [f"REVOKE UPDATE ON {table} FROM {SERVED}", f"GRANT UPDATE ({columns}) ON {table} TO {SERVED}"],
        f"GRANT UPDATE ON {table} TO {SERVED}",
    )


class Migration(migrations.Migration):
    """Row-level security, rights by column, the search."""

    dependencies = [("incidents", "0001_initial")]

    operations = [
        hidden_rows(Rows("incidents_kind", kept=("DELETE",))),
        hidden_rows(Rows("incidents_mark", kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("incidents_batch", kept=("DELETE",))),
        hidden_rows(Rows("incidents_incident")),
        hidden_rows(Rows("incidents_part", kept=("UPDATE",))),
        hidden_rows(Rows("incidents_unmapped", kept=("UPDATE",))),
        _changed("incidents_kind", "plan"),
        _changed(
            "incidents_batch",
            "label, attribution, origin, format, state, fault, digest, mark_id, kind_id, plan, counts",
        ),
        _changed("incidents_incident", "latest, item"),
        migrations.RunSQL(
            f"CREATE POLICY incidents_incident_searched ON incidents_incident FOR SELECT TO {OWNER} USING (true)",
            "DROP POLICY incidents_incident_searched ON incidents_incident",
        ),
        migrations.RunSQL(HOLDING, "DROP FUNCTION incidents_holding(text)"),
    ]
