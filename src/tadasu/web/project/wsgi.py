"""The application that a web server calls."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadasu.web.project.settings")
application = get_wsgi_application()

from tadasu.web.foundation.parties.lists import warm  # noqa: E402 - once Django is set up

threading.Thread(target=warm, name="lists", daemon=True).start()
"""The lists are read and the loops loaded while the first pages are served: whoever screens meanwhile waits."""
