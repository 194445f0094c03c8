"""The findings in force as files for `tadasu assess`."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import asking
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.findings import listing


@login_required
@require_safe
def findings(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The findings."""
    organisation_or_404(request, organisation)

    def page(version: UUID) -> str:
        return request.build_absolute_uri(reverse("findings-one", args=[version]))

    return _file(listing.findings_file(asking(request), organisation, page=page), "findings.csv")


@login_required
@require_safe
def companies(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The names of companies."""
    organisation_or_404(request, organisation)
    return _file(listing.companies_file(asking(request), organisation), "companies.csv")


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
