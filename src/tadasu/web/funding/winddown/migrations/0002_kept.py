"""Nobody erases alone, or a day later; what was begun is not undone. And what apps keep against changes lets go while an
organisation is being erased. PostgreSQL itself asks, whoever does it."""

from typing import ClassVar

from django.db import migrations

FALLS = """
CREATE FUNCTION winddown_falls(theirs uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT nullif(current_setting('tadasu.user', true), '') IS NULL
        AND theirs::text = ANY (string_to_array(nullif(current_setting('tadasu.organisations', true), ''), ','))
        AND EXISTS (
            SELECT FROM winddown_fall WHERE organisation_id = theirs AND mode = 'erase' AND state = 'running'
        )
$$;
"""
"""Whether the system acts for an organisation that is being erased. For a person, whatever they may, it is no."""

KEPT = """
CREATE FUNCTION winddown_fall_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF NEW.asked_by_id IS DISTINCT FROM whoever OR NEW.confirmed_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'nobody asks in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.state <> (CASE WHEN NEW.mode = 'shut' OR NEW.by_machine THEN 'running' ELSE 'asked' END) THEN
        RAISE EXCEPTION 'to erase two people are needed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER winddown_fall_begins BEFORE INSERT ON winddown_fall
FOR EACH ROW EXECUTE FUNCTION winddown_fall_begins();

CREATE FUNCTION winddown_fall_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (('asked', 'running'), ('asked', 'dropped'), ('running', 'done'))
    THEN
        RAISE EXCEPTION 'what was begun goes on to its end' USING ERRCODE = 'check_violation';
    ELSIF OLD.state IN ('done', 'dropped') AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'what is over stays as it is' USING ERRCODE = 'check_violation';
    ELSIF OLD.state = 'asked' AND NEW.state = 'running' AND (
        NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id IS DISTINCT FROM whoever
        OR NEW.confirmed_by_id = OLD.asked_by_id OR now() > OLD.asked_at + interval '24 hours'
    ) THEN
        RAISE EXCEPTION 'to erase two people are needed, within a day' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.state <> 'asked' AND (NEW.confirmed_by_id, NEW.confirmed_at)
        IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at)
    THEN
        RAISE EXCEPTION 'who agreed stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER winddown_fall_goes_on BEFORE UPDATE ON winddown_fall
FOR EACH ROW EXECUTE FUNCTION winddown_fall_goes_on();

CREATE FUNCTION winddown_announces() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.withdrawn_by_id IS NOT NULL OR NEW.withdrawn_by_id IS DISTINCT FROM whoever THEN
            RAISE EXCEPTION 'nobody withdraws in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF NEW.made_by_id IS DISTINCT FROM whoever OR NEW.withdrawn_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'nobody announces in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW."on" < NEW.made_on + 90 THEN
        RAISE EXCEPTION 'grantees have ninety days' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER winddown_announces BEFORE INSERT OR UPDATE ON winddown_announcement
FOR EACH ROW EXECUTE FUNCTION winddown_announces();
"""

FROZEN = "CREATE OR REPLACE TRIGGER awards_award_is_frozen BEFORE UPDATE ON awards_award FOR EACH ROW"
PLANS = "CREATE OR REPLACE TRIGGER need_plan_kept BEFORE UPDATE OR DELETE ON need_plan FOR EACH ROW"
LETS_GO = f"""
{FROZEN} WHEN (NOT winddown_falls(OLD.organisation_id)) EXECUTE FUNCTION awards_frozen();
{PLANS} WHEN (NOT winddown_falls(OLD.organisation_id)) EXECUTE FUNCTION need_plan_kept();
"""
"""The agreement of an award stays as it was signed, a plan as it was asked, unless the funder falls."""

AWAY = f"""
{FROZEN} EXECUTE FUNCTION awards_frozen();
{PLANS} EXECUTE FUNCTION need_plan_kept();
DROP FUNCTION winddown_announces CASCADE;
DROP FUNCTION winddown_fall_goes_on CASCADE;
DROP FUNCTION winddown_fall_begins CASCADE;
DROP FUNCTION winddown_falls(uuid) CASCADE;
"""


class Migration(migrations.Migration):
    """Functions and triggers."""

    dependencies: ClassVar = [
        ("winddown", "0001_initial"),
        ("awards", "0003_rows"),
        ("need", "0002_kept"),
    ]

    operations: ClassVar = [migrations.RunSQL(FALLS + KEPT + LETS_GO, AWAY)]
