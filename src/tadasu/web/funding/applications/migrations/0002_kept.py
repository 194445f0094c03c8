"""Only whoever holds the code applies and says what is in it; staff move it on; nothing comes back once it is over.

PostgreSQL itself refuses it, whoever asks.
"""

from django.db import migrations

HOURS = """
ALTER TABLE applications_application ADD CONSTRAINT applications_whole_hours
CHECK (extract(epoch FROM received_at)::bigint % 3600 = 0 AND extract(microseconds FROM received_at) = 0);
"""

KEPT = """
CREATE FUNCTION applications_held(box uuid, theirs uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM correspondence_box
        WHERE id = box AND organisation_id = theirs
            AND digest = nullif(current_setting('tadasu.holding', true), '')
    )
$$;
CREATE FUNCTION applications_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT applications_held(NEW.box_id, NEW.organisation_id) THEN
        RAISE EXCEPTION 'only whoever holds the code applies' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.state <> 'received' THEN
        RAISE EXCEPTION 'an application begins as received' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER applications_application_begins BEFORE INSERT ON applications_application
FOR EACH ROW EXECUTE FUNCTION applications_begins();
CREATE FUNCTION applications_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    over text[] := ARRAY['withdrawn', 'ended'];
    next_states text[] := CASE OLD.state
        WHEN 'received' THEN ARRAY['asked', 'reviewing', 'decided'] || over
        WHEN 'asked' THEN ARRAY['received', 'reviewing', 'decided'] || over
        WHEN 'reviewing' THEN ARRAY['asked', 'decided'] || over
        WHEN 'decided' THEN ARRAY['reviewing'] || over
        ELSE ARRAY[]::text[]
    END;
BEGIN
    IF NEW.state <> OLD.state AND NOT NEW.state = ANY (next_states) THEN
        RAISE EXCEPTION 'an application does not go that way' USING ERRCODE = 'check_violation';
    ELSIF NOT NEW.state = ANY (over) AND NOT applications_held(OLD.box_id, OLD.organisation_id) AND (
        NEW.level, NEW.delay, NEW.pseudonym, NEW.applicant_type, NEW.sponsored, NEW.spoken, NEW.region, NEW.purpose, NEW.amount,
        NEW.currency, NEW.languages, NEW.record, NEW.versions
    ) IS DISTINCT FROM (
        OLD.level, OLD.delay, OLD.pseudonym, OLD.applicant_type, OLD.sponsored, OLD.spoken, OLD.region, OLD.purpose, OLD.amount,
        OLD.currency, OLD.languages, OLD.record, OLD.versions
    ) THEN
        RAISE EXCEPTION 'what is in an application says whoever holds the code' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.received_at IS NOT NULL AND OLD.received_at IS DISTINCT FROM NEW.received_at THEN
        RAISE EXCEPTION 'the hour of an emergency does not move' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER applications_application_goes_on BEFORE UPDATE ON applications_application
FOR EACH ROW EXECUTE FUNCTION applications_goes_on();
CREATE FUNCTION applications_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
    theirs_box uuid;
BEGIN
    SELECT organisation_id, box_id INTO theirs, theirs_box FROM applications_application WHERE id = NEW.application_id;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a row of an application belongs to its organisation' USING ERRCODE = 'check_violation';
    ELSIF NOT applications_held(theirs_box, theirs) THEN
        RAISE EXCEPTION 'only whoever holds the code adds to an application' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER applications_version_belongs BEFORE INSERT ON applications_version
FOR EACH ROW EXECUTE FUNCTION applications_belongs();
CREATE TRIGGER applications_answer_belongs BEFORE INSERT ON applications_answer
FOR EACH ROW EXECUTE FUNCTION applications_belongs();
CREATE TRIGGER applications_consent_belongs BEFORE INSERT ON applications_consent
FOR EACH ROW EXECUTE FUNCTION applications_belongs();
"""

AWAY = """
ALTER TABLE applications_application DROP CONSTRAINT applications_whole_hours;
DROP FUNCTION applications_begins CASCADE;
DROP FUNCTION applications_goes_on CASCADE;
DROP FUNCTION applications_belongs CASCADE;
DROP FUNCTION applications_held;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("applications", "0001_initial"), ("correspondence", "0004_forms")]

    operations = [migrations.RunSQL(HOURS + KEPT, AWAY)]
