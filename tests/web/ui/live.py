"""The web application on a port of this machine, for a browser: without a database, everybody signed in."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import override_settings

Answer = Callable[[HttpRequest], HttpResponseBase]

_NEEDS_DATABASE = ("Session", "Authentication", "Account", "Acting")


def signed_in(answer: Answer) -> Answer:
    """Middleware: somebody without a name."""

    def with_user(request: HttpRequest) -> HttpResponseBase:
        request.user = SimpleNamespace(is_authenticated=True, is_active=True)  # type: ignore[assignment]
        return answer(request)

    return with_user


def without_database() -> override_settings:
    """Settings under which pages of the design are served without a database."""
    kept = [one for one in settings.MIDDLEWARE if not any(word in one for word in _NEEDS_DATABASE)]
    at = next(n for n, one in enumerate(kept) if "LocaleMiddleware" in one)
    kept[at:at] = ["django.contrib.sessions.middleware.SessionMiddleware", "tests.web.ui.live.signed_in"]
    return override_settings(
        MIDDLEWARE=kept,
        ROOT_URLCONF="tests.web.ui.addresses",
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    )


class _Server(ThreadingMixIn, WSGIServer):
    """A browser opens connections that it does not use: one at a time would wait for them."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """What a test asked for is no news."""


@contextmanager
def serving() -> Iterator[str]:
    """The address under which it answers."""
    with without_database():
        server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=_Server, handler_class=_Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
