"""What a page must not be able to undo: scores before discussion, nobody in another's name, whoever was recused out of
everything, nothing decided without enough signatures, and what was decided, scored or found stays.

PostgreSQL itself refuses it, whoever asks.
"""

from django.db import migrations

WHOEVER = "nullif(current_setting('tadasu.user', true), '')::uuid"

OF_BODY = "seat.body = ANY (CASE WHEN review.body = 'panel' THEN ARRAY['duty', 'panel'] ELSE ARRAY[review.body] END)"

SCORED = f"""
CREATE FUNCTION review_all_scored(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) > 0 AND bool_and(
        seat.state = 'clear' AND EXISTS (SELECT FROM review_scoring WHERE seat_id = seat.id AND round = 1))
    FROM review_seat AS seat JOIN review_review AS review ON review.id = seat.review_id
    WHERE review.id = wanted AND seat.state <> 'recused' AND {OF_BODY}
$$;
CREATE FUNCTION review_needed(wanted uuid, of_body text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN of_body <> 'panel' THEN CASE WHEN count(*) >= 2 THEN 2 END
        WHEN count(*) >= max(review.quorum) THEN greatest(2, count(*) / 2 + 1)::integer
    END
    FROM review_seat AS seat JOIN review_review AS review ON review.id = seat.review_id
    WHERE review.id = wanted AND seat.state = 'clear'
        AND seat.body = ANY (CASE WHEN of_body = 'panel' THEN ARRAY['duty', 'panel'] ELSE ARRAY[of_body] END)
$$;
"""
"""How many must sign; none where too few sit without a tie."""

BELONGS = """
CREATE FUNCTION review_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    SELECT organisation_id INTO theirs FROM review_review WHERE id = NEW.review_id;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a row of a review belongs to its organisation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER review_{one}_belongs BEFORE INSERT ON review_{one} FOR EACH ROW EXECUTE FUNCTION review_belongs();
"""
    for one in ("assessment", "check", "contribution", "decision", "eligibility", "ground", "scoring", "seat")
)

STAGES = """
CREATE FUNCTION review_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    next_stages text[] := CASE OLD.stage
        WHEN 'preparing' THEN ARRAY['scoring', 'decided', 'over']
        WHEN 'scoring' THEN ARRAY['preparing', 'discussion', 'decided', 'over']
        WHEN 'discussion' THEN ARRAY['scoring', 'decided', 'over']
        WHEN 'decided' THEN ARRAY['preparing', 'over']
        ELSE ARRAY[]::text[]
    END;
BEGIN
    IF NEW.stage <> OLD.stage AND NOT NEW.stage = ANY (next_stages) THEN
        RAISE EXCEPTION 'a review does not go that way' USING ERRCODE = 'check_violation';
    ELSIF NEW.stage = 'discussion' AND OLD.stage <> 'discussion' AND NOT review_all_scored(NEW.id) THEN
        RAISE EXCEPTION 'scores come before the discussion' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.stage = 'decided' AND OLD.stage <> 'decided' AND NOT EXISTS (
        SELECT FROM review_decision WHERE review_id = NEW.id AND decided_on IS NOT NULL AND NOT replaced)
    THEN
        RAISE EXCEPTION 'nothing was decided' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.stage = 'discussion' AND NEW.stage = 'scoring' AND NOT EXISTS (
        SELECT FROM review_decision WHERE review_id = NEW.id AND decided_on IS NOT NULL)
    THEN
        RAISE EXCEPTION 'whoever saw the scores of others does not score alone any more'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_review_goes_on BEFORE UPDATE ON review_review FOR EACH ROW EXECUTE FUNCTION review_goes_on();
"""

