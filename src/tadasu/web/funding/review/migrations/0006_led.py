"""Who leads can be replaced, and who led before prepares nothing any more. PostgreSQL itself lets one lead at a time, nobody come
back to a lead unasked, and nobody but a lead without a tie write down eligibility and harm."""

from django.db import migrations, models

WHOEVER = "nullif(current_setting('tadasu.user', true), '')::uuid"

LEFT = f"""
CREATE FUNCTION review_lead_left() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'clear' OR (NEW.state = 'named' AND (
        NEW.asked_on IS NOT NULL OR OLD.user_id IS DISTINCT FROM {WHOEVER}))
    THEN
        RAISE EXCEPTION 'who led before is asked and checked anew, and comes back by themselves'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_lead_left BEFORE UPDATE ON review_seat FOR EACH ROW
WHEN (OLD.state = 'left') EXECUTE FUNCTION review_lead_left();
GRANT UPDATE (left_how) ON review_seat TO tadasu_web, tadasu_worker;
"""

PREPARED = f"""
CREATE FUNCTION review_is_led() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    whoever uuid := {WHOEVER};
    row_now jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    of_review uuid := coalesce(
        (row_now->>'review_id')::uuid,
        (SELECT review_id FROM review_assessment WHERE id = (row_now->>'assessment_id')::uuid));
BEGIN
    IF whoever IS NOT NULL AND NOT EXISTS (
        SELECT FROM review_seat AS seat JOIN review_review AS review ON review.id = seat.review_id
        WHERE review.id = of_review AND seat.user_id = whoever AND seat.body = 'lead' AND seat.state = 'clear'
            AND seat.version = review.version)
    THEN
        RAISE EXCEPTION 'who leads a review prepares it, once they were checked' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER review_{one}_is_led BEFORE INSERT OR UPDATE OR DELETE ON review_{one}
FOR EACH ROW EXECUTE FUNCTION review_is_led();
"""
    for one in ("eligibility", "ground", "assessment", "risk")
)


class Migration(migrations.Migration):
    """Somebody who led, and two rules."""

    dependencies = [("review", "0005_late")]

    operations = [
        migrations.AddField("seat", "left_how", models.CharField(blank=True, default="", max_length=10), False),
        migrations.RemoveConstraint("seat", "review_seat_state_is_known"),
        migrations.AddConstraint(
            "seat",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["named", "clear", "recused", "left"])),
                name="review_seat_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            "seat",
            models.CheckConstraint(
                condition=models.Q(
                    ("body", "lead"), ("left_how__in", ["laid-down", "away", "role", "silent"]), ("state", "left")
                )
                | models.Q(models.Q(("state", "left"), _negated=True), ("left_how", "")),
                name="review_lead_left_somehow",
            ),
        ),
        migrations.AddConstraint(
            "seat",
            models.UniqueConstraint(
                fields=("review",),
                condition=models.Q(("body", "lead"), ("state__in", ("named", "clear"))),
                name="review_one_leads",
            ),
        ),
        migrations.RunSQL(
            LEFT + PREPARED,
            "DROP FUNCTION review_is_led CASCADE; DROP FUNCTION review_lead_left CASCADE;"
            "REVOKE UPDATE (left_how) ON review_seat FROM tadasu_web, tadasu_worker;",
        ),
    ]
