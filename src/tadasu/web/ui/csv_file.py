"""What a table shows, as a file for a spreadsheet program: UTF-8 with a byte order mark, without which such programs take
Japanese for another encoding; no cell is run as a formula."""

import csv
import io

from django.http import HttpResponse

from tadasu.store import no_formula
from tadasu.web.ui.tables import Shown

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def csv_text(shown: Shown) -> str:
    """The columns and all rows that the filter leaves, over all pages. Raises TooManyRows."""
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, lineterminator="\r\n"
    )  # with "\n" alone Python leaves a bare \r unquoted, which ends a row elsewhere
    for line in shown.file_lines():
        writer.writerow([no_formula(cell) for cell in line])
    return _MARK + out.getvalue()


def csv_answer(shown: Shown) -> HttpResponse:
    """The same as an answer that a browser saves. Raises TooManyRows; `tadasu.web.ui.views.tables.answer` says it on a page."""
    answer = HttpResponse(csv_text(shown), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{shown.table.name}.csv"'
    return answer
