"""Every address: the foundation's, and those of the desks that are on."""

from django.urls import include, path

from tadasu.web.foundation.accounts.views.settings import language
from tadasu.web.project import health, metrics
from tadasu.web.project.desks import desk_apps
from tadasu.web.project.home import home

urlpatterns = [
    path("", home, name="home"),
    path("health/alive", health.alive, name="health-alive"),
    path("health/ready", health.ready, name="health-ready"),
    path("health/metrics", metrics.metrics, name="health-metrics"),
    path("", include("tadasu.web.foundation.accounts.urls")),
    path("language", language, name="set_language"),
    path("", include("tadasu.web.foundation.audit.urls")),
    path("findings/", include("tadasu.web.foundation.findings.urls")),
    path("parties/", include("tadasu.web.foundation.parties.urls")),
    path("", include("tadasu.web.foundation.correspondence.urls")),
    path("exchange/", include("tadasu.web.foundation.exchange.urls")),
    path("procedure/", include("tadasu.web.foundation.procedure.urls")),
    path("vault/", include("tadasu.web.foundation.vault.urls")),
    path("", include("tadasu.web.foundation.publication.urls")),
    path("", include("tadasu.web.api.urls")),
    path("ui/", include("tadasu.web.ui.urls")),
    *(path("", include(f"{app}.urls")) for app in desk_apps()),
]

handler400 = "tadasu.web.ui.views.errors.not_read"
handler403 = "tadasu.web.ui.views.errors.may_not"
handler404 = "tadasu.web.ui.views.errors.not_here"
handler500 = "tadasu.web.ui.views.errors.broken"
