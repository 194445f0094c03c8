"""Addresses of releases; what is public has its own (`tadasu.web.portal`)."""

from django.urls import path

from tadasu.web.funding.publishing.views import acts, releases

_OF = "publishing/organisation/<uuid:organisation>"
_ONE = "publishing/releases/<uuid:id>"

urlpatterns = [
    path(f"{_OF}/", releases.releases, name="publishing-releases"),
    path(f"{_OF}/prepare", acts.prepare, name="publishing-prepare"),
    path(f"{_OF}/publisher", acts.publisher, name="publishing-publisher"),
    path(_ONE, releases.release, name="publishing-release"),
    path(f"{_ONE}/files/<str:name>", releases.file, name="publishing-file"),
    path(f"{_ONE}/hand-over", acts.hand_over, name="publishing-hand-over"),
    path(f"{_ONE}/give-up", acts.drop, name="publishing-drop"),
]
