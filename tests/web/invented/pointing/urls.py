"""Its addresses."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    """A page."""
    return HttpResponse("remarks\n", content_type="text/plain")


urlpatterns = [path("pointing/remarks", page, name="invented-pointing")]
