"""Inquiries end: their words are erased, codes and counts stay. Only the worker empties conclusions, of what ended."""

from typing import ClassVar

import django.utils.timezone
from django.db import migrations, models

from tadasu.web.foundation.access import WORKER

SERVED = f"tadasu_web, {WORKER}"

FROZEN = f"""
CREATE OR REPLACE FUNCTION verification_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := nullif(current_setting('tadasu.user', true), '')::uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF sha256(convert_to(NEW.content, 'UTF8')) <> NEW.digest OR NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a conclusion begins unsigned, with the digest of its content'
                USING ERRCODE = 'check_violation';
        ELSIF NEW.concluded_by_id IS DISTINCT FROM whoever THEN
            RAISE EXCEPTION 'nobody concludes in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF current_user = '{WORKER}' AND NEW.content = '' AND NEW.reason = ''
        AND to_jsonb(NEW) - 'content' - 'reason' IS NOT DISTINCT FROM to_jsonb(OLD) - 'content' - 'reason'
        AND EXISTS (SELECT FROM verification_inquiry WHERE id = NEW.inquiry_id AND ended_on IS NOT NULL)
    THEN
        RETURN NEW;
    ELSIF (
        to_jsonb(NEW) - 'signed_by_id' - 'signed_at' - 'finding'
        IS DISTINCT FROM to_jsonb(OLD) - 'signed_by_id' - 'signed_at' - 'finding'
    ) OR OLD.signed_by_id IS NOT NULL
        AND (NEW.signed_by_id, NEW.signed_at) IS DISTINCT FROM (OLD.signed_by_id, OLD.signed_at)
        OR OLD.finding IS NOT NULL AND NEW.finding IS DISTINCT FROM OLD.finding
    THEN
        RAISE EXCEPTION 'what was concluded and signed stays' USING ERRCODE = 'insufficient_privilege';
    ELSIF OLD.signed_by_id IS NULL AND NEW.signed_by_id IS NOT NULL AND NEW.signed_by_id IS DISTINCT FROM whoever THEN
        RAISE EXCEPTION 'nobody signs in the name of somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""

RIGHTS = (
    f"GRANT UPDATE (since) ON verification_inquiry TO {SERVED}",
    f"GRANT UPDATE (ended_on) ON verification_inquiry TO {WORKER}",
    f"GRANT UPDATE (content, reason) ON verification_conclusion TO {WORKER}",
)


class Migration(migrations.Migration):
    """The day of the status and of the end, and who may write them."""

    dependencies: ClassVar = [("verification", "0003_rows")]

    operations: ClassVar = [
        migrations.AddField("inquiry", "ended_on", models.DateField(blank=True, null=True)),
        migrations.AddField("inquiry", "since", models.DateField(default=django.utils.timezone.localdate)),
        migrations.AddConstraint(
            "inquiry",
            models.CheckConstraint(
                condition=models.Q(ended_on=None)
                | models.Q(status="closed", label="", about={}, plan=[], party=None, start=None, end=None),
                name="verification_ended_without_words",
            ),
        ),
        migrations.RunSQL([FROZEN, *RIGHTS], migrations.RunSQL.noop),
    ]
