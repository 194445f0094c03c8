"""Addresses of items of evidence."""

from django.urls import path

from tadasu.web.evidence.custody.views import acts, items, making, opening

urlpatterns = [
    path("custody/organisation/<uuid:organisation>/", items.items, name="custody-list"),
    path("custody/organisation/<uuid:organisation>/logs", items.logs, name="custody-logs"),
    path("custody/organisation/<uuid:organisation>/receive", making.receive_text, name="custody-receive"),
    path("custody/organisation/<uuid:organisation>/receive-file", making.receive_file, name="custody-receive-file"),
    path("custody/<uuid:id>", items.one, name="custody-one"),
    path("custody/<uuid:id>/open", opening.open_, name="custody-open"),
    path("custody/<uuid:id>/check", opening.check, name="custody-check"),
    path("custody/<uuid:id>/export", opening.export, name="custody-export"),
    path("custody/<uuid:id>/notes/<int:number>", opening.note, name="custody-note"),
    path("custody/<uuid:id>/derive", making.derive_text, name="custody-derive"),
    path("custody/<uuid:id>/derive-file", making.derive_file, name="custody-derive-file"),
    path("custody/<uuid:id>/disclose", acts.disclose, name="custody-disclose"),
    path("custody/<uuid:id>/share", acts.share, name="custody-share"),
    path("custody/<uuid:id>/status", acts.status, name="custody-status"),
    path("custody/<uuid:id>/hold", acts.hold, name="custody-hold"),
    path("custody/<uuid:id>/release", acts.release, name="custody-release"),
    path("custody/<uuid:id>/erase", acts.erase, name="custody-erase"),
]
