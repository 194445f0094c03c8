"""Who sees which rows. Ciphertext is shown to the organisation it was sealed for, private halves to their person only; a
public key may be used by everybody and changed by nobody; the log of openings only grows."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows
from tadasu.web.foundation.vault._rows import rows_added_by_all, rows_shown_to_all

SERVED = "tadasu_web, tadasu_worker"

STORED = """
CREATE FUNCTION vault_stored(organisation uuid, about_id uuid) RETURNS TABLE (total bigint, those_about bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(stored), 0)::bigint, coalesce(sum(stored) FILTER (WHERE about = about_id), 0)::bigint
    FROM vault_sealedfile WHERE organisation_id = organisation
$$
"""
"""How many bytes an organisation has stored: for the quota of somebody who sees none of the rows."""


class Migration(migrations.Migration):
    """Row-level security."""

    dependencies = [("vault", "0001_initial")]

    operations = [
        rows_shown_to_all("vault_keypair", changed=OWN),
        hidden_rows(Rows("vault_privatekey", shown=OWN, worker=False)),
        hidden_rows(Rows("vault_unlockedkey", shown=OWN)),
        rows_added_by_all("vault_sealedrecord"),
        rows_added_by_all("vault_sealedfile"),
        rows_added_by_all("vault_reader"),
        rows_added_by_all("vault_recoverybox"),
        hidden_rows(Rows("vault_opening", kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("vault_reason", kept=("UPDATE",))),
        hidden_rows(Rows("vault_release")),
        rows_shown_to_all("vault_recoverykey", changed=THEIRS),
        hidden_rows(Rows("vault_share", kept=("DELETE",))),
        hidden_rows(Rows("vault_recovery", kept=("DELETE",))),
        hidden_rows(Rows("vault_contribution", kept=("UPDATE",))),
        migrations.RunSQL(
            [
                f"REVOKE DELETE ON vault_sealedrecord, vault_keypair, vault_recoverykey FROM {SERVED}",
                f"REVOKE UPDATE ON vault_keypair, vault_recoverykey FROM {SERVED}",
                "GRANT UPDATE (until) ON vault_keypair TO tadasu_web",
                "GRANT UPDATE (in_force_since, ended_at) ON vault_recoverykey TO tadasu_web",
                "CREATE POLICY vault_sealedfile_counted ON vault_sealedfile FOR SELECT TO tadasu_owner USING (true)",
                STORED,
                f"GRANT EXECUTE ON FUNCTION vault_stored(uuid, uuid) TO {SERVED}",
                "REVOKE EXECUTE ON FUNCTION vault_stored(uuid, uuid) FROM PUBLIC",
            ],
            [
                "DROP FUNCTION vault_stored(uuid, uuid)",
                "DROP POLICY vault_sealedfile_counted ON vault_sealedfile",
            ],
        ),
    ]
