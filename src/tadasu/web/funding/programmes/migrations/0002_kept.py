"""The ledger only grows, and holds: a line never commits more than its budget, never pays more than it committed.

PostgreSQL itself refuses it, whoever asks. Whoever writes an entry holds the row of its line until the end of the transaction, so
that two at once are weighed one after the other.
"""

from django.db import migrations

BELONGS = """
CREATE FUNCTION programmes_line_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM programmes_fund WHERE id = NEW.fund_id AND organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'a line belongs to the organisation of its fund' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.purpose, NEW.oda) IS DISTINCT FROM (OLD.purpose, OLD.oda)
        AND EXISTS (SELECT FROM programmes_entry WHERE line_id = NEW.id)
    THEN
        RAISE EXCEPTION 'what a line is for stays, once money was entered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_line_belongs BEFORE INSERT OR UPDATE ON programmes_line
FOR EACH ROW EXECUTE FUNCTION programmes_line_belongs();
CREATE FUNCTION programmes_shown_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM programmes_visit
        WHERE id = NEW.visit_id AND organisation_id = NEW.organisation_id AND user_id = NEW.user_id AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'what is shown belongs to a visit that goes on' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_shown_belongs BEFORE INSERT ON programmes_shown
FOR EACH ROW EXECUTE FUNCTION programmes_shown_belongs();
CREATE FUNCTION programmes_visit_ends() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a visit that ended stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_visit_ends BEFORE UPDATE ON programmes_visit
FOR EACH ROW EXECUTE FUNCTION programmes_visit_ends();
CREATE FUNCTION programmes_rate_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.replaced AND NOT NEW.replaced THEN
        RAISE EXCEPTION 'a rate that was replaced does not come back' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_rate_stays BEFORE UPDATE ON programmes_rate
FOR EACH ROW EXECUTE FUNCTION programmes_rate_stays();
"""

ENTRY = """
CREATE FUNCTION programmes_entry_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of_line record;
    before record;
BEGIN
    SELECT line.organisation_id, fund.currency, fund.vehicle, fund.opens_on, fund.closes_on INTO of_line
    FROM programmes_line line JOIN programmes_fund fund ON fund.id = line.fund_id
    WHERE line.id = NEW.line_id FOR NO KEY UPDATE OF line;
    IF of_line.organisation_id IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'an entry belongs to the organisation of its line' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.currency = of_line.currency THEN
        IF NEW.line_amount <> NEW.amount OR NEW.rate_id IS NOT NULL THEN
            RAISE EXCEPTION 'the same currency needs no rate' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NOT EXISTS (
        SELECT FROM programmes_rate
        WHERE id = NEW.rate_id AND organisation_id = NEW.organisation_id AND currency = NEW.currency
            AND base = of_line.currency AND "on" <= NEW.day
    ) THEN
        RAISE EXCEPTION 'another currency needs a rate of the day or before' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.corrects_id IS NOT NULL THEN
        SELECT * INTO before FROM programmes_entry WHERE id = NEW.corrects_id;
        IF before.id IS NULL OR before.corrects_id IS NOT NULL
            OR (NEW.line_id, NEW.year, NEW.kind, NEW.amount, NEW.currency, NEW.line_amount, NEW.rate_id, NEW.award, NEW.tranche,
                NEW.flow, NEW.ground)
            IS DISTINCT FROM
            (before.line_id, before.year, before.kind, before.amount, before.currency, before.line_amount, before.rate_id,
                before.award, before.tranche, before.flow, before.ground)
        THEN
            RAISE EXCEPTION 'a correction takes back one entry, whole' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.kind = 'commitment' AND (NEW.day < of_line.opens_on OR NEW.day > of_line.closes_on) THEN
        RAISE EXCEPTION 'nothing is committed before a fund opens or after its sunset' USING ERRCODE = 'check_violation';
    ELSIF NEW.kind = 'carry-over' AND (
        (NEW.ground = 'fund') <> (of_line.vehicle = 'fund') OR of_line.closes_on < make_date(NEW.year + 1, 4, 1)
    ) THEN
        RAISE EXCEPTION 'this money is not carried over in that way' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_entry_fits BEFORE INSERT ON programmes_entry
FOR EACH ROW EXECUTE FUNCTION programmes_entry_fits();

CREATE FUNCTION programmes_entry_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER programmes_entry_stays BEFORE UPDATE OR DELETE ON programmes_entry
FOR EACH ROW EXECUTE FUNCTION programmes_entry_stays();
"""

