"""What a visit's next page is to say is sealed in its row: so what is sealed there may change."""

from django.db import migrations

SERVED = "tadasu_web, tadasu_worker"


class Migration(migrations.Migration):
    """A right by column."""

    dependencies = [("correspondence", "0002_rows")]

    operations = [
        migrations.RunSQL(
            f"GRANT UPDATE (sealed) ON correspondence_entered TO {SERVED}",
            f"REVOKE UPDATE (sealed) ON correspondence_entered FROM {SERVED}",
        )
    ]
