"""Addresses of findings."""

from django.urls import path

from tadasu.web.foundation.findings.views import acts, findings

urlpatterns = [
    path("organisation/<uuid:organisation>/", findings.findings, name="findings-list"),
    path("<uuid:id>", findings.one, name="findings-one"),
    path("<uuid:id>/sign", acts.sign, name="findings-sign"),
    path("<uuid:id>/decline", acts.decline, name="findings-decline"),
    path("<uuid:id>/withdraw", acts.withdraw, name="findings-withdraw"),
]
