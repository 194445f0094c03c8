"""Addresses of the design itself."""

from django.urls import path

from tadasu.web.ui.views import components

urlpatterns = [
    path("", components.components, name="ui-components"),
    path("reason", components.reason, name="ui-reason"),
    path("bare", components.bare_page, name="ui-bare"),
    path("conflict", components.conflict, name="ui-conflict"),
]
