"""A plan that was asked stays as it was asked; what came of it is written once. A fact is only replaced, never changed."""

from django.db import migrations

_PLANS = """
CREATE FUNCTION need_plan_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'a plan that was asked stays'; END IF;
        RETURN OLD;
    END IF;
    IF NEW.organisation_id <> OLD.organisation_id OR NEW.made_by_id <> OLD.made_by_id OR NEW.fund <> OLD.fund
       OR NEW.made_at <> OLD.made_at AND OLD.state <> 'draft' THEN
        RAISE EXCEPTION 'whose plan it is stays';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.asked <> OLD.asked OR NEW.digest <> OLD.digest) THEN
        RAISE EXCEPTION 'what was asked stays';
    END IF;
    IF OLD.state IN ('done', 'failed') AND (NEW.state, NEW.result, NEW.result_digest) IS DISTINCT FROM
       (OLD.state, OLD.result, OLD.result_digest) THEN
        RAISE EXCEPTION 'what came of a plan stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER need_plan_kept BEFORE UPDATE OR DELETE ON need_plan FOR EACH ROW EXECUTE FUNCTION need_plan_kept();
"""

_FACTS = """
CREATE FUNCTION need_fact_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'replaced') IS DISTINCT FROM (to_jsonb(OLD) - 'replaced') OR OLD.replaced THEN
        RAISE EXCEPTION 'a fact is replaced, not changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER need_fact_kept BEFORE UPDATE ON need_fact FOR EACH ROW EXECUTE FUNCTION need_fact_kept();
"""


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("need", "0001_initial")]

    operations = [
        migrations.RunSQL(_PLANS, "DROP TRIGGER need_plan_kept ON need_plan; DROP FUNCTION need_plan_kept();"),
        migrations.RunSQL(_FACTS, "DROP TRIGGER need_fact_kept ON need_fact; DROP FUNCTION need_fact_kept();"),
    ]
