"""When whoever holds the code of an application asks for another protection, its review is hidden, or shown, at once; and when
they send it anew, its review knows that there is another version."""

from django.db import migrations

FOLLOWS = """
CREATE FUNCTION review_follows_level() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE review_review SET level = NEW.level, version = NEW.versions WHERE application = NEW.id;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION review_follows_level() FROM PUBLIC;
CREATE TRIGGER review_follows_level AFTER UPDATE ON applications_application FOR EACH ROW
WHEN (NEW.level <> OLD.level OR NEW.versions <> OLD.versions) EXECUTE FUNCTION review_follows_level();
"""


class Migration(migrations.Migration):
    """A trigger on a table of an app that knows of no review."""

    dependencies = [("review", "0003_rows")]

    operations = [migrations.RunSQL(FOLLOWS, "DROP FUNCTION review_follows_level CASCADE")]
