"""A row is added by writing all rows of its round anew: new ids, in an order of chance, all by one transaction. So what lives in
the tables tells nothing of which row came first, last, or together with a row of another table. What was there before stays in
PostgreSQL's freed space and in its log of writes for a while (docs/feedback.md)."""

from uuid import UUID

from django.db import connection

from tadasu.web.funding.feedback.models import Round, Sealed, Spent, Taken

_COLUMN = {Taken: "mark", Spent: "mark", Sealed: "sealed"}


def add(table: type[Taken] | type[Spent] | type[Sealed], round: Round, value: str | bytes) -> None:
    """Add one, within a transaction that holds the round."""
    name, column = table._meta.db_table, _COLUMN[table]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH before AS (DELETE FROM {name} WHERE round_id = %s RETURNING {column})
            INSERT INTO {name} (id, organisation_id, round_id, {column})
            SELECT gen_random_uuid(), %s, %s, together.{column}
            FROM (SELECT {column} FROM before UNION ALL SELECT %s) AS together
            ORDER BY gen_random_uuid()
            """,  # names of our own tables and columns
            [round.id, round.organisation_id, round.id, value],
        )


def clear(round: UUID) -> None:
    """All of them."""
    for table in _COLUMN:
        table._default_manager.filter(round=round).delete()
