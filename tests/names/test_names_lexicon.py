"""The cut of unspaced text: few unknown characters, one brand, few words."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tadasu.names._lexicon import Entry, EntryKind, Lexicon


def lexicon(*terms: str, place: tuple[str, ...] = (), suffixes: tuple[str, ...] = ()) -> Lexicon:
    words = [Entry(term, (f"<{term}>",), EntryKind.WORD) for term in terms]
    places = [Entry(term, (f"<{term}>",), EntryKind.PLACE) for term in place]
    return Lexicon([*words, *places], suffixes=suffixes)


def cut(words: Lexicon, text: str) -> list[str]:
    return [text[each.start : each.end] + ("" if each.entry else "?") for each in words.segment(text)]


def test_the_cut_is_the_best_of_all_not_the_first_longest() -> None:
    assert cut(lexicon("东京", "东京都", "都市"), "东京都市") == ["东京", "都市"]


def test_two_unknown_characters_are_better_than_one() -> None:
    assert cut(lexicon("电子", "光电子"), "阳光电子") == ["阳光?", "电子"]


def test_the_unknown_characters_of_a_brand_stay_together() -> None:
    assert cut(lexicon("国际", "贸易"), "海岚星野国际贸易") == ["海岚星野?", "国际", "贸易"]


def test_a_longer_known_word_is_preferred_to_two() -> None:
    assert cut(lexicon("国际", "贸易", "国际贸易"), "国际贸易") == ["国际贸易"]


def test_a_suffix_belongs_to_its_place() -> None:
    words = lexicon("大街", place=("西安",), suffixes=("市",))
    assert cut(words, "西安市东大街") == ["西安市", "东?", "大街"]


def test_text_to_pass_over_costs_nothing_and_may_stand_inside_a_known_word() -> None:
    words = lexicon("(株)")
    passes = [char in "()AB" for char in "AB(株)"]
    cuts = words.segment("AB(株)", passes=passes)
    assert [(each.start, each.end, each.passed) for each in cuts] == [(0, 1, True), (1, 2, True), (2, 5, False)]


def test_the_first_entry_of_a_term_wins() -> None:
    first, second = (Entry("公司", (gloss,), EntryKind.LEGAL) for gloss in ("co", "company"))
    assert Lexicon([first, second]).get("公司") == first


def test_an_entry_without_gloss_or_term_is_left_out() -> None:
    assert len(Lexicon([Entry("", ("x",), EntryKind.WORD), Entry("市", (), EntryKind.WORD)])) == 0


@given(st.text(alphabet="国际贸易东京都市x"))
def test_cuts_follow_each_other_and_cover_the_text(text: str) -> None:
    words = lexicon("国际", "贸易", "国", "东京", "京都市", place=("东京",), suffixes=("都", "市"))
    cuts = words.segment(text, passes=[char == "x" for char in text])
    assert "".join(text[each.start : each.end] for each in cuts) == text
    assert all(each.end > each.start for each in cuts)
    unknown = [each.entry is None and not each.passed for each in cuts]
    assert not any(before and after for before, after in pairwise(unknown))


@given(st.text(alphabet="国际贸易东京", max_size=8))
def test_the_cut_leaves_no_more_unknown_runs_than_any_other(text: str) -> None:
    words = lexicon("国际", "际贸", "贸易", "易东京", "国际贸")
    assert _cost(words, text) == _cheapest(words, text)


def _cost(words: Lexicon, text: str) -> int:
    return sum(_price(each.end - each.start, known=each.entry is not None) for each in words.segment(text))


def _price(length: int, *, known: bool) -> int:
    return 4 if known else 27 if length == 1 else 25 + 10 * (length - 2)


def _cheapest(words: Lexicon, text: str, *, after_unknown: bool = False) -> int:
    """By trying every cut."""
    if not text:
        return 0
    known = [end for end in range(1, len(text) + 1) if words.get(text[:end])]
    costs = [_price(end, known=True) + _cheapest(words, text[end:]) for end in known]
    if not after_unknown:
        ends = range(1, len(text) + 1)
        costs += [_price(end, known=False) + _cheapest(words, text[end:], after_unknown=True) for end in ends]
    return min(costs, default=1 << 40)
