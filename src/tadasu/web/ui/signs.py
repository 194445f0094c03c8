"""What signs a text that is shown and compared may have: none that nobody sees, and one way of writing each."""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode: control, format (which turn a line round), surrogate, private, unassigned, separators of lines."""

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Without them some names in Arabic and Indic scripts cannot be written."""

_HAN = range(0x20000, 0x40000)
"""Planes of Han signs, some newer than the Unicode that Python knows; only their last two places are no signs at all."""


def plain_text(text: str) -> str:
    """Composed (NFC), with one blank where there are several or other ones, and none around it.

    >>> plain_text("  Aoi　Demo\\nMill "), plain_text("か\\u3099")
    ('Aoi Demo Mill', 'が')
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def unseen_sign(text: str) -> str:
    """The first sign that nobody sees, as `U+202E`; empty when all can be seen.

    >>> unseen_sign("株式会社鵯畦商事"), unseen_sign("Mill \\u202egnp"), unseen_sign("a\\0")
    ('', 'U+202E', 'U+0000')
    """
    return next((f"U+{ord(one):04X}" for one in text if _is_unseen(one)), "")


def _is_unseen(sign: str) -> bool:
    if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN:
        return False
    return not (ord(sign) in _HAN and unicodedata.category(sign) == "Cn" and ord(sign) & 0xFFFF < 0xFFFE)
