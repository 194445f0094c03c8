"""A version of a result stays as it was written, what is protected is kept coarse, and nobody acts in another's name. When an
award gets more protection, what its results say gets less. Nothing of the kind `results` becomes public but what the attack has
passed.

PostgreSQL itself refuses it, whoever asks.
"""

from typing import ClassVar

from django.db import migrations

WRITTEN = """
CREATE FUNCTION results_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of_award awards_award;
    before results_result;
BEGIN
    IF NEW.state <> 'current'
        OR NEW.written_by_id IS DISTINCT FROM nullif(current_setting('tadasu.user', true), '')::uuid
    THEN
        RAISE EXCEPTION 'a result stands when it is written, by whoever acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT FROM programmes_fund WHERE id = NEW.fund AND organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'a result belongs where its programme does' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.award IS NOT NULL THEN
        SELECT * INTO of_award FROM awards_award WHERE id = NEW.award;
        IF of_award.organisation_id IS DISTINCT FROM NEW.organisation_id OR NEW.fund IS DISTINCT FROM (
            SELECT fund_id FROM programmes_line WHERE id = of_award.line
        ) THEN
            RAISE EXCEPTION 'a result belongs where its award does' USING ERRCODE = 'check_violation';
        END IF;
        IF of_award.level >= 2 AND NEW.precision <> 'quarter'
            OR of_award.level >= 1 AND (NEW.link <> '' OR NEW.finding IS NOT NULL OR NEW.publication IS NOT NULL)
        THEN
            RAISE EXCEPTION 'what is protected is kept coarse' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    IF NEW.after IS NOT NULL AND EXISTS (
        SELECT FROM results_result AS earlier LEFT JOIN awards_award AS of_earlier ON of_earlier.id = earlier.award
        WHERE earlier.thing = NEW.after AND earlier.award IS DISTINCT FROM NEW.award
            AND greatest(coalesce(of_award.level, 0), coalesce(of_earlier.level, 0)) >= 1
    ) THEN
        RAISE EXCEPTION 'no arrow leads from or to what is protected' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.told_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM results_told WHERE id = NEW.told_id AND award = NEW.award
    ) THEN
        RAISE EXCEPTION 'what was told is of its award' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO before FROM results_result WHERE thing = NEW.thing ORDER BY version DESC LIMIT 1;
    IF NEW.version <> coalesce(before.version, 0) + 1 OR FOUND AND (
        before.state <> 'replaced'
        OR (before.organisation_id, before.fund, before.award) IS DISTINCT FROM (NEW.organisation_id, NEW.fund, NEW.award)
    ) THEN
        RAISE EXCEPTION 'versions of a result follow one another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_result_begins BEFORE INSERT ON results_result FOR EACH ROW EXECUTE FUNCTION results_begins();

CREATE FUNCTION results_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF (to_jsonb(NEW) - ARRAY['state', 'withdrawal', 'ended_by_id', 'ended_on', 'record', 'on', 'precision', 'finding',
            'publication', 'link', 'after'])
        <> (to_jsonb(OLD) - ARRAY['state', 'withdrawal', 'ended_by_id', 'ended_on', 'record', 'on', 'precision', 'finding',
            'publication', 'link', 'after'])
        OR NEW.after IS NOT NULL AND NEW.after IS DISTINCT FROM OLD.after
        OR NEW.record IS NOT NULL AND NEW.record IS DISTINCT FROM OLD.record
        OR NEW.finding IS NOT NULL AND NEW.finding IS DISTINCT FROM OLD.finding
        OR NEW.publication IS NOT NULL AND NEW.publication IS DISTINCT FROM OLD.publication
        OR NEW.link <> '' AND NEW.link <> OLD.link
        OR (NEW."on", NEW.precision) IS DISTINCT FROM (OLD."on", OLD.precision)
            AND (NEW."on", NEW.precision) IS DISTINCT FROM (date_trunc('quarter', OLD."on")::date, 'quarter'::varchar)
    THEN
        RAISE EXCEPTION 'a result stays as it was written' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.state, NEW.withdrawal, NEW.ended_by_id, NEW.ended_on) IS DISTINCT FROM
        (OLD.state, OLD.withdrawal, OLD.ended_by_id, OLD.ended_on)
        AND (OLD.state <> 'current' OR NEW.ended_by_id IS DISTINCT FROM whoever)
    THEN
        RAISE EXCEPTION 'a result ends once, by whoever acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_result_stays BEFORE UPDATE ON results_result FOR EACH ROW EXECUTE FUNCTION results_stays();
"""

