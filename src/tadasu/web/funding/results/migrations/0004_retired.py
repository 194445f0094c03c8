"""Tellings may retire the years told so far. Which, is asked for once and stays as it was asked."""

from typing import ClassVar

from django.db import migrations, models

GOES = """
CREATE OR REPLACE FUNCTION results_telling_goes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    next_states text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('passed', 'singled-out')
            OR NEW.prepared_by_id IS DISTINCT FROM nullif(current_setting('tadasu.user', true), '')::uuid
        THEN
            RAISE EXCEPTION 'a telling begins with the attack on it, by whoever acts' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    next_states := CASE OLD.state
        WHEN 'passed' THEN ARRAY['handed', 'dropped']
        WHEN 'singled-out' THEN ARRAY['dropped']
        ELSE ARRAY[]::text[]
    END;
    IF NOT NEW.state = ANY (next_states) THEN
        RAISE EXCEPTION 'a telling does not go that way' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.organisation_id, NEW.number, NEW.day, NEW.retired, NEW.prepared_by_id, NEW.policy, NEW.found, NEW.seen)
        IS DISTINCT FROM
        (OLD.organisation_id, OLD.number, OLD.day, OLD.retired, OLD.prepared_by_id, OLD.policy, OLD.found, OLD.seen)
        OR NEW.state = 'handed' AND (NEW.made, NEW.counted, NEW.document)
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

    dependencies: ClassVar = [("results", "0003_rows")]

    operations: ClassVar = [
        migrations.AddField(model_name="telling", name="retired", field=models.JSONField(default=dict)),
        migrations.RunSQL(GOES, migrations.RunSQL.noop),
    ]
