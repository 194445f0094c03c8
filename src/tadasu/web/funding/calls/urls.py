"""Addresses: under `box/` those of people without an account, under `calls/` those of staff."""

from django.urls import path

from tadasu.web.funding.calls.views import calls, forms, inviting, public

urlpatterns = [
    path("box/calls/", public.calls, name="calls-open"),
    path("box/calls/<uuid:id>", public.call, name="calls-public"),
    path("calls/organisation/<uuid:organisation>/", calls.calls, name="calls-list"),
    path("calls/organisation/<uuid:organisation>/begin", calls.begin, name="calls-begin"),
    path("calls/organisation/<uuid:organisation>/forms", forms.forms, name="calls-forms"),
    path("calls/organisation/<uuid:organisation>/forms/load", forms.load, name="calls-form-load"),
    path("calls/forms/<uuid:id>", forms.form, name="calls-form"),
    path("calls/invitations/<uuid:id>/withdraw", inviting.withdraw, name="calls-withdraw"),
    path("calls/<uuid:id>", calls.one, name="calls-one"),
    path("calls/<uuid:id>/write", calls.write, name="calls-write"),
    path("calls/<uuid:id>/language", calls.say_in, name="calls-say-in"),
    path("calls/<uuid:id>/open", calls.open_, name="calls-open-it"),
    path("calls/<uuid:id>/extend", calls.extend, name="calls-extend"),
    path("calls/<uuid:id>/close", calls.close, name="calls-close"),
    path("calls/<uuid:id>/invite", inviting.invite, name="calls-invite"),
]
