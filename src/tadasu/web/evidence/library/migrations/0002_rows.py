"""Searches are seen by their person; everything else of the library by its organisation. Why something was taken out stays."""

from django.db import migrations

from tadasu.web.foundation.access import OWN, Rows, hidden_rows


class Migration(migrations.Migration):
    """Row-level security."""

    dependencies = [("library", "0001_initial")]

    operations = [
        hidden_rows(Rows("library_savedsearch", shown=OWN)),
        hidden_rows(Rows("library_askedabout", kept=("DELETE",))),
        hidden_rows(Rows("library_theircell", kept=("UPDATE",))),
        hidden_rows(Rows("library_redaction", kept=("UPDATE", "DELETE"))),
        hidden_rows(Rows("library_proposed", kept=("UPDATE", "DELETE"))),
    ]
