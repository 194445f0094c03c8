"""Kinds of difference: how the list and the importer write a firm, or two firms that are easily taken for one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tadasu.demo._brands import Brands
from tadasu.demo._dice import number, pick
from tadasu.demo._firms import Firm, han, katakana, latin, moved, native, place_last, unmarked
from tadasu.demo._words import PLACES, TRADES, XINJIANG


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One planted case: the listed firm as the list writes it, the supplier as the importer does.

    `listings` are (name, aliases), more than one for a duplicate listing; `supplier` is another firm in a trap.
    """

    listed: Firm
    listings: tuple[tuple[str, tuple[str, ...]], ...]
    supplier: Firm
    supplied: str


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes firms; keeps the draws of one world together."""

    rng: Random
    brands: Brands = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "brands", Brands(self.rng))

    def firm(self, culture: str) -> Firm:
        """A new firm. Half the Chinese ones are in Xinjiang, so that places alone tell nothing."""
        places = XINJIANG if culture == "zh" and self.rng.random() < 0.5 else PLACES[culture]
        return Firm(
            brand=self.brands.new(culture),
            place=pick(self.rng, places),
            trade=pick(self.rng, TRADES[culture]),
            house=number(self.rng, 2, 480),
        )

    def elsewhere(self, firm: Firm) -> Firm:
        """Another firm of the same brand and trade in another place, far enough for no shared name."""
        places = [place for place in PLACES["zh"] if place != firm.place]
        return moved(firm, pick(self.rng, places))


def pair(kind: str, style: str, maker: Maker) -> Pair:
    """Plant one case. `style` is a culture, `zh-han` for a Chinese firm that both sides write in Han."""
    firm = maker.firm(style.removesuffix("-han"))
    written = native if style in ("zh-han", "ru", "ja") else latin
    if kind in _TRAPS:
        return _TRAPS[kind](firm, written, maker)
    if kind == "alias":
        return _alias(firm, maker)
    if kind == "typing-slip":
        brand = firm.brand.latin
        slipped = latin(firm).replace(brand, _slip(brand, maker.rng))
        return _same(firm, latin(firm), slipped)
    if kind == "old-place":
        places = [place for place in (*XINJIANG, *PLACES["zh"]) if place.old]
        firm = replace(firm, place=pick(maker.rng, places))
    return _SAME[kind](firm, written)


Written = Callable[..., str]


def _same(firm: Firm, listed: str, supplied: str, *aliases: str) -> Pair:
    return Pair(listed=firm, listings=((listed, aliases),), supplier=firm, supplied=supplied)


def _duplicate(firm: Firm, written: Written) -> Pair:
    listings = ((written(firm), ()), (written(firm, long=True), (native(firm),) if firm.culture == "zh" else ()))
    return Pair(listed=firm, listings=listings, supplier=firm, supplied=written(firm))


def _exact(firm: Firm, written: Written) -> Pair:
    return _same(firm, written(firm), written(firm))


def _legal_form(firm: Firm, written: Written) -> Pair:
    """A firm listed under its Latin name keeps its own name as an alias."""
    if written is native and firm.culture != "ru":
        return _same(firm, latin(firm), native(firm, long=True), native(firm))
    return _same(firm, written(firm), written(firm, long=True))


_SAME: Mapping[str, Callable[[Firm, Written], Pair]] = {
    "cyrillic-latin": lambda firm, _: _same(firm, latin(firm), native(firm)),
    "diacritics": lambda firm, _: _same(firm, native(firm), unmarked(firm)),
    "duplicate-listing": _duplicate,
    "exact": _exact,
    "han-latin": lambda firm, _: _same(firm, latin(firm), native(firm)),
    "hangul-latin": lambda firm, _: _same(firm, latin(firm), native(firm)),
    "katakana-latin": lambda firm, _: _same(firm, latin(firm), katakana(firm)),
    "legal-form": _legal_form,
    "old-place": lambda firm, _: _same(firm, latin(firm), latin(firm, place=firm.place.old)),
    "uyghur-latin": lambda firm, _: _same(firm, latin(firm), native(firm)),
    "word-order": lambda firm, _: _same(firm, latin(firm), place_last(firm)),
}


def _alias(firm: Firm, maker: Maker) -> Pair:
    """A former name under another brand; for a Uyghur firm its own name and its name in Han."""
    if firm.culture == "ug":
        return _same(firm, latin(firm), native(firm), han(firm), native(firm))
    former = replace(firm, brand=maker.brands.new(firm.culture))
    return _same(firm, latin(firm), latin(former), latin(former))


def _other_place(firm: Firm, written: Written, maker: Maker) -> Pair:
    other = maker.elsewhere(firm)
    return Pair(listed=firm, listings=((written(firm), ()),), supplier=other, supplied=written(other))


def _homophone(firm: Firm, _: Written, maker: Maker) -> Pair:
    other = replace(firm, brand=maker.brands.homophone(firm.brand), house=firm.house + 1)
    return Pair(listed=firm, listings=((native(firm), ()),), supplier=other, supplied=native(other))


def _near_miss(firm: Firm, written: Written, maker: Maker) -> Pair:
    other = replace(firm, brand=maker.brands.near(firm.brand), house=firm.house + 1)
    return Pair(listed=firm, listings=((written(firm), ()),), supplier=other, supplied=written(other))


_TRAPS: Mapping[str, Callable[[Firm, Written, Maker], Pair]] = {
    "homophone": _homophone,
    "near-miss-brand": _near_miss,
    "same-brand-other-place": _other_place,
}


def _slip(brand: str, rng: Random) -> str:
    """One slip of the fingers inside a brand: two letters swapped, or one struck twice; long brands may lose one."""
    swaps = [i for i in range(1, len(brand) - 1) if brand[i] != brand[i + 1]]
    match number(rng, 0, 2 if len(brand) >= 8 else 1):
        case 0:
            at = pick(rng, swaps)
            return brand[:at] + brand[at + 1] + brand[at] + brand[at + 2 :]
        case 1:
            at = number(rng, 2, len(brand) - 1)
            return brand[:at] + brand[at] + brand[at:]
        case _:
            at = number(rng, 2, len(brand) - 2)
            return brand[:at] + brand[at + 1 :]
