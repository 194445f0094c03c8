"""Lines break where each script breaks them, and never take more room than there is."""

from hypothesis import given
from hypothesis import strategies as st

from tadasu.reports._path_wrap import cells, ems, plain, shortened, wrapped

TEXT = st.text(max_size=80).map(plain)


@given(TEXT, st.integers(4, 40))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: int) -> None:
    for measure in (cells, ems):
        lines = wrapped(text, room, measure)
        assert all(measure(line) <= room for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXT, st.integers(4, 40), st.integers(1, 3))
def test_a_cut_text_says_so(text: str, room: int, most: int) -> None:
    whole, lines = wrapped(text, room, ems), wrapped(text, room, ems, most=most)
    assert len(lines) <= most
    assert lines == whole or lines[-1].endswith("…")
    assert all(ems(line) <= room for line in lines)


def test_japanese_breaks_between_letters_but_begins_no_line_with_a_comma() -> None:
    assert wrapped("国家による強制労働、以降", 18, cells) == ["国家による強制労", "働、以降"]
    assert wrapped("Hotan（和田）の紡績工場", 12, cells) == ["Hotan（和", "田）の紡績工", "場"]


def test_words_are_kept_whole_and_long_ones_are_broken() -> None:
    assert wrapped("spinning and weaving", 12, cells) == ["spinning and", "weaving"]
    assert wrapped("a supercalifragilistic", 8, cells) == ["a", "supercal", "ifragili", "stic"]


def test_a_long_word_asks_for_few_measurements() -> None:
    """A name of a hostile length must not hold up a page; counted, for no test measures time."""
    asked = 0

    def counted(text: str) -> float:
        nonlocal asked
        asked += len(text)
        return ems(text)

    word = "w" * 4000
    assert "".join(wrapped(word, 19, counted)) == word
    assert asked < 4000 * 1000


def test_what_fits_is_not_shortened() -> None:
    assert (shortened("綿糸", 4, cells), shortened("綿織物", 4, cells)) == ("綿糸", "綿…")


def test_marks_are_not_piled_over_other_lines() -> None:
    assert plain("a" + "\u0301" * 30) == "a" + "\u0301" * 4
    assert plain("Việt Nam") == "Việt Nam"
