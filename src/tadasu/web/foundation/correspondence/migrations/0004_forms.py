"""A letter may be a document of a desk's form."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """No row changes."""

    dependencies = [("correspondence", "0003_notes")]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="sort",
            field=models.CharField(
                choices=[("letter", "Letter"), ("question", "Question"), ("file", "File"), ("form", "Form")],
                max_length=10,
            ),
        )
    ]
