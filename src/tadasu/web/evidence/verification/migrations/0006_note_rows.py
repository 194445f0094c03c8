"""Notes are seen by their organisation, written in nobody else's name, and stay."""

from typing import ClassVar

from django.db import migrations

from tadasu.web.foundation.access import OWN, THEIRS, Rows, hidden_rows

STAYS = """
CREATE TRIGGER verification_note_belongs BEFORE INSERT ON verification_note
FOR EACH ROW EXECUTE FUNCTION verification_belongs();
CREATE TRIGGER verification_note_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON verification_note
FOR EACH STATEMENT EXECUTE FUNCTION verification_refuse();
"""
BELONGS = """
CREATE OR REPLACE FUNCTION verification_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    theirs uuid;
BEGIN
    IF TG_TABLE_NAME IN ('verification_assessment', 'verification_note') THEN
        SELECT organisation_id INTO theirs FROM verification_taken WHERE id = NEW.taken_id;
    ELSE
        SELECT organisation_id INTO theirs FROM verification_inquiry WHERE id = NEW.inquiry_id;
    END IF;
    IF theirs IS DISTINCT FROM NEW.organisation_id THEN
        RAISE EXCEPTION 'a row of an inquiry belongs to its organisation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """Row-level security and triggers."""

    dependencies: ClassVar = [("verification", "0005_note")]

    operations: ClassVar = [
        migrations.RunSQL(BELONGS + STAYS, migrations.RunSQL.noop),
        hidden_rows(Rows("verification_note", written=f"{THEIRS} AND {OWN}", kept=("UPDATE", "DELETE"))),
    ]
