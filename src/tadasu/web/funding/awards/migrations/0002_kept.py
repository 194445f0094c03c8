"""What was signed changes by an agreed change only, money is released by a second person, rows belong where their award does, and
nobody acts in another's name.

PostgreSQL itself refuses it, whoever asks.
"""

from typing import ClassVar

from django.db import migrations

CHILDREN = (
    "costline",
    "signature",
    "condition",
    "step",
    "tranche",
    "payment",
    "receipt",
    "return",
    "report",
    "amendment",
    "suspension",
    "check",
    "inspection",
)

BELONGS = """
CREATE FUNCTION awards_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    SELECT organisation_id INTO theirs FROM awards_award WHERE id = NEW.award_id;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a row of an award belongs to its organisation' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_TABLE_NAME = 'awards_payment' THEN
        PERFORM FROM awards_tranche
        WHERE id = (to_jsonb(NEW) ->> 'tranche_id')::uuid AND award_id = NEW.award_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a payment is of a tranche of its award' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"CREATE TRIGGER awards_{one}_belongs BEFORE INSERT ON awards_{one} FOR EACH ROW EXECUTE FUNCTION awards_belongs();\n"
    for one in CHILDREN
)

AGREED = """
CREATE FUNCTION awards_agreed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    SELECT organisation_id INTO theirs FROM awards_grantee WHERE id = NEW.grantee_id;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'an award belongs where its grantee does' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.parent_id IS NOT NULL THEN
        PERFORM FROM awards_award
        WHERE id = NEW.parent_id AND organisation_id = NEW.organisation_id AND passes_on
            AND currency = NEW.currency AND line = NEW.line;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'an award is passed on from one that passes on' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.state <> 'draft' OR NEW.record IS NOT NULL OR NEW.entry IS NOT NULL THEN
        RAISE EXCEPTION 'an award begins as a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER awards_award_begins BEFORE INSERT ON awards_award FOR EACH ROW EXECUTE FUNCTION awards_agreed();

CREATE FUNCTION awards_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    signed boolean := OLD.state <> 'draft';
    next_states text[] := CASE OLD.state
        WHEN 'draft' THEN ARRAY['signed', 'dropped']
        WHEN 'signed' THEN ARRAY['active', 'suspended', 'closed']
        WHEN 'active' THEN ARRAY['suspended', 'closed']
        WHEN 'suspended' THEN ARRAY['signed', 'active', 'closed']
        WHEN 'closed' THEN ARRAY['ended']
        ELSE ARRAY[]::text[]
    END;
BEGIN
    IF NEW.state <> OLD.state AND NOT NEW.state = ANY (next_states) THEN
        RAISE EXCEPTION 'an award does not go that way' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT signed AND NEW.state = 'signed' AND (
        SELECT count(DISTINCT user_id) FROM awards_signature WHERE award_id = NEW.id AND record = NEW.record
    ) < 2 THEN
        RAISE EXCEPTION 'two people sign an award' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.organisation_id, NEW.pseudonym, NEW.grantee_id, NEW.application, NEW.parent_id, NEW.line, NEW.currency,
        NEW.begun_by_id) IS DISTINCT FROM
        (OLD.organisation_id, OLD.pseudonym, OLD.grantee_id, OLD.application, OLD.parent_id, OLD.line, OLD.currency,
        OLD.begun_by_id)
    THEN
        RAISE EXCEPTION 'what an award is of stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.ended_on IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'an award that has ended stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF signed AND NEW.ended_on IS NULL AND NEW.record IS DISTINCT FROM OLD.record THEN
        RAISE EXCEPTION 'the agreement of an award stays as it was signed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF signed AND (NEW.purpose, NEW.oda, NEW.passes_on, NEW.overhead_points, NEW.starts_on, NEW.lane, NEW.clauses)
        IS DISTINCT FROM (OLD.purpose, OLD.oda, OLD.passes_on, OLD.overhead_points, OLD.starts_on, OLD.lane, OLD.clauses)
    THEN
        RAISE EXCEPTION 'what was signed stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF signed AND NEW.amount <> OLD.amount AND NOT EXISTS (
        SELECT FROM awards_amendment
        WHERE award_id = NEW.id AND state = 'approved' AND amount_before = OLD.amount AND amount_after = NEW.amount
    ) OR signed AND NEW.ends_on <> OLD.ends_on AND NOT EXISTS (
        SELECT FROM awards_amendment
        WHERE award_id = NEW.id AND state = 'approved' AND ends_before = OLD.ends_on AND ends_after = NEW.ends_on
    ) OR NEW.level < OLD.level AND NOT EXISTS (
        SELECT FROM awards_amendment
        WHERE award_id = NEW.id AND state = 'approved' AND level_before = OLD.level AND level_after = NEW.level
            AND letter IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'an award is changed by an agreed change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER awards_award_is_frozen BEFORE UPDATE ON awards_award FOR EACH ROW EXECUTE FUNCTION awards_frozen();

CREATE FUNCTION awards_only_drafts_lose() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM awards_award WHERE id = OLD.award_id AND state = 'draft') THEN
        RAISE EXCEPTION 'what was signed stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
