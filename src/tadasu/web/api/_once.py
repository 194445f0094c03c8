"""Asking twice does it once: what a request with a key of idempotency was answered is kept for a day and given again.

After draft-ietf-httpapi-idempotency-key-header-07. The key is a row that is inserted in the transaction of the act itself: who
asks with the same key at the same time waits in the database until that transaction is over. If it failed, nothing was kept
and nothing was done, so the next one does it.
"""

import hashlib
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tadasu.web.api._bodies import check_text
from tadasu.web.api._shown import Known
from tadasu.web.api.models import Answer
from tadasu.web.api.problems import Wrong

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
LONGEST = 255

_CLAIM = """
INSERT INTO api_answer (id, organisation_id, user_id, token_id, key, request, status, body, made_at)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, NULL, '', now()) ON CONFLICT (token_id, key) DO NOTHING RETURNING id
"""


class Replayed(Exception):
    """It was done before: this is what was answered then."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        super().__init__()


def claim(request: HttpRequest, known: Known) -> UUID | None:
    """Take the key of a request for it; None when it has none. Raises Replayed, Wrong `key-malformed`, `key-reused`."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise Wrong("key-malformed", limit=str(LONGEST))
    check_text(key)
    digest = _digest(request)
    mine = Answer.objects.filter(token=known.token, key=key)
    mine.filter(made_at__lte=timezone.now() - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [known.token.organisation_id, known.actor.user, known.token.id, key, digest])
        taken = cursor.fetchone()
    if taken is not None:
        return UUID(str(taken[0]))
    before = mine.get()
    if before.request != digest or before.status is None:
        raise Wrong("key-reused")
    answer = HttpResponse(bytes(before.body), status=before.status, content_type="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    raise Replayed(answer)


def keep(claimed: UUID, answer: HttpResponse) -> None:
    """Keep what was answered, in the same transaction."""
    Answer.objects.filter(pk=claimed).update(status=answer.status_code, body=answer.content)


def forget() -> int:
    """Remove what is older than a day; how many."""
    gone, _ = Answer.objects.filter(made_at__lte=timezone.now() - KEPT).delete()
    return gone


def _digest(request: HttpRequest) -> str:
    """Of all that says what is asked for."""
    hashed = hashlib.sha256()
    for part in (str(request.method).encode(), request.get_full_path().encode(), request.body):
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.hexdigest()
