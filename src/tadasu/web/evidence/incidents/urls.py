"""Addresses of documented incidents."""

from django.urls import path

from tadasu.web.evidence.incidents.views import acts, batches, columns, incidents

urlpatterns = [
    path("incidents/organisation/<uuid:organisation>/", incidents.incidents, name="incidents-list"),
    path("incidents/organisation/<uuid:organisation>/files", batches.batches, name="incidents-files"),
    path("incidents/organisation/<uuid:organisation>/new", columns.receive_file, name="incidents-new"),
    path("incidents/files/<uuid:id>", batches.batch, name="incidents-file"),
    path("incidents/files/<uuid:id>/columns", columns.columns, name="incidents-columns"),
    path("incidents/files/<uuid:id>/read", columns.read, name="incidents-read"),
    path("incidents/files/<uuid:id>/report", batches.report, name="incidents-report"),
    path("incidents/files/<uuid:id>/share", acts.share, name="incidents-share"),
    path("incidents/files/<uuid:id>/remove", acts.remove, name="incidents-remove"),
    path("incidents/<uuid:id>", incidents.incident, name="incidents-one"),
    path("incidents/<uuid:id>/words", acts.words, name="incidents-words"),
    path("incidents/<uuid:id>/extract", acts.extract, name="incidents-extract"),
]
