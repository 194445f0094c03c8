"""How long what is sealed is: its length does not tell how much was answered, unless answers are long."""

STEP = 16_384
"""Bytes: drafts and documents are filled up to a multiple with spaces."""


def filled(document: str) -> bytes:
    """In UTF-8, up to the next step.

    >>> len(filled("{}")), filled("{}")[:3]
    (16384, b'{} ')
    """
    said = document.encode("utf-8", "replace")
    return said + b" " * (-len(said) % STEP)
