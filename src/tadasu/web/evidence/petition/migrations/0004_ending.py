"""Petitions end: their words are erased, codes, days and the log stay. Only the worker ends one, and it writes no other words."""

from typing import ClassVar

from django.db import migrations, models

from tadasu.web.foundation.access import WORKER

WORDS = """
CREATE FUNCTION petition_words_only_go() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.label, NEW.inquiries, NEW.findings) IS DISTINCT FROM (OLD.label, OLD.inquiries, OLD.findings)
        AND NEW.ended_on IS NULL
        OR OLD.ended_on IS NOT NULL AND NEW IS DISTINCT FROM OLD
    THEN
        RAISE EXCEPTION 'the words of a petition go when it ends, and do not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER petition_petition_words BEFORE UPDATE ON petition_petition
FOR EACH ROW EXECUTE FUNCTION petition_words_only_go();
"""


class Migration(migrations.Migration):
    """The month of the end, and who may write it."""

    dependencies: ClassVar = [("petition", "0003_rows")]

    operations: ClassVar = [
        migrations.AddField("petition", "ended_on", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "petition",
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(label="", inquiries=[], findings=[]),
                name="petition_ended_without_words",
            ),
        ),
        migrations.RunSQL(
            [
                WORDS,
                f"GRANT UPDATE (label, inquiries, findings, ended_on) ON petition_petition TO {WORKER}",
            ],
            "DROP FUNCTION petition_words_only_go CASCADE",
        ),
    ]
