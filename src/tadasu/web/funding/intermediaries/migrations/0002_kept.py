"""Rows belong where their award does; what was attested stays; protection is never lower below than above; nobody attests in the
name of somebody else. PostgreSQL itself refuses it, whoever asks."""

from typing import ClassVar

from django.db import migrations

KEPT = """
CREATE FUNCTION intermediaries_terms_of_awards() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    above record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.organisation_id, NEW.award, NEW.above, NEW.depth, NEW.pseudonym) IS DISTINCT FROM
            (OLD.organisation_id, OLD.award, OLD.above, OLD.depth, OLD.pseudonym) OR NEW.protection < OLD.protection
            OR OLD.holder_id IS NOT NULL AND NEW.holder_id IS DISTINCT FROM OLD.holder_id
        THEN
            RAISE EXCEPTION 'terms stay those of their award, and protection rises only' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM FROM awards_award WHERE id = NEW.award AND organisation_id = NEW.organisation_id AND passes_on;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'terms are of an award that passes on' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.above IS NOT NULL THEN
        SELECT depth, protection, incident_hours INTO above FROM intermediaries_terms WHERE award = NEW.above;
        IF NOT FOUND OR NEW.depth <> above.depth + 1 OR NEW.protection < above.protection
            OR NEW.incident_hours > above.incident_hours
        THEN
            RAISE EXCEPTION 'what is asked above is asked below' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER intermediaries_terms_flow_down BEFORE INSERT OR UPDATE ON intermediaries_terms
FOR EACH ROW EXECUTE FUNCTION intermediaries_terms_of_awards();

CREATE FUNCTION intermediaries_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs record;
BEGIN
    SELECT organisation_id, award INTO theirs FROM intermediaries_terms WHERE id = NEW.terms_id;
    IF theirs.organisation_id IS DISTINCT FROM NEW.organisation_id
        OR to_jsonb(NEW) ? 'award' AND to_jsonb(NEW) ->> 'award' IS DISTINCT FROM theirs.award::text
    THEN
        RAISE EXCEPTION 'a row belongs to its terms' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER intermediaries_duty_belongs BEFORE INSERT ON intermediaries_duty
FOR EACH ROW EXECUTE FUNCTION intermediaries_belongs();
CREATE TRIGGER intermediaries_attestation_belongs BEFORE INSERT ON intermediaries_attestation
FOR EACH ROW EXECUTE FUNCTION intermediaries_belongs();
CREATE TRIGGER intermediaries_incident_belongs BEFORE INSERT ON intermediaries_incident
FOR EACH ROW EXECUTE FUNCTION intermediaries_belongs();
"""

KEPT += """
CREATE FUNCTION intermediaries_follow_awards() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE intermediaries_terms SET amount = NEW.amount, ends_on = NEW.ends_on WHERE award = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER intermediaries_terms_follow AFTER UPDATE OF amount, ends_on ON awards_award
FOR EACH ROW WHEN (NEW.amount <> OLD.amount OR NEW.ends_on <> OLD.ends_on) EXECUTE FUNCTION intermediaries_follow_awards();
"""

AWAY = """
DROP FUNCTION intermediaries_terms_of_awards CASCADE;
DROP FUNCTION intermediaries_belongs CASCADE;
DROP FUNCTION intermediaries_follow_awards CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar = [("intermediaries", "0001_initial"), ("awards", "0003_rows")]

    operations: ClassVar = [migrations.RunSQL(KEPT, AWAY)]
