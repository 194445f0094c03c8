"""Places are seen by the one who holds them and by the organisation; an invitation also by whoever holds its code.

A place is made by the organisation, or by the person for themself with an invitation that they hold and have just taken, with
no more roles than it offers. Of a row only what may change can be changed. Tables of allauth in which an e-mail or a token
could lie are closed: nothing is ever written there.
"""

from django.db import migrations

from tadasu.web.foundation.access import HELD, OWN, THEIRS, Rows, hidden_rows

INVITED = f"""{OWN} AND EXISTS (
    SELECT FROM accounts_invitation AS offer
    WHERE offer.organisation_id = accounts_membership.organisation_id AND accounts_membership.roles <@ offer.roles
    AND offer.{HELD} AND offer.taken_by_id = accounts_membership.user_id
)"""

CHANGED = {
    "accounts_membership": ("roles", "until"),
    "accounts_invitation": ("taken_by_id", "withdrawn_at"),
    "accounts_reset": ("used_at",),
}
"""Columns that the servers may change; all others stay as they were written."""

NEVER = ("account_emailaddress", "account_emailconfirmation", "socialaccount_socialapp", "socialaccount_socialtoken")

SERVED = "tadasu_web, tadasu_worker"


def _changed(table: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    return migrations.RunSQL(
        [
            f"REVOKE UPDATE ON {table} FROM {SERVED}",
            f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {SERVED}",
        ],
        f"GRANT UPDATE ON {table} TO {SERVED}",
    )


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        hidden_rows(
            Rows(
                "accounts_membership",
                shown=f"{OWN} OR {THEIRS}",
                written=f"{THEIRS} OR ({INVITED}) OR current_user = 'tadasu_worker'",
                kept=("DELETE",),
            )
        ),
        hidden_rows(Rows("accounts_invitation", shown=f"{THEIRS} OR {HELD}", kept=("DELETE",))),
        hidden_rows(Rows("accounts_reset", shown=f"{OWN} OR {THEIRS} OR {HELD}", kept=("DELETE",))),
        *(_changed(table, columns) for table, columns in CHANGED.items()),
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(NEVER)} FROM {SERVED}",
            f"GRANT INSERT, UPDATE, DELETE ON {', '.join(NEVER)} TO {SERVED}",
        ),
    ]
