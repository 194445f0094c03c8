"""Nothing of the kinds `grants` and `grant-release` becomes public but what the attack has passed: the very document, after
everything that was published before, and signed by people who made none of the awards in it. What is asked here comes on top of
what publication itself asks (`published.guard`): two different people, the text word for word, the rules.

PostgreSQL itself refuses it, whoever asks. An exception that people are to understand carries the code of its sentence as the
name of a constraint. (Triggers go by name: this one runs after `guarded`, which fills the row in.)
"""

from typing import ClassVar

from django.db import migrations

PASSED = """
CREATE FUNCTION publishing_passed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    made publishing_release;
BEGIN
    IF NEW.kind NOT IN ('grants', 'grant-release') OR NEW.act = 'withdrawn' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO made FROM publishing_release AS asked
    WHERE asked.proposal = NEW.proposal AND asked.digest = NEW.digest AND asked.organisation_id = NEW.organisation_id
        AND asked.state = 'handed' AND asked.found = '[]'::jsonb;
    IF NOT FOUND OR made.document IS DISTINCT FROM (NEW.content::jsonb -> 'document')
        OR position(made.policy IN (NEW.content::jsonb #>> '{document,policy}')) = 0
    THEN
        RAISE EXCEPTION 'the attack has not passed this' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'publishing-not-passed';
    END IF;
    IF made.seen <> (
        SELECT count(*) FROM published.publication
        WHERE organisation_id = NEW.organisation_id AND kind = 'grant-release' AND act <> 'withdrawn'
    ) THEN
        RAISE EXCEPTION 'something else was published since' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'publishing-outdated';
    END IF;
    IF EXISTS (
        SELECT FROM publication_signature
        WHERE proposal_id = NEW.proposal AND digest = NEW.digest AND user_id = ANY (made.officers)
    ) THEN
        RAISE EXCEPTION 'signed by one who made an award' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'publishing-officer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guarded_grants BEFORE INSERT ON published.publication
FOR EACH ROW EXECUTE FUNCTION publishing_passed();
"""

SIGNED = """
CREATE FUNCTION publishing_signs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    made publishing_release;
BEGIN
    PERFORM FROM publication_proposal WHERE id = NEW.proposal_id AND kind = 'grant-release';
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    SELECT * INTO made FROM publishing_release
    WHERE proposal = NEW.proposal_id AND digest = NEW.digest AND state = 'handed';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the attack has not passed this' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'publishing-not-passed';
    END IF;
    IF NEW.user_id = ANY (made.officers) THEN
        RAISE EXCEPTION 'whoever made an award does not sign' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'publishing-officer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_signs BEFORE INSERT ON publication_signature FOR EACH ROW EXECUTE FUNCTION publishing_signs();
"""

FROZEN = """
CREATE FUNCTION publishing_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    IF (NEW.organisation_id, NEW.number, NEW.kinds, NEW.first, NEW.last, NEW.day, NEW.asked_by_id) IS DISTINCT FROM
        (OLD.organisation_id, OLD.number, OLD.kinds, OLD.first, OLD.last, OLD.day, OLD.asked_by_id)
        OR OLD.state <> 'waiting' AND (NEW.policy, NEW.found, NEW.told, NEW.against, NEW.officers, NEW.seen)
            IS DISTINCT FROM (OLD.policy, OLD.found, OLD.told, OLD.against, OLD.officers, OLD.seen)
        OR OLD.state = 'passed' AND NEW.state = 'handed' AND (NEW.made, NEW.counted, NEW.document)
            IS DISTINCT FROM (OLD.made, OLD.counted, OLD.document)
    THEN
        RAISE EXCEPTION 'what was attacked stays as it was' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_release_is_frozen BEFORE UPDATE ON publishing_release
FOR EACH ROW EXECUTE FUNCTION publishing_frozen();
CREATE FUNCTION publishing_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'waiting' THEN
        RAISE EXCEPTION 'a release begins by waiting' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_release_begins BEFORE INSERT ON publishing_release
FOR EACH ROW EXECUTE FUNCTION publishing_begins();
"""

AWAY = """
DROP FUNCTION publishing_passed CASCADE;
DROP FUNCTION publishing_signs CASCADE;
DROP FUNCTION publishing_frozen CASCADE;
DROP FUNCTION publishing_begins CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar = [("publishing", "0001_initial"), ("publication", "0002_published")]

    operations: ClassVar = [migrations.RunSQL(PASSED + SIGNED + FROZEN, AWAY)]
