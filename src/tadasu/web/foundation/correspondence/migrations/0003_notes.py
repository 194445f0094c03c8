"""What a visit's next page is to say is sealed in its row: so what is sealed there may change."""

from django.db import migrations


class Migration(migrations.Migration):
    """A right by column, and of the web server only: the worker forgets visits, and changes none."""

    dependencies = [("correspondence", "0002_rows")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE (sealed) ON correspondence_entered TO tadasu_web",
            "REVOKE UPDATE (sealed) ON correspondence_entered FROM tadasu_web",
        )
    ]
