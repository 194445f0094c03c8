"""How a draft is sealed: under a key that comes from the code, and with nothing else.

The private key that a code gives lies in memory while its holder visits. A key of its own is derived from it, so that who has the
database can neither read a draft nor put another in its place.
"""

import json
from collections.abc import Mapping
from typing import Any

from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.guided.lengths import filled
from tadasu.web.foundation.vault.sealing import Key, context, derived, seal, unseal


def sealed(visit: Visit, word: str, said: Mapping[str, object]) -> bytes:
    """For the row. `word` is the desk's own for its drafts: another desk's do not open with it."""
    return seal(_key(visit, word), filled(json.dumps(said, ensure_ascii=False)), _about(visit, word))


def opened(visit: Visit, word: str, row: bytes) -> Any:
    """What is in the row. Raises DoesNotOpen."""
    return json.loads(unseal(_key(visit, word), row, _about(visit, word)))


def _key(visit: Visit, word: str) -> Key:
    return derived(Key(visit.private), word)


def _about(visit: Visit, word: str) -> Any:
    return context(word, str(visit.box.digest))
