"""Addresses of runs."""

from django.urls import path

from tadasu.web.foundation.procedure.views import hand_over, move, run, time, waiting

urlpatterns = [
    path("waiting", waiting.waiting, name="procedure-waiting"),
    path("<uuid:id>/", run.run, name="procedure-run"),
    path("<uuid:id>/picture.svg", run.picture, name="procedure-picture"),
    path("<uuid:id>/move/<slug:move>", move.move, name="procedure-move"),
    path("<uuid:id>/suspend", time.suspend, name="procedure-suspend"),
    path("<uuid:id>/resume", time.resume, name="procedure-resume"),
    path("<uuid:id>/extend", time.extend, name="procedure-extend"),
    path("<uuid:id>/hand-over", hand_over.hand_over, name="procedure-hand-over"),
]
