"""Lists that a person looked through when a grantee was checked."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column: empty where nobody looked, and then no payment goes."""

    dependencies: ClassVar = [("awards", "0004_counted")]

    operations: ClassVar = [
        migrations.AddField(model_name="check", name="by_hand", field=models.JSONField(default=dict)),
    ]
