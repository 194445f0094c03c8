"""What is recorded is what can be recorded: the database refuses what no code of ours writes."""

from django.db import migrations

PLAIN = """
jsonb_typeof(detail) = 'object'
AND NOT jsonb_path_exists(detail, 'strict $.* ? (@.type() != "string" && @.type() != "number")')
AND NOT jsonb_path_exists(detail, 'strict $.* ? (@.type() == "number" && !(@.string() like_regex "^-?[0-9]+$"))')
"""

SHORT = "length(reason) <= 10000 AND length(detail::text) <= 200000"


class Migration(migrations.Migration):
    """Texts and whole numbers, of bounded length: anything else would be read back as other words than were recorded."""

    dependencies = [("audit", "0003_rows")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE audit_said ADD CONSTRAINT audit_said_is_plain CHECK ({PLAIN} AND {SHORT})",
            "ALTER TABLE audit_said DROP CONSTRAINT audit_said_is_plain",
        )
    ]
