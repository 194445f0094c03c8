"""What is there stays as it is: assessments and conclusions are not edited, rows belong where their inquiry does.

PostgreSQL itself refuses it, whoever asks.
"""

from django.db import migrations

BELONGS = """
CREATE FUNCTION verification_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    IF TG_TABLE_NAME = 'verification_assessment' THEN
        SELECT organisation_id INTO theirs FROM verification_taken WHERE id = NEW.taken_id;
    ELSE
        SELECT organisation_id INTO theirs FROM verification_inquiry WHERE id = NEW.inquiry_id;
    END IF;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a row of an inquiry belongs to its organisation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION verification_item_is_theirs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM custody_item WHERE id = NEW.item AND organisation_id = NEW.organisation_id AND ended = ''
    ) THEN
        RAISE EXCEPTION 'an item that is not theirs' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verification_taken_is_theirs BEFORE INSERT ON verification_taken
FOR EACH ROW EXECUTE FUNCTION verification_item_is_theirs();
CREATE TRIGGER verification_taken_belongs BEFORE INSERT ON verification_taken
FOR EACH ROW EXECUTE FUNCTION verification_belongs();
CREATE TRIGGER verification_origin_belongs BEFORE INSERT ON verification_origin
FOR EACH ROW EXECUTE FUNCTION verification_belongs();
CREATE TRIGGER verification_assessment_belongs BEFORE INSERT ON verification_assessment
FOR EACH ROW EXECUTE FUNCTION verification_belongs();
CREATE TRIGGER verification_conclusion_belongs BEFORE INSERT ON verification_conclusion
FOR EACH ROW EXECUTE FUNCTION verification_belongs();
"""

STAYS = """
CREATE FUNCTION verification_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what was assessed and concluded stays' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER verification_taken_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON verification_taken
FOR EACH STATEMENT EXECUTE FUNCTION verification_refuse();
CREATE TRIGGER verification_origin_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON verification_origin
FOR EACH STATEMENT EXECUTE FUNCTION verification_refuse();
CREATE TRIGGER verification_assessment_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON verification_assessment
FOR EACH STATEMENT EXECUTE FUNCTION verification_refuse();
CREATE TRIGGER verification_conclusion_stays BEFORE DELETE OR TRUNCATE ON verification_conclusion
FOR EACH STATEMENT EXECUTE FUNCTION verification_refuse();
CREATE FUNCTION verification_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF sha256(convert_to(NEW.content, 'UTF8')) <> NEW.digest OR NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a conclusion begins unsigned, with the digest of its content'
                USING ERRCODE = 'check_violation';
        ELSIF NEW.concluded_by_id IS DISTINCT FROM whoever THEN
            RAISE EXCEPTION 'nobody concludes in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF (
        to_jsonb(NEW) - 'signed_by_id' - 'signed_at' - 'finding'
        IS DISTINCT FROM to_jsonb(OLD) - 'signed_by_id' - 'signed_at' - 'finding'
    ) OR OLD.signed_by_id IS NOT NULL
        AND (NEW.signed_by_id, NEW.signed_at) IS DISTINCT FROM (OLD.signed_by_id, OLD.signed_at)
        OR OLD.finding IS NOT NULL AND NEW.finding IS DISTINCT FROM OLD.finding
    THEN
        RAISE EXCEPTION 'what was concluded and signed stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.signed_by_id IS NULL AND NEW.signed_by_id IS NOT NULL AND NEW.signed_by_id IS DISTINCT FROM whoever THEN
        RAISE EXCEPTION 'nobody signs in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verification_conclusion_is_frozen BEFORE INSERT OR UPDATE ON verification_conclusion
FOR EACH ROW EXECUTE FUNCTION verification_frozen();
"""

AWAY = """
DROP FUNCTION verification_belongs CASCADE;
DROP FUNCTION verification_item_is_theirs CASCADE;
DROP FUNCTION verification_refuse CASCADE;
DROP FUNCTION verification_frozen CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("verification", "0001_initial"), ("custody", "0003_rows")]

    operations = [migrations.RunSQL(BELONGS + STAYS, AWAY)]
