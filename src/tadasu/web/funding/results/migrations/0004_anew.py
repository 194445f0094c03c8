"""Tellings that tell no year again."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column: asked for once, never changed."""

    dependencies: ClassVar = [("results", "0003_rows")]

    operations: ClassVar = [
        migrations.AddField(model_name="telling", name="anew", field=models.BooleanField(default=False)),
    ]
