"""Releases may retire the years told so far. Which, is asked for once and stays as it was asked."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

FROZEN = """
CREATE OR REPLACE FUNCTION publishing_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    next_states text[] := CASE OLD.state
        WHEN 'waiting' THEN ARRAY['failed', 'singled-out', 'passed', 'dropped']
        WHEN 'passed' THEN ARRAY['handed', 'dropped']
        WHEN 'handed' THEN ARRAY[]::text[]
        WHEN 'dropped' THEN ARRAY[]::text[]
        ELSE ARRAY['dropped']
    END;
BEGIN
    IF NOT NEW.state = ANY (next_states) THEN
        RAISE EXCEPTION 'a release does not go that way' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.organisation_id, NEW.number, NEW.kinds, NEW.first, NEW.last, NEW.retired, NEW.day, NEW.asked_by_id)
        IS DISTINCT FROM
        (OLD.organisation_id, OLD.number, OLD.kinds, OLD.first, OLD.last, OLD.retired, OLD.day, OLD.asked_by_id)
        OR OLD.state <> 'waiting' AND (NEW.policy, NEW.found, NEW.told, NEW.against, NEW.officers, NEW.seen)
            IS DISTINCT FROM (OLD.policy, OLD.found, OLD.told, OLD.against, OLD.officers, OLD.seen)
        OR OLD.state = 'passed' AND NEW.state = 'handed' AND (NEW.made, NEW.counted, NEW.document)
            IS DISTINCT FROM (OLD.made, OLD.counted, OLD.document)
    THEN
        RAISE EXCEPTION 'what was attacked stays as it was' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
"""
"""As in 0002, with `retired`."""


class Migration(migrations.Migration):
    """A column, and the trigger that keeps it."""

    dependencies: ClassVar = [("publishing", "0003_rows")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="release",
            name="retired",
            field=ArrayField(models.CharField(max_length=4), default=list),
        ),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
    ]
