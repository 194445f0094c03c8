"""What all guided forms share: answers that still fit, the way through the pages, drafts that another desk's word does not
open."""

import pytest
from tests.web.made_box import TwoReaders, as_holder

from tadasu.web.foundation.guided import drafts
from tadasu.web.foundation.guided.lengths import STEP, filled
from tadasu.web.foundation.guided.questions import Page, Question, fitting, page_after, too_long
from tadasu.web.foundation.vault.sealing import DoesNotOpen

WORDS = Question(id="words", kind="short", most=5)
ONE = Question(id="one", kind="one", choices=("a", "b"))
MANY = Question(id="many", kind="many", choices=("a", "b"))
PAGES = [Page(id=one.id, questions=(one,)) for one in (WORDS, ONE, MANY)]


def test_of_kept_answers_only_those_are_left_that_are_still_asked() -> None:
    kept = {"words": "夜", "one": "c", "many": ["b", "c", "a"], "gone": "x"}
    assert fitting(kept, (WORDS, ONE, MANY)) == {"words": "夜", "many": ("a", "b")}
    assert fitting({"words": ["a"], "many": "a"}, (WORDS, MANY)) == {}


def test_what_is_too_long_is_found_by_signs_and_not_by_bytes() -> None:
    assert too_long((WORDS,), {"words": "夜夜夜夜夜"}) is None
    assert too_long((ONE, WORDS), {"words": "nights"}) is WORDS


def test_one_goes_on_over_pages_that_are_not_shown_and_back() -> None:
    shown = [PAGES[0], PAGES[2]]
    assert page_after("next", page="words", shown=shown, order=PAGES) == "many"
    assert page_after("next", page="many", shown=shown, order=PAGES) == "review"
    assert page_after("back", page="many", shown=shown, order=PAGES) == "words"
    assert page_after("back", page="words", shown=shown, order=PAGES) == "words"
    assert page_after("next", page="one", shown=shown, order=PAGES) == "many", "a page that is not shown any more"
    assert page_after("stop", page="one", shown=shown, order=PAGES) == "one"
    assert page_after("review", page="one", shown=shown, order=PAGES) == "review"


def test_lengths_are_few() -> None:
    assert {len(filled("x" * length)) for length in (1, 100, STEP)} == {STEP}
    assert len(filled("夜" * STEP)) == 3 * STEP


@pytest.mark.usefixtures("database")
def test_a_draft_opens_with_its_code_and_its_desks_word_only() -> None:
    one, other = TwoReaders(), TwoReaders()
    with as_holder(one.box) as visit:
        row = drafts.sealed(visit, "a-desk", {"said": "夜"})
        assert drafts.opened(visit, "a-desk", row) == {"said": "夜"}
        with pytest.raises(DoesNotOpen):
            drafts.opened(visit, "another-desk", row)
    with as_holder(other.box) as visit, pytest.raises(DoesNotOpen):
        drafts.opened(visit, "a-desk", row)
