"""The application that the web server calls: Django's, behind what keeps its threads free."""

from tadasu.web.project.pace import Bridge
from tadasu.web.project.serving._children import end_with_parent
from tadasu.web.project.wsgi import application as django
from tadasu.web.project.wsgi import warm

end_with_parent()  # this is a process that the web server started; it does not see to it by itself
warm()
application = Bridge(django)
