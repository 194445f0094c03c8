"""Counts for whoever runs the machine, in Prometheus' format: how many requests, how they ended, how long they took, how
the queue stands. Views by their name, never by their address; no label holds anything that somebody typed."""

import hmac
import time
from collections.abc import Callable

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from tadasu.store import data_folder
from tadasu.web.foundation.correspondence.apart import PLACES
from tadasu.web.project._secret import secret_of

REGISTRY = CollectorRegistry()
"""Of this process; with several web processes each answers for itself."""

REQUESTS = Counter("tadasu_requests", "Requests by view and how they ended.", ("view", "status"), registry=REGISTRY)
SECONDS = Histogram(
    "tadasu_request_seconds",
    "Seconds until an answer is made, not until it is sent.",
    ("view",),
    registry=REGISTRY,
)
JOBS = Gauge("tadasu_jobs", "Jobs of the queue by state.", ("state",), registry=REGISTRY)

KEY = "metrics.key"
"""File of the data folder with what a scraper must show: `Authorization: Bearer ...`."""

_STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")


def counted(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware around everything else. Pages of people without an account are not counted: a scraper would keep the minute in
    which somebody wrote."""

    def count(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(tuple(PLACES)):
            return answer(request)
        began = time.monotonic()
        response = answer(request)
        found = request.resolver_match
        view = (found.view_name or "unnamed") if found else "none"
        REQUESTS.labels(view, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(view).observe(time.monotonic() - began)
        return response

    return count


def metrics(request: HttpRequest) -> HttpResponse:
    """The page for the scraper; for everybody else there is no such page."""
    shown = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(shown, f"Bearer {secret_of(data_folder() / KEY)}".encode()):
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        found = dict(cursor.fetchall())
    for state in _STATES:
        JOBS.labels(state).set(found.get(state, 0))
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
