"""Addresses of intermediaries."""

from django.urls import path

from tadasu.web.funding.intermediaries.views import acts, pages

urlpatterns = [
    path("intermediaries/held", pages.held, name="intermediaries-held"),
    path("intermediaries/organisation/<uuid:organisation>/", pages.chains, name="intermediaries-chains"),
    path("intermediaries/organisation/<uuid:organisation>/grants", pages.grants, name="intermediaries-grants"),
    path(
        "intermediaries/organisation/<uuid:organisation>/grants/note", acts.note_grant, name="intermediaries-note-grant"
    ),
    path("intermediaries/grants/<uuid:id>/state", acts.state, name="intermediaries-state"),
    path("intermediaries/of/<uuid:award>/set", acts.set_terms, name="intermediaries-set"),
    path("intermediaries/attestations/<uuid:id>/judge", acts.judge, name="intermediaries-judge"),
    path("intermediaries/incidents/<uuid:id>/close", acts.close, name="intermediaries-close"),
    path("intermediaries/incidents/<uuid:id>/open", acts.open_, name="intermediaries-open"),
    path("intermediaries/<uuid:id>", pages.one, name="intermediaries-one"),
    path("intermediaries/<uuid:id>/acknowledge", acts.acknowledge, name="intermediaries-acknowledge"),
    path("intermediaries/<uuid:id>/attest", acts.attest, name="intermediaries-attest"),
    path("intermediaries/<uuid:id>/tell", acts.tell, name="intermediaries-tell"),
]
