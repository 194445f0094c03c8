"""Addresses of the record."""

from django.urls import path

from tadasu.web.foundation.audit.views import erase, record

urlpatterns = [
    path("organisation/<uuid:organisation>/record", record.record, name="audit-record"),
    path("organisation/<uuid:organisation>/record/<uuid:entry>/erase", erase.erase, name="audit-erase"),
]
