"""What others were told is known to the organisation that told it."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows


class Migration(migrations.Migration):
    """Row-level security."""

    dependencies = [("hearing", "0003_passedon")]

    operations = [hidden_rows(Rows("hearing_passedon", kept=("DELETE",)))]
