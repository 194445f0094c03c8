"""The log: PostgreSQL itself numbers and links each step, and refuses every other change.

What a step's digest is taken of is written down in docs/custody.md and computed in three places: here, in `_chain.py`, and in the
verifier that goes with an export. An opening in the vault makes a step of the item in the same transaction, whichever page it was
opened by: so this puts a trigger on the vault's log of openings.
"""

from django.db import migrations

DIGEST = """
CREATE FUNCTION custody_digest(step custody_step) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(
        public.audit_part('tadasu-custody-step-1'::text) || public.audit_part(step.item_id::text)
        || public.audit_part(step.organisation_id::text) || public.audit_part(step.number::text)
        || public.audit_part(step.before) || public.audit_part(step.act::text) || public.audit_part(step.user_id::text)
        || public.audit_part(to_char(step.day, 'YYYY-MM-DD'))
        || coalesce(
            string_agg(
                public.audit_part(key) || public.audit_part(value), ''::bytea ORDER BY convert_to(key, 'UTF8')
            ),
            ''::bytea
        )
    )
    FROM jsonb_each_text(step.detail)
$$;
"""

LINK = """
CREATE FUNCTION custody_link() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    held custody_item;
BEGIN
    SELECT * INTO held FROM custody_item WHERE id = NEW.item_id FOR NO KEY UPDATE;
    IF NOT FOUND OR held.organisation_id <> NEW.organisation_id THEN
        RAISE EXCEPTION 'a step of an item that is not theirs' USING ERRCODE = 'check_violation';
    END IF;
    IF jsonb_typeof(NEW.detail) <> 'object' OR EXISTS (
        SELECT FROM jsonb_each(NEW.detail)
        WHERE jsonb_typeof(value) <> 'string' OR key !~ '^[a-z]{1,20}$' OR value #>> '{}' !~ '^[A-Za-z0-9.-]{1,80}$'
    ) THEN
        RAISE EXCEPTION 'details are codes and ids' USING ERRCODE = 'check_violation';
    END IF;
    NEW.number := held.steps + 1;
    NEW.before := held.head;
    NEW.day := greatest(NEW.day, (SELECT max(day) FROM custody_step WHERE item_id = NEW.item_id));
    NEW.digest := custody_digest(NEW);
    UPDATE custody_item SET steps = NEW.number, head = NEW.digest WHERE id = NEW.item_id;
    RETURN NEW;
END $$;
CREATE TRIGGER custody_step_is_linked BEFORE INSERT ON custody_step FOR EACH ROW EXECUTE FUNCTION custody_link();
"""

VIEWED = """
CREATE FUNCTION custody_viewed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO custody_step (id, item_id, organisation_id, number, act, user_id, day, detail, before, digest)
    SELECT gen_random_uuid(), id, organisation_id, 0, 'viewed', NEW.user_id, (NEW.at AT TIME ZONE 'Asia/Tokyo')::date,
        jsonb_build_object('purpose', NEW.purpose, 'opening', NEW.id::text), ''::bytea, ''::bytea
    FROM custody_item WHERE record = NEW.record_id AND ended = '';
    RETURN NULL;
END $$;
CREATE TRIGGER custody_opening_is_a_step AFTER INSERT ON vault_opening FOR EACH ROW EXECUTE FUNCTION custody_viewed();
"""

GUARDS = """
CREATE FUNCTION custody_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the log is not changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER custody_step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_step
FOR EACH STATEMENT EXECUTE FUNCTION custody_refuse();
CREATE TRIGGER custody_item_stays BEFORE DELETE OR TRUNCATE ON custody_item
FOR EACH STATEMENT EXECUTE FUNCTION custody_refuse();
CREATE FUNCTION custody_item_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.steps <> 0 OR NEW.parent_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM custody_item WHERE id = NEW.parent_id AND organisation_id = NEW.organisation_id
        ) THEN
            RAISE EXCEPTION 'an item begins without a step, in the organisation of what it was made of'
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.head := decode(repeat('00', 32), 'hex');
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.organisation_id, NEW.kind, NEW.month, NEW.public, NEW.parent_id, NEW.how, NEW.fingerprint)
        IS DISTINCT FROM
        (OLD.id, OLD.organisation_id, OLD.kind, OLD.month, OLD.public, OLD.parent_id, OLD.how, OLD.fingerprint)
        OR NEW.ended = '' AND (NEW.label, NEW.language, NEW.record, NEW.slip, NEW.salt, NEW.blind_salt, NEW.origin_of)
        IS DISTINCT FROM (OLD.label, OLD.language, OLD.record, OLD.slip, OLD.salt, OLD.blind_salt, OLD.origin_of)
        OR OLD.ended <> '' AND NEW.ended IS DISTINCT FROM OLD.ended
        OR (NEW.steps, NEW.head) IS DISTINCT FROM (OLD.steps, OLD.head) AND pg_trigger_depth() < 2
    THEN
        RAISE EXCEPTION 'what an item is does not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER custody_item_is_kept BEFORE INSERT OR UPDATE ON custody_item
FOR EACH ROW EXECUTE FUNCTION custody_item_kept();
"""

AWAY = """
DROP FUNCTION custody_viewed CASCADE;
DROP FUNCTION custody_link CASCADE;
DROP FUNCTION custody_refuse CASCADE;
DROP FUNCTION custody_item_kept CASCADE;
DROP FUNCTION custody_digest;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("custody", "0001_initial"), ("audit", "0002_chain"), ("vault", "0004_outside_rows")]

    operations = [migrations.RunSQL(DIGEST + LINK + VIEWED + GUARDS, AWAY)]
