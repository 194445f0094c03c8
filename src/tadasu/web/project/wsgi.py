"""The application that a web server calls."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadasu.web.project.settings")
application = get_wsgi_application()


def warm() -> None:
    """Read the lists and load the loops while the first pages are served: whoever screens meanwhile waits."""
    from tadasu.web.foundation.parties import lists

    threading.Thread(target=lists.warm, name="lists", daemon=True).start()
