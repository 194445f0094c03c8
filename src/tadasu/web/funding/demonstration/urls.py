"""It has no page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
