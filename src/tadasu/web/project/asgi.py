"""The application that the web server calls: Django's, behind what keeps its threads free."""

from tadasu.web.project.pace import Bridge
from tadasu.web.project.wsgi import application as django

application = Bridge(django)
