"""The picture of paths: nothing overlaps, everything runs to the right, no company is lost, no name does harm."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.reports.path_story import SPUN, STORY, YARN, chain, of_company, trader

from tadasu.reports import paths_svg
from tadasu.reports._path_graph import MOST_BOXES, Graph, Role, graph_of
from tadasu.reports._path_wrap import ems
from tadasu.schema import Certainty, DeclarationId, FoundPath
from tadasu.wording import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script>'
Rect = tuple[float, float, float, float]


def companies(paths: Sequence[FoundPath]) -> set[str]:
    return {trader.company for path in paths for step in path.steps for trader in (step.seller, step.buyer)}


def boxed(graph: Graph) -> set[str]:
    return {box.trader.company for box in graph.boxes if box.trader}


@st.composite
def some_paths(draw: st.DrawFn) -> list[FoundPath]:
    found = []
    for _ in range(draw(st.integers(1, 7))):
        ids = draw(st.lists(st.sampled_from("abcdefghijklmnopq"), min_size=2, max_size=9))
        path = chain(ids, good=draw(st.sampled_from(["610990", "520512", "99", ""])), finding=of_company(ids[0]))
        sure, contested = draw(st.sampled_from(Certainty)), draw(st.booleans())
        found.append(
            replace(path, steps=tuple(replace(step, certainty=sure, contested=contested) for step in path.steps))
        )
    return found


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
    return (x, y - 0.8 * size, x + width, y + 0.2 * size)


def meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes_of(root: etree._Element) -> list[Rect]:
    return [rect_of(each) for each in root.iter(f"{SVG}rect") if each.get("class") == "path-box"]


def check_drawing(svg: str) -> None:
    """No two boxes or lines of text meet; everything is inside the picture; lines and labels keep off boxes."""
    root = read(svg)
    width, height = number(root, "width"), number(root, "height")
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
    boxes = boxes_of(root)
    held = set(root.iterfind(f"{SVG}g/{SVG}text"))
    texts = [(rect_of(each), each in held) for each in root.iter(f"{SVG}text")]
    for rect in [*boxes, *(rect for rect, _ in texts)]:
        assert rect[0] >= 0
        assert rect[1] >= 0
        assert rect[2] <= width
        assert rect[3] <= height
    assert not any(meet(*pair) for pair in combinations(boxes, 2))
    assert not any(meet(*pair) for pair in combinations([rect for rect, _ in texts], 2))
    for rect, inside in texts:
        around = [box for box in boxes if meet(rect, box)]
        assert len(around) == inside
        assert all(box[0] < rect[0] and rect[2] < box[2] and box[1] <= rect[1] and rect[3] <= box[3] for box in around)


def tracks(svg: str) -> list[list[float]]:
    """For every link the x of its corners, in their order."""
    lines = (each for each in read(svg).iter(f"{SVG}path") if each.get("fill") == "none" and "C" in str(each.get("d")))
    return [
        [float(x) for x in re.findall(r"(?:[MH]|C\S+ \S+ \S+ \S+ )(-?[\d.]+)", str(each.get("d")))] for each in lines
    ]


@settings(max_examples=60, deadline=None)
@given(some_paths(), st.sampled_from(LANGUAGES))
def test_whatever_the_paths_nothing_overlaps_and_every_link_runs_to_the_right(
    paths: list[FoundPath], language: Language
) -> None:
    svg = paths_svg(paths, language=language)
    check_drawing(svg)
    graph = graph_of(paths)
    found = tracks(svg)
    assert len(found) == len(graph.links)
    assert all(left <= right for track in found for left, right in pairwise(track))
    assert all(graph.boxes[link.seller].depth > graph.boxes[link.buyer].depth for link in graph.links)


@settings(deadline=None)
@given(some_paths())
def test_every_company_is_drawn_or_counted(paths: list[FoundPath]) -> None:
    graph = graph_of(paths)
    left_out = {each for box in graph.boxes for each in box.left_out}
    assert len(graph.boxes) <= MOST_BOXES
    assert boxed(graph) | left_out | set(graph.left_off) == companies(paths)
    assert not set(graph.left_off) & (boxed(graph) | left_out)


@given(some_paths())
def test_the_same_paths_give_the_same_picture(paths: list[FoundPath]) -> None:
    assert paths_svg(paths) == paths_svg(list(paths))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_is_read_from_the_mill_to_two_importers(language: Language) -> None:
    check_drawing(paths_svg(STORY, language=language, invented=True))
    graph = graph_of(STORY)
    assert [(box.trader.company, box.depth) for box in graph.boxes if box.trader] == [
        ("mill", 3),
        ("weaver", 2),
        ("garments", 1),
        ("hinode", 0),
        ("second", 1),
        ("minato", 0),
    ]
    assert len(graph.links) == 5
    assert graph.boxes[0].roles == {Role.FIRST}
    assert graph.boxes[1].roles == {Role.MAKER}
    assert graph.boxes[3].roles == {Role.IMPORTER}
    assert list(graph.boxes[3].asked) == ["D-045"]


def test_line_styles_say_how_sure_and_a_contested_link_is_struck_and_named() -> None:
    svg = paths_svg(STORY)
    assert svg.count('stroke-dasharray="8 5"') == 2
    assert svg.count('stroke-dasharray="0.1 5"') == 1
    assert len(re.findall(r'd="M[\d.]+ [\d.]+ l5 -12 m2 12 l5 -12"', svg)) == 1
    assert "contested</text>" in svg
    assert "l5 -12" not in paths_svg(STORY[:1])


def test_the_finding_is_marked_once_where_it_enters() -> None:
    root = read(paths_svg(STORY))
    squares = [each for each in root.iter(f"{SVG}rect") if each.get("class") == "path-hold"]
    (box,) = (each for each in boxes_of(root) if meet(rect_of(squares[0]), each))
    assert box == min(boxes_of(root))
    assert len(squares) == 1
    words = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert "Substantiated: state-imposed forced labour, since March 2026" in words


def test_a_company_that_sold_and_bought_again_is_shown_again() -> None:
    graph = graph_of([chain(["a", "b", "a", "c"]), chain(["b", "b"])])
    assert [box.again for box in graph.boxes if box.trader and box.trader.company == "a"] == [False, True]
    assert [box.again for box in graph.boxes if box.trader and box.trader.company == "b"] == [False, True]
    assert "shown again" in paths_svg([chain(["a", "b", "a", "c"])])


def test_one_step_is_a_picture_of_two_boxes() -> None:
    svg = paths_svg([chain(["a", "b"])])
    check_drawing(svg)
    assert len(boxes_of(read(svg))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_path_is_a_picture_that_says_so(language: Language) -> None:
    svg = paths_svg([], language=language)
    check_drawing(svg)
    assert not boxes_of(read(svg))
    assert ("does not" if language == "en" else "経路なし") in svg


def test_paths_that_do_not_fit_are_counted_under_the_picture() -> None:
    paths = [chain([f"s{n}", f"m{n % 4}", "z"], finding=of_company(f"s{n}")) for n in range(14)]
    svg = paths_svg(paths)
    assert len(boxes_of(read(svg))) == MOST_BOXES
    assert "and 7 more, on paths that are not drawn (7)." in svg
    assert "ほか7社（図にない経路7件）" in paths_svg(paths, language="ja")


def test_a_path_longer_than_the_picture_is_cut_in_its_middle() -> None:
    svg = paths_svg([chain(list("abcdefghijklmnopq"))])
    check_drawing(svg)
    assert len(boxes_of(read(svg))) == MOST_BOXES
    assert ">and 6 more</text>" in svg
    assert ">Tier 16</text>" in svg
    assert svg.count(">Tier ") == 10


def test_links_of_one_good_between_two_companies_are_one_line_with_their_sum() -> None:
    more = replace(SPUN, declaration=DeclarationId("D-018"), day=date(2026, 5, 2))
    paths = [FoundPath(finding=YARN, steps=(step,), strength=0) for step in (SPUN, more)]
    words = [each.text for each in read(paths_svg(paths)).iter(f"{SVG}text")]
    assert {"2 declarations", "8,400 kg"} <= set(words)
    assert "March 2026 to May" in words


@given(st.text(max_size=300), st.text(max_size=40))
@settings(deadline=None)
def test_any_name_is_text_inside_its_box(name: str, country: str) -> None:
    seller, buyer = trader("a", name or "-", country), trader("b", name[::-1] or "-", "jp")
    basis = replace(YARN, basis=name)
    check_drawing(paths_svg([FoundPath(finding=basis, steps=(replace(SPUN, seller=seller, buyer=buyer),), strength=0)]))


def test_a_hostile_name_is_escaped_and_turns_nothing() -> None:
    names = (
        HOSTILE,
        "\u202eevil\u2066 \x00\x1b",
        "شركة القافلة المخترعة للمنسوجات والملابس الجاهزة",
        "w" * 500,
        "漢字" * 90,
    )
    for name in names:
        svg = paths_svg([FoundPath(finding=YARN, steps=(replace(SPUN, seller=trader("a", name)),), strength=0)])
        check_drawing(svg)
        assert "<script" not in svg
        assert not set(svg) & set("\u202e\x00\x1b")
        assert svg.count("\u2068") == svg.count("\u2069")


def test_a_cut_arabic_name_ends_at_its_own_end() -> None:
    long = "شركة القافلة المخترعة لتجارة الأقطان والمنسوجات والملابس الجاهزة المحدودة"
    svg = paths_svg([FoundPath(finding=YARN, steps=(replace(SPUN, seller=trader("a", long)),), strength=0)])
    assert "…\u200f</text>" in svg


def test_the_picture_stands_alone_and_tells_itself() -> None:
    svg = paths_svg(STORY, key="d45")
    root = read(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "d45-title d45-desc"
    assert {str(each.get("id")) for each in root if each.get("id")} == {"d45-title", "d45-desc"}
    told = str(root.findtext(f"{SVG}desc"))
    assert "Vestlann Weaving Works (VN) -> Meghora Shirt Makers (BD)" in told
    assert "inferred, contested" in told
    assert not re.search(r"<script|<image|<use|href|url\(|@import|@font-face|on\w+=", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_paper_and_screens_without_a_wish_are_light() -> None:
    (style,) = read(paths_svg(STORY)).iter(f"{SVG}style")
    assert str(style.text).startswith("@media screen and (prefers-color-scheme: dark) {")
    _, paper = str(style.text).split("@media print")
    assert "#" not in paper
    assert "max-width: 100%" in paper


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_stands_out_from_its_ground_in_light_and_dark() -> None:
    svg = paths_svg(STORY)
    dark = dict(re.findall(r"\.path-(\w+) \{ fill: (#\w{6})", svg))
    grounds = {"light": "#ffffff", "dark": dark["box"]}
    light = {"ink": "#1c1d22", "soft": "#4a4d57", "hold": "#b3311a"}
    assert all(f'class="path-{name}"' in svg and colour in svg for name, colour in light.items())
    for tones, ground in ((light, grounds["light"]), (dark, grounds["dark"])):
        for name in light:
            pair = sorted((_luminance(tones[name]), _luminance(ground)))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= (4.5 if name == "hold" else 7)  # WCAG 2.2, AA and AAA


def test_a_link_over_several_tiers_passes_no_box_on_its_way() -> None:
    paths = [chain(["a", "b", "c", "d"]), chain(["a", "d"])]
    svg = paths_svg(paths)
    boxes = boxes_of(read(svg))
    track = next(str(each.get("d")) for each in read(svg).iter(f"{SVG}path") if str(each.get("d")).count("C") > 2)
    level = [(float(y), float(x)) for y, x in re.findall(r" ([\d.]+) H([\d.]+)", track)]
    assert len(level) == 5
    for y, x in level:
        assert not any(box[0] < x - 1 < box[2] and box[1] <= y <= box[3] for box in boxes)
