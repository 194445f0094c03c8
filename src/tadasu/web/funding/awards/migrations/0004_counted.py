"""What is counted of awards below another, with those whose existence is withheld from whoever asks: an act that would pass on
more than there is, take for unspent what was passed on, close what is still open below, or pay while something above is held is
refused, whoever acts. A page shows none of it."""

from typing import ClassVar

from django.db import migrations

SERVED = "tadasu_web, tadasu_worker"

COUNTED = """
CREATE FUNCTION awards_passed_on(wanted uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(amount), 0)::bigint FROM awards_award WHERE parent_id = wanted AND state <> 'dropped'
$$;
CREATE FUNCTION awards_paid_below(wanted uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (
        coalesce((SELECT sum(payment.amount) FROM awards_payment AS payment JOIN awards_award AS award
            ON award.id = payment.award_id WHERE award.parent_id = wanted AND payment.state = 'paid'), 0)
        - coalesce((SELECT sum(back.amount) FROM awards_return AS back JOIN awards_award AS award
            ON award.id = back.award_id WHERE award.parent_id = wanted), 0)
    )::bigint
$$;
CREATE FUNCTION awards_open_below(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM awards_award WHERE parent_id = wanted
        AND (state = 'draft' OR state = 'signed' OR state = 'active' OR state = 'suspended'))
$$;
CREATE FUNCTION awards_held_above(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE above AS (
        SELECT parent_id FROM awards_award WHERE id = wanted
        UNION
        SELECT award.parent_id FROM awards_award AS award JOIN above ON award.id = above.parent_id
    )
    SELECT EXISTS (SELECT FROM awards_award AS award JOIN above ON award.id = above.parent_id WHERE award.state = 'suspended')
$$;
CREATE FUNCTION awards_not_while_held() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF awards_held_above(NEW.award_id) THEN
        RAISE EXCEPTION 'nothing is released while an award above is held' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER awards_payment_not_while_held BEFORE UPDATE ON awards_payment FOR EACH ROW
WHEN (OLD.state = 'prepared' AND NEW.state = 'released') EXECUTE FUNCTION awards_not_while_held();
"""

NAMES = "awards_passed_on(uuid), awards_paid_below(uuid), awards_open_below(uuid), awards_held_above(uuid)"
TABLES = ("award", "payment", "return")

FOR_ALL = f"""
REVOKE EXECUTE ON FUNCTION {NAMES} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {NAMES} TO {SERVED};
""" + "".join(
    f"CREATE POLICY awards_{one}_counted ON awards_{one} FOR SELECT TO tadasu_owner USING (true);\n" for one in TABLES
)

AWAY = "".join(f"DROP POLICY awards_{one}_counted ON awards_{one};\n" for one in TABLES) + (
    f"DROP FUNCTION awards_not_while_held() CASCADE; DROP FUNCTION {NAMES} CASCADE;"
)


class Migration(migrations.Migration):
    """Functions, a trigger, and the owner's right to count."""

    dependencies: ClassVar = [("awards", "0003_rows")]

    operations: ClassVar = [migrations.RunSQL(COUNTED + FOR_ALL, AWAY)]
