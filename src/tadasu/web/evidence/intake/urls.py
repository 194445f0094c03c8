"""Addresses: `box/form` of people without an account, where the cookie of their visit goes; `reports/` of people who read."""

from django.urls import path

from tadasu.web.evidence.intake.views import form, reports

urlpatterns = [
    path("box/form", form.form, name="intake-form"),
    path("reports/", reports.reports, name="intake-reports"),
    path("reports/<uuid:id>", reports.report, name="intake-report"),
]
