"""Addresses of parties."""

from django.urls import path

from tadasu.web.foundation.parties.views import hits, judging, parties

urlpatterns = [
    path("organisation/<uuid:organisation>/", parties.parties, name="parties-list"),
    path("organisation/<uuid:organisation>/add", parties.add, name="parties-add"),
    path("statements/<uuid:id>/withdraw", parties.withdraw, name="parties-withdraw"),
    path("judgements/<uuid:id>/take-back", judging.take_back, name="parties-take-back"),
    path("hits/", hits.waiting, name="parties-hits"),
    path("hits/<uuid:id>", hits.hit, name="parties-hit"),
    path("hits/<uuid:id>/decide", hits.decide, name="parties-decide"),
    path("<uuid:id>", parties.one, name="parties-one"),
    path("<uuid:id>/state", parties.state, name="parties-state"),
    path("<uuid:id>/same", judging.choose, name="parties-choose"),
    path("<uuid:id>/same/<uuid:other>", judging.pair, name="parties-pair"),
    path("<uuid:id>/same/<uuid:other>/merge", judging.merge, name="parties-merge"),
    path("<uuid:id>/same/<uuid:other>/different", judging.tell_apart, name="parties-tell-apart"),
]