RAISED = """
-- before: whoever raises an award may no longer see it afterwards, nor what belongs to it
CREATE FUNCTION results_raised() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.level > OLD.level THEN
        UPDATE results_result SET link = '', finding = NULL, publication = NULL
        WHERE award = NEW.id AND (link <> '' OR finding IS NOT NULL OR publication IS NOT NULL);
        UPDATE results_result AS one SET after = NULL WHERE after IS NOT NULL AND EXISTS (
            SELECT FROM results_result AS earlier WHERE earlier.thing = one.after
                AND (earlier.award = NEW.id) IS DISTINCT FROM (one.award = NEW.id)
                AND (earlier.award = NEW.id OR one.award = NEW.id)
        );
        UPDATE results_result SET "on" = date_trunc('quarter', "on")::date, precision = 'quarter'
        WHERE award = NEW.id AND NEW.level >= 2 AND precision <> 'quarter';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_award_raised BEFORE UPDATE OF level ON awards_award
FOR EACH ROW EXECUTE FUNCTION results_raised();
"""

SAID = """
CREATE FUNCTION results_told_settles() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'waiting' OR NEW.organisation_id IS DISTINCT FROM (
            SELECT organisation_id FROM awards_award WHERE id = NEW.award
        ) THEN
            RAISE EXCEPTION 'what was told waits, where its award is' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'waiting'
        OR NEW.settled_by_id IS DISTINCT FROM nullif(current_setting('tadasu.user', true), '')::uuid
        OR (NEW.organisation_id, NEW.award, NEW.number, NEW.letter, NEW.day) IS DISTINCT FROM
            (OLD.organisation_id, OLD.award, OLD.number, OLD.letter, OLD.day)
    THEN
        RAISE EXCEPTION 'what was told is settled once, by whoever acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_told_settles BEFORE INSERT OR UPDATE ON results_told
FOR EACH ROW EXECUTE FUNCTION results_told_settles();

CREATE FUNCTION results_value_said() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.replaced OR NEW.noted_by_id IS DISTINCT FROM nullif(current_setting('tadasu.user', true), '')::uuid
            OR NOT EXISTS (
                SELECT FROM results_indicator i JOIN awards_award a ON a.id = NEW.award
                JOIN programmes_line l ON l.id = a.line
                WHERE i.id = NEW.indicator_id AND i.ended_on IS NULL AND l.fund_id = i.fund
                    AND i.organisation_id = NEW.organisation_id AND a.organisation_id = NEW.organisation_id
            )
        THEN
            RAISE EXCEPTION 'a value is of an award of the programme, by whoever acts' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.replaced OR NOT NEW.replaced OR (to_jsonb(NEW) - 'replaced') <> (to_jsonb(OLD) - 'replaced') THEN
        RAISE EXCEPTION 'a value is replaced and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_value_said BEFORE INSERT OR UPDATE ON results_value
FOR EACH ROW EXECUTE FUNCTION results_value_said();
"""

TELLING = """
CREATE FUNCTION results_telling_goes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    IF (NEW.organisation_id, NEW.number, NEW.day, NEW.prepared_by_id, NEW.policy, NEW.found, NEW.seen) IS DISTINCT FROM
        (OLD.organisation_id, OLD.number, OLD.day, OLD.prepared_by_id, OLD.policy, OLD.found, OLD.seen)
        OR NEW.state = 'handed' AND (NEW.made, NEW.counted, NEW.document)
            IS DISTINCT FROM (OLD.made, OLD.counted, OLD.document)
    THEN
        RAISE EXCEPTION 'what was attacked stays as it was' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER results_telling_goes BEFORE INSERT OR UPDATE ON results_telling
FOR EACH ROW EXECUTE FUNCTION results_telling_goes();

CREATE FUNCTION results_passed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    made results_telling;
BEGIN
    IF NEW.kind <> 'results' OR NEW.act = 'withdrawn' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO made FROM results_telling AS asked
    WHERE asked.proposal = NEW.proposal AND asked.digest = NEW.digest AND asked.organisation_id = NEW.organisation_id
        AND asked.state = 'handed' AND asked.found = '[]'::jsonb;
    IF NOT FOUND OR made.document IS DISTINCT FROM (NEW.content::jsonb -> 'document') THEN
        RAISE EXCEPTION 'the attack has not passed this' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'results-not-passed';
    END IF;
    IF made.seen <> (
        SELECT count(*) FROM published.publication
        WHERE organisation_id = NEW.organisation_id AND kind = 'results' AND act <> 'withdrawn'
    ) THEN
        RAISE EXCEPTION 'something else was published since' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'results-outdated';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guarded_results BEFORE INSERT ON published.publication
FOR EACH ROW EXECUTE FUNCTION results_passed();
"""

AWAY = """
DROP FUNCTION results_begins CASCADE;
DROP FUNCTION results_stays CASCADE;
DROP FUNCTION results_raised CASCADE;
DROP FUNCTION results_told_settles CASCADE;
DROP FUNCTION results_value_said CASCADE;
DROP FUNCTION results_telling_goes CASCADE;
DROP FUNCTION results_passed CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar = [
        ("results", "0001_initial"),
        ("awards", "0003_rows"),
        ("programmes", "0001_initial"),
        ("publication", "0002_published"),
    ]

    operations: ClassVar = [migrations.RunSQL(WRITTEN + RAISED + SAID + TELLING, AWAY)]
