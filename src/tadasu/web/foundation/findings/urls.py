"""Addresses of findings."""

from django.urls import path

from tadasu.web.foundation.findings.views import acts, findings, lists

urlpatterns = [
    path("organisation/<uuid:organisation>/", findings.findings, name="findings-list"),
    path("organisation/<uuid:organisation>/findings.csv", lists.findings, name="findings-file"),
    path("organisation/<uuid:organisation>/companies.csv", lists.companies, name="findings-companies"),
    path("<uuid:id>", findings.one, name="findings-one"),
    path("<uuid:id>/sign", acts.sign, name="findings-sign"),
    path("<uuid:id>/decline", acts.decline, name="findings-decline"),
    path("<uuid:id>/withdraw", acts.withdraw, name="findings-withdraw"),
]
