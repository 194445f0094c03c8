"""Everything of needs is seen by its organisation alone."""

from django.db import migrations

from tadasu.web.foundation.access import Rows, hidden_rows


class Migration(migrations.Migration):
    """Row-level security. What came and what was loaded is replaced or dropped as a whole."""

    dependencies = [("need", "0002_kept")]

    operations = [
        hidden_rows(Rows("need_theirrest", kept=("UPDATE",))),
        hidden_rows(Rows("need_fact", kept=("DELETE",))),
        hidden_rows(Rows("need_loadedfile", kept=("UPDATE",))),
        hidden_rows(Rows("need_given", kept=("UPDATE",))),
        hidden_rows(Rows("need_score", kept=("UPDATE",))),
        hidden_rows(Rows("need_plan")),
        hidden_rows(Rows("need_question", kept=("DELETE",))),
    ]