SEATS = f"""
CREATE FUNCTION review_seat_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.state, NEW.key_given) IS DISTINCT FROM ('named', false)
        OR NEW.asked_on IS NOT NULL OR NEW.tied IS NOT NULL OR NEW.checked_by_id IS NOT NULL OR NEW.ties <> '{{}}'
    THEN
        RAISE EXCEPTION 'a seat begins with a name and nothing else' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_seat_begins BEFORE INSERT ON review_seat FOR EACH ROW EXECUTE FUNCTION review_seat_begins();

CREATE FUNCTION review_seat_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := {WHOEVER};
BEGIN
    IF OLD.state = 'recused' THEN
        RAISE EXCEPTION 'who was recused stays recused' USING ERRCODE = 'insufficient_privilege';
    ELSIF (NEW.asked_on, NEW.ties) IS DISTINCT FROM (OLD.asked_on, OLD.ties) AND whoever IS DISTINCT FROM OLD.user_id THEN
        RAISE EXCEPTION 'nobody declares the ties of somebody else' USING ERRCODE = 'insufficient_privilege';
    ELSIF (NEW.tied, NEW.checked_by_id) IS DISTINCT FROM (OLD.tied, OLD.checked_by_id)
        AND whoever IS DISTINCT FROM NEW.checked_by_id
    THEN
        RAISE EXCEPTION 'nobody checks in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.letter <> '' AND NEW.letter <> OLD.letter THEN
        RAISE EXCEPTION 'a letter stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.key_given AND NEW.state <> 'clear' AND NOT OLD.key_given THEN
        RAISE EXCEPTION 'the copy is for those without a tie' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_seat_changes BEFORE UPDATE ON review_seat FOR EACH ROW EXECUTE FUNCTION review_seat_changes();

CREATE FUNCTION review_set_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE review_review
    SET apart = array_append(array_remove(apart, NEW.user_id), NEW.user_id), readers = array_remove(readers, NEW.user_id)
    WHERE id = NEW.review_id;
    RETURN NULL;
END $$;
CREATE TRIGGER review_seat_set_apart AFTER UPDATE ON review_seat FOR EACH ROW
WHEN (NEW.state = 'recused' AND OLD.state <> 'recused') EXECUTE FUNCTION review_set_apart();
"""

ACTS = f"""
CREATE FUNCTION review_sits() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := {WHOEVER};
    sitting review_seat%ROWTYPE;
    at_stage text;
BEGIN
    SELECT * INTO sitting FROM review_seat WHERE id = NEW.seat_id;
    IF sitting.user_id IS DISTINCT FROM whoever OR NEW.user_id IS DISTINCT FROM whoever THEN
        RAISE EXCEPTION 'nobody speaks in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    ELSIF sitting.state IS DISTINCT FROM 'clear' OR sitting.body = 'lead' THEN
        RAISE EXCEPTION 'only who sits without a tie scores, speaks and signs' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT stage INTO at_stage FROM review_review WHERE id = sitting.review_id;
    IF TG_TABLE_NAME = 'review_scoring' THEN
        IF NEW.review_id IS DISTINCT FROM sitting.review_id OR sitting.body = 'appeal' THEN
            RAISE EXCEPTION 'a score is of the review of its seat' USING ERRCODE = 'check_violation';
        ELSIF at_stage IS DISTINCT FROM 'discussion' AND (NEW.round <> 1 OR at_stage IS DISTINCT FROM 'scoring') THEN
            RAISE EXCEPTION 'scores come before the discussion, changes after it' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF TG_TABLE_NAME = 'review_contribution' THEN
        IF NEW.review_id IS DISTINCT FROM sitting.review_id OR at_stage IS DISTINCT FROM 'discussion' THEN
            RAISE EXCEPTION 'the discussion is not open' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF NOT EXISTS (
        SELECT FROM review_decision AS decision WHERE decision.id = NEW.decision_id AND decision.review_id = sitting.review_id
            AND decision.decided_on IS NULL AND NOT decision.replaced
            AND (decision.body = sitting.body OR (decision.body = 'panel' AND sitting.body = 'duty')))
    THEN
        RAISE EXCEPTION 'this decision does not wait for that signature' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_scoring_sits BEFORE INSERT ON review_scoring FOR EACH ROW EXECUTE FUNCTION review_sits();
CREATE TRIGGER review_contribution_sits BEFORE INSERT ON review_contribution FOR EACH ROW EXECUTE FUNCTION review_sits();
CREATE TRIGGER review_signature_sits BEFORE INSERT ON review_signature FOR EACH ROW EXECUTE FUNCTION review_sits();

CREATE FUNCTION review_mark_is_ones_own() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM review_scoring WHERE id = NEW.scoring_id AND user_id = {WHOEVER}) THEN
        RAISE EXCEPTION 'nobody scores in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_mark_is_ones_own BEFORE INSERT ON review_mark FOR EACH ROW EXECUTE FUNCTION review_mark_is_ones_own();
"""

