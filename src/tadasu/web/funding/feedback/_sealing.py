"""An answer sealed to its round, all of one length, and opened when the round is closed."""

import json

from tadasu.web.foundation.vault.sealing import Context, DoesNotOpen, context, put_in_box, take_from_box
from tadasu.web.funding.feedback.counting import Answered
from tadasu.web.funding.feedback.models import Round

LENGTH = 12_288
"""Bytes: two free answers of the longest in any script, escapes of JSON, steps and codes."""


def sealed(round: Round, answered: Answered, *, group: str) -> bytes:
    """Whoever sealed it cannot open it."""
    said = {"steps": dict(answered.steps), "texts": dict(answered.texts), "group": group, "language": answered.language}
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if len(content) > LENGTH:
        raise ValueError("an answer is longer than any can be")
    return put_in_box(content.ljust(LENGTH), bytes(round.public), _about(round))


def opened(round: Round, box: bytes, private: bytes) -> Answered | None:
    """None for what does not open: it was put there by somebody else."""
    try:
        said = json.loads(take_from_box(box, private, _about(round)))
    except (DoesNotOpen, ValueError):
        return None
    return Answered(steps=said["steps"], texts=said["texts"], group=said["group"], language=said["language"])


def _about(round: Round) -> Context:
    return context("feedback", round.id)
