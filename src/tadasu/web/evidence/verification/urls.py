"""Addresses of inquiries."""

from django.urls import path

from tadasu.web.evidence.verification.views import inquiries, items, notes, weighing

urlpatterns = [
    path("inquiries/organisation/<uuid:organisation>/", inquiries.inquiries, name="inquiry-list"),
    path("inquiries/organisation/<uuid:organisation>/open", inquiries.open_, name="inquiry-open"),
    path("inquiries/<uuid:id>", inquiries.one, name="inquiry-one"),
    path("inquiries/<uuid:id>/change", inquiries.change, name="inquiry-change"),
    path("inquiries/<uuid:id>/heard", inquiries.hear, name="inquiry-hear"),
    path("inquiries/<uuid:id>/close", inquiries.close, name="inquiry-close"),
    path("inquiries/<uuid:id>/reopen", inquiries.reopen, name="inquiry-reopen"),
    path("inquiries/<uuid:id>/take", items.take, name="inquiry-take"),
    path("inquiries/<uuid:id>/origin", items.origin, name="inquiry-origin"),
    path("inquiries/<uuid:id>/items/<uuid:item>", items.one, name="inquiry-item"),
    path("inquiries/<uuid:id>/items/<uuid:item>/assess", items.assess, name="inquiry-assess"),
    path("inquiries/<uuid:id>/items/<uuid:item>/note", notes.add, name="inquiry-note-add"),
    path("inquiries/<uuid:id>/items/<uuid:item>/notes/<int:number>", notes.one, name="inquiry-note"),
    path("inquiries/<uuid:id>/weighing", weighing.weighing, name="inquiry-weighing"),
    path("inquiries/<uuid:id>/conclude", weighing.conclude, name="inquiry-conclude"),
    path("inquiries/<uuid:id>/conclusions/<int:number>", weighing.conclusion, name="inquiry-conclusion"),
    path("inquiries/<uuid:id>/conclusions/<int:number>/sign", weighing.sign, name="inquiry-sign"),
    path("inquiries/<uuid:id>/conclusions/<int:number>/finding", weighing.finding, name="inquiry-finding"),
]