HOLDS = """
CREATE FUNCTION programmes_line_holds(which uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    one record;
BEGIN
    FOR one IN
        WITH moved AS (
            SELECT year, kind, ground, CASE WHEN corrects_id IS NULL THEN line_amount ELSE -line_amount END AS amount
            FROM programmes_entry WHERE line_id = which
        ), sums AS (
            SELECT year, amount AS budget, 0 AS come, 0 AS gone, 0 AS voted, 0 AS committed, 0 AS paid
            FROM programmes_budget WHERE line_id = which
            UNION ALL SELECT year + 1, 0, amount, 0, 0, 0, 0 FROM moved WHERE kind = 'carry-over'
            UNION ALL SELECT year, 0, 0, amount, CASE WHEN ground = 'voted' THEN amount ELSE 0 END, 0, 0
            FROM moved WHERE kind = 'carry-over'
            UNION ALL SELECT year, 0, 0, 0, 0, CASE WHEN kind = 'decommitment' THEN -amount ELSE amount END, 0
            FROM moved WHERE kind IN ('commitment', 'decommitment', 'adjustment')
            UNION ALL SELECT year, 0, 0, 0, 0, 0, CASE WHEN kind = 'return' THEN -amount ELSE amount END
            FROM moved WHERE kind IN ('disbursement', 'return')
        ), years AS (
            SELECT year, sum(budget) AS budget, sum(come) AS come, sum(gone) AS gone, sum(voted) AS voted,
                sum(committed) AS committed, sum(paid) AS paid
            FROM sums GROUP BY year
        )
        SELECT years.*, sum(years.committed) OVER upto AS committed_so_far, sum(years.paid) OVER upto AS paid_so_far,
            (SELECT fund.vehicle FROM programmes_fund fund JOIN programmes_line line ON line.fund_id = fund.id
             WHERE line.id = which) AS vehicle
        FROM years WINDOW upto AS (ORDER BY year)
    LOOP
        IF one.gone < 0 OR one.committed > one.budget + one.come - one.gone OR one.voted > one.budget THEN
            RAISE EXCEPTION 'a line commits no more than its budget' USING ERRCODE = 'check_violation';
        ELSIF one.committed < 0 THEN
            RAISE EXCEPTION 'no more is taken back than was committed' USING ERRCODE = 'check_violation';
        ELSIF one.vehicle = 'annual' AND (one.paid > one.committed OR one.paid < 0)
            OR one.paid_so_far > one.committed_so_far OR one.paid_so_far < 0
        THEN
            RAISE EXCEPTION 'a line pays no more than it committed' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION programmes_entries_hold() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM programmes_line_holds(line_id) FROM (SELECT DISTINCT line_id FROM fresh) lines;
    IF EXISTS (
        SELECT FROM programmes_entry entry
        WHERE EXISTS (
            SELECT FROM fresh WHERE fresh.line_id = entry.line_id AND fresh.award IS NOT DISTINCT FROM entry.award
        )
        GROUP BY award, line_id
        HAVING sum(
            CASE WHEN corrects_id IS NULL THEN line_amount ELSE -line_amount END
            * CASE kind WHEN 'commitment' THEN 1 WHEN 'adjustment' THEN 1 WHEN 'return' THEN 1 WHEN 'decommitment' THEN -1
                WHEN 'disbursement' THEN -1 ELSE 0 END
        ) < 0 OR sum(
            CASE WHEN corrects_id IS NULL THEN line_amount ELSE -line_amount END
            * CASE kind WHEN 'disbursement' THEN 1 WHEN 'return' THEN -1 ELSE 0 END
        ) < 0
    ) THEN
        RAISE EXCEPTION 'nothing is paid from what was committed for another award' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER programmes_entries_hold AFTER INSERT ON programmes_entry
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION programmes_entries_hold();

CREATE FUNCTION programmes_budget_holds() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    SELECT organisation_id INTO theirs FROM programmes_line WHERE id = NEW.line_id FOR NO KEY UPDATE;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a budget belongs to the organisation of its line' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM programmes_line_holds(NEW.line_id);
    RETURN NULL;
END $$;
CREATE TRIGGER programmes_budget_holds AFTER INSERT OR UPDATE ON programmes_budget
FOR EACH ROW EXECUTE FUNCTION programmes_budget_holds();
"""

AWAY = """
DROP FUNCTION programmes_budget_holds CASCADE;
DROP FUNCTION programmes_entries_hold CASCADE;
DROP FUNCTION programmes_line_holds CASCADE;
DROP FUNCTION programmes_entry_stays CASCADE;
DROP FUNCTION programmes_entry_fits CASCADE;
DROP FUNCTION programmes_rate_stays CASCADE;
DROP FUNCTION programmes_visit_ends CASCADE;
DROP FUNCTION programmes_shown_belongs CASCADE;
DROP FUNCTION programmes_line_belongs CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("programmes", "0001_initial")]

    operations = [migrations.RunSQL(BELONGS + ENTRY + HOLDS, AWAY)]
