"""Addresses: `box/take-along` of whoever has the code of a box, where its cookie goes; `winddown/` of people of the funder."""

from django.urls import path

from tadasu.web.funding.winddown.views import falling, holder

PLACE = "winddown/<uuid:organisation>/"

urlpatterns = [
    path("box/take-along", holder.take, name="winddown-take"),
    path(PLACE, falling.overview, name="winddown-overview"),
    path(f"{PLACE}shut", falling.shut, name="winddown-shut"),
    path(f"{PLACE}erase", falling.erase, name="winddown-erase"),
    path(f"{PLACE}announce", falling.announce, name="winddown-announce"),
    path(f"{PLACE}withdraw", falling.withdraw, name="winddown-withdraw"),
    path(f"{PLACE}go-on", falling.go_on, name="winddown-go-on"),
    path("winddown/falls/<uuid:id>/agree", falling.agree, name="winddown-agree"),
    path("winddown/falls/<uuid:id>/drop", falling.drop, name="winddown-drop"),
]
