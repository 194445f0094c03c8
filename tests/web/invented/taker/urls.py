"""Its addresses."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    """A page."""
    return HttpResponse("notes that are taken\n", content_type="text/plain")


urlpatterns = [path("taker/notes", page, name="invented-taker")]
