"""Addresses of petitions."""

from django.urls import path

from tadasu.web.evidence.petition.views import attaching, beginning, following, petitions, releasing, sharing, text

urlpatterns = [
    path("petitions/organisation/<uuid:organisation>/", petitions.petitions, name="petition-list"),
    path("petitions/organisation/<uuid:organisation>/begin", beginning.begin, name="petition-begin"),
    path("petitions/<uuid:id>", petitions.one, name="petition-one"),
    path("petitions/<uuid:id>/open", text.open_, name="petition-open"),
    path("petitions/<uuid:id>/text", text.text, name="petition-text"),
    path("petitions/<uuid:id>/print", text.print_, name="petition-print"),
    path("petitions/<uuid:id>/package", text.package, name="petition-package"),
    path("petitions/<uuid:id>/copy", beginning.copy, name="petition-copy"),
    path("petitions/<uuid:id>/attach", attaching.attach, name="petition-attach"),
    path("petitions/<uuid:id>/attachments/<int:number>/take-out", attaching.detach, name="petition-detach"),
    path("petitions/<uuid:id>/share", sharing.share, name="petition-share"),
    path("petitions/<uuid:id>/ready", releasing.offer, name="petition-offer"),
    path("petitions/<uuid:id>/release", releasing.release, name="petition-release"),
    path("petitions/<uuid:id>/take-back", releasing.reopen, name="petition-reopen"),
    path("petitions/<uuid:id>/handed-in", following.send, name="petition-send"),
    path("petitions/<uuid:id>/acknowledged", following.acknowledge, name="petition-acknowledge"),
    path("petitions/<uuid:id>/close", following.close, name="petition-close"),
    path("petitions/<uuid:id>/withdraw", following.withdraw, name="petition-withdraw"),
]
