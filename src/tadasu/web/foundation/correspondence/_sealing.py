"""How what is put into a box is sealed, by its holder and by its readers alike: to those who read it, as its purpose says."""

import unicodedata
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.correspondence._boxes import purpose_of
from tadasu.web.foundation.correspondence._readers import readers_of_box
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.purposes import Purpose
from tadasu.web.foundation.vault import quota
from tadasu.web.foundation.vault.actions import Holder, seal, seal_file
from tadasu.web.foundation.vault.receiving import Received

LETTER, FILE = "correspondence.letter", "correspondence.file"
"""The vault's words for what is kept."""

_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing, though Unicode does not count them as spaces."""


def sealed_letter(actor: Actor, box: Box, *, content: bytes, outside: Holder | None, kind: str = LETTER) -> UUID:
    """The vault's record of a letter, or of a desk's document, with a word of its own. Raises UsageError `box-nobody-reads`."""
    purpose = purpose_of(box.purpose)
    return seal(
        actor,
        organisation=box.organisation_id,
        kind=kind,
        content=content,
        readers=readers_of_box(box, needs_two=purpose.needs_two),
        about=box.id,
        needs_two=purpose.needs_two,
        recoverable=purpose.recoverable,
        outside=outside,
    )


def sealed_file(actor: Actor, box: Box, *, received: Received, outside: Holder | None) -> UUID:
    """The vault's record of a file, within the block that receives it. Raises UsageError `box-nobody-reads`, `vault-full`."""
    purpose = purpose_of(box.purpose)
    return seal_file(
        actor,
        incoming=received.incoming,
        name=received.name,
        media_type=received.media_type,
        organisation=box.organisation_id,
        kind=FILE,
        readers=readers_of_box(box, needs_two=purpose.needs_two),
        about=box.id,
        needs_two=purpose.needs_two,
        recoverable=purpose.recoverable,
        limits=limits_of(purpose),
        outside=outside,
    )


def holder_of(box: Box) -> Holder:
    """Whoever has its code."""
    return Holder(str(box.digest), bytes(box.public or b""))


def letter_text(text: str, purpose: Purpose) -> bytes:
    """What is sealed of a letter. Raises UsageError `box-empty`, `box-too-long`."""
    said = text.replace("\r\n", "\n").strip()
    if not says_anything(said):
        raise UsageError("box-empty")
    if len(said) > purpose.limits.letter:
        raise UsageError("box-too-long", most=str(purpose.limits.letter))
    return said.encode("utf-8", "replace")


def says_anything(text: str) -> bool:
    """Whether there is a sign in it that can be seen.

    >>> [says_anything(one) for one in ("夜", "?", "\\u200b \\u3164\\ufe0f", "")]
    [True, True, False, False]
    """
    return any(
        unicodedata.category(one)[0] in "LNPS" or unicodedata.category(one) == "Co" for one in set(text) - _UNSEEN
    )


def refuse_empty(received: Received) -> None:
    """Raises UsageError `box-file-empty`."""
    if not received.incoming.measure().size:
        raise UsageError("box-file-empty")


def limits_of(purpose: Purpose) -> quota.Limits:
    """Of files, as the vault counts them."""
    return quota.Limits(file=purpose.limits.file, about=purpose.limits.files)