DECISIONS = f"""
CREATE FUNCTION review_decision_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.decided_on IS NOT NULL OR NEW.replaced THEN
        RAISE EXCEPTION 'a decision begins without signatures' USING ERRCODE = 'check_violation';
    ELSIF NEW.proposed_by_id IS DISTINCT FROM {WHOEVER} THEN
        RAISE EXCEPTION 'nobody proposes in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.application IS DISTINCT FROM (SELECT application FROM review_review WHERE id = NEW.review_id) THEN
        RAISE EXCEPTION 'a decision is about the application of its review' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_decision_begins BEFORE INSERT ON review_decision
FOR EACH ROW EXECUTE FUNCTION review_decision_begins();

CREATE FUNCTION review_decision_is_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    signed integer;
    wanted integer;
BEGIN
    IF OLD.decided_on IS NOT NULL AND NEW.decided_on IS DISTINCT FROM OLD.decided_on OR OLD.replaced AND NOT NEW.replaced THEN
        RAISE EXCEPTION 'what was decided stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.decided_on IS NULL AND NEW.decided_on IS NOT NULL THEN
        SELECT count(*) INTO signed
        FROM review_signature AS signature JOIN review_seat AS seat ON seat.id = signature.seat_id
        WHERE signature.decision_id = NEW.id AND signature.agrees AND seat.state = 'clear';
        wanted := review_needed(NEW.review_id, NEW.body);
        IF wanted IS NULL OR signed < wanted OR NEW.replaced THEN
            RAISE EXCEPTION 'too few have signed' USING ERRCODE = 'insufficient_privilege';
        ELSIF NEW.outcome = 'awarded' AND NOT EXISTS (
            SELECT FROM review_assessment WHERE review_id = NEW.review_id
                AND completed_on IS NOT NULL AND due_on >= NEW.decided_on)
        THEN
            RAISE EXCEPTION 'no money before its harm was assessed' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_decision_is_signed BEFORE UPDATE ON review_decision
FOR EACH ROW EXECUTE FUNCTION review_decision_is_signed();
"""

STAYS = f"""
CREATE FUNCTION review_risk_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of_assessment uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.assessment_id ELSE NEW.assessment_id END;
BEGIN
    IF NOT EXISTS (SELECT FROM review_assessment WHERE id = of_assessment AND completed_on IS NULL) THEN
        RAISE EXCEPTION 'an assessment that is complete stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER review_risk_goes_on BEFORE INSERT OR DELETE ON review_risk
FOR EACH ROW EXECUTE FUNCTION review_risk_goes_on();

CREATE FUNCTION review_assessment_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.completed_on IS NOT NULL THEN
        RAISE EXCEPTION 'an assessment that is complete stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.completed_by_id IS DISTINCT FROM {WHOEVER} THEN
        RAISE EXCEPTION 'nobody completes it in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_assessment_stays BEFORE UPDATE ON review_assessment
FOR EACH ROW EXECUTE FUNCTION review_assessment_stays();

CREATE FUNCTION review_hit_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.verdict <> '' OR NEW.first_by_id IS NOT NULL OR NEW.second_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'what is found begins without a verdict' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_hit_begins BEFORE INSERT ON review_hit FOR EACH ROW EXECUTE FUNCTION review_hit_begins();

CREATE FUNCTION review_hit_is_judged() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := {WHOEVER};
BEGIN
    IF OLD.second_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'what two people found stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.second_by_id IS NOT NULL AND (
        NEW.second_by_id IS DISTINCT FROM whoever
        OR (NEW.verdict, NEW.publisher, NEW.reasons, NEW.words, NEW.first_by_id)
            IS DISTINCT FROM (OLD.verdict, OLD.publisher, OLD.reasons, OLD.words, OLD.first_by_id))
    THEN
        RAISE EXCEPTION 'the second confirms what the first found' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.second_by_id IS NULL AND NEW.first_by_id IS DISTINCT FROM whoever THEN
        RAISE EXCEPTION 'nobody judges in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_hit_is_judged BEFORE UPDATE ON review_hit FOR EACH ROW EXECUTE FUNCTION review_hit_is_judged();
"""

FUNCTIONS = (
    "review_all_scored",
    "review_needed",
    "review_belongs",
    "review_goes_on",
    "review_seat_begins",
    "review_seat_changes",
    "review_set_apart",
    "review_sits",
    "review_mark_is_ones_own",
    "review_decision_begins",
    "review_decision_is_signed",
    "review_risk_goes_on",
    "review_assessment_stays",
    "review_hit_begins",
    "review_hit_is_judged",
)

SERVED = "tadasu_web, tadasu_worker"
FOR_ALL = f"""
REVOKE EXECUTE ON FUNCTION review_all_scored(uuid), review_needed(uuid, text), review_set_apart() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_all_scored(uuid), review_needed(uuid, text) TO {SERVED};
"""


class Migration(migrations.Migration):
    """Functions and triggers."""

    dependencies = [("review", "0001_initial")]

    operations = [
        migrations.RunSQL(
            SCORED + BELONGS + STAGES + SEATS + ACTS + DECISIONS + STAYS + FOR_ALL,
            "".join(f"DROP FUNCTION {one} CASCADE;" for one in FUNCTIONS),
        )
    ]