""" + "".join(
    f"CREATE TRIGGER awards_{one}_of_drafts BEFORE DELETE ON awards_{one} "
    "FOR EACH ROW EXECUTE FUNCTION awards_only_drafts_lose();\n"
    for one in ("costline", "tranche", "condition")
)

PAID = """
CREATE FUNCTION awards_pays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
    next_states text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'prepared' OR NEW.released_by_id IS NOT NULL OR NEW.prepared_by_id IS DISTINCT FROM whoever THEN
            RAISE EXCEPTION 'a payment begins as prepared by whoever acts' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    next_states := CASE OLD.state
        WHEN 'prepared' THEN ARRAY['released', 'withdrawn']
        WHEN 'released' THEN ARRAY['paid', 'refused', 'withdrawn']
        ELSE ARRAY[]::text[]
    END;
    IF NEW.state <> OLD.state AND NOT NEW.state = ANY (next_states) THEN
        RAISE EXCEPTION 'a payment does not go that way' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.organisation_id, NEW.award_id, NEW.tranche_id, NEW.number, NEW.amount, NEW.currency, NEW.route, NEW.basis,
        NEW.tested, NEW.prepared_by_id, NEW.prepared_on) IS DISTINCT FROM
        (OLD.organisation_id, OLD.award_id, OLD.tranche_id, OLD.number, OLD.amount, OLD.currency, OLD.route, OLD.basis,
        OLD.tested, OLD.prepared_by_id, OLD.prepared_on)
        OR NEW.record IS NOT NULL AND NEW.record IS DISTINCT FROM OLD.record
        OR OLD.released_by_id IS NOT NULL AND NEW.released_by_id IS DISTINCT FROM OLD.released_by_id
        OR OLD.paid_on IS NOT NULL AND (NEW.paid_on, NEW.paid_amount, NEW.rate, NEW.entry)
            IS DISTINCT FROM (OLD.paid_on, OLD.paid_amount, OLD.rate, OLD.entry)
    THEN
        RAISE EXCEPTION 'a payment stays as it was prepared' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.released_by_id IS NULL AND NEW.released_by_id IS NOT NULL AND NEW.released_by_id IS DISTINCT FROM whoever THEN
        RAISE EXCEPTION 'nobody releases in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state = 'prepared' AND NEW.state = 'released' THEN
        IF NEW.released_by_id IS NULL OR NEW.released_by_id = NEW.prepared_by_id THEN
            RAISE EXCEPTION 'a second person releases a payment' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NOT EXISTS (SELECT FROM awards_award WHERE id = NEW.award_id AND state IN ('signed', 'active'))
            OR EXISTS (
                SELECT FROM awards_condition c JOIN awards_tranche t ON t.id = NEW.tranche_id
                WHERE c.award_id = NEW.award_id AND c.state = 'open' AND coalesce(c.before, 1) <= t.number
            )
        THEN
            RAISE EXCEPTION 'nothing is released while the award is held' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER awards_payment_pays BEFORE INSERT OR UPDATE ON awards_payment FOR EACH ROW EXECUTE FUNCTION awards_pays();
"""

AMENDED = """
CREATE FUNCTION awards_amends() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' OR NEW.proposed_by_id IS DISTINCT FROM whoever THEN
            RAISE EXCEPTION 'a change begins as proposed by whoever acts' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' AND NEW.state <> OLD.state
        OR (NEW.award_id, NEW.number, NEW.kind, NEW.amount_before, NEW.amount_after, NEW.ends_before, NEW.ends_after,
            NEW.level_before, NEW.level_after, NEW.letter, NEW.proposed_by_id) IS DISTINCT FROM
            (OLD.award_id, OLD.number, OLD.kind, OLD.amount_before, OLD.amount_after, OLD.ends_before, OLD.ends_after,
            OLD.level_before, OLD.level_after, OLD.letter, OLD.proposed_by_id)
        OR OLD.state = 'proposed' AND NEW.state <> 'proposed' AND NEW.settled_by_id IS DISTINCT FROM whoever
    THEN
        RAISE EXCEPTION 'a change stays as it was proposed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER awards_amendment_amends BEFORE INSERT OR UPDATE ON awards_amendment
FOR EACH ROW EXECUTE FUNCTION awards_amends();
"""

AWAY = """
DROP FUNCTION awards_belongs CASCADE;
DROP FUNCTION awards_agreed CASCADE;
DROP FUNCTION awards_frozen CASCADE;
DROP FUNCTION awards_only_drafts_lose CASCADE;
DROP FUNCTION awards_pays CASCADE;
DROP FUNCTION awards_amends CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar = [("awards", "0001_initial")]

    operations: ClassVar = [migrations.RunSQL(BELONGS + AGREED + PAID + AMENDED, AWAY)]
