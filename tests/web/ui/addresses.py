"""The addresses of the project, with a language that is kept in the cookie alone."""

from django.urls import path
from django.views.i18n import set_language

from tadasu.web.project import urls

urlpatterns = [path("language", set_language, name="set_language"), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
