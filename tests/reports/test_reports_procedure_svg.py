"""The picture of a procedure: nothing overlaps, no state and no move is lost, lines only cross and never run over each other."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.reports.regime_made import both, procedure_of, small_procedure

from tadasu.law import Procedure, Standing
from tadasu.reports import procedure_svg
from tadasu.reports._path_wrap import ems
from tadasu.reports._procedure_layout import Track, plan_of
from tadasu.reports._procedure_rows import MOST_IN_ROW, Arrow, rows_of
from tadasu.reports._procedure_tracks import NEAR, Bundle, routes
from tadasu.wording import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script>\u202e\x00'
Rect = tuple[float, float, float, float]
Piece = tuple[float, float, float, float]


@st.composite
def some_arrows(draw: st.DrawFn) -> tuple[int, list[Arrow]]:
    count = draw(st.integers(1, 12))
    state = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(state, state), max_size=30, unique=True))
    return count, [Arrow(source=source, target=target, badge=20) for source, target in pairs]


@st.composite
def some_procedures(draw: st.DrawFn) -> Procedure:
    count = draw(st.integers(1, 9))
    names = [f"s{n}" for n in range(count)]
    moves = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=24))
    return procedure_of(
        moves, states=names, name=draw(st.sampled_from(["{state}", "A long name of the state {state} " * 4]))
    )


def read(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def number(element: etree._Element, name: str) -> float:
    return float(str(element.get(name)))


def rect_of(element: etree._Element) -> Rect:
    x, y = number(element, "x"), number(element, "y")
    if element.tag == f"{SVG}rect":
        return (x, y, x + number(element, "width"), y + number(element, "height"))
    size = number(element, "font-size")
    width = ems(element.text or "") * size * (1.12 if element.get("font-weight") else 1)
    left = x - width / 2 if element.get("text-anchor") == "middle" else x
    return (left, y - 0.8 * size, left + width, y + 0.2 * size)


def meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(one: Rect, other: Rect) -> bool:
    return other[0] <= one[0] and one[2] <= other[2] and other[1] <= one[1] and one[3] <= other[3]


def rects(root: etree._Element, kind: str) -> list[Rect]:
    return [rect_of(each) for each in root.iter(f"{SVG}rect") if f"procedure-{kind}" in str(each.get("class")).split()]


def states_of(root: etree._Element) -> list[Rect]:
    """The frames of states: those of the key, which are no wider than a sign, are left out."""
    return [rect for rect in rects(root, "box") if rect[2] - rect[0] > 100]


def check_drawing(svg: str) -> None:
    """Frames, numbers and texts keep off each other and stay in the picture; a text is in a frame whole or not at all."""
    root = read(svg)
    width, height = number(root, "width"), number(root, "height")
    boxes, badges = states_of(root), rects(root, "badge")
    texts = [rect_of(each) for each in root.iter(f"{SVG}text")]
    assert all(inside(rect, (0, 0, width, height)) for rect in [*boxes, *badges, *texts])
    assert not any(meet(*pair) for pair in combinations([*boxes, *badges], 2))
    assert not any(meet(*pair) for pair in combinations(texts, 2))
    for text in texts:
        assert all(inside(text, box) for box in [*boxes, *badges] if meet(text, box))


def words(svg: str) -> str:
    return " ".join(each.text or "" for each in read(svg).iter(f"{SVG}text"))


@settings(max_examples=60, deadline=None)
@given(some_procedures(), st.sampled_from(LANGUAGES))
def test_whatever_the_procedure_nothing_overlaps_and_every_state_and_move_is_there(
    procedure: Procedure, language: Language
) -> None:
    svg = procedure_svg(procedure, language=language)
    check_drawing(svg)
    root = read(svg)
    moves = [move for state in procedure.states.values() for move in state.moves]
    assert len(states_of(root)) == len(procedure.states)
    assert len(rects(root, "inner")) - 1 == len(procedure.outcomes())  # one in the key
    shown = [each.text or "" for each in root.iter(f"{SVG}text") if each.get("text-anchor")]
    numbers = [int(one) for text in shown[:-1] for one in text.split(", ")]  # the last one is of the key
    assert sorted(numbers) == list(range(1, len(moves) + 1))
    written = re.sub(r"\s", "", words(svg))
    assert all(re.sub(r"\s", "", move.names[language]) in written for move in moves)


@given(some_procedures())
@settings(max_examples=20, deadline=None)
def test_the_same_procedure_gives_the_same_picture(procedure: Procedure) -> None:
    assert procedure_svg(procedure) == procedure_svg(replace(procedure))


@given(some_arrows())
def test_what_is_no_part_of_a_circle_leads_down(graph: tuple[int, list[Arrow]]) -> None:
    count, arrows = graph
    rows = rows_of(count, arrows)
    reached = [{state} for state in range(count)]
    for _ in range(count):
        for arrow in arrows:
            for known in reached:
                if arrow.source in known:
                    known.add(arrow.target)
    for arrow in arrows:
        if arrow.source not in reached[arrow.target]:
            assert rows[arrow.source] < rows[arrow.target]
    assert all(rows.count(row) <= MOST_IN_ROW for row in rows)
    assert set(rows) == set(range(max(rows) + 1))


def pieces(track: Track) -> list[Piece]:
    """The level and upright pieces of a line."""
    return [
        (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        for (x, y), (to_x, to_y) in pairwise(track.points)
        if (x, y) != (to_x, to_y)
    ]


def run_over(one: Piece, other: Piece) -> bool:
    """Whether two pieces of the same direction run side by side, less than four pixels apart."""
    if one[0] == one[2] and other[0] == other[2]:
        return abs(one[0] - other[0]) < 4 and min(one[3], other[3]) - max(one[1], other[1]) > 1
    if one[1] == one[3] and other[1] == other[3]:
        return abs(one[1] - other[1]) < 4 and min(one[2], other[2]) - max(one[0], other[0]) > 1
    return False


@settings(max_examples=150, deadline=None)
@given(some_arrows())
def test_lines_have_right_angles_keep_off_states_and_run_over_none_that_leads_elsewhere(
    graph: tuple[int, list[Arrow]],
) -> None:
    count, arrows = graph
    sizes = [(300.0, 80.0 + 20 * n) for n in range(count)]
    plan = plan_of(sizes, arrows)
    boxes = [(x, y, x + width, y + height) for (x, y), (width, height) in zip(plan.corners, sizes, strict=True)]
    for arrow, track in zip(arrows, plan.tracks, strict=True):
        assert all(x == to_x or y == to_y for (x, y), (to_x, to_y) in pairwise(track.points))
        assert not any(meet(piece, box) for piece in pieces(track) for box in boxes)
        assert track.points[0][1] == boxes[arrow.source][3]
        assert track.points[-1][1] == boxes[arrow.target][1]
        assert boxes[arrow.source][0] < track.points[0][0] < boxes[arrow.source][2]
        assert boxes[arrow.target][0] < track.points[-1][0] < boxes[arrow.target][2]
        assert all(0 <= x <= plan.width and 0 <= y <= plan.height for x, y in track.points)
    for (one, first), (other, second) in combinations(zip(arrows, plan.tracks, strict=True), 2):
        if (one.target, first.back) != (other.target, second.back):
            assert not any(run_over(a, b) for a in pieces(first) for b in pieces(second))


PLACES = st.integers(0, 30).map(lambda place: place * 20.0)


@given(st.lists(st.tuples(st.lists(PLACES, min_size=1, max_size=3, unique=True), PLACES), min_size=1, max_size=6))
def test_bundles_that_change_places_get_levels_all_the_same(ends: list[tuple[list[float], float]]) -> None:
    """Every place is used once from above and once to below, as it is in a channel."""
    taken: set[float] = set()
    bundles: list[Bundle] = []
    for ups, down in ends:
        fresh = [up for up in ups if up not in taken]
        taken.update(fresh)
        if fresh and down not in [each.downs[0] for each in bundles]:
            bundles.append(Bundle(fresh, [down]))
    found = routes(bundles)
    for (one, first), (other, second) in combinations(zip(bundles, found, strict=True), 2):
        for upper, lower, above, below in ((one, other, first, second), (other, one, second, first)):
            shared = any(abs(up - down) < NEAR for up in upper.ups for down in lower.downs)
            assert not shared or min(above.first, below.first) < 0 or above.first < below.last
    assert all(route.first <= route.last for route in found)


def test_two_lines_that_change_places_do_not_run_over_each_other() -> None:
    first, second = routes([Bundle([0], [40]), Bundle([40], [0])])
    assert first.first < second.first == second.last < first.last
    assert 0 < first.turn < 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_says_who_acts_by_when_and_how_sure_that_is(language: Language) -> None:
    said = words(procedure_svg(small_procedure(), language=language))
    parts = {
        "en": ("To act: Importer", "Time limit: 1 month (", "in force; sure; official text", 'counted from "State a"'),
        "ja": ("担当：輸入者", "期限：1か月", "施行中・確実・公式文書", "「段階State"),
    }
    assert all(re.sub(r"\s", "", part) in re.sub(r"\s", "", said) for part in parts[language])


def test_a_move_of_another_than_the_one_to_act_names_the_actor() -> None:
    said = words(procedure_svg(small_procedure()))
    assert "The office: Go from a to b" in said
    assert "Importer: Go from a to b" not in said


def test_moves_to_one_state_share_a_line_and_what_leads_back_has_an_open_head() -> None:
    svg = procedure_svg(small_procedure())
    assert ">1, 2</text>" in svg
    assert svg.count('class="path-line"') > 6
    heads = [each for each in read(svg).iter(f"{SVG}path") if each.get("class") == "path-box"]
    assert len(heads) == 2  # one leads back, one is in the key


def test_an_end_has_two_frames_and_a_word() -> None:
    svg = procedure_svg(small_procedure())
    assert len(rects(read(svg), "inner")) == 3
    assert words(svg).count("Can end here") == 2


def test_the_picture_stands_alone_and_tells_itself() -> None:
    svg = procedure_svg(small_procedure(), key="p1")
    root = read(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "p1-title p1-desc"
    assert "Goods that leave again: Free." in str(root.findtext(f"{SVG}desc"))
    assert not re.search(r"<script|<image|<use|href|url\(|@import|@font-face|on\w+=", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_what_is_no_law_says_so_in_its_head() -> None:
    procedure = small_procedure()
    model = replace(procedure.regime, status=(replace(procedure.regime.status[0], standing=Standing.MODEL),))
    said = words(procedure_svg(replace(procedure, regime=model)))
    assert "This is not law." in said
    assert "This is not law." not in words(procedure_svg(procedure))


@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_name_is_text_inside_its_frame(name: str, other: str) -> None:
    procedure = procedure_of([("a", "b"), ("b", "a")], states="abc")
    states = dict(procedure.states)
    states["a"] = replace(states["a"], names=both(name or "-", other or "-"))
    move = replace(states["b"].moves[0], names=both(other or "-", name or "-"))
    states["b"] = replace(states["b"], moves=(move,))
    for language in LANGUAGES:
        check_drawing(procedure_svg(replace(procedure, states=states), language=language))


def test_a_hostile_name_is_escaped_and_turns_nothing() -> None:
    procedure = small_procedure()
    states = {**procedure.states, "a": replace(procedure.states["a"], names=both(HOSTILE, HOSTILE))}
    svg = procedure_svg(replace(procedure, states=states))
    check_drawing(svg)
    assert "<script" not in svg
    assert not set(svg) & set("\u202e\x00")


def test_a_state_with_many_ways_on_is_wide_enough_for_their_numbers() -> None:
    names = [f"s{n}" for n in range(20)]
    svg = procedure_svg(procedure_of([("s0", name) for name in names[1:]], states=names))
    check_drawing(svg)
    assert len(rects(read(svg), "badge")) == 20  # one in the key
