"""The HTML report stands alone, escapes everything, and reads without JavaScript, colour or English."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from tadasu.reports import MOST_CARDS, ResultRow, Results, write_html
from tadasu.schema import EntityId, TokenRelation
from tadasu.wording import Language

Make = Callable[..., Results]
Rows = tuple[ResultRow, ...]
HOSTILE = '<script>alert("x")</script>'  # as in conftest.py
VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})
CONTRAST_TEXT, CONTRAST_BODY = 4.5, 7.0  # WCAG 2.2, success criteria 1.4.3 (AA) and 1.4.6 (AAA)


class Page(HTMLParser):
    """Collects tags with their attributes and proves that every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(data)

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.tags)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def source(found: Results, folder: Path) -> str:
    write_html(found, folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_element_is_closed_and_every_id_is_there_once(language: Language, tmp_path: Path, results: Make) -> None:
    page = Page(source(results(language), tmp_path))
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_a_hostile_name_stays_text(tmp_path: Path, results: Make) -> None:
    html = source(results(), tmp_path)
    page = Page(html)
    assert page.count("script") == 1
    assert HOSTILE not in html
    assert HOSTILE in page.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", html)


def test_an_address_that_is_not_http_is_never_a_link(tmp_path: Path, results: Make) -> None:
    page = Page(source(results(), tmp_path))
    addresses = [attributes.get("href") or "" for tag, attributes in page.tags if tag == "a"]
    assert "https://example.org/list?entry=17&part=2" in addresses
    assert all(address.startswith(("https://", "http://", "#")) for address in addresses)
    assert "javascript:alert(1)" in page.text


def test_nothing_is_loaded_from_anywhere(tmp_path: Path, results: Make) -> None:
    html = source(results(), tmp_path)
    page = Page(html)
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base", "form", "video"}
    assert not [attributes for _, attributes in page.tags if "src" in attributes or "style" in attributes]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "@import" not in html
    assert "url(" not in html


def test_the_policy_allows_only_the_script_that_is_there(tmp_path: Path, results: Make) -> None:
    html = source(results(), tmp_path)
    policy = next(
        attributes["content"] or ""
        for tag, attributes in Page(html).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    script = html.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    assert f"script-src 'sha256-{digest}'" in policy


def test_the_summary_says_how_many_to_hold_first(tmp_path: Path, results: Make, rows: Rows) -> None:
    found = results(rows=rows[:2], threshold=0.7)
    text = Page(source(found, tmp_path)).text
    assert "Hold 2 of 120 suppliers for a closer look (matches with a probability of 0.7 or more: 2)." in text
    assert "118 no match found" in text
    assert "Invented Watch List (9 August 2026); 発明省リスト (date unknown)" in text


def test_two_matches_of_one_supplier_hold_it_once(tmp_path: Path, results: Make, rows: Rows) -> None:
    found = results(rows=(rows[0], rows[0]), threshold=0.7)
    text = Page(source(found, tmp_path)).text
    assert "Hold 1 of 120 suppliers for a closer look (matches with a probability of 0.7 or more: 2)" in text


def test_without_a_match_the_page_says_what_that_does_not_mean(tmp_path: Path, results: Make) -> None:
    page = Page(source(results(rows=(), threshold=0.7), tmp_path))
    assert "Nothing to hold: of 120 suppliers, none" in page.text
    assert "It does not clear its supply chain." in page.text


def test_the_queue_is_ordered_by_probability_whatever_the_order_of_the_rows(
    tmp_path: Path, results: Make, rows: Rows
) -> None:
    html = source(results(rows=tuple(reversed(rows))), tmp_path)
    keys = [int(key) for key in re.findall(r'role="cell" data-key="(-?\d+)"', html)]
    assert keys == sorted((row.match.log_odds for row in rows), reverse=True)


def test_a_word_never_contradicts_the_number_beside_it(tmp_path: Path, results: Make, rows: Rows) -> None:
    near = replace(rows[0], match=replace(rows[0].match, probability=0.9499))
    text = Page(source(results(rows=(near,)), tmp_path)).text
    assert "likely 0.94" in text
    assert "0.95 " not in text.split("Word by word")[0]


def test_every_line_leads_to_its_card(tmp_path: Path, results: Make, rows: Rows) -> None:
    page = Page(source(results(), tmp_path))
    cards = {attributes["id"] for tag, attributes in page.tags if tag == "article"}
    targets = {(attributes.get("href") or "")[1:] for tag, attributes in page.tags if tag == "a"}
    assert len(cards) == len(rows)
    assert {str(card) for card in cards} <= targets


def test_the_terms_on_a_card_add_up_as_shown(tmp_path: Path, results: Make, rows: Rows) -> None:
    html = source(results(rows=rows[:1]), tmp_path)
    table = html.split('<table class="terms">')[1].split("</table>")[0]
    shown = [float(value.replace("−", "-")) for value in re.findall(r'number">([−+][\d.]+)<', table)]
    assert round(sum(shown[:-1]), 3) == shown[-1] == 4.95


def test_every_aligned_word_has_its_label_in_words(tmp_path: Path, results: Make, rows: Rows) -> None:
    text = Page(source(results(rows=rows[:3]), tmp_path)).text
    for label in ("place, another name", "brand word, same sound", "industry word, only listed", "spelling variant"):
        assert label in text


def test_tables_have_a_caption_and_every_head_a_scope(tmp_path: Path, results: Make) -> None:
    page = Page(source(results(), tmp_path))
    assert page.count("table") == page.count("caption")
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th")


def test_more_than_the_most_cards_are_counted_and_left_to_the_csv(tmp_path: Path, results: Make, rows: Rows) -> None:
    page = Page(source(results(rows=rows[:1] * (MOST_CARDS + 7)), tmp_path))
    assert page.count("article") == MOST_CARDS
    assert "Not shown here: 7 more matches. Write the results as .csv to see every one." in page.text


def test_the_japanese_page_is_japanese(tmp_path: Path, results: Make) -> None:
    page = Page(source(results("ja"), tmp_path))
    assert next(attributes["lang"] for tag, attributes in page.tags if tag == "html") == "ja"
    assert "このレポートの企業はすべて架空です。" in page.text
    for english in ("Your supplier", "How likely", "Word by word", "brand word", "Points", "Digest ("):
        assert english not in page.text


def test_the_banner_is_only_on_invented_worlds(tmp_path: Path, results: Make) -> None:
    assert "All companies in this report are invented." in Page(source(results(), tmp_path)).text
    real = replace(results(), invented=False)
    assert "invented." not in Page(source(real, tmp_path)).text


def test_a_very_long_value_is_cut_on_the_page(tmp_path: Path, results: Make) -> None:
    assert "x" * 500 not in source(results(), tmp_path)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_keep_their_contrast_in_light_dark_and_print() -> None:
    css = files("tadasu.reports").joinpath("data/report.css").read_text(encoding="utf-8")
    grounds = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]*)\}", css)]
    assert len(grounds) == 3
    for tokens in grounds:
        for ground in (tokens["paper"], tokens["ground"]):
            assert contrast(tokens["ink"], ground) >= CONTRAST_BODY
            for colour in ("soft", "accent", "hold", "ask", "clear", "weak"):
                assert contrast(tokens[colour], ground) >= CONTRAST_TEXT, (colour, ground)


