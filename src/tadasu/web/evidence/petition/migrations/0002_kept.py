"""What was released stays as it is, the log only grows, rows belong where their petition does, and nobody acts in another's name.

PostgreSQL itself refuses it, whoever asks.
"""

from django.db import migrations

BELONGS = """
CREATE FUNCTION petition_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    SELECT organisation_id INTO theirs FROM petition_petition WHERE id = NEW.petition_id;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a row of a petition belongs to its organisation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER petition_attachment_belongs BEFORE INSERT ON petition_attachment
FOR EACH ROW EXECUTE FUNCTION petition_belongs();
CREATE TRIGGER petition_step_belongs BEFORE INSERT ON petition_step
FOR EACH ROW EXECUTE FUNCTION petition_belongs();
"""

FROZEN = """
CREATE FUNCTION petition_only_drafts_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM petition_petition
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.petition_id ELSE NEW.petition_id END AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'what goes along with a petition that was released stays'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER petition_attachment_of_drafts BEFORE INSERT OR DELETE ON petition_attachment
FOR EACH ROW EXECUTE FUNCTION petition_only_drafts_change();
CREATE FUNCTION petition_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
    next_states text[] := CASE OLD.state
        WHEN 'draft' THEN ARRAY['released', 'withdrawn']
        WHEN 'released' THEN ARRAY['draft', 'sent', 'withdrawn']
        WHEN 'sent' THEN ARRAY['acknowledged', 'closed', 'withdrawn']
        WHEN 'acknowledged' THEN ARRAY['closed', 'withdrawn']
        ELSE ARRAY[]::text[]
    END;
BEGIN
    IF OLD.state <> 'draft' AND (NEW.record, NEW.version, NEW.filled) IS DISTINCT FROM (OLD.record, OLD.version, OLD.filled) THEN
        RAISE EXCEPTION 'the text of a petition that was released stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.state <> OLD.state AND NOT NEW.state = ANY (next_states) THEN
        RAISE EXCEPTION 'a petition does not go that way' USING ERRCODE = 'check_violation';
    ELSIF NEW.released_by_id IS NOT NULL AND OLD.released_by_id IS NOT NULL
        AND (NEW.released_by_id, NEW.offered_by_id) IS DISTINCT FROM (OLD.released_by_id, OLD.offered_by_id)
        OR OLD.sent_on IS NOT NULL AND NEW.sent_on IS DISTINCT FROM OLD.sent_on
    THEN
        RAISE EXCEPTION 'who released a petition and when it was sent stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.released_by_id IS NULL AND NEW.released_by_id IS NOT NULL AND NEW.released_by_id IS DISTINCT FROM whoever
        OR NEW.offered_by_id IS DISTINCT FROM OLD.offered_by_id AND NEW.offered_by_id IS NOT NULL
            AND NEW.offered_by_id IS DISTINCT FROM whoever
    THEN
        RAISE EXCEPTION 'nobody releases in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER petition_petition_is_frozen BEFORE UPDATE ON petition_petition
FOR EACH ROW EXECUTE FUNCTION petition_frozen();
CREATE FUNCTION petition_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft' OR NEW.offered_by_id IS NOT NULL OR NEW.released_by_id IS NOT NULL OR NEW.sent_on IS NOT NULL THEN
        RAISE EXCEPTION 'a petition begins as a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER petition_petition_begins BEFORE INSERT ON petition_petition
FOR EACH ROW EXECUTE FUNCTION petition_begins();
"""

AWAY = """
DROP FUNCTION petition_belongs CASCADE;
DROP FUNCTION petition_only_drafts_change CASCADE;
DROP FUNCTION petition_frozen CASCADE;
DROP FUNCTION petition_begins CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("petition", "0001_initial")]

    operations = [migrations.RunSQL(BELONGS + FROZEN, AWAY)]
