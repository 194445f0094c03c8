"""What is closed stays as it was counted, and a reply that was handed to those who sign stays as it is unless they
refused it. PostgreSQL itself asks, whoever
does it. Records of the vault go when they are erased."""

from typing import ClassVar

from django.db import migrations

KEPT = """
CREATE FUNCTION feedback_round_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state <> 'open' AND (NEW.state, NEW.results, NEW.taken, NEW.invited, NEW.closed_on)
        IS DISTINCT FROM (OLD.state, OLD.results, OLD.taken, OLD.invited, OLD.closed_on)
    THEN
        RAISE EXCEPTION 'what was counted stays' USING ERRCODE = 'check_violation';
    ELSIF OLD.proposal IS NOT NULL AND (NEW.proposal, NEW.reply, NEW.reply_ja)
        IS DISTINCT FROM (OLD.proposal, OLD.reply, OLD.reply_ja)
        AND NOT EXISTS (SELECT FROM publication_proposal WHERE id = OLD.proposal AND state = 'refused')
    THEN
        RAISE EXCEPTION 'what was handed over stays' USING ERRCODE = 'check_violation';
    ELSIF NEW.taken < OLD.taken AND NEW.state = 'open' THEN
        RAISE EXCEPTION 'a voucher that was taken is not given back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER feedback_round_stays BEFORE UPDATE ON feedback_round
FOR EACH ROW EXECUTE FUNCTION feedback_round_stays();
"""
AWAY = "DROP FUNCTION feedback_round_stays CASCADE"


class Migration(migrations.Migration):
    """A trigger."""

    dependencies: ClassVar = [("feedback", "0001_initial"), ("publication", "0001_initial")]

    operations: ClassVar = [migrations.RunSQL(KEPT, AWAY)]
