"""Row-level security where whoever adds a row may not see it: a source seals to an organisation that is not theirs."""

from django.db.migrations.operations import RunSQL

from tadasu.web.foundation.access import THEIRS

WORKER = "current_user = 'tadasu_worker'"
ALL = "true"


def rows_added_by_all(table: str, *, shown: str = THEIRS) -> RunSQL:
    """Anybody adds, those whose rows they are see, change and remove; the worker sees all."""
    return _policies(table, shown=f"({shown}) OR {WORKER}", added=ALL, changed=f"({shown}) OR {WORKER}")


def rows_shown_to_all(table: str, *, changed: str) -> RunSQL:
    """Everybody sees, as public keys must be seen; only those whose rows they are add, change and remove."""
    return _policies(table, shown=ALL, added=f"({changed}) OR {WORKER}", changed=f"({changed}) OR {WORKER}")


def _policies(table: str, *, shown: str, added: str, changed: str) -> RunSQL:
    return RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_shown ON {table} FOR SELECT USING ({shown})",
            f"CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK ({added})",
            f"CREATE POLICY {table}_changed ON {table} FOR UPDATE USING ({changed}) WITH CHECK ({changed})",
            f"CREATE POLICY {table}_removed ON {table} FOR DELETE USING ({changed})",
        ],
        [
            *(f"DROP POLICY {table}_{one} ON {table}" for one in ("shown", "added", "changed", "removed")),
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )
