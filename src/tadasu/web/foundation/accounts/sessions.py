"""Sessions of Django, with two differences: the database has a digest of the key that the browser shows, not the key itself,
and what a session holds (a secret about to be set up, which sign-in was used) is closed.

So a dump of the database gives nobody a session, and no plain secret lies in one.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from tadasu.web.foundation.accounts._seal import seal, unseal

PURPOSE = "sessions"


class SessionStore(DatabaseStore):
    """Named as Django wants it."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Closed."""
        return seal(json.dumps(session_dict).encode(), secret=settings.SECRET_KEY, purpose=PURPOSE)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Opened; what cannot be opened is an empty session."""
        text = session_data.decode("ascii") if isinstance(session_data, bytes) else session_data
        plain = unseal(text, secrets=[settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS], purpose=PURPOSE)
        found: dict[str, Any] = json.loads(plain) if plain is not None else {}
        return found

    def load(self) -> dict[str, Any]:
        """What is kept under the key of the browser."""
        row = self.model.objects.filter(
            session_key=kept_key(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.session_data)

    def exists(self, session_key: str) -> bool:
        """Whether there is one."""
        return super().exists(kept_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row to be written."""
        row = super().create_model_instance(data)
        row.session_key = kept_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End one."""
        gone = session_key or self.session_key
        if gone is not None:
            self.model.objects.filter(session_key=kept_key(gone)).delete()


def kept_key(shown: str) -> str:
    """The key is 32 random letters, so a plain digest cannot be turned back; 40 characters are what Django's table holds."""
    return hashlib.blake2b(shown.encode(), digest_size=20, person=b"tadasu.session").hexdigest()
