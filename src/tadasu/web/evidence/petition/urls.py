"""Addresses of petitions."""

from django.urls import path

from tadasu.web.evidence.petition.views import acts, petitions, text

urlpatterns = [
    path("petitions/organisation/<uuid:organisation>/", petitions.petitions, name="petition-list"),
    path("petitions/organisation/<uuid:organisation>/begin", petitions.begin, name="petition-begin"),
    path("petitions/<uuid:id>", petitions.one, name="petition-one"),
    path("petitions/<uuid:id>/open", text.open_, name="petition-open"),
    path("petitions/<uuid:id>/text", text.text, name="petition-text"),
    path("petitions/<uuid:id>/print", text.print_, name="petition-print"),
    path("petitions/<uuid:id>/package", text.package, name="petition-package"),
    path("petitions/<uuid:id>/copy", text.copy, name="petition-copy"),
    path("petitions/<uuid:id>/attach", acts.attach, name="petition-attach"),
    path("petitions/<uuid:id>/attachments/<int:number>/take-out", acts.detach, name="petition-detach"),
    path("petitions/<uuid:id>/share", acts.share, name="petition-share"),
    path("petitions/<uuid:id>/ready", acts.offer, name="petition-offer"),
    path("petitions/<uuid:id>/release", acts.release, name="petition-release"),
    path("petitions/<uuid:id>/take-back", acts.reopen, name="petition-reopen"),
    path("petitions/<uuid:id>/handed-in", acts.send, name="petition-send"),
    path("petitions/<uuid:id>/acknowledged", acts.acknowledge, name="petition-acknowledge"),
    path("petitions/<uuid:id>/close", acts.close, name="petition-close"),
    path("petitions/<uuid:id>/withdraw", acts.withdraw, name="petition-withdraw"),
]
