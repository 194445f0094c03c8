"""Addresses of what is proposed; what is public has its own (`tadasu.web.portal`)."""

from django.urls import path

from tadasu.web.foundation.publication.views import acts, proposals, writing

_OF = "organisation/<uuid:organisation>/publications"

urlpatterns = [
    path(_OF, proposals.proposals, name="publication-proposals"),
    path(f"{_OF}/propose/<slug:kind>", writing.propose, name="publication-propose"),
    path(f"{_OF}/<int:number>/correct", writing.correct, name="publication-correct"),
    path(f"{_OF}/<int:number>/withdraw", acts.withdraw, name="publication-withdraw"),
    path("publications/<uuid:id>", proposals.proposal, name="publication-proposal"),
    path("publications/<uuid:id>/files/<str:name>", proposals.file, name="publication-file"),
    path("publications/<uuid:id>/change", writing.change, name="publication-change"),
    path("publications/<uuid:id>/sign", acts.sign, name="publication-sign"),
    path("publications/<uuid:id>/refuse", acts.refuse, name="publication-refuse"),
]
