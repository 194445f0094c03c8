"""Addresses that need no sign-in: `/public/` is answered without a session (`accounts.middleware.UNBOUND`)."""

from django.urls import path

from tadasu.web.portal.views import publications

urlpatterns = [
    path("public/", publications.publications, name="portal-publications"),
    path("public/<int:number>", publications.publication, name="portal-publication"),
    path("public/<int:number>/<int:version>/<str:name>", publications.file, name="portal-file"),
    path("public/<int:number>.json", publications.data, name="portal-data"),
]
