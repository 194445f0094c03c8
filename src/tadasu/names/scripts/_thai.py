"""Thai -> Latin: the Royal Thai General System roughly, without tones.

Source: Royal Institute, Principles of Romanization for Thai Script by Transcription Method, 1999 (facts of its tables).
Unwritten vowels are guessed: o between two consonants, a after one that stands alone.
"""

import re
from functools import lru_cache

from tadasu.names.scripts._table import table

_CONSONANTS = "ก-ฮ"
_INITIALS = table(
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ",
    "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r r l l w s s s h l - h",
)
_FINALS = table(
    "กขฃคฅฆงจชซฌญฎฏฐฑฒณดตถทธนบปพฟภมยรลวศษสฬ",
    "k k k k k k ng t t t t n t t t t t n t t t t t n p p p p p m i n n o t t t n",
)
_LEADING = {"เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai"}
_SIGNS = {"ะ": "a", "ั": "a", "า": "a", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u"}
_MARKS = re.compile("[่้๊๋๎ๆฯ]")
_CANCELLED = re.compile(f"[{_CONSONANTS}][ิุ]?์")
_OPEN = "[ะัาิีึืุู็]"
_FINAL = f"(?P<final>[{_CONSONANTS}](?!{_OPEN}))?"
_CLUSTER = f"(?P<initial>ห(?=[งญนมยรลว])[งญนมยรลว]|[กขคตปผพทบดฟสศ][รลว](?={_OPEN}|[{_CONSONANTS}])|[{_CONSONANTS}])"
_SHORT = f"(?P<initial>[กขคตปผพ][รล](?={_OPEN})|ห[งญนมยรลว](?={_OPEN})|[{_CONSONANTS}])"
_SYLLABLES = tuple(
    (re.compile(pattern.replace("C", initial) + (_FINAL if closed else "(?P<final>)")), vowel)
    for pattern, initial, vowel, closed in (
        ("เCียะ?", _CLUSTER, "ia", True),
        ("เCือะ?", _CLUSTER, "uea", True),
        ("เCาะ", _CLUSTER, "o", False),
        ("เCา", _CLUSTER, "ao", False),
        ("เCย(?![ะัาิีึืุู])", _CLUSTER, "oei", False),
        ("เCอะ?", _CLUSTER, "oe", True),
        ("เCิ", _CLUSTER, "oe", True),
        ("เC[ะ็]?", _CLUSTER, "e", True),
        ("แC[ะ็]?", _CLUSTER, "ae", True),
        ("โCะ?", _CLUSTER, "o", True),
        ("[ใไ]Cย?", _CLUSTER, "ai", False),
        ("Cัวะ?", _SHORT, "ua", False),
        ("Cั", _SHORT, "a", True),
        ("Cํา", _SHORT, "am", False),
        ("Cา", _SHORT, "a", True),
        ("C[ิี]", _SHORT, "i", True),
        ("Cึ", _SHORT, "ue", True),
        ("Cือ?", _SHORT, "ue", True),
        ("C[ุู]", _SHORT, "u", True),
        ("Cะ", _SHORT, "a", False),
        ("Cรร(?=[ก-ฮ])", _SHORT, "a", True),
        ("Cรร", _SHORT, "an", False),
        ("C็?อ", _SHORT, "o", True),
        (f"Cว(?=[{_CONSONANTS}](?!{_OPEN}))", _SHORT, "ua", True),
        (f"C(?=[{_CONSONANTS}](?!{_OPEN}|อ))", _SHORT, "o", True),
        ("C", _SHORT, "a", False),
    )
)


@lru_cache(maxsize=1 << 16)
def thai_reading(text: str) -> str:
    """Latin letters for a run of Thai.

    >>> thai_reading("ไทย"), thai_reading("กรุงเทพ"), thai_reading("เชียงใหม่")
    ('thai', 'krungthep', 'chiangmai')
    """
    plain = _CANCELLED.sub("", _MARKS.sub("", text.replace("ำ", "ํา")))
    out: list[str] = []
    at = 0
    while at < len(plain):
        for pattern, vowel in _SYLLABLES:
            if match := pattern.match(plain, at):
                out.append(_syllable(match["initial"], vowel, match["final"] or ""))
                at = match.end()
                break
        else:
            out.append(_SIGNS.get(plain[at], _LEADING.get(plain[at], "")))
            at += 1
    return "".join(out)


def _syllable(initial: str, vowel: str, final: str) -> str:
    spoken = initial[1:] if len(initial) > 1 and initial[0] == "ห" else initial
    latin = "".join(_INITIALS[letter] for letter in spoken)
    return latin + vowel + _FINALS.get(final, "")
