"""Between the web server and Django: no sender and no reader holds one of the few threads for longer than it is worth.

Django answers a request in a thread, and there are few of them. A short body is therefore taken in whole before a thread is given
to it, and a short answer leaves its thread before it is sent. What is longer must move: so many bytes in so many seconds,
else it ends. Long bodies come in where they are expected only, and neither they nor long answers take the threads of the rest.
"""

from tadasu.web.project.pace._bridge import Bridge
from tadasu.web.project.pace._limits import LIMITS, Door, Limits

__all__ = ["LIMITS", "Bridge", "Door", "Limits"]
"""`Bridge(application)` is an ASGI application around a WSGI one."""
