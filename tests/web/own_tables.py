"""Whether every app keeps to its own tables: no foreign key of one to a table of another, but for people and organisations.

Contracts about imports do not see a key that is written as a string, nor one that a migration makes in SQL.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

SHARED = {"accounts_organisation", "accounts_user"}
"""Tables at which everybody may point."""

OURS = ("tadasu.", "tests.")


def pointing() -> Iterator[str]:
    """Every field of a loaded model of ours that points at a table of another app."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith(OURS):
            continue
        for field in model._meta.get_fields(include_hidden=True):
            other = field.related_model
            if field.auto_created and not field.concrete:
                continue  # the other end of a key, which is seen at its own
            if isinstance(other, type) and issubclass(other, models.Model) and not _own(model, other):
                yield f"{model._meta.label}.{field.name} -> {other._meta.label}"


def constrained() -> Iterator[str]:
    """Every foreign key of the database from a table of ours to a table of another app."""
    app_of = {one._meta.db_table: one._meta.app_label for one in apps.get_models(include_auto_created=True)}
    ours = {one._meta.db_table for one in apps.get_models() if one.__module__.startswith(OURS)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'"
        )
        for table, other, name in cursor.fetchall():
            if table in ours and other not in SHARED and app_of.get(table) != app_of.get(other):
                yield f"{table} -> {other} ({name})"


def _own(model: type[models.Model], other: type[models.Model]) -> bool:
    return model._meta.app_label == other._meta.app_label or other._meta.db_table in SHARED
