"""The day of a step is the database's own: a server that was taken over writes nothing into the past or the future."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("tadasu.web.evidence.custody.migrations.0002_chain").LINK.split("CREATE TRIGGER")[0]
SAID = "greatest(NEW.day, "
OWN = "greatest((clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date, "


def again(function: str) -> str:
    """In the place of the one that is there."""
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    """A trigger's function."""

    dependencies = [("custody", "0003_rows")]

    operations = [migrations.RunSQL(again(BEFORE.replace(SAID, OWN)), again(BEFORE))]
