"""Whoever takes a seat while others discuss already, since somebody was recused, scores alone first: until then they get no row
of the scores of others."""

from django.db import migrations

ME = "nullif(current_setting('tadasu.user', true), '')::uuid"

COMPARES = f"""
CREATE FUNCTION review_may_compare(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM review_seat AS seat
        WHERE seat.review_id = wanted AND seat.user_id = {ME} AND seat.state <> 'recused'
            AND seat.body <> 'appeal' AND seat.body <> 'lead'
            AND NOT EXISTS (SELECT FROM review_scoring WHERE seat_id = seat.id AND round = 1))
$$;
REVOKE EXECUTE ON FUNCTION review_may_compare(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_may_compare(uuid) TO tadasu_web, tadasu_worker;
CREATE POLICY review_scoring_alone ON review_scoring AS RESTRICTIVE FOR SELECT TO tadasu_web
USING (user_id = {ME} OR review_may_compare(review_id));
GRANT UPDATE (version) ON review_seat TO tadasu_web, tadasu_worker;
"""


class Migration(migrations.Migration):
    """A function and a policy that narrows."""

    dependencies = [("review", "0004_level")]

    operations = [
        migrations.RunSQL(
            COMPARES,
            "DROP POLICY review_scoring_alone ON review_scoring; DROP FUNCTION review_may_compare(uuid);",
        )
    ]
