"""What peers say of theirs is seen by its organisation, and replaced as a whole."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows


class Migration(migrations.Migration):
    """Row-level security."""

    dependencies = [("exchange", "0003_theircell")]

    operations = [hidden_rows(Rows("exchange_theircell", kept=("UPDATE",)))]
