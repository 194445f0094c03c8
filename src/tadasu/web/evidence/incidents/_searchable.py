"""A text as it is searched: folded (width, case, traditional, simplified and Japanese forms of a sign), and where words have no
blanks between them, in pairs of signs. Pure.

An index of trigrams finds a part of a text from three signs on. In Chinese and Japanese two signs are a word, so each pair of
neighbouring signs is written as a word of its own, followed by a blank: then the pair and its blank are three. What is looked
for is written the same way, and stands in the text in one piece if it stood there before.
"""

import re
from itertools import pairwise

from tadasu.names import fold_signs

_RUN = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)

_ENOUGH = re.compile(rf"[^\W_]{{3}}|(?:{_RUN.pattern[:-1]}){{2}}")


def searchable(*texts: str) -> str:
    """What is kept beside a text.

    >>> searchable("新疆棉花 Cotton")
    ' 新疆 疆棉 棉花 cotton '
    """
    return f" {_paired(_folded(' '.join(filter(None, texts))))} "


def sought(text: str) -> str:
    """A pattern of LIKE that finds in `searchable` what holds this text; empty for an empty one. A single sign of Chinese or
    Japanese is found as the beginning of a pair, or by itself.

    >>> sought("新疆"), sought("Cott"), sought("綿"), sought("100%")
    ('%新疆 %', '%cott%', '%綿%', '%100\\\\\\\\%%')
    """
    plain = _folded(text)
    if not plain:
        return ""
    pairs = _paired(plain).strip()
    ends = " " if _RUN.fullmatch(plain[-1]) and len(plain) > 1 and _RUN.fullmatch(plain[-2]) else ""
    escaped = pairs.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}{ends}%"


def by_index(text: str) -> bool:
    """Whether an index of trigrams finds this text without reading every row: three letters or digits side by side, or two signs
    of Chinese or Japanese.

    >>> by_index("cot"), by_index("新疆"), by_index("綿"), by_index("a b"), by_index("100%")
    (True, True, False, False, True)
    """
    return bool(_ENOUGH.search(_paired(_folded(text))))


def _folded(text: str) -> str:
    return " ".join(fold_signs(text).text.casefold().split())


def _paired(text: str) -> str:
    return " ".join(_RUN.sub(_pairs, text).split())


def _pairs(found: "re.Match[str]") -> str:
    run = found.group()
    return f" {' '.join(one + other for one, other in pairwise(run)) if len(run) > 1 else run} "
