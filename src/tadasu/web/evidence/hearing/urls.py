"""Addresses: `hearings/` of people who ask; `box/hearing` of whoever answers, where the cookie of a visit goes."""

from django.urls import path

from tadasu.web.evidence.hearing.views import acts, holder, notices

urlpatterns = [
    path("box/hearing", holder.say, name="hearing-say"),
    path("hearings/organisation/<uuid:organisation>/", notices.notices, name="hearing-list"),
    path("hearings/<uuid:id>", notices.one, name="hearing-one"),
    path("hearings/about/<uuid:inquiry>/prepare", acts.prepare, name="hearing-prepare"),
    path("hearings/about/<uuid:inquiry>/not-told", acts.not_tell, name="hearing-not-tell"),
    path("hearings/<uuid:id>/release", acts.release, name="hearing-release"),
    path("hearings/<uuid:id>/drop", acts.drop, name="hearing-drop"),
    path("hearings/<uuid:id>/send", acts.send, name="hearing-send"),
    path("hearings/<uuid:id>/lengthen", acts.lengthen, name="hearing-lengthen"),
    path("hearings/<uuid:id>/answered", acts.answered, name="hearing-answered"),
    path("hearings/<uuid:id>/silent", acts.silent, name="hearing-silent"),
    path("hearings/<uuid:id>/answers/<int:letter>/take", acts.take, name="hearing-take"),
]