def test_a_name_cannot_turn_the_direction_of_the_page(tmp_path: Path, results: Make, rows: Rows) -> None:
    turned = "Aoi \u202eevil\u202c Trading\u2067\u2028"
    row = replace(
        rows[0],
        query=replace(rows[0].query, name=turned, remarks=turned),
        match=replace(rows[0].match, query_name=turned),
    )
    html = source(results(rows=(row,)), tmp_path)
    assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069]", html)
    assert "Aoi \ufffdevil\ufffd Trading\ufffd\ufffd" in Page(html).text


def test_words_from_right_to_left_do_not_reorder_the_reasons_around_them(
    tmp_path: Path, results: Make, rows: Rows
) -> None:
    asked, listed = "\u0646\u0645\u0648\u0646\u06d5", "\u0646\u0645\u0648\u0646\u0647"  # an example, twice spelt
    first = replace(rows[0].explanation.tokens[1], query=asked, listed=listed, relation=TokenRelation.SPELLING)
    row = replace(rows[0], explanation=replace(rows[0].explanation, tokens=(first,)))
    html = source(results(rows=(row,)), tmp_path)
    (reason,) = [line for line in re.findall(r"<li>(.*?)</li>", html) if "spelling variant" in line]
    assert reason.startswith(f"&quot;<bdi>{asked}</bdi>&quot; = &quot;<bdi>{listed}</bdi>&quot; (")


def test_no_word_from_right_to_left_stands_loose_in_the_page(tmp_path: Path, results: Make, rows: Rows) -> None:
    word = "\u0646\u0645\u0648\u0646\u06d5"
    row = replace(
        rows[0],
        query=replace(rows[0].query, id=EntityId(word), name=word, aliases=(word,), remarks=word),
        match=replace(rows[0].match, query_id=word, query_name=word),
        entity=replace(rows[0].entity, name=word, programme=word, remarks=word, topics=(word,)),
    )
    found = results(rows=(row,))
    found = replace(found, lists=(replace(found.lists[0], title=f"{word} 2026 {word}"),))
    shown = re.sub(r'data-key="[^"]*"', "", source(found, tmp_path))
    assert word not in re.sub(r"<bdi>[^<]*</bdi>", "", shown)


@pytest.mark.parametrize(("language", "word"), [("en", "hold"), ("ja", "保留")])
def test_what_is_held_is_said_once_by_the_threshold(
    language: Language, word: str, tmp_path: Path, results: Make
) -> None:
    """The shapes below the headline say how likely a match is, by other bounds, and so must not speak of holding."""
    page = source(replace(results(), language=language, threshold=0.7), tmp_path)
    legend = page.partition('<ul class="states"')[2].partition("</ul>")[0]
    said = "".join(piece.partition(">")[2] for piece in legend.split("<"))
    assert said.strip()
    assert word not in said


def test_marks_that_stack_up_stay_in_their_own_cell() -> None:
    style = files("tadasu.reports").joinpath("data/report.css").read_text(encoding="utf-8")
    assert ":is(td, th, h3, .q, .l) { overflow-y: clip" in style
