"""Hidden cells stay hidden: proved by two tables, and compared with the enumeration of all tables that could be true."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.oracles.release import agreeing, pairs, values_of

from tadasu.release import Table, counted, hidden, hidden_like, unprotected, witnesses
from tadasu.release._protection import change_between, small_changes, unprotected_changes

SHAPES = ((1, 3), (2, 2), (2, 3))


@st.composite
def cells(draw: st.DrawFn, largest: int = 6) -> Table:
    """Whole tables of one and two dimensions, with their totals."""
    rows, columns = draw(st.sampled_from(SHAPES))
    lines = [[draw(st.integers(0, largest)) for _ in range(columns)] for _ in range(rows)]
    return counted(lines if rows > 1 else lines[0])


@st.composite
def published(draw: st.DrawFn) -> tuple[Table, Table]:
    """A whole table and the same with some entries hidden, by no rule."""
    whole = draw(cells(4))
    away = draw(st.sets(st.sampled_from(whole.entries), max_size=5))
    return whole, whole.with_hidden(frozenset(away))


@given(published(), st.integers(1, 3))
@settings(max_examples=150)
def test_what_is_unprotected_is_what_the_enumeration_narrows_down(made: tuple[Table, Table], least: int) -> None:
    whole, shown = made
    reach = sum(one or 0 for line in whole.counts for one in line) + 2 * least
    if len([one for one in shown.hidden if not shown.is_total(one)]) > 3:
        reach = min(reach, 6 + least)  # the enumeration is slow; a hidden cell can then still be 0 and `least`
    tables = agreeing(shown.counts, reach)
    narrow = {one for one in shown.hidden if max(values_of(tables, one)) - min(values_of(tables, one)) < least}
    assert set(unprotected(shown, least)) == narrow


@given(published(), st.integers(1, 4))
def test_a_witness_agrees_with_everything_published_and_adds_up(made: tuple[Table, Table], least: int) -> None:
    _, shown = made
    for one in witnesses(shown, least):
        for table in (one.low, one.high):
            assert table.adds_up()
            assert table.with_hidden(shown.hidden) == shown
        assert 0 <= one.width <= least


@given(cells(40), st.integers(2, 10))
def test_a_hidden_table_has_no_small_count_and_nothing_to_work_out(whole: Table, least: int) -> None:
    shown = hidden(whole, least)
    assert all(shown[one] is None or (shown[one] or 0) >= least for one in shown.entries)
    assert unprotected(shown, least) == ()
    assert all(shown[one] in (None, whole[one]) for one in whole.entries)


def test_a_single_hidden_cell_is_worked_out_of_its_total() -> None:
    assert unprotected(Table(((None, 12, 40, 61),)), 10) == ((0, 0),)
    assert unprotected(Table(((None, None, 40, 61),)), 10) == ()


def test_two_hidden_cells_of_a_small_sum_are_not_wide_enough() -> None:
    assert unprotected(Table(((None, None, 40, 49),)), 10) == ((0, 0), (0, 1))
    assert unprotected(Table(((None, None, 40, 50),)), 10) == ()


def test_a_cell_that_joins_two_hidden_blocks_is_worked_out() -> None:
    """No line has one hidden cell alone, and yet one between two blocks is known: sums of rows minus sums of columns."""
    blocks = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (0, 2)}
    shown = counted([[20] * 4] * 4).with_hidden(frozenset(blocks))
    assert unprotected(shown, 10) == ((0, 2),)


def test_a_table_that_does_not_add_up_is_no_table() -> None:
    with pytest.raises(ValueError, match="add up"):
        unprotected(Table(((12, 13, 26),)), 10)
    with pytest.raises(ValueError, match="add up"):
        unprotected(Table(((30, None, 12),)), 10)
    with pytest.raises(ValueError, match="add up"):
        hidden(Table(((12, 13, 26),)), 10)


def test_everything_small_is_a_table_without_a_count() -> None:
    assert hidden(counted([[1, 2], [0, 1]]), 10).counts == ((None, None, None),) * 3


def test_the_rule_hides_a_cell_before_a_total_and_the_smallest_first() -> None:
    assert hidden(counted([3, 30, 12, 60]), 10).counts == ((None, 30, None, 60, 105),)
    assert hidden(counted([3, 4, 5]), 10).counts == ((None, None, None, 12),)
    assert hidden(counted([3, 2, 12]), 10).counts == ((None, None, None, 17),)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Table, Table]:
    """Two whole tables of one shape, with the same entries hidden, of which the first alone is protected."""
    before = draw(cells(3))
    rows, columns = (
        (1, len(before.counts[0]) - 1) if before.flat else (len(before.counts) - 1, len(before.counts[0]) - 1)
    )
    more = [[(before[row, column] or 0) + draw(st.integers(-2, 2)) for column in range(columns)] for row in range(rows)]
    after = counted([[max(one, 0) for one in line] for line in more] if rows > 1 else [max(one, 0) for one in more[0]])
    away = frozenset(draw(st.sets(st.sampled_from(before.entries), min_size=1, max_size=4)))
    return before.with_hidden(away), after.with_hidden(away)


def inner(table: Table) -> list[tuple[int, int]]:
    """The entries that are no totals."""
    last = (len(table.counts) if table.flat else len(table.counts) - 1, len(table.counts[0]) - 1)
    return [one for one in table.entries if one[0] < last[0] and one[1] < last[1]]


def seen_in(table: Table) -> int:
    """No hidden count need be larger by more: the largest that is shown, a total too, or what all are together that are no
    totals."""
    return max(sum(table[one] or 0 for one in inner(table)), *(table[one] or 0 for one in table.entries))


@given(versions(), st.integers(1, 2))
@example(
    (Table(((0, None, None), (0, 0, 0), (0, None, None))), Table(((1, None, None), (2, 2, 4), (3, None, None)))), 2
)
@example((Table(((None, None, None, 6),)), Table(((None, None, None, 12),))), 1)
@settings(max_examples=150)
def test_what_two_versions_tell_is_what_the_enumeration_of_pairs_tells(made: tuple[Table, Table], least: int) -> None:
    """For a reader who knows that counts only grew, and for one who knows that they only shrank: a hidden count stays as wide
    as it is in each version alone, and a hidden change is narrowed down exactly where we say so."""
    earlier, later = made
    if unprotected(earlier, least) or unprotected(later, least):
        return
    narrow: set[tuple[int, int]] = set()
    reach = max(seen_in(one) for one in made) + 2 * least + 2  # behind that an enumeration would only go on as it did
    if (reach + 1) ** len([one for one in earlier.hidden if one in inner(earlier)]) > 60_000:
        return
    if len(agreeing(earlier.counts, reach)) * len(agreeing(later.counts, reach)) > 200_000:
        return
    for grown in (True, False):
        found = list(pairs(earlier.counts, later.counts, reach, grown=grown))
        if not found:
            continue
        for row, column in earlier.hidden:
            changes = {after[row][column] - before[row][column] for before, after in found}
            if changes != {0} and max(changes) - min(changes) < least:
                narrow.add((row, column))
            for tables in zip(*found, strict=True):
                values = values_of(tables, (row, column))
                assert max(values) - min(values) >= least
    assert set(unprotected_changes(earlier, later, least)) == narrow


def test_two_added_to_a_hidden_pair_are_seen_in_the_difference_alone() -> None:
    """Each version alone hides both cells well; the totals tell that two were added."""
    earlier, later = Table(((None, None, 40, 70),)), Table(((None, None, 40, 72),))
    assert unprotected(earlier, 10) == unprotected(later, 10) == ()
    assert unprotected_changes(earlier, later, 10) == ((0, 0), (0, 1))
    assert small_changes(earlier, later, 10) == ((0, 3),)


def test_a_hidden_change_shows_where_no_published_count_changed_little() -> None:
    earlier = Table(((None, None, 40, 70), (None, None, 40, 70), (30, 30, 80, 140)))
    later = Table(((None, None, 55, 88), (None, None, 40, 70), (30, 33, 95, 158)))
    assert small_changes(earlier, later, 3) == ()
    assert unprotected_changes(earlier, later, 4) == unprotected_changes(later, earlier, 4) == ((0, 1),)


def test_a_hidden_pair_that_changed_by_nine_is_too_narrow_and_by_ten_is_not() -> None:
    earlier = Table(((None, None, 40, 70),))
    for changed in (Table(((None, None, 55, 94),)), Table(((None, None, 25, 46),))):
        assert unprotected_changes(earlier, changed, 10) == ((0, 0), (0, 1))
    for changed in (Table(((None, None, 55, 95),)), Table(((None, None, 25, 45),))):
        assert unprotected_changes(earlier, changed, 10) == ()


def test_a_told_count_changes_by_nothing_or_by_at_least_ten_up_or_down() -> None:
    earlier = Table(((20, 30, 40, 50, 140),))
    assert small_changes(earlier, Table(((21, 29, 49, 31, 130),)), 10) == ((0, 0), (0, 1), (0, 2))
    assert small_changes(earlier, Table(((20, 40, 30, 50, 140),)), 10) == ()


def test_the_same_again_tells_nothing() -> None:
    shown = hidden(counted([[3, 12, 14], [20, 30, 40]]), 10)
    assert small_changes(shown, shown, 10) == ()
    assert unprotected_changes(shown, shown, 10) == ()


def test_a_later_version_hides_what_the_earlier_one_hid() -> None:
    earlier = hidden(counted([3, 12, 14, 60]), 10)
    assert hidden_like(counted([30, 40, 50, 80]), earlier).counts == ((None, None, 50, 80, 200),)


def test_the_change_of_a_hidden_entry_is_hidden() -> None:
    assert change_between(Table(((None, 2, 5),)), Table(((4, 9, 13),))).counts == ((None, 7, 8),)
    assert change_between(Table(((4, 9, 13),)), Table(((None, 2, 5),))).counts == ((None, -7, -8),)
