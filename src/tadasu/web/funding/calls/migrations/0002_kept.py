"""A form version never changes; a call that was open keeps its terms; an invitation is used once, for its own call.

PostgreSQL itself refuses it, whoever asks.
"""

from django.db import migrations

KEPT = """
CREATE FUNCTION calls_call_keeps() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM calls_formversion WHERE id = NEW.form_id AND organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'a call asks with a form of its organisation' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a call begins as a draft' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'closed' OR OLD.state = 'open' AND NEW.state = 'draft' OR OLD.state = 'draft' AND NEW.state = 'closed' THEN
        RAISE EXCEPTION 'a call does not go that way' USING ERRCODE = 'check_violation';
    ELSIF OLD.state <> 'draft' AND (NEW.line, NEW.kind, NEW.regime, NEW.tier, NEW.currency, NEW.least, NEW.most, NEW.applicants,
        NEW.conflicts, NEW.form_id, NEW.counter, NEW.languages, NEW.opened_by_id, NEW.opened_on)
        IS DISTINCT FROM (OLD.line, OLD.kind, OLD.regime, OLD.tier, OLD.currency, OLD.least, OLD.most, OLD.applicants,
        OLD.conflicts, OLD.form_id, OLD.counter, OLD.languages, OLD.opened_by_id, OLD.opened_on)
    THEN
        RAISE EXCEPTION 'the terms of a call that was opened stay' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.state <> 'draft' AND NEW.closes_on < OLD.closes_on THEN
        RAISE EXCEPTION 'an open call is not closed sooner than was said' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calls_call_keeps BEFORE INSERT OR UPDATE ON calls_call
FOR EACH ROW EXECUTE FUNCTION calls_call_keeps();
CREATE FUNCTION calls_form_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a version of a form stays as it is' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER calls_form_stays BEFORE UPDATE ON calls_formversion
FOR EACH ROW EXECUTE FUNCTION calls_form_stays();
CREATE FUNCTION calls_invitation_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM calls_call WHERE id = NEW.call_id AND organisation_id = NEW.organisation_id) THEN
            RAISE EXCEPTION 'an invitation belongs to the organisation of its call' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.used_in IS NOT NULL OR OLD.withdrawn THEN
        RAISE EXCEPTION 'an invitation is used once' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calls_invitation_once BEFORE INSERT OR UPDATE ON calls_invitation
FOR EACH ROW EXECUTE FUNCTION calls_invitation_once();
"""

AWAY = """
DROP FUNCTION calls_invitation_once CASCADE;
DROP FUNCTION calls_form_stays CASCADE;
DROP FUNCTION calls_call_keeps CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("calls", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, AWAY)]
