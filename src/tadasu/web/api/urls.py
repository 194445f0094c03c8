"""Addresses of the interface, and of the pages on which its tokens are made."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from tadasu.web.api.problems import Wrong, answer
from tadasu.web.api.v1 import api
from tadasu.web.api.views import tokens


@csrf_exempt  # no cookie is looked at here
def nothing(request: HttpRequest) -> HttpResponse:
    """There is no such operation."""
    return answer(Wrong("not-found"))


urlpatterns = [
    path("api/v1/", api.urls),
    re_path(r"^api/.*$", nothing, name="api-nothing"),
    path("organisation/<uuid:organisation>/tokens/", tokens.held, name="api-tokens"),
    path("organisation/<uuid:organisation>/tokens/new", tokens.make, name="api-make-token"),
    path("organisation/<uuid:organisation>/tokens/<uuid:token>/revoke", tokens.revoke, name="api-revoke-token"),
]
