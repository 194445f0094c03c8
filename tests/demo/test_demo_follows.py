"""The room's own table of what becomes what: real codes, and in step with the room of goods, which it cannot see."""

from tadasu.demo import APART, FACTS, GOODS, follows
from tadasu.demo._plan import WARES
from tadasu.goods import HsCode, exists, product_of, transformations


def allowed(bought: str, sold: str, *, everything: bool) -> bool:
    table = transformations(extended=everything, consumed=everything, packaging=everything, parts=everything)
    one, other = product_of(HsCode(bought)), product_of(HsCode(sold))
    assert one is not None
    assert other is not None
    return bool(table.allowed[one, other])


def test_every_good_is_a_subheading_of_the_harmonised_system() -> None:
    assert all(len(good) == 6 and exists(HsCode(good)) for good in {*GOODS, *WARES})


def test_what_follows_here_is_allowed_there_without_any_switch() -> None:
    assert not [pair for pair in FACTS if not allowed(*pair, everything=False)]
    assert not [good for good in GOODS if not allowed(good, good, everything=False)]


def test_what_is_apart_here_is_not_allowed_there_with_every_switch() -> None:
    assert not [pair for pair in APART if allowed(*pair, everything=True)]
    assert not [pair for pair in APART if follows(*pair) or pair[0][:2] == pair[1][:2]]


def test_the_table_is_sorted_and_holds_nothing_twice() -> None:
    for table in (FACTS, APART):
        assert list(table) == sorted(set(table))
    assert not set(FACTS) & set(APART)
