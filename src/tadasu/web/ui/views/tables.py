"""A page with a table, or the table as a file: as the address asks."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tadasu.web.ui.csv_file import csv_answer
from tadasu.web.ui.tables import Shown, TooManyRows
from tadasu.web.ui.views import errors


def answer(
    request: HttpRequest, template: str, shown: Shown, values: Mapping[str, object] | None = None
) -> HttpResponse:
    """The page with `table` in its context. A table with a file is only to be shown to those who may have the file."""
    if shown.asked.csv:
        try:
            return csv_answer(shown)
        except TooManyRows:
            return errors.answer(request, errors.TOO_MANY_LINES)
    return render(request, template, {**(values or {}), "table": shown})
