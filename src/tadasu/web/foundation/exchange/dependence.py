"""The kind `dependence`: what rests on which sources, without saying who they are. Made by the library of an evidence desk, taken
by a funding desk; its form and its keys stand here, so that neither knows the other.

A key is drawn from a secret of the sender for each recipient: the same source has the same key from month to month, two
recipients cannot join what they got, and nobody who has not the secret can try names.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tadasu.store import data_folder, made_once
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import Kind, schema_of

DEPENDENCE = Kind(
    name="dependence",
    version=1,
    label=_("What rests on which sources"),
    schema=schema_of(Path(__file__).parent / "data" / "dependence-1.json"),
    in_order=False,
)
"""Without its halves: whoever makes it and whoever takes it registers it with theirs."""

MOST_SOURCES = 200
MOST_NEEDED = 20
"""As in the schema."""

_SECRET = "sources-key"
"""The name of a file."""

_LETTERS = 16


def keys_for(organisation: UUID, recipient: str) -> Callable[[str], str]:
    """How an organisation calls its sources before a recipient (the id of their card): source -> key. The secret lies beside the
    keys of the exchange and is never renewed. Raises Fault `exchange-not-open` where there is no exchange."""
    folder = data_folder() / _keys.FOLDER / str(organisation)
    if not folder.is_dir():
        raise Fault("exchange-not-open")
    secret = bytes.fromhex(made_once(folder / _SECRET, lambda: secrets.token_hex(32)))
    drawn = hmac.digest(secret, recipient.encode(), hashlib.sha256)
    return lambda source: "s-" + hmac.new(drawn, source.encode(), hashlib.sha256).hexdigest()[:_LETTERS]
