"""Notices and answers are seen by their organisation: whoever has a code is shown them by it, and sees no row. What is told stays
as it was released."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows

BELONGS = """
CREATE FUNCTION hearing_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    IF TG_TABLE_NAME = 'hearing_answer' THEN
        SELECT organisation_id INTO theirs FROM hearing_notice WHERE id = NEW.notice_id;
    ELSE
        SELECT organisation_id INTO theirs FROM verification_inquiry WHERE id = NEW.inquiry;
    END IF;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a notice belongs where its inquiry does' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hearing_notice_belongs BEFORE INSERT ON hearing_notice FOR EACH ROW EXECUTE FUNCTION hearing_belongs();
CREATE TRIGGER hearing_answer_belongs BEFORE INSERT ON hearing_answer FOR EACH ROW EXECUTE FUNCTION hearing_belongs();
"""

SERVED = "tadasu_web, tadasu_worker"
CHANGED = "state, released_by_id, released_confirmed, send_on, sent_by_id, sent_on, box, run"
OF_ANSWERS = "kind, text, taken_back"


class Migration(migrations.Migration):
    """Row-level security, and rights by column."""

    dependencies = [("hearing", "0001_initial"), ("verification", "0003_rows")]

    operations = [
        migrations.RunSQL(BELONGS, "DROP FUNCTION hearing_belongs CASCADE"),
        hidden_rows(Rows("hearing_notice", kept=("DELETE",))),
        hidden_rows(Rows("hearing_answer", kept=("DELETE",))),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE ON hearing_notice, hearing_answer FROM {SERVED}",
                f"GRANT UPDATE ({CHANGED}) ON hearing_notice TO {SERVED}",
                f"GRANT UPDATE ({OF_ANSWERS}) ON hearing_answer TO {SERVED}",
            ],
            f"GRANT UPDATE ON hearing_notice, hearing_answer TO {SERVED}",
        ),
    ]
