"""After an erased version its address takes another; an entry of a feed loses title and address with the article it became."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One version that is there after another, and what the worker may empty."""

    dependencies = [
        ("accounts", "0002_rows"),
        ("press", "0002_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="earlier",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)), fields=("earlier",), name="press_one_version_after_it"
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (url, title) ON press_entry TO tadasu_worker",
            "REVOKE UPDATE (url, title) ON press_entry FROM tadasu_worker",
        ),
    ]
