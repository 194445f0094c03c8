"""Addresses: under `box/` those of people without an account, where the cookie of their visit goes; `applications/` of staff."""

from django.urls import path

from tadasu.web.funding.applications.views import acts, applications, begin, form

urlpatterns = [
    path("box/application", form.form, name="applications-form"),
    path("box/application/<uuid:id>", begin.begin_in, name="applications-begin"),
    path("applications/at/<uuid:organisation>", applications.applications, name="applications-list"),
    path("applications/box/<uuid:id>", applications.of_box, name="applications-of-box"),
    path("applications/<uuid:id>", applications.application, name="applications-one"),
    path("applications/<uuid:id>/letter", acts.tell_applicant, name="applications-letter"),
    path("applications/<uuid:id>/state/<slug:state>", acts.lead_on, name="applications-state"),
]
