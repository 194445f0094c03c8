"""Brands: heads are used once, tables are sound, and no two firms share a brand except in a trap."""

from collections import Counter
from random import Random

import pytest

from tadasu.demo._brands import CAST_HEADS, HEADS, TAILS, Brand, Brands
from tadasu.demo._plant import Maker, pair
from tadasu.demo._world import CLEAN, PLANTED, STORY, UNMATCHED


def drawn(seed: int) -> list[Brand]:
    """The brand of every firm of a world, traps left out, in the order of the generator."""
    maker = Maker(Random(seed))
    brands = [maker.brands.new(culture) for culture, _, _ in STORY.values()]
    for kind, styles in PLANTED.items():
        brands += [pair(kind, style, maker).listed.brand for style in styles.split()]
    for counts in (CLEAN, UNMATCHED):
        brands += [maker.firm(culture).brand for culture, count in counts.items() for _ in range(count)]
    return brands


@pytest.mark.parametrize("seed", range(1, 21))
def test_no_brand_is_used_twice_for_different_firms(seed: int) -> None:
    brands = drawn(seed)
    for form in ("native", "latin"):
        counts = Counter(getattr(brand, form) for brand in brands)
        assert counts.most_common(1)[0][1] == 1


@pytest.mark.parametrize("culture", HEADS)
def test_heads_and_tails_are_different_from_each_other(culture: str) -> None:
    for table in (HEADS[culture], TAILS[culture]):
        assert len({part.latin for part in table}) == len(table)
        assert len({part.native for part in table}) == len(table)


@pytest.mark.parametrize("culture", CAST_HEADS)
def test_a_firm_that_only_trades_has_a_head_no_supplier_can_have(culture: str) -> None:
    both = (*HEADS[culture], *CAST_HEADS[culture])
    assert len({part.latin for part in both}) == len(both)
    assert len({part.native for part in both}) == len(both)


def test_a_homophone_shares_no_character_and_keeps_the_sound() -> None:
    brands = Brands(Random(1))
    for _ in range(20):
        brand = brands.new("zh")
        other = brands.homophone(brand)
        assert other.latin == brand.latin
        assert not set(other.native) & set(brand.native)


@pytest.mark.parametrize("culture", ["zh", "latin", "ru"])
def test_a_near_miss_begins_alike_and_ends_otherwise(culture: str) -> None:
    brands = Brands(Random(2))
    for _ in range(10):
        brand = brands.new(culture)
        other = brands.near(brand)
        assert other.head == brand.head
        assert other.tail.latin[0] != brand.tail.latin[0]


def test_brands_run_out_rather_than_repeat() -> None:
    brands = Brands(Random(3))
    for _ in HEADS["ko"]:
        brands.new("ko")
    with pytest.raises(IndexError):
        brands.new("ko")
