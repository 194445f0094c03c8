"""Addresses: `results/` of people of the funder; `box/results` of whoever has the code of a box, where the cookie of a visit
goes."""

from django.urls import path

from tadasu.web.funding.results.views import holder, measuring, results, telling, writing

PLACE = "results/organisation/<uuid:organisation>"

urlpatterns = [
    path("box/results", holder.mine, name="results-mine"),
    path(f"{PLACE}/", results.results, name="results-list"),
    path(f"{PLACE}/programmes/<uuid:fund>", results.programme, name="results-programme"),
    path(f"{PLACE}/programmes/<uuid:fund>/write", writing.for_programme, name="results-write-programme"),
    path(f"{PLACE}/programmes/<uuid:fund>/indicator", measuring.state, name="results-indicator"),
    path(f"{PLACE}/public", telling.tellings, name="results-tellings"),
    path(f"{PLACE}/public/prepare", telling.prepare, name="results-prepare"),
    path("results/public/<uuid:id>", telling.one, name="results-telling"),
    path("results/public/<uuid:id>/hand-over", telling.hand_over, name="results-hand-over"),
    path("results/public/<uuid:id>/drop", telling.drop, name="results-drop"),
    path("results/awards/<uuid:award>", results.award, name="results-award"),
    path("results/awards/<uuid:award>/write", writing.of_award, name="results-write"),
    path("results/awards/<uuid:award>/told/<int:number>", writing.code, name="results-code"),
    path("results/awards/<uuid:award>/told/<int:number>/aside", writing.aside, name="results-aside"),
    path("results/awards/<uuid:award>/indicators/<uuid:indicator>", measuring.value, name="results-value"),
    path("results/indicators/<uuid:id>/end", measuring.end, name="results-indicator-end"),
    path("results/<uuid:id>", results.one, name="results-one"),
    path("results/<uuid:id>/open", results.open_, name="results-open"),
    path("results/<uuid:id>/correct", writing.correct, name="results-correct"),
    path("results/<uuid:id>/withdraw", writing.withdraw, name="results-withdraw"),
]
