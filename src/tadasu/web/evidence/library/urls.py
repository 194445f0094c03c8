"""Addresses of the library."""

from django.urls import path

from tadasu.web.evidence.library.views import coverage, led, publishing, redacting, saved, searching

urlpatterns = [
    path("library/organisation/<uuid:organisation>/", searching.search, name="library-search"),
    path("library/organisation/<uuid:organisation>/save", saved.save, name="library-save"),
    path("library/searches/<uuid:id>", saved.one, name="library-saved"),
    path("library/searches/<uuid:id>/delete", saved.delete, name="library-saved-delete"),
    path("library/items/<uuid:id>", led.item, name="library-led"),
    path("library/items/<uuid:id>/redact", redacting.redact, name="library-redact"),
    path("library/findings/<uuid:id>", led.finding, name="library-finding"),
    path("library/findings/<uuid:id>/publish", publishing.publish, name="library-publish"),
    path("library/organisation/<uuid:organisation>/coverage", coverage.coverage, name="library-coverage"),
    path("library/organisation/<uuid:organisation>/coverage.svg", coverage.picture, name="library-coverage-picture"),
    path("library/organisation/<uuid:organisation>/coverage/ask", coverage.ask, name="library-ask"),
]
