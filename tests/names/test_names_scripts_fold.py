"""The fold: one spelling for variants of a character, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.names.scripts import fold, fold_term


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("山東貿易", "山东贸易"),
        ("渋沢鉄鉱", "涩泽铁矿"),
        ("㈱", "(株)"),
        ("ﾎｼﾉｶﾞﾗｽ", "ホシノガラス"),
        ("ＡＢＣ（株）", "ABC(株)"),
        ("髙﨑", "高崎"),
        ("乾坤", "乾坤"),
        ("芸", "芸"),
        ("한\u1112\u1161\u11ab", "한한"),
        ("پاک\u200cسازه", "پاکسازه"),
    ],
)
def test_variants_of_a_character_fold_to_one(text: str, folded: str) -> None:
    assert fold_term(text) == folded


@given(st.text(alphabet=st.characters(codec=None) | st.sampled_from("㈱㍿ﾎﾞ山貿ー\u200b\ufe0f\u3099")))
def test_places_in_the_folded_text_ascend_through_the_original(text: str) -> None:
    folded = fold(text)
    starts = [folded.origin(at) for at in range(len(folded.text) + 1)] if folded.text else [0]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] == (len(text) if folded.text else 0)


@given(st.text(alphabet="貿易山渋ﾎﾞホ（）ＡB"))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_term(fold_term(text)) == fold_term(text)
