"""What is made from what in the invented trade: a short table of the room's own, and pairs that do not follow.

The facts are ordinary knowledge of industry, in six digits of HS 2022. Every step is also one of headings, so an engine
that knows headings only agrees; a pair that does not follow is of two chapters that nothing joins.
"""

from collections.abc import Mapping
from types import MappingProxyType

_FACTS = """
520100 520300|520100 520512|520300 520512|520300 520523|520512 520832|520512 520942|520512 600622|520512 630260
520523 520832|520832 620342|520832 620520|520832 630231|520942 620342|600622 610910|600632 610990
070200 200290|200290 210320
280461 381800|381800 854142|854142 854143
760110 760120|760110 760429|760120 761699|760120 870870
390410 391810|390410 392049
030617 160521|160521 190220
780200 780110|854911 780110|780110 850710|850710 870323
151110 151190|151190 190531|151190 340111
180100 180310|180310 180400|180310 180632|180400 180632|180632 190531
400110 401512|400122 401110|400122 401512
090111 090121|090121 210111
170114 170199|170199 170490|170199 180632
240110 240120|240120 240220
260900 800110|800110 831130
261100 284180|284180 810110
261590 282590|261590 810320|810320 853221|853221 853400
710812 711319
260300 740200|740200 740311|740311 740811|740811 854411
253090 282520|253090 283691|282520 850760|283691 850760|850760 851713|850760 870380
260111 720110|720711 721420|720720 721420|722830 848340
252510 681410|252520 681410|681410 854690
050100 670300|670300 670420
510610 570110
250810 690410|250810 690490|250860 690410
"""

_APART = """
520512 850710|520832 850710|620520 870870|520512 401512|520512 391810|200290 620520|200290 401512|210320 854142
280461 620520|381800 620520|854142 210320|760120 620520|870870 160521|391810 210320|030617 620520|030617 850710
780110 620520|780110 180632|850710 620520|151190 854143|340111 391810|180310 870870|180632 401512|401512 180632
400110 180632|210111 570110|240120 850760|710812 391810|740311 210320|690410 620520|670420 850710|570110 180632
283691 620520|850760 200290|853221 391810|260900 620520|090121 850710|170199 760120|722830 180632|848340 210320
"""


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    cells = [pair.split() for row in table.split("\n") for pair in row.split("|") if pair.strip()]
    return tuple(sorted((made, into) for made, into in cells))


FACTS: tuple[tuple[str, str], ...] = _pairs(_FACTS)
"""The first good goes into the second."""

APART: tuple[tuple[str, str], ...] = _pairs(_APART)
"""The first good does not go into the second, by any reading."""

GOODS: tuple[str, ...] = tuple(sorted({good for pair in (*FACTS, *APART) for good in pair}))
"""Every good of the invented trade, in the order of codes."""

OUTPUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {good: tuple(into for made, into in FACTS if made == good) for good in GOODS}
)
INPUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {good: tuple(made for made, into in FACTS if into == good) for good in GOODS}
)


def follows(bought: str, sold: str) -> bool:
    """Whether what is sold may hold what was bought: it is made from it, or is the same good sold on.

    >>> follows("520512", "520832"), follows("520512", "520512"), follows("520512", "850710")
    (True, True, False)
    """
    return bought[:4] == sold[:4] or (bought, sold) in _MADE or (bought[:4], sold[:4]) in _MADE_OF_HEADINGS


_MADE = frozenset(FACTS)
_MADE_OF_HEADINGS = frozenset((made[:4], into[:4]) for made, into in FACTS)
