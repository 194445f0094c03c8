"""Words of strangers, shown: as they were typed, but for signs that turn a page around or cannot be seen, which are named."""

import unicodedata

_KEPT = frozenset("\n\t\u200c\u200d\u200e\u200f\u061c")
"""Line and tab; joiners and marks that writing in some scripts needs, and that reach no further than their own element."""

_NOT_SHOWN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def plain(words: str) -> str:
    """What is shown of words that somebody typed. What is kept stays as it was.

    >>> plain("gate\\u202egpj.exe\\x07")
    'gate⟨U+202E⟩gpj.exe⟨U+0007⟩'
    """
    return "".join(one if _is_shown(one) else f"⟨U+{ord(one):04X}⟩" for one in words)


def _is_shown(sign: str) -> bool:
    return sign in _KEPT or unicodedata.category(sign) not in _NOT_SHOWN
