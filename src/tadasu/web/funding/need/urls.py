"""Addresses of needs, sources, files and plans."""

from django.urls import path

from tadasu.web.funding.need.views import files, maps, plan, plans, sources

_PLACE = "need/organisation/<uuid:organisation>/"

urlpatterns = [
    path(_PLACE, maps.overview, name="need-map"),
    path(f"{_PLACE}within/<int:months>", maps.overview, name="need-map-within"),
    path(f"{_PLACE}within/<int:months>.svg", maps.picture, name="need-picture"),
    path(f"{_PLACE}countries/<slug:country>", maps.country, name="need-country"),
    path(f"{_PLACE}sources", sources.sources, name="need-sources"),
    path(f"{_PLACE}sources/<slug:key>", sources.source, name="need-source"),
    path(f"{_PLACE}sources/<slug:key>/note", sources.note, name="need-note"),
    path(f"{_PLACE}dark", sources.dark, name="need-dark"),
    path(f"{_PLACE}files", files.files, name="need-files"),
    path(f"{_PLACE}files/load", files.load, name="need-load"),
    path(f"{_PLACE}files/rows", files.past, name="need-past"),
    path("need/files/<uuid:id>/drop", files.drop, name="need-file-drop"),
    path(f"{_PLACE}plans", plans.plans, name="need-plans"),
    path(f"{_PLACE}plans/begin/<uuid:fund>", plans.begin, name="need-plan-begin"),
    path("need/plans/<uuid:id>", plan.plan, name="need-plan"),
    path("need/plans/<uuid:id>/picture", plan.picture, name="need-plan-picture"),
    path("need/plans/<uuid:id>/kept", plan.kept, name="need-plan-kept"),
    path("need/plans/<uuid:id>/more", plan.ask_more, name="need-plan-more"),
    path("need/plans/<uuid:id>/repeat", plan.repeat, name="need-plan-repeat"),
    path("need/plans/<uuid:id>/candidates", plans.candidates, name="need-plan-candidates"),
    path("need/plans/<uuid:id>/ask", plans.ask, name="need-plan-ask"),
    path("need/plans/<uuid:id>/drop", plans.throw_away, name="need-plan-drop"),
]
